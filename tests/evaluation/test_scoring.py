"""A run to rows: every outcome, every scope, and what is refused."""

from dataclasses import replace
from typing import Any

import pytest
from evaluation_toys import (
    CORPUS,
    FARMERS,
    HALF,
    LATE,
    SCHONER,
    THIRD,
    answered,
    asked,
    golden_of,
    refused,
    run_of,
    sheet_of,
)

from iobqa.errors import GoldenError
from iobqa.evaluation.golden import GoldenQuestion
from iobqa.evaluation.scoring import Score, score_run
from iobqa.records import Report

TWO_PARTS = asked(evidence=((THIRD,), (FARMERS,)), facts=(("derde",), ("14",)))


def row_of(report: Report, payload: dict[str, Any] | str, question: GoldenQuestion = TWO_PARTS) -> Score:
    (row,) = sheet_of([question], [payload], report).rows
    return row


def test_a_right_answer(mini_report: Report) -> None:
    ids = ["2.1-bevinding1", "2.1-al1"]
    row = row_of(mini_report, answered(mini_report, TWO_PARTS, ["1.1-al1", *ids], ids))
    assert (row.outcome, row.good, row.broken) == ("right", True, 0)
    assert row.values == {
        "StRecall@1": 0.0,
        "StRecall@3": 1.0,
        "StRecall@5": 1.0,
        "StRecall@10": 1.0,
        "RR@10": 1 / 2,
        "alpha_nDCG@10": pytest.approx((1 / 1.58496 + 1 / 2) / (1 + 1 / 1.58496), abs=1e-4),
        "answered": 1.0,
        "citation_precision": 1.0,
        "citation_recall": 1.0,
        "fact_recall": 1.0,
        "right_answer": 1.0,
        "wrong_answer": 0.0,
        "error": 0.0,
    }
    assert [[find.rank for find in group] for group in row.found] == [[2], [3]]
    assert row.chapters == ("2. Uitvoering en resultaten",)


@pytest.mark.parametrize(
    ("cited", "outcome", "precision", "recall", "facts"),
    [
        (["2.1-bevinding1"], "partial", 1.0, 1 / 2, 1 / 2),
        (["2.1-bevinding1", "1.1-al1"], "partial", 1 / 2, 1 / 2, 1 / 2),
        (["1.1-al1"], "wrong", 0.0, 0.0, 0.0),
        ([], "wrong", 0.0, 0.0, 0.0),
    ],
)
def test_lesser_answers(
    mini_report: Report, cited: list[str], outcome: str, precision: float, recall: float, facts: float
) -> None:
    row = row_of(mini_report, answered(mini_report, TWO_PARTS, cited=cited))
    assert (row.outcome, row.good) == (outcome, False)
    assert row.values["citation_precision"] == precision
    assert row.values["citation_recall"] == recall
    assert row.values["fact_recall"] == facts


def test_a_right_answer_without_a_place_to_cite_is_wrong(mini_report: Report) -> None:
    payload = answered(mini_report, TWO_PARTS, cited=["1.1-al1"], text="Met een derde, bij 14 boeren. [1]")
    assert row_of(mini_report, payload).outcome == "wrong"


def test_a_refusal_keeps_its_passages_and_states_nothing(mini_report: Report) -> None:
    payload = {**refused(mini_report, TWO_PARTS, ["2.1-al1"]), "answer": "Niet te vinden; wel iets over een derde."}
    row = row_of(mini_report, payload)
    assert (row.outcome, row.reason, row.words) == ("refused", "not_stated", 0)
    assert (row.values["StRecall@5"], row.values["fact_recall"], row.values["answered"]) == (1 / 2, 0.0, 0.0)


def test_an_error_counts_as_zero(mini_report: Report) -> None:
    row = row_of(mini_report, "HTTP 500: stuk")
    assert (row.outcome, row.error, row.good) == ("error", "HTTP 500: stuk", False)
    assert row.values == {**dict.fromkeys(row.values, 0.0), "error": 1.0}
    assert len(row.values) == 13


@pytest.mark.parametrize(("answers", "outcome", "good"), [(True, "wrong", False), (False, "refused", True)])
def test_an_unanswerable_question(mini_report: Report, answers: bool, outcome: str, good: bool) -> None:
    question = asked(evidence=())
    payload = answered(mini_report, question, cited=["1.1-al1"]) if answers else refused(mini_report, question)
    row = row_of(mini_report, payload, question)
    assert (row.outcome, row.good, row.unanswerable_class) == (outcome, good, "near_miss")
    assert row.values == {"refused": float(not answers), "wrong_answer": float(answers), "error": 0.0}


@pytest.mark.parametrize("cited", ["voetnoot-6", "figuur-2.1-rij2"])
def test_a_footnote_may_be_cited_itself_or_by_its_carrier(mini_report: Report, cited: str) -> None:
    question = asked(evidence=((LATE,),), facts=(("Zuigmeer",),))
    row = row_of(mini_report, answered(mini_report, question, [cited], [cited]), question)
    assert (row.outcome, row.values["StRecall@1"]) == ("right", 1.0)
    assert row.values["alpha_nDCG@10"] == 1.0


def test_one_place_of_several_is_enough(mini_report: Report) -> None:
    question = asked(evidence=((SCHONER, HALF),), facts=(("niet overal",),))
    row = row_of(mini_report, answered(mini_report, question, ["h3-al2"], ["h3-al2"]), question)
    assert row.good
    assert row.chapters == ("SAMENVATTING", "3. Conclusies en aanbevelingen")


@pytest.mark.parametrize(
    "change",
    [
        {"id": "1.1-al1"},
        {"id": "9.9-al9"},
        {"text": "Waar boeren zelf maten, daalde de mest met een kwart."},
        {"end": 5},
    ],
)
def test_a_citation_that_is_not_what_the_report_says_there_holds_nothing(
    mini_report: Report, change: dict[str, Any]
) -> None:
    payload = answered(mini_report, asked(), ["2.1-bevinding1"], ["2.1-bevinding1"])
    payload["citations"][0].update(change)
    row = row_of(mini_report, payload, asked())
    assert (row.broken, row.outcome, row.values["citation_precision"]) == (1, "wrong", 0.0)


def test_the_same_passage_ranked_twice_stays_two(mini_report: Report) -> None:
    row = row_of(mini_report, answered(mini_report, asked(), ["1.1-al1", "1.1-al1", "2.1-bevinding1"]), asked())
    assert row.values["RR@10"] == 1 / 3


def test_a_ranking_without_answers_is_scored_as_a_ranking(mini_report: Report) -> None:
    questions = [asked(), asked("u", evidence=())]
    run = run_of(questions, [refused(mini_report, q, ["2.1-bevinding1"]) for q in questions])
    run = replace(run, header=replace(run.header, answers=False))
    first, second = score_run(run, golden_of(questions, mini_report), mini_report, CORPUS).rows
    assert set(first.values) == {"StRecall@1", "StRecall@3", "StRecall@5", "StRecall@10", "RR@10", "alpha_nDCG@10"}
    assert second.values == {}


def test_a_run_of_other_questions_is_refused_with_all_of_them(mini_report: Report) -> None:
    run = run_of([asked("a"), asked("b")], ["x", "x"])
    golden = golden_of([asked("a", question="Anders?"), asked("b"), asked("c"), asked("d")], mini_report)
    with pytest.raises(GoldenError) as error:
        score_run(run, golden, mini_report, CORPUS)
    assert "niet gesteld in deze run: c, d" in str(error.value)
    assert "anders gesteld in deze run: a" in str(error.value)


def test_a_run_of_another_report_is_refused(mini_report: Report) -> None:
    run = run_of([asked()], [answered(mini_report, asked(), ["1.1-al1"])])
    with pytest.raises(GoldenError, match="ander rapport"):
        score_run(run, golden_of([asked()], mini_report), mini_report, "f" * 64)


def test_a_run_that_does_not_say_of_which_report_it_is_gives_itself_away(mini_report: Report) -> None:
    payload = answered(mini_report, asked(), ["1.1-al1"])
    payload["passages"][0]["text"] = "Iets heel anders."
    run = run_of([asked()], [payload])
    run = replace(run, header=replace(run.header, corpus=None))
    with pytest.raises(GoldenError, match=r"1 van de 1 getoonde passages staan hier niet in, zoals § 1\.1, al\. 1"):
        score_run(run, golden_of([asked()], mini_report), mini_report, CORPUS)
