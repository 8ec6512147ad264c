"""What counts as the same text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iobqa.evaluation.folding import fold, fold_figures, states, without_markers


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Mensen\u00a0rechten \n fonds ", "mensen rechten fonds"),
        ("‘due diligence’", "'due diligence'"),
        ("´zelfscan`", "'zelfscan'"),
        ("“Ik zie”", '"ik zie"'),
        ("2017 – 2022", "2017 - 2022"),
        ("niet‑gebonden", "niet-gebonden"),
        ("ﬁnanciën", "financiën"),
        ("e\u0301e\u0301n", "één"),
        ("· minder mest", "· minder mest"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("€ 30 miljoen", "€30 miljoen"),
        ("€\u00a030 miljoen", "€30 miljoen"),
        ("EUR 30", "€30"),
        ("30 procent", "30%"),
        ("30 %", "30%"),
        ("1.000 mensen", "1000 mensen"),
        ("1 000 000 mensen", "1000000 mensen"),
        ("€ 2,4 miljoen", "€2,4 miljoen"),
        ("in 2017 200 mensen", "in 2017 200 mensen"),
        ("§ 4.2.2", "§ 4.2.2"),
        ("1.000,50", "1.000,50"),
    ],
)
def test_figures_are_written_one_way(text: str, folded: str) -> None:
    assert fold_figures(text) == folded


@pytest.mark.parametrize(
    ("text", "fact", "found"),
    [
        ("Er waren 45 posten.", "45", True),
        ("Dat was in 1945.", "45", False),
        ("Het waren er 45.000.", "45", False),
        ("Het was 45,5%.", "45", False),
        ("Het was 2,45.", "45", False),
        ("In 2017-2022.", "2022", True),
        ("Het fonds was € 30 miljoen groot.", "€30 miljoen", True),
        ("Meer dan 1.000 doden", "1000", True),
        ("drie keer 70 procent", "70%", True),
        ("Kaapverdische", "kaapverdi", True),
        ("Kenia", "Ghana", False),
        ("wat dan ook", " ", False),
        ("a.b", "a*b", False),
    ],
)
def test_states(text: str, fact: str, found: bool) -> None:
    assert states(fold_figures(text), fact) is found


@pytest.mark.parametrize(
    ("answer", "plain"),
    [("Een derde. [1]", "Een derde."), ("Een [1, 2] en [12].", "Een en."), ("[zie bijlage 2]", "[zie bijlage 2]")],
)
def test_markers_go_and_other_brackets_stay(answer: str, plain: str) -> None:
    assert without_markers(answer) == plain
