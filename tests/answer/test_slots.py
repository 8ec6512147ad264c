"""What a question counts, and whether a sentence counts that."""

import pytest

from iobqa.answer.slots import SlotReader, counted, is_number
from mini_qa import mini_index, rows_of


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("Hoeveel projecten financierde het fonds?", "projecten"),
        ("hoe veel van de ambassades deden mee", "ambassades"),
        ("What is the number of the embassies that took part?", "embassies"),
        ("How many farmers took part?", "farmers"),
        ("Welk deel van de landen stemde tegen?", "landen"),
        ("Waarom bleef Slikhoek achter?", None),
        ("Hoeveel?", None),
    ],
)
def test_what_is_counted(question: str, what: str | None) -> None:
    assert counted(question) == what


@pytest.mark.parametrize(("word", "number"), [("14", True), ("twee", True), ("helft", True), ("een", False)])
def test_numbers(word: str, number: bool) -> None:
    assert is_number(word) is number


def test_a_sentence_that_counts_the_same_and_ones_that_do_not() -> None:
    index = mini_index()
    reader = SlotReader(index.aligner, [sentence.text for sentence in index.sentences])
    rows = rows_of(index, "In de polder Natteveld", "Een van hen zei", "Zuigmeer\t29%")
    boeren = reader.read("Hoeveel boeren deden mee?", rows)
    assert boeren[0] == pytest.approx(1.0)  # 14 van de 20 boeren
    assert boeren[1] == 0.0  # no number at all
    assert boeren[2] < 0.5  # a number of something else
    assert reader.read("Waarom deden de boeren mee?", rows).tolist() == [0.0, 0.0, 0.0]
