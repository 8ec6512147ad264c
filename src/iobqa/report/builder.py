"""Puts units together: gives each its address, its headings, its role and its footnotes."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from iobqa.records import Footnote, Kind, Label, Paragraph, Report, Role, Section, Span
from iobqa.report.export import Line, Note
from iobqa.report.outline import FINDINGS
from iobqa.report.reference import Address

_QUESTIONS = re.compile(r"onderzoeksvra|hoofdvraag|deelvragen", re.IGNORECASE)
_CONCLUSIONS = re.compile(r"conclusies?\b", re.IGNORECASE)
_LETTERED = re.compile(r"\(?[a-z]\)")


@dataclass(slots=True)
class Scope:
    """Counts within one place: paragraphs, and the list that hangs on the last of them."""

    place: Address
    lead: Address | None = None
    """The last paragraph, which introduces the list items after it."""
    point: Address | None = None
    """The last numbered or lettered point, which bullets may hang on."""
    counts: Counter[str] = field(default_factory=Counter)

    def paragraph(self) -> Address:
        self.counts["al"] += 1
        self.point = None
        self.lead = self.place.step("al", str(self.counts["al"]))
        return self.lead

    def numbered(self, label: str) -> Address:
        self.point = (self.lead or self.place).step("punt", label)
        return self.point

    def bullet(self) -> Address:
        parent = self.parent
        self.counts[parent.id] += 1
        return parent.step("sub" if self.point else "punt", str(self.counts[parent.id]))

    def counted(self, name: str) -> Address:
        """The next of its kind directly in this place: a finding, a table row, a loose text."""
        self.counts[name] += 1
        return self.place.step(name, str(self.counts[name]))

    @property
    def parent(self) -> Address:
        return self.point or self.lead or self.place


class ReportBuilder:
    """Collects sections and units in reading order."""

    def __init__(self, notes: Sequence[Note], outer_heads: Iterable[str] = ()) -> None:
        self._notes = notes
        self._outer = frozenset(outer_heads)
        self._sections: list[Section] = []
        self._addresses: list[Address] = []
        self._members: dict[str, list[str]] = {}
        self._labels: list[Label] = []
        self._paragraphs: dict[str, Paragraph] = {}
        self._carrier: dict[str, str] = {}
        self._stack: list[tuple[int, str]] = []
        self._orphans: list[tuple[int, int]] = []  # marks on a heading, which no unit carries
        self.scope = Scope(Address("summary"))

    def open_section(self, address: Address, title: str, level: int, line: Line | None = None) -> None:
        """Begin a place that addresses count in."""
        address = self._unique(address)
        parent = next((s.id for s in reversed(self._sections) if s.level < level), None)
        spans = line.spans if line else ()
        self._sections.append(Section(address.id, address.ref, title, level, parent, (), spans))
        self._addresses.append(address)
        self._members[address.id] = []
        self._stack = []
        self.scope = Scope(address)
        if line:
            self._orphans.extend((0, note) for _, note in line.marks)

    def label(self, line: Line) -> None:
        """A run-in heading; it closes those of its own level and below."""
        level = 1 if line.text in self._outer else 3 if _LETTERED.match(line.text) else 2
        self._stack = [*((at, text) for at, text in self._stack if at < level), (level, line.text)]
        if level < 3:
            self.scope.lead = self.scope.point = None
        self._labels.append(Label(line.text, line.spans))
        self._orphans.extend((0, note) for _, note in line.marks)

    @property
    def listing_findings(self) -> bool:
        """Under the run-in heading "Belangrijkste bevindingen"."""
        return bool(self._stack) and bool(FINDINGS.match(self._stack[-1][1]))

    @property
    def listing_conclusions(self) -> bool:
        """Under a run-in heading such as "Deelvragen en conclusies", where each numbered question stands by itself."""
        return bool(self._stack) and bool(_CONCLUSIONS.search(self._stack[-1][1]))

    def add(
        self,
        line: Line,
        kind: Kind,
        address: Address,
        *,
        role: Role | None = None,
        lead_in: Address | None = None,
        under: tuple[str, ...] = (),
    ) -> Address:
        """Add a unit and its footnotes; returns the address it really got.

        ``under``: headings besides those of the section.
        """
        address = self._unique(address)
        marks, self._orphans = [*self._orphans, *line.marks], []
        paragraph = Paragraph(
            id=address.id,
            ref=address.ref,
            kind=kind,
            text=line.text,
            section=(*self._path(), *under),
            section_id=self._addresses[-1].id,
            role=role or self._role(line.text),
            lead_in=lead_in.id if lead_in else None,
            footnotes=tuple(self._footnote(offset, note) for offset, note in marks),
            spans=line.spans,
        )
        self._register(paragraph)
        for footnote in paragraph.footnotes:
            self._add_footnote(footnote, paragraph)
        return address

    def _register(self, paragraph: Paragraph) -> None:
        self._paragraphs[paragraph.id] = paragraph
        self._members[paragraph.section_id].append(paragraph.id)

    def _footnote(self, offset: int, note: int) -> Footnote:
        return Footnote(self._notes[note].number, self._notes[note].text, offset, self._notes[note].spans)

    def _add_footnote(self, footnote: Footnote, carrier: Paragraph) -> None:
        address = self._unique(Address("footnote", (str(footnote.number),)))
        self._carrier[address.id] = carrier.id
        self._register(
            replace(
                carrier,
                id=address.id,
                ref=address.ref,
                kind="footnote",
                role="voetnoot",
                text=footnote.text,
                lead_in=carrier.id,
                footnotes=(),
                spans=footnote.spans,
            )
        )

    def _path(self) -> tuple[str, ...]:
        """Headings above the current place, outermost first."""
        by_id = {s.id: s for s in self._sections}
        path: list[str] = []
        section: Section | None = self._sections[-1]
        while section:
            path.insert(0, section.title)
            section = by_id[section.parent] if section.parent else None
        return (*path, *(text for _, text in self._stack))

    def _role(self, text: str) -> Role | None:
        heads = (self._sections[-1].title, *(text for _, text in self._stack))
        if text.rstrip().endswith("?") and any(_QUESTIONS.search(head) for head in heads):
            return "onderzoeksvraag"
        if self._addresses[-1].place in {"conclusion", "main_conclusion"} or _CONCLUSIONS.search(heads[-1]):
            return "conclusie"
        return None

    def _unique(self, address: Address) -> Address:
        """The same address, or the next copy of it when the report (or a damaged export) uses it twice."""
        while address.id in self._paragraphs or address.id in self._members:
            if address.steps:
                last = address.steps[-1]
                address = replace(address, steps=(*address.steps[:-1], replace(last, copy=last.copy + 1)))
            else:
                address = replace(address, copy=address.copy + 1)
        return address

    def _place_orphans(self) -> None:
        """Footnotes on a heading with nothing under it, at the very end: they hang on the last unit."""
        last = next((p for p in reversed(self._paragraphs.values()) if p.kind != "footnote"), None)
        if last is None or not self._orphans:
            return
        added = tuple(self._footnote(len(last.text), note) for _, note in self._orphans)
        self._orphans = []
        self._paragraphs[last.id] = replace(last, footnotes=(*last.footnotes, *added))
        for footnote in added:
            self._add_footnote(footnote, last)

    def report(self, title: str) -> Report:
        """All that was added."""
        self._place_orphans()
        sections = tuple(replace(s, paragraphs=tuple(self._members[s.id])) for s in self._sections)
        parts: dict[str, list[str]] = {}
        for paragraph in self._paragraphs.values():
            if paragraph.lead_in and paragraph.kind != "footnote":
                parts.setdefault(paragraph.lead_in, []).append(paragraph.id)
        return Report(
            title=title,
            sections=sections,
            labels=tuple(self._labels),
            paragraphs=tuple(self._paragraphs.values()),
            by_id=MappingProxyType(self._paragraphs),
            section_by_id=MappingProxyType({s.id: s for s in sections}),
            carrier=MappingProxyType(self._carrier),
            parts=MappingProxyType({key: tuple(ids) for key, ids in parts.items()}),
        )


def merged(lines: Sequence[Line], separator: str) -> Line:
    """Several lines as one, marks moved along."""
    text, spans, marks = "", list[Span](), list[tuple[int, int]]()
    for at, line in enumerate(lines):
        text += separator if at else ""
        marks.extend((offset + len(text), note) for offset, note in line.marks)
        spans.extend(line.spans)
        text += line.text
    return Line(text, tuple(spans), tuple(marks))
