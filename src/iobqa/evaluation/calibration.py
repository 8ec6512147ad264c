"""Whether ``confidence`` means what it says, and what refusing more would buy. Over the questions answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from iobqa.evaluation.intervals import wilson
from iobqa.evaluation.scoring import Score

_BINS = 5


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers with a confidence from ``low`` to ``high``, and how many of them were right."""

    low: float
    high: float
    n: int
    confidence: float
    """Mean confidence."""
    right: float
    """Share right, with its 95% interval."""
    right_low: float
    right_high: float


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """What happens when only answers of at least this confidence are given."""

    threshold: float
    coverage: float
    """Share of all questions that get an answer."""
    risk: float
    """Share of those answers that are not right."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Quality of the confidences of a run."""

    n: int
    """Answers given."""
    brier: float | None
    """Mean squared difference of confidence and being right (Brier 1950); 0 is perfect. None without answers."""
    brier_constant: float | None
    """The same for always naming the average: what the confidences must beat."""
    auroc: float | None
    """Chance that a right answer has more confidence than another; None when all are right or none is."""
    bins: tuple[Bin, ...]
    risk_coverage: tuple[RiskPoint, ...]
    """From the most confident answers to all answers (El-Yaniv and Wiener, JMLR 2010)."""


def calibration(rows: Sequence[Score]) -> Calibration:
    """Of all rows of a run. An answer to an unanswerable question is not right."""
    given = [row for row in rows if row.outcome in ("right", "partial", "wrong")]
    right = [row.outcome == "right" for row in given]
    confidence = [row.confidence for row in given]
    mean = sum(right) / len(right) if right else 0.0
    return Calibration(
        n=len(given),
        brier=_brier(right, confidence),
        brier_constant=mean * (1 - mean) if right else None,
        auroc=_auroc(right, confidence),
        bins=tuple(_bins(given)),
        risk_coverage=tuple(risk_coverage(given, len(rows))),
    )


def risk_coverage(given: Iterable[Score], questions: int) -> list[RiskPoint]:
    """A point for every confidence that occurs, highest first."""
    points, answered, wrong = [], 0, 0
    ordered = sorted(given, key=lambda row: -row.confidence)
    for threshold, rows in groupby(ordered, key=lambda row: row.confidence):
        outcomes = [row.outcome for row in rows]
        answered += len(outcomes)
        wrong += sum(outcome != "right" for outcome in outcomes)
        points.append(RiskPoint(threshold, answered / questions, wrong / answered))
    return points


def coverage_at(points: Iterable[RiskPoint], precision: float) -> float:
    """Largest share of questions that can be answered with at least this share of right answers."""
    return max((point.coverage for point in points if 1 - point.risk >= precision), default=0.0)


def _brier(right: Sequence[bool], confidence: Sequence[float]) -> float | None:
    from sklearn.metrics import brier_score_loss

    return float(brier_score_loss(right, confidence, pos_label=True)) if right else None


def _auroc(right: Sequence[bool], confidence: Sequence[float]) -> float | None:
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(right, confidence)) if len(set(right)) == 2 else None


def _bins(given: Sequence[Score]) -> Iterable[Bin]:
    for number in range(_BINS):
        rows = [row for row in given if min(int(row.confidence * _BINS), _BINS - 1) == number]
        if rows:
            right = sum(row.outcome == "right" for row in rows) / len(rows)
            confidence = sum(row.confidence for row in rows) / len(rows)
            yield Bin(number / _BINS, (number + 1) / _BINS, len(rows), confidence, right, *wilson(right, len(rows)))
