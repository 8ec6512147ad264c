"""Two versions on the same questions."""

from dataclasses import replace
from typing import Any

import pytest
from evaluation_toys import FARMERS, SCHONER, THIRD, answered, asked, refused, sheet_of

from iobqa.errors import GoldenError
from iobqa.evaluation.comparison import Comparison, Move, compare
from iobqa.evaluation.gate_report import flip_line
from iobqa.records import Report

QUESTIONS = [
    asked("a"),
    asked("b", evidence=((SCHONER,), (FARMERS,)), facts=(("niet overal",), ("14",))),
    asked("u", evidence=()),
]
GOOD_B = ["2.1-al1", "h3-al2"]


def old(report: Report) -> list[dict[str, Any] | str]:
    """All three served."""
    a, b, u = QUESTIONS
    return [
        answered(report, a, ["1.1-al1", "2.1-bevinding1"], ["2.1-bevinding1"]),
        answered(report, b, GOOD_B, GOOD_B),
        refused(report, u),
    ]


def compared(report: Report, *changes: tuple[int, dict[str, Any] | str]) -> Comparison:
    new = old(report)
    for place, payload in changes:
        new[place] = payload
    return compare(sheet_of(QUESTIONS, old(report), report), sheet_of(QUESTIONS, new, report))


def test_the_same_run_shows_nothing(mini_report: Report) -> None:
    found = compared(mini_report)
    assert (found.n, found.flips, found.shifts, found.moved) == (3, (), (), ())
    assert {difference.paired.difference.value for difference in found.differences} == {0.0}
    assert not any(difference.loss or difference.gain for difference in found.differences)


def test_a_lost_question_names_the_paragraph_and_its_ranks(mini_report: Report) -> None:
    (flip,) = compared(mini_report, (0, refused(mini_report, QUESTIONS[0], ["1.1-al1"]))).flips
    assert (flip.id, flip.old, flip.new, flip.lost) == ("a", "right", "refused", True)
    assert flip.moves == (Move(1, "2.1-bevinding1", "§ 2.1, bevinding 1", 2, None),)
    assert flip_line(flip) == (
        "a: goed → geweigerd (not_stated); § 2.1, bevinding 1: rang 2 → -; citeert niet meer § 2.1, bevinding 1"
    )


def test_evidence_found_in_another_place_names_both(mini_report: Report) -> None:
    other = ["samenvatting-hoofdconclusie-al1", "1.1-al1"]
    (flip,) = compared(mini_report, (1, answered(mini_report, QUESTIONS[1], other, other[1:]))).flips
    assert [(m.group, m.id, m.old_rank, m.new_rank) for m in flip.moves] == [
        (1, "h3-al2", 2, None),
        (1, "samenvatting-hoofdconclusie-al1", None, 1),
        (2, "2.1-al1", 1, None),
    ]


def test_an_unanswerable_question_that_is_answered_is_lost(mini_report: Report) -> None:
    (flip,) = compared(mini_report, (2, answered(mini_report, QUESTIONS[2], cited=["1.1-al1"]))).flips
    assert flip.lost
    assert flip_line(flip) == "u: geweigerd → fout; citeert nu § 1.1, al. 1"


def test_lost_questions_come_before_won_ones(mini_report: Report) -> None:
    worse = [refused(mini_report, QUESTIONS[0]), *old(mini_report)[1:]]
    better = [*old(mini_report)[:2], answered(mini_report, QUESTIONS[2])]
    found = compare(sheet_of(QUESTIONS, worse, mini_report), sheet_of(QUESTIONS, better, mini_report))
    assert [(flip.id, flip.lost) for flip in found.flips] == [("u", True), ("a", False)]


def test_a_change_that_turns_nothing_is_shown_apart(mini_report: Report) -> None:
    before = [refused(mini_report, QUESTIONS[0], GOOD_B), *old(mini_report)[1:]]
    after = [answered(mini_report, QUESTIONS[0], GOOD_B, ["1.1-al1"]), *old(mini_report)[1:]]
    found = compare(sheet_of(QUESTIONS, before, mini_report), sheet_of(QUESTIONS, after, mini_report))
    assert found.flips == ()
    assert [(shift.id, shift.old, shift.new, shift.lost) for shift in found.shifts] == [("a", "refused", "wrong", True)]


def test_an_error_is_a_loss_on_every_measure(mini_report: Report) -> None:
    found = compared(mini_report, (0, "stuk"), (1, "stuk"))
    values = {d.measure.name: d.paired.difference.value for d in found.differences}
    assert values["right_answer"] == values["StRecall@5"] == -1
    assert values["error"] == pytest.approx(2 / 3)


def test_a_measure_that_falls_within_a_kind(mini_report: Report) -> None:
    questions = [asked(f"q{n}", kind="typo" if n < 8 else "fact") for n in range(40)]
    good = [answered(mini_report, q, ["2.1-bevinding1"], ["2.1-bevinding1"]) for q in questions]
    bad = [refused(mini_report, q) if q.kind == "typo" else p for q, p in zip(questions, good, strict=True)]
    found = compare(sheet_of(questions, good, mini_report), sheet_of(questions, bad, mini_report))
    falls = {(kind, difference.measure.name) for kind, difference in found.by_kind if difference.loss}
    assert falls == {("typo", "StRecall@5"), ("typo", "right_answer")}
    assert {d.measure.name for d in found.differences if d.loss} >= {"StRecall@5", "right_answer", "fact_recall"}


def test_evidence_at_another_address_is_seen(mini_report: Report) -> None:
    before = sheet_of(QUESTIONS, old(mini_report), mini_report)
    rows = [replace(row, gold=(("2.1-bevinding9",),)) if row.id == "a" else row for row in before.rows]
    (moved,) = compare(replace(before, rows=tuple(rows)), before).moved
    assert (moved.id, moved.gone, moved.came) == ("a", ("2.1-bevinding9",), ("2.1-bevinding1",))


@pytest.mark.parametrize(
    ("change", "message"),
    [({"corpus": "f" * 64}, "verschillende rapporten"), ({"golden": "f" * 64}, "verschillende toetsvragen")],
)
def test_what_cannot_be_compared(mini_report: Report, change: dict[str, Any], message: str) -> None:
    sheet = sheet_of(QUESTIONS, old(mini_report), mini_report)
    with pytest.raises(GoldenError, match=message):
        compare(replace(sheet, **change), sheet)


def test_order_does_not_matter(mini_report: Report) -> None:
    sheet = sheet_of(QUESTIONS, old(mini_report), mini_report)
    turned = replace(sheet, rows=tuple(reversed(sheet.rows)))
    assert compare(sheet, turned).flips == ()
    assert THIRD in QUESTIONS[0].evidence[0]
