"""Typing errors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iobqa.search.spelling import SHORTEST, Speller

KNOWN = frozenset(
    ["mensenrechten", "ambassade", "beleid", "landen", "land", "rode", "diplomaat", "diplomaten", "2022", "in", "vn"]
)
LETTERS = st.text("abdeilmnoprst", min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        pytest.param("beleidd", "beleid", id="a letter too many"),
        pytest.param("beeid", "beleid", id="a letter too few"),
        pytest.param("belaid", "beleid", id="another letter"),
        pytest.param("belied", "beleid", id="neighbours swapped"),
        pytest.param("xeleid", "beleid", id="the first letter"),
        pytest.param("blied", None, id="two edits in a short word"),
        pytest.param("mensenrchtn", "mensenrechten", id="two edits from eight letters on"),
        pytest.param("mensnrchtn", None, id="three edits"),
        pytest.param("xmbassade", "ambassade", id="one edit at the first letter"),
        pytest.param("xmbasade", None, id="two edits, one of them the first letter"),
        pytest.param("diplomaaten", "diplomaten", id="the nearest of two"),
        pytest.param("rood", None, id="too short"),
        pytest.param("landen", None, id="a known word"),
        pytest.param("belei2", None, id="not a word"),
        pytest.param("2o23", None, id="not a number"),
        pytest.param("20222", None, id="a number"),
    ],
)
def test_correct(typed: str, read_as: str | None) -> None:
    assert Speller(KNOWN).correct([typed]) == ({typed: read_as} if read_as else {})


def test_a_name_is_left_alone() -> None:
    assert Speller(KNOWN).correct(["belaid", "landenn"], names={"belaid"}) == {"landenn": "landen"}


def test_of_equals_the_one_with_the_same_first_letter_then_by_alphabet() -> None:
    assert Speller({"baken", "maken", "laken"}).correct(["laden"]) == {"laden": "laken"}
    assert Speller({"maker", "baker"}).correct(["waker"]) == {"waker": "baker"}


def test_known_words() -> None:
    assert "vn" in Speller(KNOWN) and "onu" not in Speller(KNOWN)


@given(st.lists(LETTERS))
def test_only_unknown_words_change_and_only_into_known_ones(words: list[str]) -> None:
    fixed = Speller(KNOWN).correct(words)
    assert set(fixed) <= {word for word in words if word not in KNOWN and len(word) >= SHORTEST}
    assert set(fixed.values()) <= KNOWN
