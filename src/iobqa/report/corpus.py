"""A corpus folder: the export byte for byte, ``report.toml`` with what the export does not say, and what is made of them."""

import hashlib
import json
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from iobqa.errors import ReportError
from iobqa.records import Paragraph, Report
from iobqa.report.parse import LooseText, parse_report


@dataclass(frozen=True, slots=True)
class Corpus:
    """One report on disk."""

    folder: Path
    about: dict[str, Any]
    """``report.toml`` as read: title, author, published, parliament, ..."""
    sha256: str
    """Of the export."""
    raw: str


def load_corpus(folder: Path) -> Corpus:
    """Read and check a corpus folder. Raises ReportError."""
    about = _read_about(folder)
    export = _table(about, "export", folder)
    content = _read(folder / str(export.get("file", "")), folder)
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 != export.get("sha256"):
        raise ReportError(
            f"{folder / str(export.get('file'))} is een ander bestand dan report.toml noemt (sha256 {sha256[:12]}...). "
            "Is het een nieuwe editie, zet dan de nieuwe sha256 in report.toml; anders: zet het oude bestand terug."
        )
    try:
        return Corpus(folder, about, sha256, content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ReportError(f"{folder / str(export['file'])} is geen UTF-8-tekst. Sla de export op als UTF-8.") from error


def _read_about(folder: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_read(folder / "report.toml", folder).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReportError(f"{folder / 'report.toml'} is geen geldige TOML: {error}") from error


def _read(path: Path, folder: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReportError(
            f"Het rapport is niet te lezen: {path} ({error.strerror}). Een corpusmap bevat report.toml en de tekstexport; "
            f"geef de goede map op met IOBQA_CORPUS (nu: {folder})."
        ) from error


def _table(about: dict[str, Any], name: str, folder: Path) -> dict[str, Any]:
    table = about.get(name)
    if not isinstance(table, dict):
        raise ReportError(f"In {folder / 'report.toml'} ontbreekt de tabel [{name}].")
    return table


def parse_corpus(corpus: Corpus) -> Report:
    """The report in a corpus. Raises ReportError."""
    outline = corpus.about.get("outline", {})
    loose = [LooseText(entry["figure"], entry["starts"]) for entry in corpus.about["export"].get("loose_text", [])]
    return parse_report(
        corpus.raw,
        title=str(corpus.about.get("title", corpus.folder.name)),
        outer_heads=outline.get("outer_heads", ()),
        loose_texts=loose,
    )


@lru_cache(maxsize=4)
def load_report(folder: Path) -> Report:
    """Read and parse a corpus folder (once). Raises ReportError."""
    return parse_corpus(load_corpus(folder))


def dump_paragraphs(paragraphs: Iterable[Paragraph]) -> str:
    """``paragraphs.jsonl``: every unit as parsed, one JSON object a line, so that a change in the parser shows as a diff."""
    return "".join(json.dumps(_row(p), ensure_ascii=False) + "\n" for p in paragraphs)


def _row(paragraph: Paragraph) -> dict[str, Any]:
    row = asdict(paragraph)
    row["footnotes"] = [{"number": n.number, "offset": n.offset} for n in paragraph.footnotes]
    del row["spans"]
    return row
