"""Every form of export, read back by another tool (pandoc)."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pypandoc
import pytest

from iobqa.desk.basket import Entry, dump_basket, entries, entry, read_basket
from iobqa.desk.export import FORMS, export
from iobqa.desk.reference_style import Work, legal, work
from iobqa.errors import DocumentError, UnknownReference
from iobqa.records import Report
from iobqa.report.corpus import Corpus

QUOTE = "Het budget van de meeste ondersteunde projecten lag onder de € 100.000."
KAMERSTUK = "Kamerstukken II 2024/25, 32 735, nr. 402"


@pytest.fixture(scope="module")
def cited(corpus: Corpus) -> Work:
    return work(corpus.about)


@pytest.fixture(scope="module")
def rows(report: Report) -> tuple[Entry, ...]:
    return entries(
        report,
        [{"id": "4.2.2-al1", "quote": QUOTE}, {"ref": "voetnoot 123"}, {"ref": "Aanbeveling 2b (hoofdstuk 6)"}],
    )


def read_back(content: bytes, form: str, to: str) -> str:
    return str(pypandoc.convert_text(content, to, format=form))


def as_items(content: bytes, form: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(read_back(content, form, "csljson"))
    return items


READERS = {"ris": ("ris", "page"), "bibtex": ("bibtex", "note"), "csl": ("csljson", "section")}


@pytest.mark.parametrize("form", READERS)
def test_reference_managers_read_it(form: str, rows: tuple[Entry, ...], cited: Work) -> None:
    reader, locator = READERS[form]
    items = as_items(export(form, rows, cited), reader)
    assert [item[locator] for item in items] == ["§ 4.2.2, al. 1", "voetnoot 123", "Aanbeveling 2b (hoofdstuk 6)"]
    for item in items:
        assert item["type"] == "report"
        assert item["title"] == cited.full_title
        assert item["publisher"] == "Ministerie van Buitenlandse Zaken"
        assert item["issued"]["date-parts"][0][0] == 2024
        assert KAMERSTUK in (item.get("number"), item.get("issue"))


@pytest.mark.parametrize("form", ["bibtex", "csl"])
def test_author_is_an_organisation(form: str, rows: tuple[Entry, ...], cited: Work) -> None:
    (first, *_) = as_items(export(form, rows, cited), READERS[form][0])
    assert first["author"] == [{"literal": cited.author}]


def test_word_file_has_footnotes(rows: tuple[Entry, ...], cited: Work, tmp_path: Path) -> None:
    file = tmp_path / "citaten.docx"
    file.write_bytes(export("docx", rows, cited))
    text = str(pypandoc.convert_file(file, "markdown", extra_args=["--wrap=none"]))
    assert f'"{QUOTE}"[^1]' in text
    assert f"[^1]: {cited.author}, *{cited.full_title}*, " in text
    assert text.count("§ 4.2.2, al. 1.") == 1
    assert not [name for name in zipfile.ZipFile(io.BytesIO(file.read_bytes())).namelist() if "vba" in name.lower()]


def test_markdown_has_footnotes(rows: tuple[Entry, ...], cited: Work) -> None:
    text = read_back(export("md", rows, cited), "markdown", "plain")
    assert "[1]" in text
    assert "voetnoot 123." in text


def test_markdown_does_not_act_on_what_is_quoted(report: Report, cited: Work) -> None:
    evil = Entry(report.by_id["4.2.2-al1"], "a) *niet* [klik](http://x) <b>vet</b> [^9] $x$")
    text = read_back(export("md", [evil], cited), "markdown", "plain")
    assert "*niet* [klik](http://x) <b>vet</b> [^9] $x$" in " ".join(text.split())


def test_bibtex_with_signs_that_tex_acts_on(report: Report, cited: Work) -> None:
    evil = Entry(report.by_id["4.2.2-al1"], "50% & meer_geld #1 {x} \\input{y} ~ ^")
    (item,) = as_items(export("bibtex", [evil], cited), "bibtex")
    assert item["annote"].replace("\u00a0", " ").startswith("50% & meer_geld #1 {x} \\input{y}")


def test_plain_text(rows: tuple[Entry, ...], cited: Work) -> None:
    text = export("tekst", rows, cited).decode()
    assert text.startswith(f"1. “{QUOTE}”\n   {cited.author}, {cited.full_title}, ")
    assert f"november 2024, bijlage bij {KAMERSTUK}, § 4.2.2, al. 1.\n" in text


def test_unknown_form(rows: tuple[Entry, ...], cited: Work) -> None:
    with pytest.raises(DocumentError, match="Kies uit"):
        export("pdf", rows, cited)
    assert set(FORMS) == {"tekst", "md", "docx", "ris", "bibtex", "csl"}


SESSIONS = [("2025-02-11", "2024/25"), ("2024-09-16", "2023/24"), ("2024-09-17", "2024/25"), ("1999-12-31", "1999/00")]


@pytest.mark.parametrize(("day", "session"), SESSIONS)
def test_parliamentary_year(day: str, session: str) -> None:
    from datetime import date

    sent = {"kamerstuk": "1, nr. 2", "date": date.fromisoformat(day), "role": "aanbieding"}
    assert work({"title": "T", "parliament": [sent]}).kamerstuk == f"Kamerstukken II {session}, 1, nr. 2"


def test_report_that_was_never_sent_to_parliament() -> None:
    assert legal(work({"title": "Titel", "author": "A", "published": "2022"}), "§ 1") == "A, Titel, 2022, § 1"


# baskets


def test_basket_is_kept_and_read(rows: tuple[Entry, ...], report: Report, tmp_path: Path) -> None:
    file = tmp_path / "mand.json"
    assert read_basket(file) == []
    file.write_text(dump_basket(rows), encoding="utf-8")
    assert entries(report, read_basket(file)) == rows


def test_kept_answer_is_a_basket_too(tmp_path: Path) -> None:
    file = tmp_path / "antwoord.json"
    file.write_text('{"form": "iobqa-antwoord", "answer": {"citations": [{"id": "1.1-al1", "quote": "a"}]}}')
    assert read_basket(file) == [{"id": "1.1-al1", "quote": "a"}]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"citations": [1]}', "niets"])
def test_not_a_basket(tmp_path: Path, text: str) -> None:
    file = tmp_path / "mand.json"
    file.write_text(text)
    with pytest.raises(DocumentError, match="geen mand"):
        read_basket(file)


def test_quotation_must_stand_at_its_place(report: Report) -> None:
    with pytest.raises(DocumentError, match="staat niet in"):
        entry(report, "4.2.2-al1", QUOTE.replace("100.000", "10.000"))
    with pytest.raises(DocumentError, match="staat niet in"):
        entry(report, "4.2.2-al2", QUOTE)


def test_unknown_place(report: Report) -> None:
    with pytest.raises(UnknownReference):
        entry(report, "§ 9.9")


def test_nothing_to_export(report: Report) -> None:
    with pytest.raises(DocumentError, match="niets om te exporteren"):
        entries(report, [])
    with pytest.raises(DocumentError, match="hoogstens"):
        entries(report, [{"id": "4.2.2-al1"}] * 501)
