"""Confidence against outcome."""

import pytest
from evaluation_toys import THIRD, answered, asked, refused, sheet_of

from iobqa.evaluation.calibration import RiskPoint, calibration, coverage_at, risk_coverage
from iobqa.evaluation.intervals import wilson
from iobqa.evaluation.scoring import Score
from iobqa.records import Report


def rows(report: Report, *answers: tuple[float, bool]) -> list[Score]:
    """Rows of answers with a confidence and whether they are right; and one refusal, which has no say here."""
    questions = [asked(f"q{n}", evidence=((THIRD,),)) for n in range(len(answers) + 1)]
    payloads = [
        answered(report, q, cited=["2.1-bevinding1" if right else "1.1-al1"], confidence=confidence)
        for q, (confidence, right) in zip(questions, answers, strict=False)
    ]
    return list(sheet_of(questions, [*payloads, refused(report, questions[-1])], report).rows)


def test_figures_worked_out_by_hand(mini_report: Report) -> None:
    found = calibration(rows(mini_report, (0.9, True), (0.7, False), (0.7, True), (0.1, False)))
    assert found.n == 4
    assert found.brier == pytest.approx((0.1**2 + 0.7**2 + 0.3**2 + 0.1**2) / 4)
    assert found.brier_constant == 0.25
    assert found.auroc == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert [(b.low, b.n, b.right) for b in found.bins] == [(0.0, 1, 0.0), (0.6, 2, 0.5), (0.8, 1, 1.0)]
    assert (found.bins[1].right_low, found.bins[1].right_high) == wilson(0.5, 2)


def test_risk_coverage_counts_every_question_and_takes_ties_together(mini_report: Report) -> None:
    found = rows(mini_report, (0.9, True), (0.7, False), (0.7, True), (0.1, False))
    points = risk_coverage([row for row in found if row.outcome != "refused"], len(found))
    assert points == [RiskPoint(0.9, 1 / 5, 0.0), RiskPoint(0.7, 3 / 5, 1 / 3), RiskPoint(0.1, 4 / 5, 2 / 4)]
    assert coverage_at(points, 0.9) == 1 / 5
    assert coverage_at(points, 0.6) == 3 / 5
    assert coverage_at([], 0.6) == 0


def test_without_answers_there_is_nothing_to_say(mini_report: Report) -> None:
    found = calibration(rows(mini_report))
    assert (found.n, found.brier, found.auroc, found.bins, found.risk_coverage) == (0, None, None, (), ())


def test_auroc_needs_both_outcomes(mini_report: Report) -> None:
    assert calibration(rows(mini_report, (0.9, True), (1.0, True))).auroc is None
