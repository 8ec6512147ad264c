"""Files as people have them: readable ones are read, all others get a clear message and nothing runs."""

import io
import zipfile
from pathlib import Path

import pytest

from iobqa.desk.document import LONGEST, checked, read_document, text_of
from iobqa.desk.word_file import quotes_with_footnotes
from iobqa.errors import DocumentError


def word(*paragraphs: str) -> bytes:
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.add_table(1, 1).cell(0, 0).text = "in een cel"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_entry(content: bytes, name: str, body: bytes) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return target.getvalue()


READABLE = {
    "text": (b"Dag.\r\nTot ziens.", "a.txt", "Dag.\nTot ziens."),
    "with a mark": ("\ufeffDag.".encode(), "a.txt", "Dag."),
    "Windows": ("geëvalueerd".encode("cp1252"), "a.txt", "geëvalueerd"),
    "decomposed": ("gee\u0308valueerd".encode(), "a.md", "geëvalueerd"),
    "word": (word("Eerste.", "Tweede."), "a.docx", "Eerste.\n\nTweede.\n\nin een cel"),
}


@pytest.mark.parametrize(("content", "name", "text"), READABLE.values(), ids=READABLE.keys())
def test_readable(content: bytes, name: str, text: str) -> None:
    assert text_of(content, name) == text


def test_footnotes_of_a_word_file_are_read() -> None:
    content = quotes_with_footnotes([("Een citaat.", ("Auteur, ", "Titel", ", § 1"))])
    assert "Auteur, Titel, § 1." in text_of(content, "a.docx")


REFUSED = {
    "empty": (b"  \n", "a.txt", "leeg"),
    "too long": (b"a " * LONGEST, "a.txt", "te lang"),
    "binary": (b"abc\x00def", "a.txt", "geen tekst"),
    "pdf": (b"%PDF-1.7 ...", "a.pdf", "geen tekst"),
    "old Word": (b"\xd0\xcf\x11\xe0....", "a.doc", "geen tekst"),
    "broken zip": (word("Dag.")[:300], "a.docx", "beschadigd"),
    "no zip at all": (b"hallo", "a.docx", "beschadigd"),
    "zip that is no Word file": (with_entry(b"", "a.txt", b"hallo"), "a.docx", "geen leesbaar Word-bestand"),
    "macros": (with_entry(word("Dag."), "word/vbaProject.bin", b"x"), "a.docx", "macro"),
    "controls": (with_entry(word("Dag."), "word/activeX/activeX1.xml", b"<x/>"), "a.docx", "macro"),
    "zip bomb": (with_entry(word("Dag."), "word/media/a.xml", b"0" * 101_000_000), "a.docx", "te groot"),
}


@pytest.mark.parametrize(("content", "name", "part"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(content: bytes, name: str, part: str) -> None:
    with pytest.raises(DocumentError, match=part):
        text_of(content, name)


def test_entities_are_not_expanded() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
    with pytest.raises(DocumentError):
        text_of(_replaced(word("Dag."), "word/document.xml", evil), "a.docx")


def _replaced(content: bytes, name: str, body: bytes) -> bytes:
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            archive.writestr(entry.filename, body if entry.filename == name else source.read(entry.filename))
    return target.getvalue()


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="bestaat niet"):
        read_document(tmp_path / "weg.txt")


def test_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        read_document(tmp_path)


def test_five_megabytes_of_text_are_refused_before_anything_else(tmp_path: Path) -> None:
    file = tmp_path / "lang.txt"
    file.write_text("IOB zegt dit. " * 380_000)
    with pytest.raises(DocumentError, match="te lang"):
        read_document(file)


def test_one_form() -> None:
    assert checked("a\r\nb\rc") == "a\nb\nc"
