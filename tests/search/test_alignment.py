"""Word by word, with vectors and rarities that can be computed by hand."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from iobqa.search.alignment import Aligner, Alignment, Rarity, WordTable, unmet, weighed
from iobqa.search.analysis import Analysis
from iobqa.search.dense import DenseIndex
from iobqa.search.lexical import LexicalIndex

WORDS = ("boer", "landbouwer", "mest", "sloot")
VECTORS = {"boer": (1, 0, 0), "landbouwer": (0.8, 0.6, 0), "mest": (0, 0, 1), "sloot": (0, 1, 0)}
NUMBERS = {word: number for number, word in enumerate(WORDS)}
TEXTS = ("De boer en de mest", "een landbouwer", "sloot sloot", "of de het")


class ByHand:
    """The vector of each word; nothing for an unknown one."""

    name = "by hand"

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([VECTORS.get(text, (0, 0, 0)) for text in texts], dtype=np.float32)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.encode_questions(texts)


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    """One known question asks for "boer", none for the other words."""
    analysis = Analysis(frozenset(WORDS))
    rarity = Rarity(LexicalIndex.from_terms([analysis.terms("boer")]), analysis)
    vectors = DenseIndex.from_vectors(ByHand().encode_questions(list(WORDS)))
    return Aligner(WORDS, vectors, rarity.of(WORDS), rarity, ByHand())


def aligned(aligner: Aligner, *words: str) -> Alignment:
    return aligner.align(aligner.question(words), WordTable.from_texts(TEXTS, NUMBERS))


def test_a_table_holds_each_word_of_a_text_once_and_no_stop_words(tmp_path: Path) -> None:
    table = WordTable.from_texts(TEXTS, NUMBERS)
    assert table.words.tolist() == [0, 2, 1, 3]
    assert table.starts.tolist() == [0, 2, 3, 4, 4]
    table.save(tmp_path / "table.npz")
    loaded = WordTable.load(tmp_path / "table.npz")
    assert (loaded.words.tolist(), loaded.starts.tolist()) == (table.words.tolist(), table.starts.tolist())


def test_some_texts_of_a_table() -> None:
    some = WordTable.from_texts(TEXTS, NUMBERS).of([3, 0])
    assert (some.words.tolist(), some.starts.tolist()) == ([0, 2], [0, 0, 2])


def test_each_word_of_the_question_finds_its_nearest(aligner: Aligner) -> None:
    found = aligned(aligner, "boer", "mest")
    expected = np.array([[1, 1], [0.8, 0], [0, 0], [0, 0]], dtype=np.float32)
    np.testing.assert_allclose(found.words, expected, atol=1e-6)


def test_a_rare_word_weighs_more(aligner: Aligner) -> None:
    common, rare = np.log(3 / 2), np.log(3 / 1)  # one known question asks for "boer", none for "mest"
    found = aligned(aligner, "boer", "mest")
    np.testing.assert_allclose(found.met, [1, 0.8 * common / (common + rare), 0, 0], atol=1e-6)
    np.testing.assert_allclose(found.unmet, [0, 1, 1, 1], atol=1e-6)


def test_what_a_text_asks_beyond_the_question_counts_against_it(aligner: Aligner) -> None:
    common, rare = np.log(3 / 2), np.log(3 / 1)
    found = aligned(aligner, "boer")
    np.testing.assert_allclose(found.met, [1, 0.8, 0, 0], atol=1e-6)
    np.testing.assert_allclose(found.asked, [common / (common + rare), 0.8, 0, 0], atol=1e-6)
    assert found.both[0] == pytest.approx(2 * found.asked[0] / (1 + found.asked[0]))
    assert found.both[2] == 0


@pytest.mark.parametrize("words", [(), ("de", "het")])
def test_a_question_without_a_subject_meets_nothing(aligner: Aligner, words: tuple[str, ...]) -> None:
    found = aligned(aligner, *words)
    assert found.met.tolist() == found.asked.tolist() == [0, 0, 0, 0]
    assert found.unmet.tolist() == [1, 1, 1, 1]


def test_likeness_of_a_word_with_the_vocabulary(aligner: Aligner) -> None:
    np.testing.assert_allclose(aligner.likeness("boer"), [1, 0.8, 0, 0], atol=1e-6)


@given(st.lists(st.lists(st.floats(0, 1, width=32), min_size=3, max_size=3), min_size=1, max_size=4))
def test_shares_are_shares(rows: list[list[float]]) -> None:
    words, weight = np.array(rows, dtype=np.float32), np.array([0.5, 2.0, 1.0], dtype=np.float32)
    for share in (weighed(words, weight), unmet(words, weight)):
        assert share.shape == (len(rows),)
        assert (share >= 0).all()
        assert (share <= 1 + 1e-6).all()
