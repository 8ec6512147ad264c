"""Export text to ``Report``: walks the lines and hands each, or each block of them, to the builder."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from iobqa.errors import ReportError
from iobqa.records import Report
from iobqa.report.builder import ReportBuilder, Scope, merged
from iobqa.report.export import Line, read_export
from iobqa.report.outline import (
    BOX,
    CHAPTER,
    CONCLUSION,
    FIGURE,
    POINT,
    SECTION,
    SOURCE,
    LineKind,
    Position,
    line_kind,
)
from iobqa.report.reference import Address

_ENDS_BOX: frozenset[LineKind] = frozenset(
    ["chapter", "section", "summary_section", "conclusion", "recommendations", "label", "box", "figure"]
)


@dataclass(frozen=True, slots=True)
class LooseText:
    """Words out of a picture that the export put elsewhere: from the line that starts so to the end of the file."""

    figure: str
    starts: str


def parse_report(
    raw: str, *, title: str, outer_heads: Sequence[str] = (), loose_texts: Sequence[LooseText] = ()
) -> Report:
    """Parse an export. Raises ReportError when it has no numbered chapters with text."""
    export = read_export(raw)
    lines, loose = _without_loose(export.lines, loose_texts)
    walk = _Walk(lines, ReportBuilder(export.notes, outer_heads), loose)
    walk.run()
    report = walk.builder.report(title)
    if not walk.position.chapter or not report.paragraphs:
        raise ReportError(
            "In dit bestand vind ik geen genummerde hoofdstukken met tekst. Is het een tekstexport van een rapport, "
            "met regels als “[bookmark: _Toc1]1. Inleiding” en “1.1. Aanleiding”?"
        )
    return report


def _without_loose(
    lines: Sequence[Line], loose_texts: Sequence[LooseText]
) -> tuple[Sequence[Line], Mapping[str, Sequence[Line]]]:
    """The lines up to the loose texts, and those texts by figure number."""
    found: dict[str, Sequence[Line]] = {}
    for loose in loose_texts:
        start = next((at for at, line in enumerate(lines) if line.text.startswith(loose.starts)), None)
        if start is not None:
            found[loose.figure] = [*lines[start:], *found.get(loose.figure, ())]
            lines = lines[:start]
    return lines, found


class _Walk:
    """One pass over the lines; each handler takes the line it is at and returns the line to go on with."""

    def __init__(self, lines: Sequence[Line], builder: ReportBuilder, loose: Mapping[str, Sequence[Line]]) -> None:
        self.lines = lines
        self.builder = builder
        self.position = Position()
        self._loose = dict(loose)
        self._recommendation_above: Address | None = None
        self._handlers: Mapping[LineKind, Callable[[int], int]] = {
            "summary": self._label,
            "chapter": self._chapter,
            "section": self._section,
            "summary_section": self._summary_section,
            "conclusion": self._conclusion,
            "recommendations": self._recommendations,
            "recommendation": self._recommendation,
            "label": self._label,
            "bullet": self._bullet,
            "point": self._point,
            "box": self._box,
            "figure": self._figure,
            "paragraph": self._paragraph,
        }

    def run(self) -> None:
        at = next((at for at, line in enumerate(self.lines) if not line.blank), len(self.lines))
        if at < len(self.lines) and line_kind(self.lines, at, self.position) == "summary":
            at = self._open(Address("summary"), 1, at)
        else:
            self.builder.open_section(Address("summary"), "Samenvatting", 1)
        self._go_on(at)
        while self._loose:  # of a figure that is not there
            at = len(self.lines)
            self.lines = [*self.lines, *self._loose.pop(next(iter(self._loose)))]
            self._go_on(at)

    def _go_on(self, at: int) -> None:
        while at < len(self.lines):
            kind = line_kind(self.lines, at, self.position)
            at = at + 1 if kind == "blank" else self._handlers[kind](at)

    # headings

    def _chapter(self, at: int) -> int:
        self.position = Position(chapter=self.position.chapter + 1)
        return self._open(Address("chapter", (str(self.position.chapter),)), 1, at)

    def _section(self, at: int) -> int:
        found = SECTION.fullmatch(self.lines[at].text)
        assert found
        return self._open(Address("section", (found[1],)), 1 + found[1].count("."), at)

    def _summary_section(self, at: int) -> int:
        found = CHAPTER.fullmatch(self.lines[at].text)
        assert found
        self.position.summary_section = int(found[1])
        return self._open(Address("summary_section", (found[1],)), 2, at)

    def _conclusion(self, at: int) -> int:
        found = CONCLUSION.fullmatch(self.lines[at].text)
        assert found
        address = Address("conclusion", (found[1],)) if found[1] else Address("main_conclusion")
        return self._open(address, 3, at)

    def _recommendations(self, at: int) -> int:
        self.position.recommending = True
        self._recommendation_above = None
        chapter = self.position.chapter
        address = Address("chapter_recommendations", (str(chapter),)) if chapter else Address("summary_recommendations")
        return self._open(address, 2, at)

    def _open(self, address: Address, level: int, at: int) -> int:
        self.builder.open_section(address, self.lines[at].text, level, self.lines[at])
        return at + 1

    def _label(self, at: int) -> int:
        self.builder.label(self.lines[at])
        return at + 1

    # running text and lists

    def _paragraph(self, at: int) -> int:
        scope = self.builder.scope
        if SOURCE.match(self.lines[at].text):
            self.builder.add(self.lines[at], "source", scope.place.step("bron"), lead_in=scope.lead)
        else:
            scope.lead = self.builder.add(self.lines[at], "paragraph", scope.paragraph())
        return at + 1

    def _point(self, at: int) -> int:
        scope = self.builder.scope
        if self.builder.listing_conclusions:
            scope.lead = None
        lead = scope.lead
        scope.point = self.builder.add(self.lines[at], "point", scope.numbered(_printed(self.lines[at])), lead_in=lead)
        return at + 1

    def _bullet(self, at: int) -> int:
        scope = self.builder.scope
        recommending = scope.place.place.startswith("recommendation")
        if self.builder.listing_findings:
            self.builder.add(self.lines[at], "bullet", scope.counted("bevinding"), role="bevinding")
        else:
            lead = scope.parent if recommending or scope.lead or scope.point else None
            role = "aanbeveling" if recommending else None
            self.builder.add(self.lines[at], "bullet", scope.bullet(), role=role, lead_in=lead)  # type: ignore[arg-type]
        return at + 1

    def _recommendation(self, at: int) -> int:
        label = _printed(self.lines[at])
        main = None if label.isdigit() else self._recommendation_above
        address = self._recommendation_address(main.values[0] + label if main else label)
        address = self.builder.add(self.lines[at], "recommendation", address, role="aanbeveling", lead_in=main)
        if label.isdigit():
            self._recommendation_above = address
        self.builder.scope = Scope(address)
        return at + 1

    def _recommendation_address(self, number: str) -> Address:
        if self.position.chapter:
            return Address("recommendation", (number, str(self.position.chapter)))
        return Address("recommendation_in_summary", (number,))

    # boxes, figures and tables

    def _box(self, at: int) -> int:
        end = self._box_end(at)
        title = self.lines[at]
        found = BOX.match(title.text)
        assert found
        outer = self.builder.scope
        address = self.builder.add(title, "box", _box_address(found[1], outer.place), role="box")
        scope = Scope(address)
        for line in self.lines[at + 1 : end]:
            if not line.blank:
                self._box_line(line, scope, address, title.text)
        return end

    def _box_line(self, line: Line, scope: Scope, box: Address, title: str) -> None:
        bullet = line.text.startswith("·")
        lead = scope.lead if bullet and scope.lead else box
        if SOURCE.match(line.text):
            self.builder.add(line, "source", box.step("bron"), role="box", lead_in=box, under=(title,))
        elif bullet:
            self.builder.add(line, "bullet", scope.bullet(), role="box", lead_in=lead, under=(title,))
        else:
            self.builder.add(line, "paragraph", scope.paragraph(), role="box", lead_in=box, under=(title,))

    def _box_end(self, at: int) -> int:
        """Behind the source line; without one behind the first paragraph."""
        first = None
        for index in range(at + 1, len(self.lines)):
            kind = line_kind(self.lines, index, self.position)
            if SOURCE.match(self.lines[index].text):
                return index + 1
            if kind in _ENDS_BOX:
                break
            if first is None and kind != "blank":
                first = index + 1
        return first or at + 1

    def _figure(self, at: int) -> int:
        end = self._figure_end(at)
        found = FIGURE.match(self.lines[at].text)
        assert found
        place = Address("figure" if found[1] == "Figuur" else "table", (found[2],))
        address = self.builder.add(self.lines[at], "caption", place, role="figuur")
        under = (self.lines[at].text,)
        body = [line for line in self.lines[at + 1 : end] if not SOURCE.match(line.text)]
        for kind, line, step in _table(body, address):
            self.builder.add(line, kind, step, role="figuur", lead_in=address, under=under)
        for line in self.lines[at + 1 : end]:
            if SOURCE.match(line.text):
                self.builder.add(line, "source", address.step("bron"), role="figuur", lead_in=address, under=under)
        for number, line in enumerate(_chunks(self._loose.pop(found[2], ())), start=1):
            step = address.step("tekst", str(number))
            self.builder.add(line, "figure_text", step, role="figuur", lead_in=address, under=under)
        return end

    def _figure_end(self, at: int) -> int:
        """Behind the source line if only cells, their lists and blank lines stand before it; else behind those."""
        index, last, in_table = at + 1, at + 1, False
        while index < len(self.lines):
            line = self.lines[index]
            if SOURCE.match(line.text):
                return index + 1
            in_table = in_table or line.cell
            if not (line.blank or line.cell or (in_table and line.text.startswith("·"))):
                break
            last = index + 1 if not line.blank else last
            index += 1
        return last


def _printed(line: Line) -> str:
    """The number or letter that a point carries in print."""
    found = POINT.match(line.text)
    assert found
    return found[1] or found[2]


def _box_address(number: str, host: Address) -> Address:
    if host.place == "section":
        return Address("box", (number, host.values[0]))
    if host.place.startswith("chapter") or host.place == "recommendation":
        return Address("box_in_chapter", (number, host.values[-1]))
    return Address("box_in_summary", (number,))


def _table(lines: Sequence[Line], caption: Address) -> list[tuple[Literal["columns", "row"], Line, Address]]:
    """Column heads and rows out of one cell a line; a line without a tab goes on with the cell above it."""
    cells: list[list[Line]] = []
    width = 0
    for line in lines:
        if line.blank:
            width = width or len(cells)
        elif line.cell or not cells:
            cells.append([line])
        else:
            cells[-1].append(line)
    if not cells:
        return []
    width = width or len(cells)
    joined = [merged(cell, "\n") for cell in cells]
    rows = [merged(joined[start : start + width], "\t") for start in range(0, len(joined), width)]
    found: list[tuple[Literal["columns", "row"], Line, Address]] = [("columns", rows[0], caption.step("kolommen"))]
    found += [("row", row, caption.step("rij", str(number))) for number, row in enumerate(rows[1:], start=1)]
    return found


def _chunks(lines: Sequence[Line]) -> list[Line]:
    """Lines that stand together, as one."""
    chunks: list[list[Line]] = [[]]
    for line in lines:
        if line.blank:
            chunks.append([])
        else:
            chunks[-1].append(line)
    return [merged(chunk, "\n") for chunk in chunks if chunk]
