"""What in a text is to be checked: its quotations and its sentences about the report, with the places they name."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from iobqa.desk.quotation import ELLIPSIS
from iobqa.desk.words import quoted_words
from iobqa.records import Span
from iobqa.report.sentences import sentence_spans


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch ``text[start:end]`` to be checked."""

    kind: Literal["citaat", "bewering"]
    text: str
    start: int
    end: int
    around: str
    """The rest of its sentence."""
    references: tuple[str, ...] = ()
    """Places in the report that the text names for it, as written."""


_PAIRS = (("“", "”"), ("„", "”“"), ("«", "»"), ("‟", "”"))
_OPENS = re.compile(r"[“„«‟]|(?<![\w])\"(?=\S)|(?<!\w)‘(?=\w)|(?<!\w)'(?=\w)(?!(?:s|n|t|k|m|r)\b)")
_BLOCK_QUOTE = re.compile(r"^[ \t]*>[^\n]*(?:\n[ \t]*>[^\n]*)*", re.MULTILINE)
_PARAGRAPH = re.compile(r"[^\n].*?(?=\n[ \t]*\n|\n[ \t]*(?:[-*•·>#|]|\d{1,2}[.)])[ \t]|\Z)", re.DOTALL)
_REPORT = re.compile(
    r"\bIOB\b|\binspectie\b|\b(?:IOB-|evaluatie|onderzoeks?)?rapport\b|\b(?:IOB-|mensenrechten|beleids)?evaluatie\b|"
    r"\bTussen papier en praktijk\b|"
    r"\b(?:de|het) (?:onderzoekers|evaluatoren|onderzoek)\b",
    re.IGNORECASE,
)
_NUMBER = r"\d{1,2}(?:\.\d{1,2}){0,2}"
_STEP = r"(?:,?\s*(?:al(?:inea|\.)?|punt|bevinding|sub|rij)\s*\d{1,2})"
REFERENCE = re.compile(
    rf"(?:Samenvatting,\s*)?(?:§+\s*{_NUMBER}|\b(?:paragraaf|par\.|sectie)\s*{_NUMBER}|\b(?:hoofdstuk|hfst\.|hst\.)\s*\d\b|"
    rf"\b(?:deelconclusie|bevinding)\s*\d\b|\bhoofdconclusie\b|\baanbeveling\s*\d[a-g]?\b(?:\s*\((?:hoofdstuk\s*6|samenvatting)\))?|"
    rf"\bbox\s*\d\.?[a-z]\b|\b(?:figuur|tabel)\s*\d\.\d|\b(?:voetnoot|noot|vn\.)\s*\d{{1,3}}){_STEP}*|\bSamenvatting\b(?:{_STEP})*",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\b(?:al|par|art|nr|blz|p|vn|hfst|hst|fig|vgl|c\.s|resp|o\.a)\.", re.IGNORECASE)
_FAR = 160  # characters between a quotation and the place that is named for it


def claims(text: str, titles: Sequence[str] = ()) -> tuple[Claim, ...]:
    """Everything to check in ``text``, in order. ``titles``: what names the report and is no quotation."""
    quotations = [
        span for span in _quotations(text) if _bare(text[slice(*span)]) not in {_bare(title) for title in titles}
    ]
    sentences = _sentences(text, quotations)
    found = [
        *_quoted(text, quotations, sentences),
        *(_claim(text, span, quotations) for span in sentences if _refers(text, span, quotations)),
    ]
    return _referred(text, sorted(found, key=lambda claim: (claim.start, claim.end)))


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _quotations(text: str) -> Iterator[Span]:
    """Outermost quotations and quoted blocks, their marks left off."""
    blocks = [found.span() for found in _BLOCK_QUOTE.finditer(text)]
    yield from blocks
    at = 0
    while opened := _OPENS.search(text, at):
        end = _closing(text, opened)
        inside = next((stop for start, stop in blocks if start <= opened.start() < stop), None)
        if end is None or inside:
            at = inside or opened.end()
            continue
        yield opened.end(), end
        at = end + 1


def _closing(text: str, opened: re.Match[str]) -> int | None:
    """Where the quotation ends that ``opened`` begins; none when the paragraph ends first."""
    stop = text.find("\n\n", opened.end())
    stop = len(text) if stop < 0 else stop
    closers = dict(_PAIRS).get(opened[0])
    if closers:
        ends = [at for mark in closers if (at := text.find(mark, opened.end(), stop)) >= 0]
        return min(ends, default=None)
    mark = "’'" if opened[0] in "‘'" else '"”'
    closing = re.compile(rf"(?<=\S)[{mark}](?!\w)")
    found = closing.search(text, opened.end(), stop)
    return found.start() if found else None


def _sentences(text: str, quotations: Sequence[Span]) -> list[Span]:
    """Sentences; a quotation, an abbreviation and a wrapped line never end one."""
    masked = list(text)
    for start, end in quotations:
        last = end - 1  # a full stop that closes the quotation may close the sentence
        masked[start:last] = ["x" if char in ".!?\n" else char for char in masked[start:last]]
    plain = _SHORT.sub(lambda found: found[0].replace(".", "x"), "".join(masked))
    return [
        (paragraph.start() + start, paragraph.start() + end)
        for paragraph in _PARAGRAPH.finditer(plain)
        for start, end in sentence_spans(paragraph[0].replace("\n", " "))
    ]


def _quoted(text: str, quotations: Sequence[Span], sentences: Sequence[Span]) -> Iterator[Claim]:
    starts = [start for start, _ in sentences]
    for start, end in quotations:
        at = max(0, bisect_right(starts, start) - 1)
        first, last = sentences[at] if sentences else (0, len(text))
        around = text[first : max(first, start - 1)] + " … " + text[end + 1 : max(last, end + 1)]
        size = len(quoted_words(ELLIPSIS.sub(" ", text[start:end])))
        if size >= 3 or (size and _REPORT.search(around)):
            yield Claim("citaat", text[start:end], start, end, around)


def _refers(text: str, span: Span, quotations: Sequence[Span]) -> bool:
    """Whether a sentence says something of its own about what the report says: not merely "IOB schrijft: ..."."""
    outside = _outside(text, span, quotations)
    named = _REPORT.search(outside) or REFERENCE.search(outside)
    quoted = len(outside) < len(text[slice(*span)])
    telling = re.findall(r"\w{3,}", REFERENCE.sub(" ", _REPORT.sub(" ", outside)))
    return bool(named) and len(telling) >= (9 if quoted else 4)


def _outside(text: str, span: Span, quotations: Sequence[Span]) -> str:
    start, end = span
    parts, at = [], start
    for first, last in quotations:
        if start <= first < end:
            parts.append(text[at : first - 1])
            at = last + 1
    return " ".join([*parts, text[at:end]])


def _claim(text: str, span: Span, quotations: Sequence[Span]) -> Claim:
    return Claim("bewering", text[slice(*span)], *span, around=_outside(text, span, quotations))


def _referred(text: str, found: Sequence[Claim]) -> tuple[Claim, ...]:
    """Each claim with the places named for it: in its own sentence, or right behind it."""
    named = [(ref.span(), " ".join(ref[0].split())) for ref in REFERENCE.finditer(text)]
    return tuple(replace(claim, references=tuple(_named(text, claim, found, named))) for claim in found)


def _named(text: str, claim: Claim, found: Sequence[Claim], named: Sequence[tuple[Span, str]]) -> Iterator[str]:
    if claim.kind == "bewering":
        yield from (ref for (start, end), ref in named if claim.start <= start and end <= claim.end)
        return
    others = [other for other in found if other.kind == "citaat" and other != claim]
    behind = [
        ref
        for (start, _), ref in named
        if claim.end <= start <= claim.end + _FAR
        and not any(claim.end <= other.start < start for other in others)
        and not re.search(
            r"[.!?]\s+(?!\(|(?i:zie)\b)[^\W\d_]|\n\n", _SHORT.sub("", text[claim.end : start].lstrip("”’\"'»“"))
        )
    ]
    before = [
        ref
        for (_, end), ref in named
        if claim.start - _FAR <= end <= claim.start
        and not any(end <= other.end <= claim.start for other in others)
        and not re.search(r"[.!?]\s|\n\n", _SHORT.sub("", text[end : claim.start]))
    ]
    yield from behind[:1] or before[-1:]
