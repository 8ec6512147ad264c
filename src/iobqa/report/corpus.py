"""A corpus folder: the export byte for byte, ``report.toml`` with what it does not say, and what is made of them."""

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from iobqa.errors import ReportError
from iobqa.records import Paragraph, Report
from iobqa.report.parse import LooseText, parse_report


@dataclass(frozen=True, slots=True)
class _Key:
    """What ``report.toml`` must or may say under one key."""

    form: str
    fits: Callable[[Any], bool]
    needed: bool = True


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_list_of(kind: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(isinstance(entry, kind) for entry in value)


_TEXT = _Key("een tekst tussen aanhalingstekens", _is_text)
_TOP = {
    "title": _TEXT,
    "export": _Key("een tabel [export]", lambda value: isinstance(value, dict)),
    "outline": _Key("een tabel [outline]", lambda value: isinstance(value, dict), needed=False),
}
_IN_TABLE = {
    "export": {
        "file": _TEXT,
        "sha256": _TEXT,
        "loose_text": _Key("een lijst van tabellen [[export.loose_text]]", _is_list_of(dict), needed=False),
    },
    "outline": {"outer_heads": _Key("een lijst van teksten", _is_list_of(str), needed=False)},
}
_LOOSE_TEXT = {"figure": _TEXT, "starts": _TEXT}


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
    _check_about(about, folder / "report.toml")
    file = folder / about["export"]["file"]
    content = _read(file, folder)
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 != about["export"]["sha256"].lower():
        raise ReportError(
            f"{file} is een ander bestand dan report.toml noemt (sha256 nu: {sha256}). "
            "Is het een nieuwe editie, zet dan de nieuwe sha256 in report.toml; anders: zet het oude bestand terug."
        )
    try:
        return Corpus(folder, about, sha256, content.decode("utf-8-sig"))  # -sig: without the mark Windows puts first
    except UnicodeDecodeError as error:
        raise ReportError(f"{file} is geen UTF-8-tekst. Sla de export op als UTF-8.") from error


def _read_about(folder: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_read(folder / "report.toml", folder).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReportError(f"{folder / 'report.toml'} is geen geldige TOML in UTF-8: {error}") from error


def _read(path: Path, folder: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a path no system can have
        raise ReportError(
            f"Het rapport is niet te lezen: {path} {_problem(path)}. Een corpusmap bevat report.toml en de "
            f"tekstexport; geef de goede map op met IOBQA_CORPUS (nu: {folder})."
        ) from error


def _problem(path: Path) -> str:
    try:
        return "is een map" if path.is_dir() else "is niet leesbaar" if path.exists() else "bestaat niet"
    except (OSError, ValueError):
        return "is niet bereikbaar"


def _check_about(about: dict[str, Any], file: Path) -> None:
    """Every key of ``report.toml`` that parsing needs has the right type. Raises ReportError with all that is wrong."""
    wrong = [*_wrong_types(about, _TOP, "")]
    for name, keys in _IN_TABLE.items():
        if isinstance(table := about.get(name, {}), dict):
            wrong += _wrong_types(table, keys, f"{name}.")
    if not wrong:
        for number, entry in enumerate(about["export"].get("loose_text", []), start=1):
            wrong += _wrong_types(entry, _LOOSE_TEXT, f"export.loose_text (nummer {number}).")
    if wrong:
        raise ReportError(f"{file} klopt niet: {'; '.join(wrong)}.")


def _wrong_types(table: dict[str, Any], keys: Mapping[str, "_Key"], under: str) -> Iterator[str]:
    for name, key in keys.items():
        if name not in table:
            if key.needed:
                yield f"{under}{name} ontbreekt ({key.form})"
        elif not key.fits(table[name]):
            yield f"{under}{name} moet {key.form} zijn"


def parse_corpus(corpus: Corpus) -> Report:
    """The report in a corpus. Raises ReportError."""
    loose = [LooseText(entry["figure"], entry["starts"]) for entry in corpus.about["export"].get("loose_text", [])]
    return parse_report(
        corpus.raw,
        title=corpus.about["title"],
        outer_heads=corpus.about.get("outline", {}).get("outer_heads", ()),
        loose_texts=loose,
    )


@lru_cache(maxsize=4)
def load_report(folder: Path) -> Report:
    """Read and parse a corpus folder (once). Raises ReportError."""
    return parse_corpus(load_corpus(folder))


def dump_paragraphs(paragraphs: Iterable[Paragraph]) -> str:
    """``paragraphs.jsonl``: every unit as parsed, one JSON object a line, so that a parser change shows as a diff."""
    return "".join(json.dumps(_row(p), ensure_ascii=False) + "\n" for p in paragraphs)


def _row(paragraph: Paragraph) -> dict[str, Any]:
    row = asdict(paragraph)
    row["footnotes"] = [{"number": n.number, "offset": n.offset} for n in paragraph.footnotes]
    del row["spans"]
    return row
