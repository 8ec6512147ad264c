"""Paragraphs to passages: neighbouring units of one section grouped so that each passage stands on its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from iobqa.records import Footnote, Paragraph, Passage, Report

FULL = 140
"""Words from which a passage takes no further unit, unless that unit cannot stand on its own."""
MOST = 180
"""Words that a passage never exceeds, save one long unit with what introduces it."""
SHORT = 25
"""Words below which a unit does not stand on its own."""
LEAD = 60
"""Words up to which a lead-in, caption or title is repeated above the list items that did not fit under it."""


def build_passages(report: Report) -> tuple[Passage, ...]:
    """Group the units of ``report``, in reading order. Every unit but footnotes lands in at least one passage."""
    grouped = [
        group
        for _, units in groupby(report.body(), key=lambda unit: _place(unit, report))
        for group in _groups(list(units), report)
    ]
    return tuple(replace(_passage(group), number=number) for number, group in enumerate(grouped))


def words(text: str) -> int:
    """Length as a reader counts it."""
    return len(text.split())


def _place(unit: Paragraph, report: Report) -> tuple[str, tuple[str, ...], str]:
    """Units with the same place may share a passage: one run of text, one box, one figure or one recommendation."""
    return unit.section_id, _headings(unit), _container(unit, report)


def _headings(unit: Paragraph) -> tuple[str, ...]:
    return unit.section[:-1] if unit.role in {"box", "figuur"} and unit.lead_in else unit.section


def _container(unit: Paragraph, report: Report) -> str:
    """Id of the box title, caption or main recommendation above it, if any."""
    while unit.lead_in:
        unit = report.by_id[unit.lead_in]
    return unit.id if unit.kind in {"box", "caption", "recommendation"} else ""


@dataclass(slots=True)
class _Group:
    units: list[Paragraph]

    @property
    def words(self) -> int:
        return sum(words(unit.text) for unit in self.units)


def _groups(units: Sequence[Paragraph], report: Report) -> Iterator[list[Paragraph]]:
    """Fill a passage until it is full; a list item that opens the next one takes its lead-in along."""
    group = _Group(_repeated(units[0], report))
    for unit in units:
        if group.units and unit is not units[0] and not _fits(group, unit):
            yield group.units
            group = _Group(_repeated(unit, report))
        group.units.append(unit)
    yield group.units


def _fits(group: _Group, unit: Paragraph) -> bool:
    together = group.words + words(unit.text)
    if unit.kind == "source" or words(unit.text) < SHORT or words(group.units[-1].text) < SHORT:
        return together <= MOST
    if group.units[-1].text.rstrip().endswith(":"):
        return together <= MOST
    return together <= FULL


def _repeated(unit: Paragraph, report: Report) -> list[Paragraph]:
    """The lead-ins above ``unit``, outermost first, as far as they are short."""
    leads: list[Paragraph] = []
    above = unit.lead_in
    while above:
        lead = report.by_id[above]
        leads[:0] = [lead] if words(lead.text) <= LEAD else []
        above = lead.lead_in
    heads = [report.by_id[i] for i in report.parts.get(unit.lead_in or "", ()) if report.by_id[i].kind == "columns"]
    return [*leads, *(head for head in heads if head.id != unit.id)]


def _passage(units: Sequence[Paragraph]) -> Passage:
    starts: list[int] = []
    footnotes: list[Footnote] = []
    text = ""
    for unit in units:
        text += "\n" if text else ""
        starts.append(len(text))
        footnotes += (replace(note, offset=note.offset + len(text)) for note in unit.footnotes)
        text += unit.text
    return Passage(
        number=0,
        ids=tuple(unit.id for unit in units),
        ref=_span_ref(units),
        section=_headings(units[-1]),
        text=text,
        footnotes=tuple(footnotes),
        starts=tuple(starts),
    )


def _span_ref(units: Sequence[Paragraph]) -> str:
    """``§ 4.2.2, al. 3`` or, of several, ``§ 4.2.2, al. 3 – 4.2.2, al. 5`` without what they share."""
    first, last = units[0].ref, units[-1].ref
    if first == last or last.startswith(f"{first}, "):
        return first
    return f"{first} t/m {_difference(first.split(', '), last.split(', '))}"


def _difference(first: Sequence[str], last: Sequence[str]) -> str:
    shared = sum(1 for _ in _while_equal(first, last))
    return ", ".join(last[min(shared, len(last) - 1) :])


def _while_equal(first: Iterable[str], last: Iterable[str]) -> Iterator[str]:
    for one, other in zip(first, last, strict=False):
        if one != other:
            return
        yield one
