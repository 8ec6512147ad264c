"""Whether the report says, in other words, what a sentence says that it says (by ``answer.verification``)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iobqa.answer.verification import Background, verify
from iobqa.desk import kinds
from iobqa.desk.check import Coverage
from iobqa.desk.cite import Finder
from iobqa.desk.claims import REFERENCE, Claim
from iobqa.desk.concordance import Stretch
from iobqa.desk.words import words
from iobqa.records import Paragraph, Report
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
_AUTHOR = re.compile(
    r"^\s*(?:[-*•]\s+)?(?:(?:ook|zo|daarnaast|verder|bovendien) )?(?:uit (?:het rapport|de evaluatie|het onderzoek) "
    r"(?:blijkt|komt naar voren) dat|(?:IOB|(?:de|het) (?:inspectie|(?:IOB-)?evaluatie|(?:IOB-)?rapport|onderzoek)) "
    r"(?:\w+ )?"
    r"(?:laat zien|toont aan|concludeert|constateert|meldt|stelt|schrijft|vindt|adviseert|beveelt aan|raadt "
    r"aan)(?:,? (?:dat|om))?)"
    r"[,:]?\s*",
    re.IGNORECASE,
)
_OWN_WORDS = 0.7
"""Share of a sentence's telling words that the cited sentences must have themselves, headings left aside."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A sentence held against some of the report's."""

    stretches: tuple[Stretch, ...]
    problems: tuple[str, ...]
    typed: bool
    """Whether nothing but numbers, names, negations and the like differs."""


class Covering:
    """Holds sentences against one report."""

    def __init__(self, report: Report, finder: Finder, author: str, period: tuple[int, int] | None) -> None:
        self._report, self._finder, self._author, self._period = report, finder, author, period

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
                for stretches in self._sources(place.stretch):
                    sources = [self._report.by_id[s.unit].text[s.start : s.end] for s in stretches]
                    if nearest or _shared(said, sources) >= _OWN_WORDS:
                        yield self._hold(said, place.unit, stretches, sources)
                    nearest = False

    def _sources(self, stretch: Stretch) -> Iterator[tuple[Stretch, ...]]:
        """The sentence alone, then with the ones around it."""
        yield (stretch,)
        spans = [Stretch(stretch.unit, *span) for span in sentence_spans(self._report.by_id[stretch.unit].text)]
        if stretch in spans and len(spans) > 1:
            at = spans.index(stretch)
            yield tuple(spans[max(0, at - 1) : at + 2])

    def _hold(self, said: str, unit: Paragraph, stretches: tuple[Stretch, ...], sources: Sequence[str]) -> _Held:
        lead = [self._report.by_id[unit.lead_in].text] if unit.lead_in else []
        background = Background(
            context=[*unit.section, *lead],
            period=self._period,
            author=self._author,
            advice=unit.role == "aanbeveling",
        )
        verdict = verify(said, sources, background)
        problems = tuple(dict.fromkeys(problem.message for problem in verdict.problems))
        if not problems:
            return _Held(stretches, tuple(_doubts(said, sources)), _shared(said, sources) >= _OWN_WORDS)
        return _Held(stretches, problems, all(problem.kind in _TYPED for problem in verdict.problems))


def _doubts(said: str, sources: Sequence[str]) -> Iterator[str]:
    """What makes a sentence that passed doubtful: its words, countries and turns must be in the cited sentences."""
    if _shared(said, sources) < _OWN_WORDS:
        yield "te weinig van de woorden staan in de zin zelf"
    known = " ".join(sources).lower()
    others = [name for source in sources for name in _countries(source)]
    yield from (
        f"‘{name}’ staat niet in de zin zelf" for name in _countries(said) if others and name[:4].lower() not in known
    )
    if turned := _turned(said, max(sources, key=lambda text: _shared(said, [text]))):
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


def _shared(said: str, sources: Sequence[str]) -> float:
    """Share of the telling words of ``said`` that ``sources`` have in any form."""
    wanted = [word for word in tokens(said) if word not in STOP_WORDS and len(word) > 2]
    known = {form for source in sources for word in tokens(source) for form in _forms(word)}
    return sum(not known.isdisjoint(_forms(word)) for word in wanted) / max(1, len(wanted))


def _forms(word: str) -> tuple[str, ...]:
    return (kinds.number_value(word),) if kinds.is_number(word) else stems(word)
