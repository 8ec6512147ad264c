"""Repeats of one run: a language model answers otherwise from time to time, so a single run is one draw.

The gate does not look at this: it guards the answer in the report's own words, which is the same every time.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from iobqa.errors import GoldenError
from iobqa.evaluation.comparison import check_comparable
from iobqa.evaluation.measure_table import MEASURES, Measure
from iobqa.evaluation.scoring import Outcome, ScoreSheet


@dataclass(frozen=True, slots=True)
class Spread:
    """One measure over the repeats."""

    measure: Measure
    values: tuple[float, ...]
    """The mean over the questions, a repeat each."""

    @property
    def mean(self) -> float:
        return statistics.fmean(self.values)

    @property
    def deviation(self) -> float:
        """Standard deviation between repeats (n - 1)."""
        return statistics.stdev(self.values)


@dataclass(frozen=True, slots=True)
class Wavering:
    """A question that did not come out the same in every repeat."""

    id: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Repeats:
    """What can be said of a version only when it is asked more than once."""

    questions: int
    spreads: tuple[Spread, ...]
    wavering: tuple[Wavering, ...]


def repeats(sheets: Sequence[ScoreSheet]) -> Repeats:
    """Mean and spread over two or more score sheets of the same questions and index. Raises GoldenError on others."""
    for sheet in sheets[1:]:
        check_comparable(sheets[0], sheet)
        if sheet.index != sheets[0].index:
            raise GoldenError(
                f"Dit zijn geen herhalingen: index {sheets[0].index} en {sheet.index}. Vergelijk ze met `iobqa eval compare`."
            )
    return Repeats(len(sheets[0].rows), tuple(_spreads(sheets)), tuple(_wavering(sheets)))


def _spreads(sheets: Sequence[ScoreSheet]) -> list[Spread]:
    found = []
    for measure in MEASURES:
        each = [[row.values[measure.name] for row in sheet.rows if measure.name in row.values] for sheet in sheets]
        if all(each):
            found.append(Spread(measure, tuple(map(statistics.fmean, each))))
    return found


def _wavering(sheets: Sequence[ScoreSheet]) -> list[Wavering]:
    outcomes: dict[str, list[Outcome]] = {}
    for sheet in sheets:
        for row in sheet.rows:
            outcomes.setdefault(row.id, []).append(row.outcome)
    return [Wavering(id, tuple(seen)) for id, seen in sorted(outcomes.items()) if len(set(seen)) > 1]
