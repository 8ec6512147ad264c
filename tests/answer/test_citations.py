"""Quotes to numbered citations; one that is not in the report never leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iobqa.answer.citations import Quote, cite, markers
from iobqa.errors import IobqaError
from iobqa.records import Report

UNIT = "1.2-al1-punt2"  # "2. Metingen van het waterschap.", with a footnote


def test_a_citation_holds_the_quote_its_place_and_all_that_hangs_on_it(mini_report: Report) -> None:
    (first, second) = cite(mini_report, [Quote(UNIT, 3, 11), Quote("voetnoot-4", 0, 8)])
    assert (first.number, second.number) == (1, 2)
    assert (first.quote, first.text) == ("Metingen", "2. Metingen van het waterschap.")
    assert first.text[first.start : first.end] == first.quote
    assert (first.id, first.ref, first.kind, first.url) == (UNIT, "§ 1.2, al. 1, punt 2", "point", f"/rapport#{UNIT}")
    assert first.section == mini_report.by_id[UNIT].section
    assert [note.number for note in first.footnotes] == [4]
    assert (second.quote, second.kind) == ("De reeks", "footnote")


@pytest.mark.parametrize(
    ("start", "end"), [(0, 0), (5, 5), (6, 5), (-3, 4), (0, 32), (40, 50), (2, 3)], ids=lambda at: str(at)
)
def test_a_quote_that_is_empty_blank_or_outside_is_an_error(mini_report: Report, start: int, end: int) -> None:
    with pytest.raises(IobqaError, match=r"het citaat uit § 1\.2, al\. 1, punt 2 klopt niet"):
        cite(mini_report, [Quote(UNIT, start, end)])


@given(st.data())
def test_whatever_is_cited_stands_in_its_paragraph(mini_report: Report, data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(mini_report.paragraphs))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(unit.text))] * 2)))
    try:
        (citation,) = cite(mini_report, [Quote(unit.id, start, end)])
    except IobqaError:
        assert not unit.text[start:end].strip()
    else:
        assert unit.text[citation.start : citation.end] == citation.quote
        assert citation.quote.strip()


@pytest.mark.parametrize(
    ("answer", "numbers"),
    [
        ("“Zo.” [1] “En zo.” [2] (ook in § 1.1 [3])", [1, 2, 3]),
        ("Het rapport geeft hierop geen antwoord.", []),
        ("“de reeks [zie bijlage 2] ontbreekt” [1]", [1]),
        ("[12][3]", [12, 3]),
    ],
)
def test_markers_are_read_in_order(answer: str, numbers: list[int]) -> None:
    assert markers(answer) == numbers
