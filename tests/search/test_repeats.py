"""Sentences that say the same twice, on hand-made sentences and on the made-up report."""

from collections.abc import Sequence

from iobqa.records import Report
from iobqa.search.repeats import Repeats, find_repeats, repeats_of, spelled
from iobqa.search.units import Sentence

FILLER = [
    "De sloten van de provincie waren dat jaar erg vuil.",
    "Boeren kregen elke maand een nieuwe strip van het bureau.",
    "Het bestuur vergaderde vier keer over de kosten daarvan.",
    "Niemand wist precies hoeveel mest er in het water zat.",
]


def found(texts: Sequence[str], sections: Sequence[str] = (), kind: str = "paragraph") -> Repeats:
    units = [f"u{number}" for number in range(len(texts))]
    sentences = [Sentence(unit, 0, 0, len(text), text) for unit, text in zip(units, texts, strict=True)]
    return find_repeats(sentences, dict.fromkeys(units, kind), dict(zip(units, sections or units, strict=True)))


def test_same_sentence_twice() -> None:
    repeats = found([*FILLER, "Het geld ging naar drie polders.", "Het geld ging naar drie polders."])
    (pair,) = repeats.pairs
    assert (pair.first.unit, pair.second.unit, pair.alike) == ("u4", "u5", 1.0)
    assert repeats.also_in("u4") == ("u5",)
    assert repeats.also_in("u0") == ()


def test_one_number_apart() -> None:
    (pair,) = found(
        [*FILLER, "In 2018 ging het geld naar drie polders.", "In 2019 ging het geld naar drie polders."]
    ).pairs
    assert 0.6 < pair.alike < 1


def test_hyphens_make_no_difference() -> None:
    assert spelled("· hoog-risicolanden en geld") == ["hoogrisicolanden", "en", "geld"]


def test_question_and_statement_are_no_pair() -> None:
    texts = [*FILLER, "In hoeverre ging het geld naar drie polders?", "In zekere mate ging het geld naar drie polders."]
    assert found(texts).pairs == ()


def test_one_section_resembles_itself() -> None:
    texts = [*FILLER, "Het geld van de provincie ging naar polders.", "Het geld van de provincie bleef liggen toen."]
    assert found(texts, ["a"] * len(texts)).pairs == ()


def test_tables_and_lists_of_sources_do_not_count() -> None:
    same = "Het geld ging dat jaar naar drie polders."
    assert found([*FILLER, same, same], kind="row").pairs == ()
    notes = ["Zie Waterschap Drasland (2018); Provincie (2019).", "Zie Waterschap Drasland (2018); Provincie (2019)."]
    assert found([*FILLER, *notes]).pairs == ()


def test_within_one_unit_nothing_is_repeated() -> None:
    text = "Het geld ging naar drie polders."
    sentences = [Sentence("u", number, 0, len(text), text) for number in (0, 1)]
    assert find_repeats(sentences, {"u": "paragraph"}).pairs == ()


def test_summary_and_last_chapter(mini_report: Report) -> None:
    repeats = repeats_of(mini_report)
    assert repeats.also_in("samenvatting-hoofdconclusie-al1") == ("h3-al2",)
    assert repeats.also_in("aanbeveling-1b-samenvatting") == ("aanbeveling-1c-h3",)
    unit = repeats.pairs[0].first
    assert repeats.of(unit.unit, unit.start, unit.end)
    assert repeats.of(unit.unit, 100_000, 100_001) == ()


def test_found_once(mini_report: Report) -> None:
    assert repeats_of(mini_report) is repeats_of(mini_report)
