"""Scored sentences to the pieces of an answer; the probabilities are given by hand."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iobqa.answer.composition import Composer, Piece, content, figures_of
from iobqa.answer.continuation import Continuation
from mini_qa import candidates_of, mini_index, rows_of

SURE, HARDLY = 0.9, 0.0
BARE_INTRODUCTION = "Het programma moest de sloten in drie polders schoner maken. De volgende doelen stonden centraal:"
"""The second sentence does not say whose goals: it takes the first along."""


def composer() -> Composer:
    """Of a report without training: a further sentence is taken by its likelihood alone."""
    return Composer(mini_index(), Continuation.load(Path("none.json")))


def compose(scores: dict[str, float], question: str = "Hoe zit het?") -> list[Piece]:
    """Pieces for the sentences that begin so."""
    index = mini_index()
    candidates = candidates_of(index, rows_of(index, *scores), question)
    return composer().compose(question, candidates, np.array(list(scores.values()), dtype=np.float32))


def said(pieces: list[Piece]) -> list[str]:
    report = mini_index().report
    return [report.by_id[p.quote.unit].text[p.quote.start : p.quote.end] for p in pieces]


def test_a_fact_takes_one_sentence() -> None:
    pieces = compose({"In de polder Natteveld": SURE, "De uitkomst hing": HARDLY, "De metingen werden": HARDLY})
    assert said(pieces) == ["In de polder Natteveld deden 14 van de 20 boeren mee."]
    assert pieces[0].before == ""
    assert pieces[0].also == []


def test_two_equally_good_sentences_are_both_said_the_best_first() -> None:
    pieces = compose({"De uitkomst hing": 0.8, "In de polder Natteveld": 0.9})
    assert [piece.quote.unit for piece in pieces] == ["2.1-al1", "box-2.a-2.1-al2"]


def test_an_answer_stops_growing() -> None:
    index = mini_index()
    texts = {s.text.lstrip("· "): SURE for s in index.sentences if index.report.by_id[s.unit].kind == "paragraph"}
    words = sum(len(text.split()) for text in said(compose(texts)))
    assert len(texts) > 20
    assert words <= 120


def test_a_repeat_is_named_with_the_first_not_said_again() -> None:
    index = mini_index()
    rows = [r for r, s in enumerate(index.sentences) if s.text == "Het water werd schoner, maar niet overal."]
    assert len(rows) == 2
    candidates = candidates_of(index, rows)
    (piece,) = composer().compose("Hoe zit het?", candidates, np.array([0.5, 0.9], dtype=np.float32))
    assert piece.quote.unit == "h3-al2"
    assert [quote.unit for quote in piece.also] == ["samenvatting-hoofdconclusie-al1"]


def test_a_sentence_that_leans_on_the_one_before_takes_it_along() -> None:
    (text,) = said(compose({"Dat bleek uit een meting": SURE}))
    assert text.startswith("De sloten van Drasland")
    assert text.endswith("op eigen houtje deden.")


def test_a_sentence_that_leans_on_nothing_in_its_paragraph_stands_under_its_heading() -> None:
    (piece,) = compose({"Dit hoofdstuk beschrijft": SURE})
    assert piece.before == "2. Uitvoering en resultaten: "


def test_neighbouring_sentences_are_one_quote() -> None:
    (text,) = said(compose({"Boeren dompelden": SURE, "De kleur vertelde": SURE}))
    assert text == mini_index().report.by_id["box-2.a-2.1-al1"].text


def test_an_introduction_brings_its_whole_list_without_the_marks() -> None:
    assert said(compose({"De volgende doelen stonden": SURE})) == [
        BARE_INTRODUCTION,
        "minder mest in het water;",
        "meer waterplanten;",
        "boeren die zelf meten.",
    ]


def test_one_item_of_a_running_sentence_comes_with_its_introduction() -> None:
    assert said(compose({"meer waterplanten": SURE})) == [BARE_INTRODUCTION, "meer waterplanten;"]


def test_a_question_for_a_list_gets_all_of_it_from_any_item() -> None:
    pieces = compose({"meer waterplanten": SURE}, "Welke doelen waren er?")
    assert [piece.quote.unit for piece in pieces] == [
        "samenvatting-1-al1",
        "samenvatting-1-al1-punt1",
        "samenvatting-1-al1-punt2",
        "samenvatting-1-al1-punt3",
    ]


def test_a_list_follows_its_introduction_whatever_else_is_said() -> None:
    pieces = compose({"Het programma moest": SURE, "De uitkomst hing": 0.8, "De volgende doelen stonden": 0.7})
    assert said(pieces) == [
        "Het programma moest de sloten in drie polders schoner maken. De volgende doelen stonden centraal:",
        "minder mest in het water;",
        "meer waterplanten;",
        "boeren die zelf meten.",
        "De uitkomst hing in het dorpshuis.",
    ]


def test_an_item_that_is_a_sentence_stands_alone() -> None:
    assert said(compose({"2. Metingen van het waterschap": SURE})) == ["Metingen van het waterschap."]


def test_a_row_of_a_table_comes_with_the_caption_and_the_heads_of_the_columns() -> None:
    (piece,) = compose({"Zuigmeer\t29%": SURE})
    assert piece.before == "Figuur 2.1 (Polder | Afname | Uitgaven): "
    assert said([piece]) == ["Zuigmeer\t29%\t€ 480.000"]


@pytest.mark.parametrize(
    "text", ["Illustratie: de teststrip", "Mest in het water per", "Polder\tAfname", "Bron: Foto’s", "Drasland (2018)."]
)
def test_titles_sources_and_scraps_do_not_answer(text: str) -> None:
    assert compose({text: SURE}) == []


def test_a_repeat_that_is_also_quoted_itself_is_named_once() -> None:
    index = mini_index()
    units = {"aanbeveling-1a-samenvatting-punt1": 1, "aanbeveling-1a-h3-punt2": 1, "aanbeveling-1a-h3": 0}
    rows = [max(at for at, sentence in enumerate(index.sentences) if sentence.unit == unit) for unit in units]
    scores = np.array(list(units.values()), dtype=np.float32)
    pieces = composer().compose("Hoe zit het?", candidates_of(index, rows), scores)
    quotes = [quote for piece in pieces for quote in (piece.quote, *piece.also)]
    assert len(quotes) == len(set(quotes)) == 4


@given(st.data())
def test_whatever_the_scores_every_piece_is_a_stretch_of_the_report(data: st.DataObject) -> None:
    index = mini_index()
    rows = data.draw(st.lists(st.sampled_from(range(len(index.sentences))), unique=True))
    scores = data.draw(st.lists(st.floats(0, 1, width=32), min_size=len(rows), max_size=len(rows)))
    question = data.draw(st.sampled_from(["Hoe zit het?", "Welke doelen waren er?"]))
    pieces = composer().compose(question, candidates_of(index, rows), np.array(scores, dtype=np.float32))
    assert all(text.strip() for text in said(pieces))
    quotes = [quote for piece in pieces for quote in (piece.quote, *piece.also)]
    assert len(set(quotes)) == len(quotes)
    assert {quote.unit for quote in quotes} <= set(index.report.by_id)


def test_a_sentence_within_a_longer_quote_is_not_said_again() -> None:
    index = mini_index()
    twice = [r for r, s in enumerate(index.sentences) if s.text == "Het water werd schoner, maar niet overal."]
    (first, second) = twice
    beside = next(r for r, s in enumerate(index.sentences) if s.unit == index.sentences[first].unit and r != first)
    scores = np.array([0.9, 0.8, 0.7], dtype=np.float32)
    pieces = composer().compose("Hoe zit het?", candidates_of(index, [first, beside, second]), scores)
    assert [piece.quote.unit for piece in pieces] == [index.sentences[first].unit]
    assert [quote.unit for quote in pieces[0].also] == [index.sentences[second].unit]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("In 2001 was de conferentie in Durban", "In 2001 was de conferentie in Durban", True),
        ("In 2001 was de conferentie in Durban", "In 2002 was de conferentie in Durban", False),
    ],
)
def test_sentences_with_other_figures_are_no_repeats(one: str, other: str, same: bool) -> None:
    assert (figures_of(content(one)) == figures_of(content(other))) is same
