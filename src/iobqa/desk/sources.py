"""What the report rests on: the sources named in its footnotes and under its boxes and figures, as data.

The export has no list of references: a source is what a footnote calls it, such as "IOB (2021a)" or "motie-Omtzigt c.s.
(2018)". Spellings that differ in capitals and blanks only are one source; nothing else is merged or corrected.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from iobqa.errors import UnknownReference
from iobqa.records import Footnote, Paragraph, Report
from iobqa.report.sentences import sentence_spans

SourceKind = Literal["motie", "Kamerstuk", "akkoord", "IOB", "BZ", "ministerie", "adviesraad", "website", "extern"]


@dataclass(frozen=True, slots=True)
class Source:
    """One publication, document or site."""

    id: str
    name: str
    """Author or organisation, as first spelled."""
    year: str
    """``2021a``, ``z.d.``, or empty."""
    kind: SourceKind
    url: str = ""

    @property
    def label(self) -> str:
        """As the report writes it."""
        return f"{self.name} ({self.year})" if self.year else self.name


@dataclass(frozen=True, slots=True)
class Mention:
    """A source named in a footnote or source line: ``text[start:end]`` of that unit."""

    source: Source
    unit: str
    start: int
    end: int
    spelled: str
    locator: str = ""
    """Such as ``artikel 1.3.h``."""


@dataclass(frozen=True, slots=True)
class Link:
    """The chain from a place in the report to what it rests on: the sentence, the footnote, the sources named there."""

    unit: str
    """The paragraph (or box, row, caption) that carries the mark, or stands above the source line."""
    start: int
    end: int
    """The sentence with the mark: ``text[start:end]`` of the unit."""
    note: str
    """Id of the footnote or source line."""
    note_ref: str
    text: str
    sources: tuple[Mention, ...]


_YEAR = r"(?:z\.d\.|(?:19|20)\d\d[a-z]?)"
_YEARS = re.compile(
    rf"\(\s*(?P<years>{_YEAR}(?:\s*(?:,|;|en|&|tot en met)\s*{_YEAR})*)\s*(?:\)|(?=;)|$)"
    r"(?:,\s*(?P<locator>artikel[^;]*?)(?=;|\.?$))?"
)
_INSIDE = re.compile(rf"\((?P<name>[^\W\d][^()\d]*?),?\s+(?P<years>{_YEAR})\)")
_SITE = re.compile(r"(?:website van (?P<name>[^:]+):\s*)?(?P<url>https?://[^\s)]+)")
_RULE = re.compile(r"\bZie de (?P<name>Regeling (?:[A-Z]\w+ ?)+)")
_SMALL = "van der den de het of en for and et al. c.s. the to on & in voor"
_CONNECTORS = frozenset(_SMALL.split())
_KINDS: tuple[tuple[SourceKind, re.Pattern[str]], ...] = (
    ("motie", re.compile(r"(?:motie|amendement)-", re.I)),
    ("Kamerstuk", re.compile(r".*kamer(?:brief|verslag|stuk)", re.I)),
    ("akkoord", re.compile(r"(?:regeer|coalitie)akkoord", re.I)),
    ("IOB", re.compile(r"IOB\b")),
    ("BZ", re.compile(r"BZ\b|.* van BZ$")),
    ("ministerie", re.compile(r"(?:JenV|Financiën|Rijksoverheid|Regeling)\b")),
    ("adviesraad", re.compile(r"(?:AIV|WRR)\b")),
)


class Sources:
    """All sources of one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.mentions: tuple[Mention, ...] = tuple(
            _mentions(p for p in report.paragraphs if p.kind in {"footnote", "source"})
        )

    @cached_property
    def all(self) -> tuple[Source, ...]:
        """By name and year."""
        return tuple(sorted({m.source for m in self.mentions}, key=lambda source: (source.name.lower(), source.year)))

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Mention, ...]]:
        """Mentions by the footnote or source line that they stand in."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            found[mention.unit].append(mention)
        return {unit: tuple(mentions) for unit, mentions in found.items()}

    def named(self, name: str) -> tuple[Source, ...]:
        """Sources whose label, or part of it, is ``name``. Raises UnknownReference."""
        wanted = _key(name)
        found = [s for s in self.all if wanted == _key(s.label)] or [s for s in self.all if wanted in _key(s.label)]
        if not wanted or not found:
            examples = "“IOB (2021a)”, “AIV”, “motie-Omtzigt”"
            raise UnknownReference(
                f"De voetnoten noemen geen bron ‘{name}’. Voorbeelden: {examples}; ‘iobqa sources’ toont ze alle."
            )
        return tuple(found)

    def links(self, source: Source) -> tuple[Link, ...]:
        """Every place that rests on ``source``, in reading order."""
        notes = dict.fromkeys(mention.unit for mention in self.mentions if mention.source == source)
        return tuple(self.link(note) for note in notes)

    def chain(self, unit: str, start: int = 0, end: int | None = None) -> tuple[Link, ...]:
        """The chains of ``text[start:end]`` of a unit: footnotes with their sources, or the source line under it."""
        paragraph = self._report.by_id[unit]
        end = len(paragraph.text) if end is None else end
        notes = [f"voetnoot-{note.number}" for note in paragraph.footnotes if _within(paragraph, note, start, end)]
        return tuple(self.link(note) for note in [*notes, *self._lines(paragraph)])

    def _lines(self, paragraph: Paragraph) -> list[str]:
        """Source lines of the box or figure that a unit belongs to."""
        top = paragraph
        while top.lead_in:
            top = self._report.by_id[top.lead_in]
        parts = self._report.parts.get(top.id, ())
        return [part for part in parts if self._report.by_id[part].kind == "source" and part != paragraph.id]

    def link(self, note: str) -> Link:
        """The chain that a footnote or source line is part of."""
        carrier, text, ref = self._report.carrier.get(note), self._report.by_id[note].text, self._report.by_id[note].ref
        if not carrier:
            above = self._report.by_id[note].lead_in or note
            return Link(above, 0, len(self._report.by_id[above].text), note, ref, text, self.by_unit.get(note, ()))
        unit = self._report.by_id[carrier]
        offset = next(n.offset for n in unit.footnotes if note == f"voetnoot-{n.number}")
        return Link(carrier, *_sentence(unit.text, offset), note, ref, text, self.by_unit.get(note, ()))


def _within(unit: Paragraph, note: Footnote, start: int, end: int) -> bool:
    first, last = _sentence(unit.text, note.offset)
    return first < end and start < max(last, first + 1)


def _sentence(text: str, offset: int) -> tuple[int, int]:
    """The sentence that a mark behind character ``offset`` belongs to."""
    spans = sentence_spans(text) or ((0, len(text)),)
    return next((span for span in reversed(spans) if span[0] < max(offset, 1)), spans[0])


def _mentions(units: Iterator[Paragraph]) -> Iterator[Mention]:
    known: dict[str, Source] = {}
    for unit in units:
        for found in _read(unit.text):
            source = known.setdefault(_key(found.label), found.source)
            yield Mention(source, unit.id, found.start, found.end, found.source.name, found.locator)


@dataclass(frozen=True, slots=True)
class _Reading:
    source: Source
    start: int
    end: int
    locator: str = ""

    @property
    def label(self) -> str:
        return self.source.label


def _read(text: str) -> Iterator[_Reading]:
    """The sources that a footnote names, in order."""
    name, begin = "", 0
    for found in _YEARS.finditer(text):
        own = _name_before(text[begin : found.start()])
        name = own or name
        start = text.rindex(own, begin, found.start()) if own else found.start()
        for year in _split_years(found["years"]) if name else ():
            yield _Reading(_source(name, year), start, found.end(), (found["locator"] or "").rstrip(". "))
        begin = found.end()
    for found in _INSIDE.finditer(text):
        if own := _name_before(found["name"]):
            yield _Reading(_source(own, found["years"]), found.start() + 1, found.end() - 1)
    for found in _SITE.finditer(text):
        url = found["url"].rstrip(".")
        yield _Reading(_source(found["name"] or url.split("/")[2], "", url), found.start(), found.end())
    for found in _RULE.finditer(text):
        yield _Reading(_source(found["name"].strip(), ""), found.start("name"), found.end("name"))


def _split_years(years: str) -> Sequence[str]:
    if "tot en met" in years:
        return [re.sub(r"\s*tot en met\s*", "-", years)]
    return re.findall(_YEAR, years)


def _name_before(text: str) -> str:
    """The name that ``text`` ends with: its last run of capitalised words, small words between them included."""
    kept: list[str] = []
    quoted = False
    for word in reversed(text.rstrip(" ,").split()):
        quoted = (quoted or word.endswith(("’", "'"))) and not word.startswith(("‘", "'"))
        if (
            not (quoted or _is_of_name(word))
            or word.endswith((";", ":"))
            or (kept and word.endswith(".") and word not in _CONNECTORS)
        ):
            break
        kept.insert(0, word)
    while kept and kept[0] in _CONNECTORS | {"Zie", "zie", "ook", "Bron:", "Bronnen:"}:
        del kept[0]
    return " ".join(kept).strip(" ,")


def _is_of_name(word: str) -> bool:
    return (
        word[0].isupper()
        or word[0] in "‘'"
        or word in _CONNECTORS
        or word[0].isdigit()
        or word.startswith(("motie-", "amendement-"))
    )


def _source(name: str, year: str, url: str = "") -> Source:
    kind = next((kind for kind, pattern in _KINDS if pattern.match(name)), "website" if url else "extern")
    slug = re.sub(r"[^a-z0-9]+", "-", f"{name} {year}".lower()).strip("-")
    return Source(slug, name, year, kind, url)


def _key(label: str) -> str:
    return re.sub(r"[\W_]+", "", label.lower())
