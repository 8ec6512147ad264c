"""Words that stand for each other, exclude each other or deny: what the lists under ``answer/words`` are used for."""

import pytest

from iobqa.answer.contrasts import contrasts
from iobqa.answer.denials import denials, denied_otherwise
from iobqa.answer.lemmas import lemma
from iobqa.answer.readings import read
from iobqa.answer.replacements import may_replace
from iobqa.answer.verdicts import Source
from iobqa.answer.word_lists import lines

NOTHING = Source(())


@pytest.mark.parametrize(
    ("claim", "source", "expected"),
    [
        ("Het fonds was star.", "Het fonds was flexibel.", [("star", "flexibel", "contrary")]),
        (
            "De staatssecretaris gaf toestemming.",
            "De minister gaf toestemming.",
            [("staatssecretaris", "minister", "of a kind")],
        ),
        (
            "De burgemeester koos de winnaar.",
            "De minister koos de winnaar.",
            [("burgemeester", "minister", "of a kind")],
        ),
        ("De minister gaf toestemming.", "De minister gaf toestemming.", []),
        (
            "De minister en de ambassadeur kwamen.",
            "De ambassadeur kwam.",
            [],
        ),  # the ambassador is told of, nothing took his place
        ("Het bestuur was star.", "Het weer was flexibel, en star.", []),
    ],
)
def test_contrasts(claim: str, source: str, expected: list[tuple[str, str, str]]) -> None:
    found = contrasts(read(claim), Source((read(source),)), NOTHING)
    assert [(contrast.word.text, contrast.other, contrast.kind) for contrast in found] == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("standpunt", "lijn", True),
        ("lijn", "standpunt", True),
        ("lijnen", "standpunten", True),
        ("lijn", "fonds", False),
    ],
)
def test_may_replace(one: str, other: str, expected: bool) -> None:
    assert may_replace(one, other) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De steun bleef uit.", {"uitblijven", "bleef uit"}),
        ("De leden waren inactief.", {"inactief"}),
        ("Ze zijn te recent doorgevoerd om mee te nemen.", {"te recent doorgevoerd om"}),
        ("De leden waren actief.", set()),
    ],
)
def test_denials(text: str, expected: set[str]) -> None:
    assert denials(read(text)) == expected


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ("Er volgden geen stappen.", "De stappen bleven uit.", True),
        ("Er volgden geen stappen.", "Er volgden stappen.", False),
        ("Er volgden geen stappen.", "De stappen volgden niet.", True),
    ],
)
def test_what_denies_in_other_words(mine: str, theirs: str, expected: bool) -> None:
    assert denied_otherwise(read(mine), read(theirs)) == expected


@pytest.mark.parametrize("name", ["synonyms.txt", "contrasts.txt", "replacements.txt", "swaps.txt", "denying.txt"])
def test_lists_are_of_plain_words(name: str) -> None:
    words = [word for line in lines(name) for word in line.replace(":", " ").replace("/", " ").split()]
    assert words
    assert [word for word in words if word != word.lower() or not word.strip("’'-+")] == []


def test_no_two_words_say_the_same_in_one_list_and_exclude_each_other_in_the_next() -> None:
    """``replacements`` and ``contrasts`` would speak for and against the same word."""
    sides = [[{lemma(w) for w in side.split()} for side in line.split(" / ")] for line in lines("contrasts.txt")]
    apart = {
        frozenset({a, b}) for line in sides for i, one in enumerate(line) for two in line[:i] for a in one for b in two
    }
    alike = [{lemma(word) for word in line.split()} for line in lines("synonyms.txt")]
    both = [(a, b) for group in alike for a in group for b in group if a < b and frozenset({a, b}) in apart]
    assert len(both) <= 12, both  # a word of two meanings
