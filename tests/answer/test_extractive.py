"""Question to answer: whatever is asked, every word comes from the report or is visibly ours."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iobqa.answer.abstention import Verdict
from iobqa.answer.citations import Quote, markers
from iobqa.answer.composition import Piece
from iobqa.answer.extractive import quoted, written
from iobqa.answer.refusal_texts import REFUSAL
from iobqa.qa import ReportQA
from iobqa.records import Answer, Citation
from mini_qa import NO, QUESTIONS, YES, candidates_of, judging, mini_index, mini_qa, rows_of

ENGLISH = "The report says (quoted in Dutch):"


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory) -> ReportQA:
    """Answers everything, whether it knows or not."""
    return mini_qa(judging(tmp_path_factory.mktemp("yes"), YES))


def assert_sound(answer: Answer) -> None:
    """What holds of every answer."""
    report = mini_index().report
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert markers(answer.answer) == numbers
    for citation in answer.citations:
        assert citation.text == report.by_id[citation.id].text
        assert citation.text[citation.start : citation.end] == citation.quote
        assert citation.quote.strip()
    assert answer.answered == (answer.reason is None)
    assert answer.answer.startswith(REFUSAL) != answer.answered
    assert 0 <= answer.confidence <= 1
    assert answer.passages or not answer.answered
    assert bool(answer.citations) or not answer.answered


def own_words(answer: Answer) -> str:
    """What is left of the text without the quotes and the places of repeats."""
    text = answer.answer
    for citation in answer.citations:
        text = _without(text, citation)
    return text.removeprefix(ENGLISH).strip()


def _without(text: str, citation: Citation) -> str:
    marker = f" [{citation.number}]"
    ways = [quoted(citation.quote) + marker, *(f"({o} {citation.ref}{marker})" for o in ("ook in", "also in"))]
    (way,) = [way for way in ways if way in text]
    return text.replace(way, "", 1)


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_sound_and_quote_the_report(answering: ReportQA, question: str) -> None:
    answer = answering.ask(question)
    assert_sound(answer)
    assert_sound(mini_qa().ask(question))
    if answer.answered:
        assert re.fullmatch(r"(?:Figuur [\d.]+ \([^()]*\):\s*)*", own_words(answer))
        assert len(answer.answer.split()) <= 150


WORDS = sorted({word for question in QUESTIONS for word in question.split()})


@settings(max_examples=60)
@given(st.one_of(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), st.text(max_size=60)))
def test_whatever_is_asked_the_answer_is_sound(question: str) -> None:
    if not "".join(c for c in question if c.isprintable()).strip():
        return
    qa = mini_qa()
    assert_sound(qa.ask(question))


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("In de polder Natteveld deden hoeveel van de boeren mee?", ["2.1-al1"]),
        ("De uitkomst hing in welk huis?", ["box-2.a-2.1-al2"]),
        ("De reeks van 2020 ontbreekt door welke boot?", ["voetnoot-4"]),
        ("Zuigmeer 29% 480.000", ["figuur-2.1-rij2"]),
        ("Op welke drie bronnen rust het onderzoek?", ["1.2-al1", "1.2-al1-punt1", "1.2-al1-punt2", "1.2-al1-punt3"]),
    ],
)
def test_questions_in_the_words_of_the_report_get_the_sentences_that_answer(
    answering: ReportQA, question: str, ids: list[str]
) -> None:
    assert [citation.id for citation in answering.ask(question).citations][: len(ids)] == ids


def test_the_nearest_passages_come_with_answers_and_refusals(answering: ReportQA, tmp_path: Path) -> None:
    for qa in (answering, mini_qa(judging(tmp_path, NO))):
        answer = qa.ask("Hoeveel boeren deden mee in Natteveld?", 3)
        assert [hit.rank for hit in answer.passages] == [1, 2, 3]
        scores = [hit.score for hit in answer.passages]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("Hoeveel boeren deden mee in Natteveld?", "boeren"),
        ("Waar hing de uitkomst van af?", "De uitkomst hing"),
    ],
)
def test_a_passage_brings_its_nearest_sentence(tmp_path: Path, question: str, nearest: str) -> None:
    found = mini_qa(judging(tmp_path, NO)).ask(question).passages
    assert nearest in found[0].nearest
    for hit in found:
        assert hit.nearest in "\n".join([hit.passage.text, *(note.text for note in hit.passage.footnotes)])


def test_an_english_question_gets_dutch_quotes_in_an_english_frame(answering: ReportQA) -> None:
    answer = answering.ask("How many of the boeren in Natteveld did take part?")
    assert answer.answer.startswith(f"{ENGLISH} “")
    assert "14 van de 20 boeren" in answer.answer
    assert not answering.ask("Hoeveel boeren deden mee in Natteveld?").answer.startswith(ENGLISH)


@pytest.mark.parametrize(("english", "also"), [(False, "ook in"), (True, "also in")])
def test_a_repeat_is_named_behind_the_quote_with_its_own_marker(english: bool, also: str) -> None:
    here, there = Quote("h3-al2", 0, 41), Quote("samenvatting-hoofdconclusie-al1", 0, 41)
    text, quotes = written([Piece(here, [there])], mini_index(), english=english)
    assert text.removeprefix(f"{ENGLISH} ") == (
        f"“Het water werd schoner, maar niet overal.” [1] ({also} Samenvatting, Hoofdconclusie, al. 1 [2])"
    )
    assert list(quotes) == [here, there]


def test_words_of_our_own_stand_outside_the_quotation_marks() -> None:
    row = Piece(Quote("figuur-2.1-rij2", 0, len("Zuigmeer\t29%\t€ 480.000")), before="Figuur 2.1 (Polder | Afname): ")
    text, _ = written([row], mini_index(), english=False)
    assert text == "Figuur 2.1 (Polder | Afname): “Zuigmeer | 29% | € 480.000” [1]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Zo is het.", "“Zo is het.”"), ("a\tb\tc", "“a | b | c”"), ("Voor\ntroebel", "“Voor troebel”"), ("twee  op", "“twee op”")],
)  # fmt: skip
def test_a_quote_is_set_on_one_line(text: str, expected: str) -> None:
    assert quoted(text) == expected


def test_a_question_without_a_known_word_is_refused_without_passages() -> None:
    considered = mini_qa().consider("?!")
    assert considered.verdict.reason == "not_a_question"
    assert considered.candidates is None
    answer = mini_qa().ask("?!")
    assert (answer.answered, answer.citations, answer.confidence) == (False, (), 0.0)


def test_when_no_sentence_can_be_quoted_nothing_is_claimed(answering: ReportQA) -> None:
    only_titles = answering.within(lambda unit: unit.id == "figuur-2.2")
    answer = only_titles.ask("Hoe zien de sloten eruit, voor en na?")
    assert_sound(answer)
    assert answer.reason == "not_stated"


# the explanation


def test_an_explanation_agrees_with_the_answer() -> None:
    qa = mini_qa()
    question = "Hoeveel boeren deden mee in Natteveld in 1995?"
    why, considered, answer = qa.why(question), qa.consider(question), qa.ask(question)
    assert considered.probabilities is not None
    assert why.query.text == question
    assert why.wanted == ("number",)
    assert why.mentions == considered.mentions
    assert (why.verdict.answer, why.verdict.reason) == (answer.answered, answer.reason)
    assert why.score is not None
    assert (why.score >= why.threshold) == answer.answered
    assert [s.probability for s in why.sentences] == sorted((s.probability for s in why.sentences), reverse=True)
    assert why.sentences[0].probability == pytest.approx(float(considered.probabilities.max()))
    quotes = " ".join(citation.quote for citation in answer.citations)
    assert all((sentence.text.lstrip("· ") in quotes) == sentence.used for sentence in why.sentences)


def test_the_strongest_features_come_first_and_idle_ones_are_left_out() -> None:
    for sentence in mini_qa().why("Hoeveel boeren deden mee in Natteveld?").sentences:
        adds = [abs(share.adds) for share in sentence.shares]
        assert adds == sorted(adds, reverse=True)
        assert all(adds)


def test_nothing_known_is_explained_too() -> None:
    why = mini_qa().why("?!")
    assert (why.score, why.sentences, why.signals, why.mentions) == (None, (), (), None)
    assert why.verdict.reason == "not_a_question"


def test_a_sentence_named_as_a_repeat_counts_as_used() -> None:
    from iobqa.answer.explanation import explain
    from iobqa.answer.scorer import SentenceScorer

    index, qa = mini_index(), mini_qa()
    considered = qa.consider("Werd het water schoner?")
    here, there = Quote("h3-al2", 0, 41), Quote("samenvatting-hoofdconclusie-al1", 0, 41)
    rows = [r for r, s in enumerate(index.sentences) if s.text.startswith("Het water werd")] + rows_of(
        index, "De winst"
    )
    shown = replace(
        considered,
        candidates=candidates_of(index, rows),
        probabilities=np.array([0.9, 0.8, 0.1], dtype=np.float32),
        verdict=Verdict(True, 0.9),
        pieces=(Piece(here, [there]),),
        signals=None,
    )
    from iobqa.answer.abstention import Judge

    found = explain(shown, index, SentenceScorer.load(Path("none")), Judge(index))
    assert [sentence.used for sentence in found.sentences] == [True, True, False]
