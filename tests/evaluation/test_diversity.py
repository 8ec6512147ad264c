"""ir_measures against our own definitions, and against values worked out by hand."""

from math import log2

import pytest
from evaluation_toys import FARMERS, HALF, LATE, SCHONER, THIRD, answered, asked, golden_of, refused, run_of
from hypothesis import given
from hypothesis import strategies as st

from iobqa.evaluation import measures
from iobqa.evaluation.diversity import Judged, judge, ranking_values
from iobqa.evaluation.responses import read_response
from iobqa.evaluation.scoring import folded_snippets, judged, passage_names
from iobqa.records import Report


def test_a_ranking_worked_out_by_hand() -> None:
    question = Judged("q", ((1, "a"), (2, "b"), (1, "c")), ("x", "a", "c"))
    values = ranking_values([question])["q"]
    assert values["StRecall@1"] == 0
    assert values["StRecall@5"] == 1 / 2
    assert values["RR@10"] == 1 / 2
    # Each further document about the same part counts half (alpha = 0.5); the ideal ranking is a, b, c.
    gained = 1 / log2(3) + 0.5 / log2(4)
    assert values["alpha_nDCG@10"] == pytest.approx(gained / (1 + 1 / log2(3) + 0.5 / log2(4)))


@pytest.mark.parametrize("ranking", [(), ("x",)])
def test_silence_scores_zero(ranking: tuple[str, ...], capfd: pytest.CaptureFixture[str]) -> None:
    values = ranking_values([Judged("q", ((1, "a"),), ranking), Judged("none", (), ())])
    assert set(values) == {"q", "none"}
    assert set(values["q"].values()) == set(values["none"].values()) == {0.0}
    assert capfd.readouterr() == ("", "")


IDS = ["2.1-bevinding1", "2.1-al1", "h3-al2", "samenvatting-hoofdconclusie-al1", "1.1-al1", "figuur-2.1-rij2"]
GROUPS = [(THIRD,), (FARMERS, HALF), (SCHONER,), (LATE,)]


@given(ranking=st.permutations(IDS), size=st.integers(0, 6), parts=st.sets(st.sampled_from(range(4)), min_size=1))
def test_our_subtopic_recall_is_that_of_ir_measures(
    mini_report: Report, ranking: list[str], size: int, parts: set[int]
) -> None:
    question = asked(evidence=tuple(GROUPS[part] for part in sorted(parts)))
    response = read_response(answered(mini_report, question, ranking[:size]))
    places = golden_of([question], mini_report).places[question.id]
    theirs = ranking_values([judged(question, places, response, mini_report)])[question.id]
    ranks = measures.group_ranks(folded_snippets(question), response.passages)
    for k in (1, 3, 5, 10):
        assert theirs[f"StRecall@{k}"] == pytest.approx(measures.subtopic_recall(ranks, k))
    assert theirs["RR@10"] == pytest.approx(max((1 / rank for rank in ranks if rank), default=0))


def test_places_that_no_passage_shows_are_part_of_the_ideal(mini_report: Report) -> None:
    question = asked(evidence=((SCHONER,),))
    run = run_of([question], [refused(mini_report, question, ["1.1-al1", "h3-al2"])])
    response = run.entries[0].response()
    assert response
    found = judge(
        "q",
        folded_snippets(question),
        golden_of([question], mini_report).places[question.id],
        response.passages,
        passage_names(response.passages),
        mini_report.carrier,
    )
    assert found.relevant == ((1, "h3-al2"), (1, "samenvatting-hoofdconclusie-al1"))
    assert found.ranking == ("1.1-al1", "h3-al2")
