"""Answers that last: what becomes of kept citations in edited copies of the real export."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from iobqa.desk.lasting import Kept, keep, parse_kept, read_kept, verify
from iobqa.errors import DocumentError
from iobqa.records import Report
from iobqa.report.corpus import Corpus, parse_corpus

QUOTES = {
    "4.2.2-al1": "In 2019 voerden 15 ambassades 12 of meer projecten uit.",
    "5.1.1-al9-punt4": "Nederland stopte de mensenrechtenprojecten van de ambassade in Marokko.",
    "voetnoot-87": "Nederland was de laatste jaren de zevende grootste donor die een vrijwillige bijdragen aan OHCHR leverde.",
    "3.1.3-al16": "Vijf invloedrijke Europese lidstaten (Duitsland, Frankrijk, Italië, Spanje en Polen)",
}

Edit = Callable[[str], str]


def edited(corpus: Corpus, edit: Edit) -> Report:
    raw = edit(corpus.raw)
    assert raw != corpus.raw
    return parse_corpus(replace(corpus, raw=raw))


def kept(report: Report) -> list[Kept]:
    return [Kept(id_, report.by_id[id_].ref, quote, report.by_id[id_].text) for id_, quote in QUOTES.items()]


def fates(corpus: Corpus, report: Report, edit: Edit) -> dict[str, str]:
    return {found.kept.id: found.fate for found in verify(edited(corpus, edit), kept(report))}


def new_paragraph_elsewhere(raw: str) -> str:
    at = raw.index("Dit rapport bevat bevindingen van de evaluatie")
    return raw[:at] + "Een heel nieuwe alinea, die nergens over gaat.\n" + raw[at:]


def word_changed_elsewhere(raw: str) -> str:
    return raw.replace("Kort na de Tweede Wereldoorlog", "Vlak na de Tweede Wereldoorlog")


def new_paragraph_before(raw: str) -> str:
    at = raw.index("De mensenrechteninzet van BZ was tijdens de geëvalueerde periode verspreid")
    return raw[:at] + "Een heel nieuwe alinea, die nergens over gaat.\n" + raw[at:]


def number_changed(raw: str) -> str:
    return re.sub(r"15(\s+)ambassades 12 of meer", r"17\1ambassades 12 of meer", raw)


def rest_of_the_paragraph_changed(raw: str) -> str:
    return raw.replace("Veel projecten bestonden uit activiteiten", "De meeste projecten bestonden uit activiteiten")


def sentence_gone(raw: str) -> str:
    return re.sub(r"In\s+2019 voerden 15\s+ambassades 12 of meer projecten uit\.", "", raw)


UNTOUCHED = dict.fromkeys(QUOTES, "ongewijzigd")
EDITS: dict[str, tuple[Edit, dict[str, str]]] = {
    "a paragraph elsewhere": (new_paragraph_elsewhere, UNTOUCHED),
    "a word elsewhere": (word_changed_elsewhere, UNTOUCHED),
    "a paragraph before": (new_paragraph_before, UNTOUCHED | {"4.2.2-al1": "verplaatst"}),
    "a number": (number_changed, UNTOUCHED | {"4.2.2-al1": "gewijzigd"}),
    "around": (rest_of_the_paragraph_changed, UNTOUCHED),
    "gone": (sentence_gone, UNTOUCHED | {"4.2.2-al1": "verdwenen"}),
}


@pytest.mark.parametrize(("edit", "expected"), EDITS.values(), ids=EDITS.keys())
def test_fate(corpus: Corpus, report: Report, edit: Edit, expected: dict[str, str]) -> None:
    assert fates(corpus, report, edit) == expected


def test_same_edition(report: Report) -> None:
    found = verify(report, kept(report))
    assert {verified.fate for verified in found} == {"ongewijzigd"}
    assert not any(verified.around for verified in found)


def test_moved_to(corpus: Corpus, report: Report) -> None:
    (found, *_) = verify(edited(corpus, new_paragraph_before), kept(report))
    assert found.places[0].unit == "4.2.2-al2"


def test_change_is_shown(corpus: Corpus, report: Report) -> None:
    (found, *_) = verify(edited(corpus, number_changed), kept(report))
    assert [(d.kind, d.report, d.quoted) for d in found.differences] == [("getal", "17", "15")]


def test_change_around_an_unchanged_quotation_is_said(corpus: Corpus, report: Report) -> None:
    found = verify(edited(corpus, rest_of_the_paragraph_changed), kept(report))
    assert [verified.kept.id for verified in found if verified.around] == ["4.2.2-al1"]


@pytest.mark.parametrize("edit", [new_paragraph_elsewhere, word_changed_elsewhere], ids=["paragraph", "word"])
def test_ids_survive_an_edit_elsewhere(corpus: Corpus, report: Report, edit: Edit) -> None:
    after = edited(corpus, edit)
    touched = ("1.1-", "2.1.1-")
    same = [unit for unit in report.paragraphs if not unit.id.startswith(touched)]
    assert len(same) > 850
    for unit in same:
        assert (after.by_id[unit.id].ref, after.by_id[unit.id].text) == (unit.ref, unit.text)


ANSWER = {
    "question": "Hoeveel?",
    "citations": [{"id": "1.1-al1", "ref": "§ 1.1, al. 1", "quote": "Veel.", "text": "Veel. Heel veel."}],
}


def test_kept_and_read_back(tmp_path: Path) -> None:
    file = tmp_path / "antwoord.json"
    file.write_text(keep(ANSWER, {"title": "T", "published": "2024-11"}, "ab" * 32, "2025-01-01"), encoding="utf-8")
    read = read_kept(file)
    assert (read.question, read.report) == ("Hoeveel?", "ab" * 32)
    assert read.citations == (Kept("1.1-al1", "§ 1.1, al. 1", "Veel.", "Veel. Heel veel."),)


def test_plain_output_of_ask_is_read_as_well() -> None:
    assert parse_kept(json.dumps(ANSWER), "x").citations[0].quote == "Veel."


NOT_KEPT = [
    "",
    "[]",
    "{}",
    "null",
    '{"citations": 1}',
    '{"citations": [{"id": "a"}]}',
    "[" * 100_000,
    '{"citations":[{"id":1,"quote":"a"}]}',
]


@pytest.mark.parametrize("text", NOT_KEPT)
def test_not_a_kept_answer(text: str) -> None:
    with pytest.raises(DocumentError, match="geen bewaard antwoord"):
        parse_kept(text, "x.json")


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="bestaat niet"):
        read_kept(tmp_path / "weg.json")
    (tmp_path / "latijn.json").write_bytes(b"\xe9\xff")
    with pytest.raises(DocumentError, match="UTF-8"):
        read_kept(tmp_path / "latijn.json")
