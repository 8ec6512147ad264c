"""Sentences by themselves, and what belongs to them."""

import pytest

from iobqa.records import Report
from iobqa.report.parse import parse_report
from iobqa.search.passages import build_passages
from iobqa.search.questions import BankQuestion
from iobqa.search.units import Sentence, by_passage, by_sentence, report_sentences

TEXT = """[bookmark: _Toc1]1. Inleiding
1.1. Aanleiding
Eerst dit.[footnoteRef:1] Dan dat. [1:  Een bron. En nog een.]

Tot slot dit."""


@pytest.fixture(scope="module")
def small() -> Report:
    return parse_report(TEXT, title="Proef")


def test_sentences_in_reading_order_with_those_of_footnotes_behind_their_unit(small: Report) -> None:
    assert [(s.unit, s.number, s.text) for s in report_sentences(small)] == [
        ("1.1-al1", 0, "Eerst dit."),
        ("1.1-al1", 1, "Dan dat."),
        ("voetnoot-1", 0, "Een bron."),
        ("voetnoot-1", 1, "En nog een."),
        ("1.1-al2", 0, "Tot slot dit."),
    ]


def test_a_sentence_stands_where_it_says(mini_report: Report) -> None:
    for sentence in report_sentences(mini_report):
        assert mini_report.by_id[sentence.unit].text[sentence.start : sentence.end] == sentence.text


def test_the_sentences_of_a_passage_include_its_footnotes(small: Report) -> None:
    assert by_passage(report_sentences(small), build_passages(small), small) == [[0, 1, 2, 3, 4]]


def test_every_sentence_is_in_a_passage(mini_report: Report) -> None:
    sentences = report_sentences(mini_report)
    rows = by_passage(sentences, build_passages(mini_report), mini_report)
    assert {row for listed in rows for row in listed} == set(range(len(sentences)))


def test_the_bank_questions_of_a_sentence() -> None:
    sentences = [Sentence("al1", number, 0, 1, "x") for number in (0, 1)]
    bank = [
        BankQuestion("a", "staff", (("al1", 0),)),
        BankQuestion("b", "staff", (("al1", 0), ("al1", 1))),
        BankQuestion("c", "staff", (("al1", 7), ("al2", 0))),
    ]
    assert by_sentence(bank, sentences) == [[0, 1], [1]]
