"""Answers that last: kept with their evidence, and held against a later edition of the report."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from iobqa.desk.check import LIKE
from iobqa.desk.concordance import Concordance, Stretch
from iobqa.desk.difference import Difference
from iobqa.desk.quotation import Match, Quotations
from iobqa.errors import DocumentError
from iobqa.records import Report

FORM = "iobqa-antwoord"
VERSION = 1
_LARGEST = 10_000_000  # bytes

Fate = Literal["ongewijzigd", "verplaatst", "gewijzigd", "verdwenen"]


@dataclass(frozen=True, slots=True)
class Kept:
    """One citation as it was kept."""

    id: str
    ref: str
    quote: str
    text: str
    """The whole unit then; empty when it was not kept."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of a citation in this edition."""

    kept: Kept
    fate: Fate
    places: tuple[Stretch, ...] = ()
    differences: tuple[Difference, ...] = ()
    around: bool = False
    """Whether the unit around an unchanged quotation did change."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A kept answer as read from its file."""

    question: str
    report: str
    """Sha256 of the export it was given on; empty when not known."""
    citations: tuple[Kept, ...]


def keep(answer: Mapping[str, Any], about: Mapping[str, Any], sha256: str, day: str) -> str:
    """The file for an answer: the JSON of the contract, with the edition it was given on and the day (ISO 8601)."""
    edition = {"title": about.get("title"), "published": str(about.get("published", "")), "sha256": sha256}
    kept = {"form": FORM, "version": VERSION, "kept": day, "report": edition, "answer": dict(answer)}
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def read_kept(file: Path) -> KeptAnswer:
    """Read a kept answer, or the output of ``iobqa ask --json``. Raises DocumentError."""
    try:
        if file.stat().st_size > _LARGEST:
            raise DocumentError(f"{file} is te groot om een bewaard antwoord te zijn.")
        return parse_kept(file.read_text(encoding="utf-8-sig"), str(file))
    except OSError as error:
        raise DocumentError(
            f"{file} bestaat niet of is niet te lezen. Bewaar een antwoord met ‘iobqa ask --save’."
        ) from error
    except UnicodeDecodeError as error:
        raise DocumentError(f"{file} is geen bewaard antwoord: het is geen UTF-8-tekst.") from error


def parse_kept(text: str, name: str) -> KeptAnswer:
    """A kept answer from its text. Raises DocumentError."""
    try:
        content = json.loads(text)
        answer = content["answer"] if content.get("form") == FORM else content
        citations = tuple(_kept(entry) for entry in answer["citations"])
        edition = content.get("report") if content.get("form") == FORM else None
        return KeptAnswer(str(answer.get("question", "")), str((edition or {}).get("sha256", "")), citations)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DocumentError(
            f"{name} is geen bewaard antwoord. Bewaar er een met ‘iobqa ask VRAAG --save BESTAND’."
        ) from error


def _kept(entry: Mapping[str, Any]) -> Kept:
    kept = Kept(entry["id"], entry.get("ref", entry["id"]), entry["quote"], entry.get("text", ""))
    if (
        not all(isinstance(value, str) for value in (kept.id, kept.ref, kept.quote, kept.text))
        or not kept.quote.strip()
    ):
        raise ValueError(entry)
    return kept


def verify(report: Report, citations: Sequence[Kept], quotations: Quotations | None = None) -> tuple[Verified, ...]:
    """What became of each citation in ``report``; ``quotations`` of it, where they are at hand, save reading it anew."""
    quotations = quotations or Quotations(Concordance(report))
    return tuple(_verified(report, quotations, kept) for kept in citations)


def _verified(report: Report, quotations: Quotations, kept: Kept) -> Verified:
    match = quotations.match(kept.quote, "niet")  # a "niet" outside the quotation was there before as well
    places = [place.stretches for place in match.places]
    same = next((place for place in places if place[0].unit == kept.id), None)
    if same:
        now = report.by_id[kept.id].text
        return Verified(kept, "ongewijzigd", same, around=bool(kept.text) and now != kept.text)
    if places:
        return Verified(kept, "verplaatst", places[0])
    return _reworded(kept, match)


def _reworded(kept: Kept, match: Match) -> Verified:
    if match.likeness < LIKE:
        return Verified(kept, "verdwenen")
    return Verified(kept, "gewijzigd", match.nearest, match.differences)
