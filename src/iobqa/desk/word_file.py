"""A Word file with quotations and real footnotes. python-docx has no footnotes yet, so their part is made here."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'

Note = tuple[str, str, str]
"""Text, text in italics, text."""


def quotes_with_footnotes(quotes: Sequence[tuple[str, Note]]) -> bytes:
    """A .docx with one paragraph for each quotation, its reference in a footnote."""
    from docx import Document

    document = Document()
    for number, (quote, _) in enumerate(quotes, start=1):
        paragraph = document.add_paragraph(f"“{quote}”")
        paragraph._p.append(_mark(number))
    _add_footnotes(document, [note for _, note in quotes])
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _mark(number: int) -> "BaseOxmlElement":
    from docx.oxml import parse_xml

    mark = f'<w:r xmlns:w="{_SPACE}">{_RAISED}<w:footnoteReference w:id="{number}"/></w:r>'
    return parse_xml(mark)


def _add_footnotes(document: "Document", notes: Sequence[Note]) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    bodies = "".join(_footnote(number, note) for number, note in enumerate(notes, start=1))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    content = f'{head}<w:footnotes xmlns:w="{_SPACE}">{_SEPARATORS}{bodies}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _TYPE, content.encode(), document.part.package)
    document.part.relate_to(part, _RELATION)


def _footnote(number: int, note: Note) -> str:
    before, title, behind = note
    runs = f"{_run(' ' + before)}{_run(title, '<w:rPr><w:i/></w:rPr>')}{_run(behind + '.')}"
    return f'<w:footnote w:id="{number}"><w:p><w:r>{_RAISED}<w:footnoteRef/></w:r>{runs}</w:p></w:footnote>'


def _run(text: str, form: str = "") -> str:
    from xml.sax.saxutils import escape

    return f'<w:r>{form}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
