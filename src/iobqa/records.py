"""The nouns of the product, frozen. Functions take and return these; no dicts cross a module border."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "paragraph",
    "bullet",
    "point",
    "recommendation",
    "box",
    "caption",
    "columns",
    "row",
    "figure_text",
    "source",
    "footnote",
]
"""What a unit of the report is. ``columns`` are a table's column heads, ``row`` one row with its cells parted by tabs,
``figure_text`` loose words out of a picture, ``source`` the line under a box or figure that says where it comes from."""

Role = Literal["bevinding", "conclusie", "aanbeveling", "onderzoeksvraag", "box", "figuur", "voetnoot"]
"""The standing of a unit, only where the report itself gives it."""

Span = tuple[int, int]
"""Half-open range of characters."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote and the character of its paragraph's text behind which its mark stood."""

    number: int
    text: str
    offset: int
    spans: tuple[Span, ...] = ()
    """Where its text stands in the export."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One citable unit of the report; ``text`` is what the report says, character by character, litter aside."""

    id: str
    """Stable and safe in a URL, such as ``4.2.2-al3``."""
    ref: str
    """The same address in Dutch, such as ``§ 4.2.2, al. 3``."""
    kind: Kind
    text: str
    section: tuple[str, ...]
    """Headings above it, chapter first, run-in headings last."""
    section_id: str
    """Id of the section (place) it belongs to."""
    role: Role | None = None
    lead_in: str | None = None
    """Id of the unit that introduces it: the sentence above a list, the caption of a table, the title of a box."""
    footnotes: tuple[Footnote, ...] = ()
    spans: tuple[Span, ...] = ()
    """Where its text stands in the export."""


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered or named part of the report (a place that addresses count in)."""

    id: str
    ref: str
    title: str
    """As printed, number included."""
    level: int
    """1 for the summary and chapters, 2 for sections, 3 for sub-sections."""
    parent: str | None
    paragraphs: tuple[str, ...]
    """Ids of the units that stand directly in it, in order, boxes and tables included."""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A run-in heading: it groups paragraphs but is no part of an address."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Report:
    """A parsed report in reading order."""

    title: str
    sections: tuple[Section, ...]
    labels: tuple[Label, ...]
    paragraphs: tuple[Paragraph, ...]
    """Every unit in order; a footnote follows the unit that carries its mark."""
    by_id: Mapping[str, Paragraph] = field(repr=False)
    section_by_id: Mapping[str, Section] = field(repr=False)
    carrier: Mapping[str, str] = field(repr=False)
    """Footnote id to the id of the unit that carries its mark."""
    parts: Mapping[str, tuple[str, ...]] = field(repr=False)
    """Id of a lead-in, caption or box title to the ids it introduces, in order."""

    def body(self) -> Iterator[Paragraph]:
        """All units but footnotes."""
        return (p for p in self.paragraphs if p.kind != "footnote")


@dataclass(frozen=True, slots=True)
class Passage:
    """One or more neighbouring units of one section: what retrieval ranks."""

    number: int
    """Position in reading order; ties in a ranking are broken by it."""
    ids: tuple[str, ...]
    ref: str
    section: tuple[str, ...]
    text: str
    """The units' texts, one a line."""
    footnotes: tuple[Footnote, ...] = ()
    """Offsets count in ``text``."""
    starts: tuple[int, ...] = ()
    """Where in ``text`` each unit of ``ids`` begins."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, its place in the ranking (from 1) and its score (higher is better)."""

    passage: Passage
    score: float
    rank: int
    nearest: str = ""
    """The sentence of it that comes nearest to answering, as the report has it; empty when its sentences were not read."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A marker in an answer made good: the quote, where it stands, and all that hangs on it."""

    number: int
    id: str
    ref: str
    kind: Kind
    section: tuple[str, ...]
    quote: str
    start: int
    end: int
    """``text[start:end] == quote``."""
    text: str
    footnotes: tuple[Footnote, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence that a language model wrote, and how it stands to the sentences of the report it pointed at."""

    text: str
    verdict: str
    """``letterlijk``, ``geparafraseerd en gedekt`` or ``niet gedekt``; the last kind is shown apart, never in the answer."""
    citations: tuple[int, ...]
    """Numbers of the answer's citations that carry it; empty when it is not covered."""
    problem: str | None
    """What does not match, in Dutch; null when it is covered."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gets: a cited answer, or a refusal that says why; always with the nearest passages."""

    question: str
    answered: bool
    answer: str
    """Dutch, with [1] markers; when not answered a fixed first sentence and then what is missing."""
    reason: str | None
    """Null when answered, else a code such as ``not_stated``."""
    confidence: float
    """Calibrated probability, 0 to 1, that the answer is right."""
    generator: str
    """``extractive`` or the name of the language model."""
    index: str
    """Fingerprint of the index that was asked."""
    citations: tuple[Citation, ...]
    passages: tuple[Hit, ...]
    claims: tuple[Claim, ...] = ()
    """Of a language model, with those that were removed; empty for an extractive answer."""
    note: str | None = None
    """A line for the reader about how this answer came about, such as why it is not the language model's."""
    rewritten: str | None = None
    """The question as it was searched, when a follow-up question was rewritten to stand alone."""
