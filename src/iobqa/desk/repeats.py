"""What the report says more than once, and where it then says something else: another number, year or strength."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from iobqa.desk.difference import Difference, differences
from iobqa.desk.kinds import Kind
from iobqa.desk.words import words
from iobqa.records import Report
from iobqa.search.repeats import Pair, repeats_of

TELLING: frozenset[Kind] = frozenset({"bedrag", "jaar", "getal", "land", "ontkenning", "voorbehoud", "richting", "sterkte"})
"""Kinds of difference between two places that a reader wants to know of."""
FIGURES: frozenset[Kind] = frozenset({"bedrag", "jaar", "getal"})
_LIKE = 0.8  # from here on every change of strength tells; below it sentences are worded too differently


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two places of one statement, in reading order, and how the second differs from the first."""

    pair: Pair
    differences: tuple[Difference, ...]

    @property
    def telling(self) -> tuple[Difference, ...]:
        """The differences in number, year, country, direction or strength that are worth a look."""
        wanted = TELLING if self.pair.alike >= _LIKE else FIGURES
        return tuple(d for d in self.differences if d.kind in wanted and (d.kind not in FIGURES or self._changed(d)))

    def _changed(self, difference: Difference) -> bool:
        """Whether a number was changed, not merely added to a longer sentence."""
        return self.pair.alike >= _LIKE or bool(difference.report and difference.quoted)


def repeats(report: Report, allowed: Callable[[str], bool] = lambda unit: True) -> Iterator[Repeat]:
    """Every repeated statement with a place in an allowed unit, in reading order."""
    for pair in repeats_of(report).pairs:
        if allowed(pair.first.unit) or allowed(pair.second.unit):
            yield Repeat(pair, _told(pair))


def _told(pair: Pair) -> tuple[Difference, ...]:
    return differences(words(pair.first.text, marker=True), words(pair.second.text, marker=True))


def also_in(report: Report, unit: str) -> tuple[str, ...]:
    """Ids of the other units that say something that ``unit`` says ("staat ook in"), in reading order."""
    found = set(repeats_of(report).also_in(unit))
    return tuple(other.id for other in report.paragraphs if other.id in found)
