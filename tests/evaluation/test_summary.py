"""Rows taken together."""

from typing import Any

import pytest
from evaluation_toys import FARMERS, SCHONER, answered, asked, refused, sheet_of

from iobqa.evaluation.scoring import ScoreSheet
from iobqa.evaluation.summary import (
    Refusal,
    answer_length,
    by_chapter,
    by_kind,
    by_unanswerable_class,
    overall,
    percentiles,
    refusals,
)
from iobqa.records import Report


@pytest.fixture
def sheet(mini_report: Report) -> ScoreSheet:
    """A right answer, a wrong one, an error, and three unanswerable ones of which one is answered."""
    questions = [
        asked("a"),
        asked("b", kind="staff", evidence=((SCHONER,), (FARMERS,))),
        asked("c", kind="staff"),
        asked("u", evidence=(), note="near_miss: x"),
        asked("v", evidence=(), note="off_topic: x"),
        asked("w", evidence=(), note="off_topic: x"),
    ]
    payloads: list[dict[str, Any] | str] = [
        answered(mini_report, questions[0], ["2.1-bevinding1"], ["2.1-bevinding1"]),
        answered(mini_report, questions[1], ["1.1-al1"], ["1.1-al1"]),
        "stuk",
        refused(mini_report, questions[3]),
        refused(mini_report, questions[4], reason="off_topic"),
        answered(mini_report, questions[5], cited=["1.1-al1"]),
    ]
    return sheet_of(questions, payloads, mini_report)


def test_every_question_counts_in_its_scope(sheet: ScoreSheet) -> None:
    found = overall(sheet.rows)
    assert found.n == 6
    assert {name: (e.value, e.n) for name, e in found.estimates.items() if e.n != 3} == {
        "wrong_answer": (2 / 6, 6),
        "error": (1 / 6, 6),
    }
    assert found.estimates["right_answer"].value == pytest.approx(1 / 3)
    assert found.estimates["refused"].value == pytest.approx(2 / 3)
    assert found.outcomes == {"right": 1, "partial": 0, "wrong": 2, "refused": 2, "error": 1}


def test_groups(sheet: ScoreSheet) -> None:
    assert [(g.name, g.n) for g in by_kind(sheet.rows)] == [("medewerker", 2), ("feit", 1), ("onbeantwoordbaar", 3)]
    assert [(g.name, g.n) for g in by_chapter(sheet.rows)] == [
        ("SAMENVATTING", 1),
        ("2. Uitvoering en resultaten", 3),
        ("3. Conclusies en aanbevelingen", 1),
    ]
    classes = {g.name: g.estimates["refused"].value for g in by_unanswerable_class(sheet.rows)}
    assert classes == {"near_miss": 1.0, "off_topic": 0.5}


def test_refusals_are_counted_both_ways(sheet: ScoreSheet, mini_report: Report) -> None:
    wrongly = sheet_of([asked()], [refused(mini_report, asked())], mini_report)
    assert refusals([*sheet.rows, *wrongly.rows]) == [Refusal("not_stated", 1, 1), Refusal("off_topic", 0, 1)]


def test_lengths_are_of_answers_given(sheet: ScoreSheet) -> None:
    longest = max(row.words for row in sheet.rows)
    assert answer_length(sheet.rows)["max"] == longest > 0
    assert answer_length([row for row in sheet.rows if row.outcome == "refused"]) == {}


def test_percentiles() -> None:
    assert percentiles([]) == {}
    assert percentiles([float(value) for value in range(101)]) == {
        "p50": 50,
        "p90": 90,
        "p95": 95,
        "p99": 99,
        "max": 100,
    }
