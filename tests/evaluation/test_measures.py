"""The measures, against values worked out by hand; the expected values are written as the formula."""

from dataclasses import dataclass

import pytest

from iobqa.evaluation import measures


@dataclass
class Text:
    """A passage that is its own text."""

    text: str

    def holds(self, folded_snippet: str) -> bool:
        return folded_snippet in self.text


RANKING = [Text("aa bb"), Text("cc"), Text("bb dd"), Text("ee")]


@pytest.mark.parametrize(
    ("groups", "ranks"),
    [
        ([["bb"]], (1,)),
        ([["zz", "dd"], ["cc"]], (3, 2)),
        ([["zz"]], (None,)),
        ([], ()),
    ],
)
def test_group_ranks(groups: list[list[str]], ranks: tuple[int | None, ...]) -> None:
    assert measures.group_ranks(groups, RANKING) == ranks


@pytest.mark.parametrize(
    ("ranks", "k", "value"),
    [
        ((1, 6, None), 5, 1 / 3),
        ((1, 6, None), 10, 2 / 3),
        ((5,), 5, 1.0),
        ((6,), 5, 0.0),
        ((), 5, 0.0),
    ],
)
def test_subtopic_recall(ranks: tuple[int | None, ...], k: int, value: float) -> None:
    assert measures.subtopic_recall(ranks, k) == pytest.approx(value)


PLACES: list[set[tuple[str, ...]]] = [{("a",), ("b",)}, {("c", "d")}]


@pytest.mark.parametrize(
    ("cited", "precision", "recall"),
    [
        (["a"], 1.0, 1 / 2),
        (["a", "b"], 1.0, 1 / 2),
        (["a", "x", "d"], 2 / 3, 1.0),
        (["x"], 0.0, 0.0),
        ([], 0.0, 0.0),
    ],
)
def test_citations(cited: list[str], precision: float, recall: float) -> None:
    assert measures.citation_precision(cited, PLACES) == precision
    assert measures.citation_recall(cited, PLACES) == recall


@pytest.mark.parametrize(
    ("facts", "answer", "value"),
    [
        ([["een derde"], ["2019"]], "Met een derde. [1]", 1 / 2),
        ([["helft", "50%"]], "Dat is 50 procent. [1]", 1.0),
        ([["2"]], "Dat staat hier. [2]", 0.0),
        ([["€ 30 miljoen"]], "Het fonds was € 30 miljoen groot.", 1.0),
        ([["slot"]], "woord " * 119 + "slot", 1.0),
        ([["slot"]], "woord " * 120 + "slot", 0.0),
        ([["slot"]], "woord – " * 119 + "[1] slot", 1.0),
    ],
)
def test_fact_recall(facts: list[list[str]], answer: str, value: float) -> None:
    assert measures.fact_recall(facts, answer) == value


@pytest.mark.parametrize(
    ("answer", "count"), [("", 0), ("Een derde – of meer. [1] [2, 3]", 4), ("€ 30 miljoen", 2), ("· mest;", 1)]
)
def test_word_count(answer: str, count: int) -> None:
    assert measures.word_count(answer) == count
