"""Someone else's text, read from a file: plain text, Markdown or Word. Nothing is executed, fetched or written."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from iobqa.errors import DocumentError

if TYPE_CHECKING:
    from docx.document import Document

LONGEST = 400_000
"""Characters of text that are checked at most: about 130 pages."""
_LARGEST_FILE = 10_000_000  # bytes
_LARGEST_UNPACKED = 100_000_000  # bytes; a small zip can hold far more
_MACROS = re.compile(r"vbaproject|vbadata|/activex/|\.bin$", re.IGNORECASE)
_ZIP, _OLD_WORD, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


def read_document(file: Path) -> str:
    """The text of a file. Raises DocumentError."""
    try:
        if file.stat().st_size > _LARGEST_FILE:
            raise DocumentError(
                f"{file} is te groot ({file.stat().st_size / 1e6:.1f} MB; hoogstens 10 MB). Splits het bestand."
            )
        return text_of(file.read_bytes(), file.name)
    except OSError as error:
        raise DocumentError(
            f"{file} bestaat niet of is niet te lezen. Geef een tekst-, Markdown- of Word-bestand (.docx)."
        ) from error


def text_of(content: bytes, name: str) -> str:
    """The text in the content of a file called ``name``. Raises DocumentError."""
    if content.startswith(_ZIP) or name.lower().endswith((".docx", ".docm")):
        return checked(_word_text(content, name))
    if content.startswith((_OLD_WORD, _PDF)) or b"\x00" in content:
        raise DocumentError(
            f"{name} is geen tekst, Markdown of .docx. Sla het op als .docx of .txt en controleer dat bestand."
        )
    return checked(_decoded(content))


def checked(text: str) -> str:
    """``text`` in one Unicode form, with one kind of line end. Raises DocumentError when empty or far too long."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise DocumentError("De tekst is leeg. Geef een tekst met een citaat of een zin over het rapport.")
    if len(text) > LONGEST:
        found, most = (f"{count:,}".replace(",", ".") for count in (len(text), LONGEST))
        raise DocumentError(
            f"De tekst is te lang: {found} tekens, hoogstens {most}. Splits hem en controleer de delen."
        )
    return text


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what Windows programs write


def _word_text(content: bytes, name: str) -> str:
    _check_archive(content, name)
    from docx import Document

    try:
        return "\n\n".join(_blocks(Document(io.BytesIO(content))))
    except DocumentError:
        raise
    except Exception as error:  # python-docx and lxml raise anything on a file that only looks like one
        raise DocumentError(
            f"{name} is geen leesbaar Word-bestand (.docx): het is beschadigd of iets anders."
        ) from error


def _check_archive(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise DocumentError(f"{name} is beschadigd: het is geen geldig .docx. Sla het in Word opnieuw op.") from error
    if any(_MACROS.search(entry.filename) for entry in entries):
        raise DocumentError(
            f"{name} bevat macro’s of ingesloten programma’s en wordt niet geopend. Sla het op als .docx zonder "
            f"macro’s."
        )
    if sum(entry.file_size for entry in entries) > _LARGEST_UNPACKED:
        raise DocumentError(f"{name} wordt uitgepakt te groot (meer dan 100 MB). Sla alleen de tekst op.")


def _blocks(document: "Document") -> Iterator[str]:
    """Paragraphs and table cells in order, then the footnotes and endnotes."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row.cells if cell.text.strip())
        elif block.text.strip():
            yield block.text
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")) and not relation.is_external:
            yield from _notes(relation.target_part.blob)


def _notes(xml: bytes) -> Iterator[str]:
    from docx.oxml import parse_xml

    for note in parse_xml(xml):
        if text := "".join(run.text or "" for run in note.iter() if str(run.tag).endswith("}t")).strip():
            yield text
