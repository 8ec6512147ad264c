"""Candidate sentences and their features, on the made-up report with vectors that only count words."""

import numpy as np
import pytest

from iobqa.answer.selection import FEATURES, READ, Candidates, SentenceReader, gold_rows
from iobqa.search.index import Index, index_in_memory
from iobqa.search.retriever import Retriever, Search
from mini_qa import HashedWords, corpus_with, mini_index, rows_of

QUESTION = "Hoeveel boeren deden mee in de polder Natteveld?"


def searched(question: str = QUESTION, index: Index | None = None) -> tuple[Index, Search, Candidates]:
    index = index or mini_index()
    search = Retriever(index).search(question)
    return index, search, SentenceReader(index).candidates(search)


def column(candidates: Candidates, name: str) -> dict[int, float]:
    """Feature by row of the sentence."""
    values = candidates.features[:, FEATURES.index(name)]
    return dict(zip(candidates.rows.tolist(), values.tolist(), strict=True))


def test_candidates_are_the_sentences_of_the_best_passages() -> None:
    index, search, candidates = searched()
    best = search.order[:READ]
    expected = {row for passage in best for row in index.channels.of_sentences.rows[passage].tolist() if row >= 0}
    assert set(candidates.rows.tolist()) == expected
    assert set(candidates.passages.tolist()) <= set(best)
    assert candidates.features.shape == (len(expected), len(FEATURES))
    assert np.isfinite(candidates.features).all()


def test_a_sentence_in_two_passages_is_one_candidate() -> None:
    _, _, candidates = searched("Waarom bleef Slikhoek achter en vertrokken de medewerkers?")
    assert len(set(candidates.rows.tolist())) == len(candidates.rows)


def test_footnotes_of_a_passage_are_candidates() -> None:
    index, _, candidates = searched("Waarom ontbreekt de reeks van 2020?")
    (row,) = rows_of(index, "De reeks van 2020")
    assert column(candidates, "footnote")[row] == 1.0


def test_meaning_is_the_cosine_of_the_encoder() -> None:
    index, search, candidates = searched()
    for row, value in column(candidates, "meaning").items():
        vector = index.encoder.encode_passages([index.sentences[row].text])[0]
        assert value == pytest.approx(float(vector @ search.vector), abs=1e-5)


def test_words_are_relative_to_the_best_sentence() -> None:
    index, _, candidates = searched()
    words = column(candidates, "words")
    (best,) = rows_of(index, "In de polder Natteveld")
    assert words[best] == max(words.values()) == pytest.approx(1.0)
    assert min(words.values()) >= 0.0


def test_the_first_passage_leads_and_the_others_trail() -> None:
    _, search, candidates = searched()
    first = candidates.passages == search.order[0]
    for name, of_first in (("passage", 0.0), ("passage_first", 1.0), ("passage_rank", 1.0)):
        values = candidates.features[:, FEATURES.index(name)]
        assert set(values[first].tolist()) == {of_first}
        assert (values[~first] < of_first).all()


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("De reeks van 2020 ontbreekt", {"footnote", "first"}),
        ("meer waterplanten", {"bullet", "first", "short"}),
        ("Natteveld\t34%", {"row", "first", "short"}),
        ("Mest in het water per", {"heading"}),
        ("De volgende doelen stonden", {"lead_in", "short"}),
        ("Waar boeren zelf maten, daalde", {"bullet", "first", "finding"}),
        ("De winst bleef beperkt", {"conclusion"}),
        ("a) Geef elke boer een teststrip.", {"advice_unit", "first"}),
        ("Dat bleek uit een meting", set()),
    ],
)
def test_what_a_sentence_is(text: str, flags: set[str]) -> None:
    index = mini_index()
    (row,) = rows_of(index, text)
    _, _, candidates = searched(text, index)
    names = {"footnote", "bullet", "heading", "lead_in", "row", "first", "short", "long", "finding", "conclusion"}
    assert {name for name in names | {"advice_unit"} if column(candidates, name)[row]} == flags


@pytest.mark.parametrize(
    ("question", "text", "fits", "lacks"),
    [
        ("Hoeveel boeren deden mee in Natteveld?", "In de polder Natteveld", {"number"}, set()),
        ("Hoeveel boeren deden mee in Natteveld?", "Een van hen zei", set(), {"number"}),
        ("Waarom bleef Slikhoek achter?", "Slikhoek bleef achter", set(), {"cause"}),
        ("Deden de boeren mee in Natteveld?", "In de polder Natteveld", set(), set()),
    ],
)
def test_whether_a_sentence_gives_what_is_asked_for(question: str, text: str, fits: set[str], lacks: set[str]) -> None:
    index, _, candidates = searched(question)
    (row,) = rows_of(index, text)
    found = {name for name in FEATURES if name.startswith(("fits_", "lacks_")) and column(candidates, name)[row]}
    assert found == {f"fits_{kind}" for kind in fits} | {f"lacks_{kind}" for kind in lacks}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """With two bank questions, the second answered in two places."""
    bank = [
        {"question": "wat kost zo'n strip", "kind": "staff", "answers": [["box-2.a-2.1-al1", 1]]},
        {"question": "wie ging er weg", "kind": "staff", "answers": [["2.2-al2-punt1", 0], ["2.2-al2", 0]]},
    ]
    folder = corpus_with(tmp_path_factory.mktemp("corpora") / "asked", {"questions.jsonl": bank})
    return index_in_memory(folder, HashedWords())


def test_the_sentences_that_answer_a_bank_question(asked: Index) -> None:
    assert list(gold_rows(asked, 0)) == rows_of(asked, "De kleur vertelde")
    assert list(gold_rows(asked, 1)) == rows_of(asked, "De twee medewerkers", "Slikhoek bleef")


def test_a_question_of_the_bank_finds_its_sentence_unless_it_is_left_out(asked: Index) -> None:
    (row,) = rows_of(asked, "De kleur vertelde")
    search = Retriever(asked).search("wat kost zo'n strip")
    reader = SentenceReader(asked)
    seen, unseen = (column(reader.candidates(search, out), "question_meaning")[row] for out in (((), ()), ((0,), ())))
    assert seen == pytest.approx(1.0, abs=1e-5)
    assert unseen == 0.0


def test_neighbours_are_the_better_of_the_sentences_beside_it() -> None:
    index, search, candidates = searched()
    meaning = search.likeness.sentence_meaning
    for row, value in column(candidates, "neighbours").items():
        beside = [float(meaning[at]) for at in (row - 1, row + 1) if 0 <= at < len(index.sentences)]
        assert value == pytest.approx(max(0.0, *beside))
