"""A corpus folder that is not as it should be says so, in Dutch, with what to do."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iobqa.errors import ReportError
from iobqa.records import Report
from iobqa.report.corpus import Corpus, dump_paragraphs, load_corpus, load_report, parse_corpus

EXPORT = b"[bookmark: _Toc1]1. Inleiding\nEen alinea.\n"
ABOUT = """
title = "Proef"
{top}
[export]
file = "proef.txt"
sha256 = "{sha256}"
{export}
[outline]
outer_heads = ["Tunesië"]
"""


def about(export: bytes = EXPORT, top: str = "", more: str = "") -> str:
    return ABOUT.format(sha256=hashlib.sha256(export).hexdigest(), top=top, export=more)


def write(folder: Path, about_text: str | bytes, export: bytes = EXPORT) -> Path:
    content = about_text if isinstance(about_text, bytes) else about_text.encode("utf-8")
    (folder / "report.toml").write_bytes(content)
    (folder / "proef.txt").write_bytes(export)
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(ReportError) as caught:
        parse_corpus(load_corpus(folder))
    return str(caught.value)


def test_a_right_folder_is_read(tmp_path: Path) -> None:
    corpus = load_corpus(write(tmp_path, about()))
    assert (corpus.raw, corpus.sha256, corpus.about["title"]) == (
        EXPORT.decode(),
        hashlib.sha256(EXPORT).hexdigest(),
        "Proef",
    )
    assert parse_corpus(corpus).title == "Proef"


def test_only_title_file_and_sha256_are_needed(tmp_path: Path) -> None:
    bare = f'title = "P"\n[export]\nfile = "proef.txt"\nsha256 = "{hashlib.sha256(EXPORT).hexdigest().upper()}"\n'
    assert [unit.id for unit in load_report(write(tmp_path, bare)).paragraphs] == ["h1-al1"]


def test_the_byte_order_mark_of_windows_is_no_text(tmp_path: Path) -> None:
    export = b"\xef\xbb\xbfSamenvatting\nKort.\n" + EXPORT
    folder = write(tmp_path, b"\xef\xbb\xbf" + about(export).encode(), export)
    report = load_report(folder)
    assert [unit.text for unit in report.paragraphs] == ["Kort.", "Een alinea."]
    assert report.labels == ()  # the heading is the summary's


def test_a_missing_folder(tmp_path: Path) -> None:
    message = refusal(tmp_path / "weg")
    assert "report.toml bestaat niet" in message
    assert "IOBQA_CORPUS" in message
    assert str(tmp_path / "weg") in message


def test_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    assert "Het rapport is niet te lezen" in refusal(tmp_path / "bestand")


def test_a_missing_export(tmp_path: Path) -> None:
    (write(tmp_path, about()) / "proef.txt").unlink()
    assert "proef.txt bestaat niet" in refusal(tmp_path)


def test_an_export_that_is_a_folder(tmp_path: Path) -> None:
    (write(tmp_path, about()) / "proef.txt").unlink()
    (tmp_path / "proef.txt").mkdir()
    assert "proef.txt is een map" in refusal(tmp_path)


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    assert "niet te lezen" in refusal(write(tmp_path, about().replace("proef.txt", "a\\u0000b")))


def test_another_export_than_report_toml_names(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, about(), EXPORT + b"\n"))
    assert "een ander bestand dan report.toml noemt" in message
    assert hashlib.sha256(EXPORT + b"\n").hexdigest() in message  # ready to be copied for a new edition


@pytest.mark.parametrize("content", ['title = "Proef', "= 1", "[export", b"\xff\xfe", b"title = '\xe9'"])
def test_broken_toml(tmp_path: Path, content: str | bytes) -> None:
    assert "geen geldige TOML" in refusal(write(tmp_path, content))


def test_an_export_in_another_encoding(tmp_path: Path) -> None:
    export = "[bookmark: _Toc1]1. Inleiding\nGeëvalueerd.\n".encode("latin-1")
    message = refusal(write(tmp_path, about(export), export))
    assert "geen UTF-8-tekst" in message
    assert "Sla de export op als UTF-8" in message


def test_an_export_without_chapters(tmp_path: Path) -> None:
    assert "geen genummerde hoofdstukken" in refusal(write(tmp_path, about(b"Notulen."), b"Notulen."))


@pytest.mark.parametrize(
    ("change", "complaints"),
    [
        (('title = "Proef"', ""), ["title ontbreekt"]),
        (('title = "Proef"', "title = 3"), ["title moet een tekst"]),
        (('title = "Proef"', 'title = " "'), ["title moet een tekst"]),
        (('file = "proef.txt"', ""), ["export.file ontbreekt"]),
        (('file = "proef.txt"', "file = 3"), ["export.file moet een tekst"]),
        (("sha256 =", "sha512 ="), ["export.sha256 ontbreekt"]),
        (('[export]\nfile = "proef.txt"', "[uitvoer]"), ["export ontbreekt (een tabel [export])"]),
        (("[export]", 'export = "proef.txt"\n[uitvoer]'), ["export moet een tabel [export] zijn"]),
        (('["Tunesië"]', '"Tunesië"'), ["outline.outer_heads moet een lijst van teksten"]),
        (('["Tunesië"]', "[1]"), ["outline.outer_heads moet een lijst van teksten"]),
        (('title = "Proef"', "outline = 1"), ["title ontbreekt", "outline moet een tabel"]),
        (('title = "Proef"', "title = 1\noutline = 1"), ["title moet", "outline moet een tabel"]),
    ],
)
def test_report_toml_with_missing_keys_or_wrong_types(
    tmp_path: Path, change: tuple[str, str], complaints: list[str]
) -> None:
    text = about().replace(*change)
    if "outline = 1" in text:
        text = text.replace('[outline]\nouter_heads = ["Tunesië"]', "")
    message = refusal(write(tmp_path, text))
    assert message.startswith(f"{tmp_path / 'report.toml'} klopt niet: ")
    assert [complaint for complaint in complaints if complaint not in message] == []


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ('loose_text = "3.1"', "export.loose_text moet een lijst van tabellen"),
        ("loose_text = [1]", "export.loose_text moet een lijst van tabellen"),
        ('loose_text = [{figure = "3.1"}]', "export.loose_text (nummer 1).starts ontbreekt"),
        ('loose_text = [{starts = "A"}]', "export.loose_text (nummer 1).figure ontbreekt"),
        ('loose_text = [{figure = 3.1, starts = "A"}]', "export.loose_text (nummer 1).figure moet een tekst"),
        ('loose_text = [{figure = "3.1", starts = ""}]', "export.loose_text (nummer 1).starts moet een tekst"),
    ],
)
def test_loose_text_that_says_too_little(tmp_path: Path, more: str, complaint: str) -> None:
    assert complaint in refusal(write(tmp_path, about(more=more)))


toml_values = st.sampled_from(["1", "1.5", "true", '""', '"x"', "[]", "[1]", '["x"]', "{}", "{a = 1}", "1979-05-27"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["title", "export", "outline", "x"]), toml_values))
def test_whatever_report_toml_holds_the_answer_is_a_message(tmp_path: Path, values: dict[str, str]) -> None:
    text = "".join(f"{key} = {value}\n" for key, value in values.items())
    assert "klopt niet" in refusal(write(tmp_path, text))


def test_a_report_is_read_once(mini_corpus: Corpus) -> None:
    assert load_report(mini_corpus.folder) is load_report(mini_corpus.folder)


def test_dumped_paragraphs_say_what_a_reviewer_needs(mini_report: Report) -> None:
    line = dump_paragraphs([mini_report.by_id["figuur-2.1-rij2"]])
    assert line == (
        '{"id": "figuur-2.1-rij2", "ref": "Figuur 2.1, rij 2", "kind": "row", "text": "Zuigmeer\\t29%\\t€ 480.000", '
        '"section": ["2. Uitvoering en resultaten", "2.2. Uitgaven en resultaten per polder", '
        '"Figuur 2.1. Mest in het water per polder"], "section_id": "2.2", "role": "figuur", "lead_in": "figuur-2.1", '
        '"footnotes": [{"number": 6, "offset": 8}]}\n'
    )
