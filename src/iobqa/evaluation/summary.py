"""Rows of scores taken together: every measure overall, by kind and by chapter, and refusals counted both ways."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from iobqa.evaluation.golden import KINDS
from iobqa.evaluation.intervals import Estimate, estimate
from iobqa.evaluation.measure_table import MEASURES
from iobqa.evaluation.scoring import Outcome, Score
from iobqa.evaluation.wording import kind_label

Estimates = Mapping[str, Estimate]
"""Measure to figure; a measure that no question counts for is not there."""

OUTCOMES: tuple[Outcome, ...] = ("right", "partial", "wrong", "refused", "error")


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that have something in common, and their figures."""

    name: str
    """Dutch, for tables and charts."""
    n: int
    estimates: Estimates
    outcomes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Refusal:
    """How often one reason was given, on questions that the report does and does not answer."""

    reason: str
    answerable: int
    unanswerable: int


def overall(rows: Sequence[Score]) -> Group:
    """All questions together."""
    return _group("alle vragen", rows)


def by_kind(rows: Sequence[Score]) -> list[Group]:
    """A group for every kind of question that occurs."""
    return _groups(rows, lambda row: (kind_label(row.kind),), [kind_label(kind) for kind in KINDS])


def by_chapter(rows: Sequence[Score]) -> list[Group]:
    """A group for every chapter with evidence; a question with evidence in two chapters counts in both."""
    names = {name: None for row in rows for name in row.chapters}
    return _groups(rows, lambda row: row.chapters, sorted(names, key=lambda name: (name[:1].isdigit(), name)))


def by_unanswerable_class(rows: Sequence[Score]) -> list[Group]:
    """A group for every class of unanswerable questions, such as near misses and false premises."""
    names = sorted({row.unanswerable_class for row in rows if row.unanswerable_class})
    return _groups(rows, lambda row: (row.unanswerable_class or "",), names)


def refusals(rows: Iterable[Score]) -> list[Refusal]:
    """Every reason for refusing that was given, most frequent first."""
    counts = Counter((row.reason or "(geen reden)", row.answerable) for row in rows if row.outcome == "refused")
    reasons = {reason for reason, _ in counts}
    found = [Refusal(reason, counts[reason, True], counts[reason, False]) for reason in reasons]
    return sorted(found, key=lambda r: (-r.answerable - r.unanswerable, r.reason))


def answer_length(rows: Iterable[Score]) -> dict[str, float]:
    """Words of the answers given: median, 90th percentile and longest. Empty when nothing was answered."""
    return percentiles([row.words for row in rows if row.outcome in ("right", "partial", "wrong")])


def percentiles(values: Sequence[float]) -> dict[str, float]:
    """Median, 90th, 95th and 99th percentile and the largest value, by linear interpolation; empty for no values."""
    if not values:
        return {}
    return {f"p{q}": float(np.percentile(values, q)) for q in (50, 90, 95, 99)} | {"max": float(max(values))}


def estimates(rows: Sequence[Score]) -> dict[str, Estimate]:
    """Every measure with its interval over the questions it counts for."""
    found = {}
    for measure in MEASURES:
        values = [row.values[measure.name] for row in rows if measure.name in row.values]
        if values:
            found[measure.name] = estimate(values, measure.rate)
    return found


def _groups(rows: Sequence[Score], names_of: Callable[[Score], Sequence[str]], order: Sequence[str]) -> list[Group]:
    members = {name: [row for row in rows if name in names_of(row)] for name in order}
    return [_group(name, found) for name, found in members.items() if found]


def _group(name: str, rows: Sequence[Score]) -> Group:
    counts = Counter(row.outcome for row in rows)
    return Group(name, len(rows), estimates(rows), {outcome: counts[outcome] for outcome in OUTCOMES})
