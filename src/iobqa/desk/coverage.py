"""Whether the report says, in other words, what a sentence says that it says (by ``answer.verification``)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from iobqa.answer.background import Surroundings
from iobqa.answer.citations import Quote
from iobqa.answer.verification import verify
from iobqa.desk import kinds
from iobqa.desk.check import Coverage
from iobqa.desk.cite import Finder
from iobqa.desk.claims import REFERENCE, Claim
from iobqa.desk.concordance import Stretch
from iobqa.desk.words import words
from iobqa.records import Report
from iobqa.report.sentences import sentence_spans
from iobqa.search.analysis import STOP_WORDS, stems, tokens

STATEMENTS = 4
"""Statements of the report that a sentence is held against."""
_PLACES = 2  # of one statement
_TYPED = frozenset(
    {
        "getal",
        "percentage",
        "bedrag",
        "jaar",
        "datum",
        "rangtelwoord",
        "naam",
        "land",
        "ontkenning",
        "voorbehoud",
        "richting",
        "hoeveelheid",
    }
)
_WHO = r"(?:IOB|(?:de|het) (?:inspectie|(?:IOB-)?evaluatie|(?:IOB-)?rapport|onderzoek))"
_SAYS = (
    r"(?:laat zien|toont aan|concludeert|constateert|meldt|stelt|schrijft|vindt|zegt|adviseert|beveelt aan|raadt aan)"
    r"(?:,? (?:dat|om))?"
)
_AUTHOR = re.compile(
    r"^\s*(?:[-*•]\s+)?(?:(?:ook|zo|daarnaast|verder|bovendien) )?(?:uit (?:het rapport|de evaluatie|het onderzoek) "
    rf"(?:blijkt|komt naar voren) dat|(?:volgens|aldus) {_WHO}|{_WHO} (?:\w+ )?{_SAYS})[,:]?\s*",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"\b(?:tot|vanaf|sinds|voor|vóór|na) (?:\w+ )?(?:19|20)\d\d\b", re.IGNORECASE)
_MISSING = 6
"""For so many telling words of a sentence one may be missing from the report's sentence itself, headings left aside."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A sentence held against some of the report's."""

    stretches: tuple[Stretch, ...]
    problems: tuple[str, ...]
    typed: bool
    """Whether nothing but numbers, names, negations and the like differs."""


class Covering:
    """Holds sentences against one report."""

    def __init__(self, report: Report, finder: Finder, about: Mapping[str, Any]) -> None:
        """``about``: ``report.toml`` as read."""
        self._report, self._finder, self._surroundings = report, finder, Surroundings(report, about)

    def __call__(self, claim: Claim) -> Coverage:
        """The verdict on a sentence: covered, or the nearest place and what differs there."""
        said = " ".join(REFERENCE.sub(" ", _AUTHOR.sub("", claim.text)).replace("()", " ").split())
        best: _Held | None = None
        for held in self._held(said):
            if not held.problems:
                return Coverage("geparafraseerd en gedekt", held.stretches)
            if best is None or len(held.problems) < len(best.problems):
                best = held
        if best is None:
            return Coverage("niet gevonden")
        verdict, lead = ("gewijzigd", "Wijkt af") if best.typed else ("niet gevonden", "Dichtstbij, maar")
        return Coverage(verdict, best.stretches, (f"{lead}: {'; '.join(best.problems)}.",))  # type: ignore[arg-type]

    def _held(self, said: str) -> Iterator[_Held]:
        """The sentence held against the nearest place and all others with enough of its words to cover it."""
        nearest = True
        for statement in self._finder.cite(said, STATEMENTS):
            for place in statement.places[:_PLACES]:
                for stretches in self._sources(place.stretch, said):
                    sources = [self._report.by_id[s.unit].text[s.start : s.end] for s in stretches]
                    if nearest or not _too_little(said, sources):
                        yield self._hold(said, stretches, sources)
                    nearest = False

    def _sources(self, stretch: Stretch, said: str) -> Iterator[tuple[Stretch, ...]]:
        """The sentence alone, then with the ones around it; not so for "tot 2019", which is then easily turned round."""
        yield (stretch,)
        spans = [Stretch(stretch.unit, *span) for span in sentence_spans(self._report.by_id[stretch.unit].text)]
        if stretch in spans and len(spans) > 1 and not _BOUNDARY.search(said):
            at = spans.index(stretch)
            yield tuple(spans[max(0, at - 1) : at + 2])

    def _hold(self, said: str, stretches: tuple[Stretch, ...], sources: Sequence[str]) -> _Held:
        background = self._surroundings.of([Quote(s.unit, s.start, s.end) for s in stretches])
        verdict = verify(said, sources, background)
        problems = tuple(dict.fromkeys(problem.message for problem in verdict.problems))
        if not problems:
            return _Held(stretches, tuple(_doubts(said, sources)), not _too_little(said, sources))
        return _Held(stretches, problems, all(problem.kind in _TYPED for problem in verdict.problems))


def _doubts(said: str, sources: Sequence[str]) -> Iterator[str]:
    """What makes a sentence that passed doubtful: its words, countries and turns must be in the cited sentences."""
    if missing := _too_little(said, sources):
        yield f"in de zin zelf staat niet: {', '.join(missing)}"
    known = " ".join(sources).lower()
    others = [name for source in sources for name in _countries(source)]
    yield from (
        f"‘{name}’ staat niet in de zin zelf" for name in _countries(said) if others and name[:4].lower() not in known
    )
    if turned := _turned(said, min(sources, key=lambda text: len(_missing(said, [text])))):
        yield f"de zin zelf zegt ‘{turned}’"


def _countries(said: str) -> list[str]:
    """Countries other than the Netherlands, abbreviations left aside."""
    names = [word.text for word in words(said) if kinds.is_country(word.text) and len(word.text) > 3]
    return [name for name in names if not name.startswith("Nederland")]


def _turned(said: str, core: str) -> str:
    """The word by which the sentence most like ``said`` says the reverse; sentences around it may not undo that."""
    ours, theirs = ([word.text.lower() for word in words(text)] for text in (core, said))
    gone, come = (
        [w for w in words(core) if w.text.lower() not in theirs],
        [w for w in words(said) if w.text.lower() not in ours],
    )
    if turned := next(iter(kinds.turned(gone, come)), ""):
        return turned
    negated = next((word for word in ours if word in kinds.NEGATIONS), "")
    return negated if negated and not any(word in kinds.NEGATIONS | kinds.LIMITS for word in theirs) else ""


def _too_little(said: str, sources: Sequence[str]) -> list[str]:
    """The telling words of ``said`` that ``sources`` have in no form, when they are too many."""
    wanted, missing = _telling(said), _missing(said, sources)
    return missing if len(missing) > len(wanted) // _MISSING else []


def _telling(said: str) -> list[str]:
    """Words with content; countries, which headings may give as well, are looked at by themselves."""
    told = (word for word in tokens(said) if word not in STOP_WORDS and len(word) > 2)
    return [word for word in told if not kinds.is_country(word.capitalize())]


def _missing(said: str, sources: Sequence[str]) -> list[str]:
    known = {form for source in sources for word in tokens(source) for form in _forms(word)}
    return [word for word in _telling(said) if known.isdisjoint(_forms(word))]


def _forms(word: str) -> tuple[str, ...]:
    return (kinds.number_value(word),) if kinds.is_number(word) else stems(word)
