"""The shape of a citation: a quote copied out of the report by the program, checked before it leaves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from iobqa.errors import IobqaError
from iobqa.records import Citation, Report

MARKER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of one unit of the report: ``text[start:end]`` of the unit with this id."""

    unit: str
    start: int
    end: int


def cite(report: Report, quotes: Sequence[Quote]) -> tuple[Citation, ...]:
    """Numbered citations for ``quotes``, in order. Raises IobqaError when one does not stand in the report."""
    return tuple(_citation(report, quote, number) for number, quote in enumerate(quotes, start=1))


def _citation(report: Report, quote: Quote, number: int) -> Citation:
    unit = report.by_id[quote.unit]
    text = unit.text[quote.start : quote.end]
    if not text.strip() or not 0 <= quote.start < quote.end <= len(unit.text):
        raise IobqaError(f"Intern: het citaat uit {unit.ref} klopt niet. Meld dit; de vraag is niet beantwoord.")
    return Citation(
        number=number,
        id=unit.id,
        ref=unit.ref,
        kind=unit.kind,
        section=unit.section,
        quote=text,
        start=quote.start,
        end=quote.end,
        text=unit.text,
        footnotes=unit.footnotes,
        url=f"/rapport#{unit.id}",
    )


def markers(answer: str) -> list[int]:
    """The citation numbers in ``answer``, in order."""
    return [int(number) for number in MARKER.findall(answer)]
