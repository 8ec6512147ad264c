"""The report laid out for reading: headings, paragraphs, lists, boxes, figures and tables, in its own order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from iobqa.records import Paragraph, Report, Section

Form = Literal["label", "text", "list", "box", "figure"]

_LISTED = frozenset({"bullet", "point", "recommendation"})
_HOSTS = {"box": "box", "caption": "figure"}


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the page."""

    form: Form
    unit: Paragraph | None = None
    """The paragraph, the title of the box, the caption of the figure; None for a label and a list."""
    label: str = ""
    level: int = 0
    """Of a label: the heading level."""
    items: tuple["Item", ...] = ()
    inside: tuple["Block", ...] = ()
    """What stands in a box or figure, table apart."""
    columns: Paragraph | None = None
    rows: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list and the list under it."""

    unit: Paragraph
    below: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A section as laid out, and the footnotes when it is the last of its chapter."""

    section: Section
    level: int
    """Of its heading; the page's own is 1."""
    blocks: tuple[Block, ...]
    notes: tuple[Paragraph, ...]

    @property
    def ids(self) -> frozenset[str]:
        """Of all units in it."""
        return frozenset(id_ for block in self.blocks for id_ in ids_of(block)) | {note.id for note in self.notes}


def laid_out(report: Report) -> tuple[Part, ...]:
    """The whole report, section by section."""
    return tuple(
        Part(
            section,
            section.level + 1,
            tuple(section_blocks(report, section)),
            _chapter_notes(report, section) if _ends_chapter(report, section) else (),
        )
        for section in report.sections
    )


def section_blocks(report: Report, section: Section) -> Iterator[Block]:
    """The blocks of one section."""
    units = [report.by_id[id_] for id_ in section.paragraphs if report.by_id[id_].kind != "footnote"]
    titles = _titles(report, section)
    shown: tuple[str, ...] = ()
    for group in _grouped(units, lambda unit: _host(report, unit).section[titles:]):
        labels = _host(report, group[0]).section[titles:]
        yield from _labels(shown, labels, section.level + 2)
        shown = labels
        yield from _blocks(report, group)


def _titles(report: Report, section: Section) -> int:
    """How many of a unit's headings are titles of sections; what follows are run-in headings."""
    return 1 + (_titles(report, report.section_by_id[section.parent]) if section.parent else 0)


def _labels(before: Sequence[str], labels: Sequence[str], level: int) -> Iterator[Block]:
    for depth, label in enumerate(labels):
        if tuple(before[: depth + 1]) != tuple(labels[: depth + 1]):
            yield Block("label", label=label, level=min(level + depth, 6))


def _blocks(report: Report, units: Sequence[Paragraph]) -> Iterator[Block]:
    for group in _grouped(units, lambda unit: _host(report, unit).id if _is_hosted(report, unit) else ""):
        if group[0].kind in _HOSTS:
            yield _hosted(group[0], group[1:])
        else:
            yield from _flow(group)


def _is_hosted(report: Report, unit: Paragraph) -> bool:
    return _host(report, unit).kind in _HOSTS


def _host(report: Report, unit: Paragraph) -> Paragraph:
    """The box or figure that a unit stands in or is; without one, the unit itself."""
    above = unit
    while above.kind not in _HOSTS:
        if not above.lead_in:
            return unit
        above = report.by_id[above.lead_in]
    return above


def _hosted(host: Paragraph, inside: Sequence[Paragraph]) -> Block:
    table = [unit for unit in inside if unit.kind in ("columns", "row")]
    return Block(
        "box" if host.kind == "box" else "figure",
        host,
        inside=tuple(_flow([unit for unit in inside if unit not in table])),
        columns=next((unit for unit in table if unit.kind == "columns"), None),
        rows=tuple(unit for unit in table if unit.kind == "row"),
    )


def _flow(units: Sequence[Paragraph]) -> Iterator[Block]:
    for group in _grouped(units, lambda unit: unit.kind in _LISTED):
        if group[0].kind in _LISTED:
            yield Block("list", items=_items(group))
        else:
            yield from (Block("text", unit) for unit in group)


def _items(units: Sequence[Paragraph]) -> tuple[Item, ...]:
    """Items, each with those that it leads in below it."""
    here = {unit.id for unit in units}
    tops = [unit for unit in units if unit.lead_in not in here]
    return tuple(Item(unit, _below(unit, units)) for unit in tops)


def _below(unit: Paragraph, units: Sequence[Paragraph]) -> tuple[Item, ...]:
    return tuple(Item(part, _below(part, units)) for part in units if part.lead_in == unit.id)


def _grouped(units: Sequence[Paragraph], key: Callable[[Paragraph], object]) -> Iterator[list[Paragraph]]:
    """Neighbours with the same key together."""
    group: list[Paragraph] = []
    for unit in units:
        if group and key(group[-1]) != key(unit):
            yield group
            group = []
        group.append(unit)
    if group:
        yield group


def _chapter(report: Report, section: Section) -> Section:
    return _chapter(report, report.section_by_id[section.parent]) if section.parent else section


def _ends_chapter(report: Report, section: Section) -> bool:
    after = report.sections[report.sections.index(section) + 1 :][:1]
    return not after or after[0].parent is None


def _chapter_notes(report: Report, last: Section) -> tuple[Paragraph, ...]:
    chapter = _chapter(report, last)
    return tuple(
        unit
        for unit in report.paragraphs
        if unit.kind == "footnote" and _chapter(report, report.section_by_id[unit.section_id]) is chapter
    )


def around(report: Report, id_: str, before: int = 2, after: int = 3) -> tuple[Section, tuple[Block, ...]]:
    """The section of a unit and the blocks near it, for reading it in its place without the whole report."""
    unit = report.by_id[report.carrier.get(id_, id_)]
    section = report.section_by_id[unit.section_id]
    blocks = tuple(section_blocks(report, section))
    at = next((number for number, block in enumerate(blocks) if unit.id in ids_of(block)), 0)
    return section, blocks[max(0, at - before) : at + after + 1]


def ids_of(block: Block) -> Iterator[str]:
    """Ids of all units in a block, in reading order."""
    if block.unit:
        yield block.unit.id
    for unit in ((block.columns,) if block.columns else ()) + block.rows:
        yield unit.id
    for item in block.items:
        yield from _item_ids(item)
    for inner in block.inside:
        yield from ids_of(inner)


def _item_ids(item: Item) -> Iterator[str]:
    yield item.unit.id
    for below in item.below:
        yield from _item_ids(below)
