"""From a reference as people type it to the unit or section of the report that it names."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

from iobqa.errors import UnknownReference
from iobqa.records import Paragraph, Report, Section
from iobqa.report.reference import fold_reference, without_host

_NEAREST = 5
_LONGEST = 200  # characters; a longer text is no reference
_OF = re.compile(r"\s+(?:van|uit|in|bij|onder)\s+(?:(?:de|het)\s+)?", re.IGNORECASE)
_WITHIN = re.compile(r"(?:Samenvatting|Hoofdstuk [0-9]+), (?=[A-Z§])")
_EXAMPLES = "“§ 4.2.2, al. 3”, “Box 4.b”, “voetnoot 93” of “Hoofdstuk 3”"


@dataclass(frozen=True, slots=True)
class Found:
    """What a reference names: a unit and what hangs on it, or a whole section."""

    id: str
    ref: str
    unit: Paragraph | None
    """The unit itself (of a range the first); None when the reference names a section."""
    section: Section | None
    """The section itself; None when the reference names a unit."""
    paragraphs: tuple[Paragraph, ...]
    """In reading order: the unit, and the list, rows or box text it introduces; the units of a range; or all units in
    the section and its sub-sections. Footnotes hang on their units and are not listed."""


def find(report: Report, text: str) -> Found:
    """The one unit, range or section that ``text`` names: an id, a reference, or either as people type it.

    Raises UnknownReference when there is none (with the nearest ones) or more than one (with all of them).
    """
    typed = " ".join("".join(c if c.isprintable() else " " for c in text[: _LONGEST + 1]).split())
    if not typed or len(typed) > _LONGEST:
        raise UnknownReference(f"Geef een verwijzing van hooguit {_LONGEST} tekens, zoals {_EXAMPLES}.")
    if typed in report.by_id or typed in report.section_by_id:
        return _found(report, typed)
    names = _names(report)
    first, to, last = typed.partition(" t/m ")
    start = _only(report, names, first)
    return _range(report, start, _end(report, names, start, last)) if to else _found(report, start)


def _only(report: Report, names: "_Names", typed: str) -> str:
    """The one id that ``typed`` can mean. Raises UnknownReference."""
    for reading in _readings(typed):
        ids = names.ids(reading)
        if len(ids) == 1:
            return ids[0]
        if ids:
            raise UnknownReference(f"‘{typed}’ kan meer dan één plaats zijn: {_listed(report, ids)}. Welke bedoel je?")
    ids = names.nearest(_key(typed))
    hint = f"Bedoel je {_listed(report, ids)}?" if ids else f"Voorbeelden van een verwijzing: {_EXAMPLES}."
    raise UnknownReference(f"‘{typed}’ staat niet in het rapport. {hint}")


def _end(report: Report, names: "_Names", start: str, last: str) -> str:
    """Id of the end of a range such as ``§ 4.2.2, al. 3 t/m al. 5``, which leaves out what it shares with the start."""
    shared = _named(report, start).ref.split(", ")
    spelled = [", ".join([*shared[:count], last]) for count in range(len(shared), -1, -1)]
    known = (names.ids(_key(ref)) for ref in spelled)
    return next((ids[0] for ids in known if len(ids) == 1), "") or _only(report, names, spelled[1])


def _range(report: Report, start: str, end: str) -> Found:
    body = [unit.id for unit in report.body()]
    refs = [_named(report, id_).ref for id_ in (start, end)]
    if start not in body or end not in body[body.index(start) :]:
        raise UnknownReference(
            f"“{refs[0]}” t/m “{refs[1]}” is geen reeks: noem twee alinea’s, punten of rijen, de voorste eerst."
        )
    between = body[body.index(start) : body.index(end) + 1]
    return Found(start, " t/m ".join(refs), report.by_id[start], None, tuple(report.by_id[id_] for id_ in between))


def _listed(report: Report, ids: list[str]) -> str:
    refs = [f"“{_named(report, id_).ref}”" for id_ in ids]
    return " of ".join([", ".join(refs[:-1]), refs[-1]] if len(refs) > 1 else refs)


def _named(report: Report, id_: str) -> Paragraph | Section:
    return report.by_id.get(id_) or report.section_by_id[id_]


def _found(report: Report, id_: str) -> Found:
    if unit := report.by_id.get(id_):
        return Found(id_, unit.ref, unit, None, tuple(_with_parts(report, unit)))
    section = report.section_by_id[id_]
    places = {section.id} | {s.id for s in report.sections if section.id in _above(report, s)}
    inside = tuple(p for p in report.body() if p.section_id in places)
    return Found(id_, section.ref, None, section, inside)


def _with_parts(report: Report, unit: Paragraph) -> Iterator[Paragraph]:
    yield unit
    for part in report.parts.get(unit.id, ()):
        yield from _with_parts(report, report.by_id[part])


def _above(report: Report, section: Section) -> Iterator[str]:
    while section.parent:
        yield section.parent
        section = report.section_by_id[section.parent]


@dataclass(frozen=True, slots=True)
class _Names:
    """Ids by folded name."""

    full: dict[str, list[str]] = field(default_factory=dict)
    """By id and by whole reference."""
    short: dict[str, list[str]] = field(default_factory=dict)
    """By what people write as well, such as a box without the section that it stands in."""

    def ids(self, name: str) -> list[str]:
        return self.full.get(name) or self.short.get(name, [])

    def nearest(self, name: str) -> list[str]:
        """Ids with a name like it, those that begin alike first."""
        near = difflib.get_close_matches(name, {**self.full, **self.short}, 4 * _NEAREST, 0.5)
        near.sort(key=lambda other: _alike(name, other), reverse=True)
        return list(dict.fromkeys(id_ for other in near for id_ in self.ids(other)))[:_NEAREST]


def _alike(name: str, other: str) -> int:
    """Characters with which both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(name, other, strict=False)))


def _names(report: Report) -> _Names:
    return _names_of(_This(report))


class _This:
    """A report as itself and not by what is in it, which would take longer to compare than to work out again."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def __hash__(self) -> int:
        return id(self.report)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and other.report is self.report


@lru_cache(maxsize=2)
def _names_of(this: _This) -> _Names:
    """Worked out once: one request can hold a hundred references."""
    report = this.report
    names = _Names()
    things: tuple[Section | Paragraph, ...] = (*report.sections, *report.paragraphs)
    for thing in things:
        for name in {_key(thing.id), _key(thing.ref)}:
            names.full.setdefault(name, []).append(thing.id)
        for name in {_key(ref) for ref in _shortened(thing.ref)}:
            names.short.setdefault(name, []).append(thing.id)
    return names


def _shortened(ref: str) -> Iterator[str]:
    yield without_host(ref)
    if inner := _WITHIN.match(ref):
        yield ref[inner.end() :]
    if ref.startswith("Figuur "):
        yield ref.replace("Figuur", "Tabel", 1)  # many a figure is one
    if chapter := re.fullmatch(r"Hoofdstuk ([0-9]+)", ref):
        yield f"§ {chapter[1]}"


def _readings(typed: str) -> Iterator[str]:
    """``alinea 3 van § 4.2.2`` reads as it stands, and from the outside in."""
    parts = _OF.split(typed)
    yield _key(" ".join(parts))
    yield _key(" ".join(reversed(parts)))


def _key(text: str) -> str:
    """One spelling for ids, references and what people type: without the signs that they leave out."""
    return re.sub(r"[()§-]|(?<=[a-z0-9])\.(?=[a-z])", "", fold_reference(text))
