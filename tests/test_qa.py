"""The one door: what is checked before a question is asked, and that all ways in agree."""

from dataclasses import replace

import pytest

from iobqa.errors import QuestionError
from iobqa.qa import ReportQA
from iobqa.search.retriever import LONGEST_LIST
from iobqa.settings import Settings
from mini_qa import mini_index, mini_qa

QUESTION = "Hoeveel boeren deden mee in Natteveld?"


@pytest.mark.parametrize("question", ["", "   ", "\t\n", "\x00\x1b\x07", "\u200b", " \x7f "])
def test_a_question_without_a_readable_character_is_empty(question: str) -> None:
    with pytest.raises(QuestionError, match="De vraag is leeg"):
        mini_qa().ask(question)


@pytest.mark.parametrize("k", [-1, 0, LONGEST_LIST + 1, 10_000])
def test_k_has_bounds(k: int) -> None:
    for ask in (mini_qa().ask, mini_qa().search):
        with pytest.raises(QuestionError, match=f"tussen 1 en {LONGEST_LIST} liggen, niet {k}"):
            ask(QUESTION, k)


@pytest.mark.parametrize(("length", "fits"), [(50, True), (51, False), (10_000, False)])
def test_a_question_has_a_longest_length(length: int, fits: bool) -> None:
    qa = ReportQA(mini_index(), Settings(longest_question=50))
    question = "a" * length
    if fits:
        assert qa.ask(question).question == question
    else:
        with pytest.raises(QuestionError, match=f"te lang: {length} tekens, hoogstens 50"):
            qa.ask(question)


@pytest.mark.parametrize(
    "typed", [f"  {QUESTION} ", QUESTION.replace(" ", "\n"), QUESTION.replace(" ", " \x00\t "), f"\x1b{QUESTION}\x07"]
)
def test_control_characters_and_blanks_make_no_difference(typed: str) -> None:
    assert mini_qa().ask(typed) == mini_qa().ask(QUESTION)


def test_all_ways_in_see_the_same_ranking() -> None:
    qa = mini_qa()
    hits = qa.search(QUESTION, 5)
    assert tuple(replace(hit, nearest="") for hit in qa.ask(QUESTION, 5).passages) == hits
    assert [hit.passage.number for hit in hits] == list(qa.explain(QUESTION).order[:5])
    assert qa.consider(QUESTION).search.order == qa.explain(QUESTION).order


def test_every_way_in_checks_the_question() -> None:
    qa = mini_qa()
    for way in (qa.ask, qa.search, qa.explain, qa.consider, qa.why):
        with pytest.raises(QuestionError):
            way(" ")


def test_an_answer_says_which_index_it_came_from() -> None:
    qa = mini_qa()
    assert qa.ask(QUESTION).index == qa.fingerprint == mini_index().fingerprint


def test_more_passages_than_there_are_gives_all() -> None:
    assert len(mini_qa().search(QUESTION, LONGEST_LIST)) == len(mini_index().passages)


def test_within_a_part_only_its_passages_are_shown_and_quoted() -> None:
    qa = mini_qa().within(lambda unit: unit.role == "box")
    hits = qa.search("Waar hing de uitkomst van de strip?")
    assert {unit for hit in hits for unit in hit.passage.ids} == {
        "box-2.a-2.1",
        "box-2.a-2.1-al1",
        "box-2.a-2.1-al2",
        "box-2.a-2.1-bron",
    }
    assert all(c.id.startswith("box-2.a") for c in qa.ask("De uitkomst hing in het dorpshuis?").citations)


def test_without_a_restriction_nothing_changes() -> None:
    qa = mini_qa()
    assert qa.within(None) is qa


def test_the_report_and_what_is_known_about_it_are_at_hand() -> None:
    qa = mini_qa()
    assert qa.report.title == "Heldere sloot"
    assert qa.about["publisher"] == "Waterschap Drasland"
