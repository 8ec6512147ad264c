"""Whether the report says in other words what a sentence says that it says; the comparison itself is ``answer.verification``'s."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iobqa.answer.verification import Background, verify
from iobqa.desk.check import Coverage
from iobqa.desk.cite import Finder
from iobqa.desk.claims import REFERENCE, Claim
from iobqa.desk.concordance import Stretch
from iobqa.records import Paragraph, Report
from iobqa.report.sentences import sentence_spans

STATEMENTS = 4
"""Statements of the report that a sentence is held against."""
_PLACES = 2  # of one statement
_TYPED = frozenset(
    {"getal", "percentage", "bedrag", "jaar", "datum", "rangtelwoord", "naam", "land", "ontkenning", "voorbehoud", "richting", "hoeveelheid"}
)
_AUTHOR = re.compile(
    r"^\s*(?:[-*•]\s+)?(?:ook |zo |daarnaast |verder |bovendien )?(?:uit (?:het rapport|de evaluatie|het onderzoek) (?:blijkt|komt naar voren) dat|"
    r"(?:de|het) (?:inspectie|evaluatie|IOB-evaluatie|rapport|IOB-rapport|onderzoek) (?:\w+ )?(?:laat zien|toont aan|concludeert|constateert|meldt|"
    r"stelt|schrijft|vindt|adviseert)(?:,? dat)?)[,:]?\s*",
    re.IGNORECASE,
)


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
        for statement in self._finder.cite(said, STATEMENTS):
            for place in statement.places[:_PLACES]:
                for stretches in self._sources(place.stretch):
                    yield self._hold(said, place.unit, stretches)

    def _sources(self, stretch: Stretch) -> Iterator[tuple[Stretch, ...]]:
        """The sentence alone, then with the ones around it."""
        yield (stretch,)
        spans = [Stretch(stretch.unit, *span) for span in sentence_spans(self._report.by_id[stretch.unit].text)]
        if stretch in spans and len(spans) > 1:
            at = spans.index(stretch)
            yield tuple(spans[max(0, at - 1) : at + 2])

    def _hold(self, said: str, unit: Paragraph, stretches: Sequence[Stretch]) -> _Held:
        sources = [self._report.by_id[s.unit].text[s.start : s.end] for s in stretches]
        lead = [self._report.by_id[unit.lead_in].text] if unit.lead_in else []
        background = Background(
            context=[*unit.section, *lead, unit.text],
            period=self._period,
            author=self._author,
            advice=unit.role == "aanbeveling",
        )
        verdict = verify(said, sources, background)
        problems = tuple(dict.fromkeys(problem.message for problem in verdict.problems))
        return _Held(tuple(stretches), problems, all(problem.kind in _TYPED for problem in verdict.problems))
