"""What tells whether the report answers: names, numbers, coverage, and likeness to questions known to be refused."""

import numpy as np
import pytest

from iobqa.answer.selection import SentenceReader
from iobqa.answer.signals import SIGNALS, Mentions, SignalReader
from iobqa.search.index import Index
from iobqa.search.questions import NearMiss
from iobqa.search.retriever import Retriever
from mini_qa import QUESTIONS, mini_index, with_refusals

NEAR = NearMiss("Hoeveel kostte de teststrip per boer?", "near_miss", "de prijs", ())
FAR = NearMiss("Wie won het songfestival?", "off_topic", "", ())


def read(
    question: str, index: Index | None = None, leave_out: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
) -> dict[str, float]:
    """Signals by name."""
    index = index or mini_index()
    search, reader = Retriever(index).search(question), SignalReader(index)
    candidates = SentenceReader(index).candidates(search, leave_out)
    probabilities = np.linspace(0.5, 0.1, len(candidates.rows), dtype=np.float32)
    found = reader.read(search, reader.mentions(search), candidates, probabilities, leave_out)
    return dict(zip(SIGNALS, found.tolist(), strict=True))


def mentions(question: str) -> Mentions:
    index = mini_index()
    return SignalReader(index).mentions(Retriever(index).search(question))


@pytest.mark.parametrize("question", [q for q in QUESTIONS if not q.startswith("asdf")])
def test_every_question_gives_every_signal(question: str) -> None:
    found = read(question)
    assert set(found) == set(SIGNALS)
    assert all(np.isfinite(value) for value in found.values())


@pytest.mark.parametrize(
    ("question", "names", "numbers"),
    [
        ("Hoeveel boeren deden mee in Groningen in 1995?", ("Groningen",), ("1995",)),
        ("Hoeveel boeren deden mee in Natteveld in 2019?", (), ()),
        ("Groningen deed dus niet mee aan de proef?", (), ()),  # a capital that only opens the sentence is no name
        ("Wat deed Zuigmeer met de 480.000 euro?", (), ()),
        ("Wat deed Zuigmeer met de 481.000 euro?", (), ("481.000",)),
        ("Wat zegt de Groningse meting van Slikhoek?", ("Groningse",), ()),
        ("wat zegt het waterschap Drasland?", (), ()),
    ],
)
def test_names_and_numbers_that_the_report_does_not_have(
    question: str, names: tuple[str, ...], numbers: tuple[str, ...]
) -> None:
    found = mentions(question)
    assert (found.unknown_names, found.unknown_numbers) == (names, numbers)


def test_a_name_may_be_known_but_not_where_the_answer_is_looked_for() -> None:
    index = mini_index()
    search = Retriever(index).search(
        "Deden boeren in Natteveld mee met een strip voor hoeveel mest in de sloot in 2022?"
    )
    found = SignalReader(index).mentions(search)
    near = " ".join(
        " ".join([*index.passages[n].section, index.passages[n].text, *(f.text for f in index.passages[n].footnotes)])
        for n in search.order[:5]
    )
    assert "2022" not in near
    assert found.elsewhere_numbers == ("2022",)
    assert found.unknown_numbers == ()


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("Hoeveel kangoeroes deden mee?", ("kangoeroes",)),
        ("Hoeveel boer deed mee?", ()),  # another form of a known word
        ("Wat deden ze in het dorp met sloten?", ()),  # a part of a compound
    ],
)
def test_words_that_neither_report_nor_bank_has(question: str, unknown: tuple[str, ...]) -> None:
    assert mentions(question).unknown == unknown


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Hoeveel boeren deden mee in Groningen in 1995?",
            {"unknown_names": 1, "unknown_numbers": 1, "names_elsewhere": 1, "words": 8, "asks_number": 1},
        ),
        ("How many boeren took part in the polder Natteveld?", {"english": 1, "asks_number": 1, "unknown_names": 0}),
        ("Waarom bleef Slikhoek achter?", {"asks_cause": 1, "asks_number": 0, "english": 0, "words": 4}),
    ],
)  # fmt: skip
def test_signals_by_hand(question: str, expected: dict[str, float]) -> None:
    found = read(question)
    assert {name: found[name] for name in expected} == expected


def test_the_best_sentences_are_counted_by_their_probability() -> None:
    found = read("Hoeveel boeren deden mee in Natteveld?")
    assert found["sentence"] == pytest.approx(0.5)
    assert found["sentence_2"] < found["sentence"] < found["sentences"]


def test_coverage_runs_from_nothing_to_everything() -> None:
    whole = read("In de polder Natteveld deden 14 van de 20 boeren mee")
    assert whole["known_words"] == whole["covered_here"] == whole["covered_by_three"] == pytest.approx(1.0)
    half = read("boeren kangoeroes olifanten")
    assert 0 < half["known_words"] < 0.6
    assert half["covered_here"] <= half["covered_by_three"] <= half["known_words"]


def test_a_known_near_miss_is_recognised_and_told_from_other_refusals() -> None:
    index = with_refusals([NEAR, FAR])
    near, far = read(NEAR.question, index), read(FAR.question + " boeren", index)
    assert near["near_miss"] == pytest.approx(1.0, abs=1e-5)
    assert near["near_miss_ahead"] > 0
    assert near["refusal"] < near["near_miss"]
    assert far["refusal"] > far["near_miss"]


def test_in_training_a_refusal_does_not_see_itself() -> None:
    index = with_refusals([NEAR, FAR])
    assert read(NEAR.question, index, ((), (0,)))["near_miss"] == 0.0


def test_a_report_without_known_refusals_gives_none() -> None:
    assert read("Hoeveel kostte de teststrip?")["near_miss"] == 0.0
