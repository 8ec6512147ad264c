"""Ways in which a passage is like a question."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from iobqa.search.channels import CHANNELS, Channels, Owned, relative
from iobqa.search.dense import DenseIndex
from iobqa.search.lexical import LexicalIndex
from iobqa.search.query import Query


def floats(*values: float) -> NDArray[np.float32]:
    return np.array(values, dtype=np.float32)


SCORES = floats(5, 1, 3, 2)
LISTS: list[list[int]] = [[0, 1, 2], [3], []]


@pytest.mark.parametrize(
    ("count", "leave_out", "best"),
    [
        (1, (), [5, 2, 0]),
        pytest.param(2, (), [(5 + 3) / 2, 2 / 2, 0], id="a missing text counts as 0"),
        pytest.param(3, (), [(5 + 1 + 3) / 3, 2 / 3, 0], id="as many as there are"),
        pytest.param(4, (), [(5 + 1 + 3) / 4, 2 / 4, 0], id="more than there are"),
        pytest.param(1, (0,), [3, 2, 0], id="without the best"),
        pytest.param(2, (0,), [(3 + 1) / 2, 1, 0], id="without the best, two"),
        pytest.param(1, (3,), [5, 0, 0], id="without the only one"),
        pytest.param(1, (0, 3), [3, 0, 0], id="without two"),
    ],
)
def test_best(count: int, leave_out: tuple[int, ...], best: list[float]) -> None:
    before = SCORES.copy()
    assert Owned.from_lists(LISTS).best(SCORES, count, leave_out).tolist() == pytest.approx(best)
    assert SCORES.tolist() == before.tolist()


def test_owners_without_any_text() -> None:
    owned = Owned.from_lists([[], []])
    assert owned.rows.tolist() == [[-1], [-1]]
    assert owned.best(floats(7)).tolist() == [0, 0]


def test_rows_are_padded() -> None:
    assert Owned.from_lists(LISTS).rows.tolist() == [[0, 1, 2], [3, -1, -1], [-1, -1, -1]]


@pytest.mark.parametrize(
    ("scores", "expected"), [((4, 2, 0), [1, 0.5, 0]), ((0, 0), [0, 0]), ((), []), ((-1, -2), [-1, -2])]
)
def test_relative(scores: tuple[float, ...], expected: list[float]) -> None:
    assert relative(floats(*scores)).tolist() == expected


@pytest.fixture(scope="module")
def channels() -> Channels:
    """Two passages, three sentences (two of the first), three bank questions (two of the second)."""
    half = 0.5**0.5
    return Channels(
        words=LexicalIndex.from_terms([["boer", "sloot"], ["mest"]]),
        headings=LexicalIndex.from_terms([["polder"], ["geld"]]),
        question_words=LexicalIndex.from_terms([["boer"], ["mest"], ["mest", "geld"]]),
        passages=DenseIndex.from_vectors(np.array([[1, 0], [0, 1]], dtype=np.float32)),
        sentences=DenseIndex.from_vectors(np.array([[1, 0], [half, half], [-1, 0]], dtype=np.float32)),
        questions=DenseIndex.from_vectors(np.array([[0, 1], [1, 0], [half, half]], dtype=np.float32)),
        of_questions=Owned.from_lists([[0], [1, 2]]),
        of_sentences=Owned.from_lists([[0, 1], [2]]),
    )


def ask(**terms: float) -> Query:
    return Query("", (), {}, (), (), terms)


def test_columns_by_hand(channels: Channels) -> None:
    likeness = channels.liken(ask(boer=1.0), floats(1, 0))
    columns = channels.columns(likeness)
    assert columns.shape == (channels.size, len(CHANNELS)) == (2, 8)
    first, second = (dict(zip(CHANNELS, row, strict=True)) for row in columns.tolist())
    half = 0.5**0.5
    assert first == pytest.approx(
        {
            "words": 1,
            "headings": 0,
            "question_words": 1,
            "question_words_3": 1,
            "meaning": 1,
            "sentence_meaning": 1,
            "question_meaning": 0,
            "question_meaning_3": 0,
        }
    )
    assert second == pytest.approx(
        {
            "words": 0,
            "headings": 0,
            "question_words": 0,
            "question_words_3": 0,
            "meaning": 0,
            "sentence_meaning": 0,  # a missing sentence counts as 0, which is more than -1
            "question_meaning": 1,
            "question_meaning_3": (1 + half) / 3,
        }
    )


def test_a_bank_question_that_is_left_out_does_not_see_itself(channels: Channels) -> None:
    columns = channels.columns(channels.liken(ask(boer=1.0), floats(0, 1)), leave_out=(0,))
    by_name = dict(zip(CHANNELS, columns[0].tolist(), strict=True))
    assert by_name["question_words"] == by_name["question_meaning"] == 0


@given(
    st.dictionaries(st.sampled_from(["boer", "sloot", "mest", "geld", "polder", "x"]), st.floats(0.01, 10)),
    st.floats(0, 6.28),
)
def test_columns_are_bounded(channels: Channels, terms: dict[str, float], angle: float) -> None:
    columns = channels.columns(channels.liken(ask(**terms), floats(np.cos(angle), np.sin(angle))))
    assert np.abs(columns).max() <= 1 + 1e-6
    assert columns[:, :4].min() >= 0
