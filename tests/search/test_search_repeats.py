"""Sentences that say the same thing twice."""

from math import log

import pytest

from iobqa.records import Report
from iobqa.search.repeats import Repeats, find_repeats, repeats_of, spelled
from iobqa.search.units import Sentence

OTHERS = (
    "Een lekke boot dreef maanden door de plas.",
    "Studenten maten op eigen houtje elke ochtend.",
    "Niemand wist waar de sleutel gebleven was.",
    "Vier vrijwilligers telden kikkers langs de dijk.",
)
"""Sentences that have nothing in common with any other."""
SPENT = "Het waterschap gaf maar de helft van het budget uit."


def repeats(*texts: str, kinds: dict[str, str] | None = None, one_section: bool = False) -> Repeats:
    """Each text is a unit: a, b, c, ..."""
    sentences = [
        Sentence(unit, 0, 0, len(text), text) for unit, text in zip("abcdefgh", [*texts, *OTHERS], strict=False)
    ]
    return find_repeats(sentences, kinds or {}, dict.fromkeys("abcdefgh", "1") if one_section else None)


def pairs(found: Repeats) -> list[tuple[str, str]]:
    return [(pair.first.unit, pair.second.unit) for pair in found.pairs]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param(SPENT, [("a", "b")], id="the same"),
        pytest.param("· Het waterschap gaf maar de helft van het budget uit.", [("a", "b")], id="as a list item"),
        pytest.param("Het waterschap gaf maar de helft van het geld uit.", [("a", "b")], id="another word"),
        pytest.param("Het budget was de helft van wat Slikhoek gaf.", [], id="the same words, no run"),
        pytest.param("Ook gaf maar de kikker uit plas en boot niets om sleutels.", [], id="a run and nothing besides"),
        pytest.param("Gaf het waterschap maar de helft van het budget uit?", [], id="a question is no statement"),
    ],
)
def test_pairs(second: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(repeats(SPENT, second)) == expected


def test_the_same_words_are_wholly_alike_and_half_the_words_half() -> None:
    (pair,) = repeats(SPENT, SPENT).pairs
    assert pair.alike == pytest.approx(1)
    # "a b c d e f" against "a b c d g h": four words in two of the six sentences, four in one
    (pair,) = repeats("aa bb cc dd ee ff.", "aa bb cc dd gg hh.").pairs
    shared, own = 4 * log(6 / 2), 2 * log(6 / 1)
    assert pair.alike == pytest.approx(shared / (shared + own))


def test_within_one_section_only_what_is_nearly_the_same() -> None:
    other = "aa bb cc dd gg hh."
    assert pairs(repeats("aa bb cc dd ee ff.", other)) == [("a", "b")]
    assert pairs(repeats("aa bb cc dd ee ff.", other, one_section=True)) == []
    assert pairs(repeats(SPENT, SPENT, one_section=True)) == [("a", "b")]


@pytest.mark.parametrize("kind", ["row", "caption", "source"])
def test_tables_and_captions_do_not_count(kind: str) -> None:
    assert pairs(repeats(SPENT, SPENT, kinds={"b": kind})) == []


@pytest.mark.parametrize("text", ["Te kort om te tellen.", "Zie ook Provincie over de sloten van Drasland in 2017."])
def test_formulas_and_sources_do_not_count(text: str) -> None:
    assert pairs(repeats(text, text)) == []


def test_a_report_that_says_one_thing_only() -> None:
    sentences = [Sentence(unit, 0, 0, len(SPENT), SPENT) for unit in "ab"]
    assert pairs(find_repeats(sentences, {})) == []


def test_where_else_it_stands() -> None:
    found = repeats(SPENT, SPENT, "Het waterschap gaf maar de helft van het geld uit.")
    assert found.also_in("a") == ("b", "c")
    assert found.also_in("d") == ()
    assert [pair.second.unit for pair in found.of("a", 0, 5)] == ["b", "c"]
    assert found.of("a", len(SPENT), len(SPENT) + 5) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("· EU-beleid in 2022", ["eubeleid", "in", "2022"]),
        ("a) Eén, twee", ["eén", "twee"]),
        ("1. Meet 2,5 keer", ["meet", "2,5", "keer"]),
    ],
)
def test_spelled(text: str, words: list[str]) -> None:
    assert spelled(text) == words


def test_the_repeats_of_a_report_are_found_once(mini_report: Report) -> None:
    assert repeats_of(mini_report) is repeats_of(mini_report)
    assert repeats_of(mini_report).also_in("samenvatting-hoofdconclusie-al1") == ("h3-al2",)
