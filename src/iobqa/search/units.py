"""Every sentence of the report by itself: what an answer is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from iobqa.records import Passage, Report
from iobqa.report.sentences import sentence_spans
from iobqa.search.questions import BankQuestion


@dataclass(frozen=True, slots=True)
class Sentence:
    """The ``number``-th sentence (from 0) of a unit: ``text[start:end]`` of it."""

    unit: str
    number: int
    start: int
    end: int
    text: str


def report_sentences(report: Report) -> tuple[Sentence, ...]:
    """All sentences in reading order, those of footnotes behind the unit that carries the mark."""
    return tuple(
        Sentence(unit.id, number, start, end, unit.text[start:end])
        for unit in report.paragraphs
        for number, (start, end) in enumerate(sentence_spans(unit.text))
    )


def by_passage(sentences: Sequence[Sentence], passages: Sequence[Passage], report: Report) -> list[list[int]]:
    """For each passage the rows of its sentences, footnotes included."""
    of_unit: dict[str, list[int]] = {}
    for row, sentence in enumerate(sentences):
        of_unit.setdefault(sentence.unit, []).append(row)
    notes: dict[str, list[str]] = {}
    for note, carrier in report.carrier.items():
        notes.setdefault(carrier, []).append(note)
    return [
        [row for unit in passage.ids for part in (unit, *notes.get(unit, ())) for row in of_unit.get(part, ())]
        for passage in passages
    ]


def by_sentence(bank: Sequence[BankQuestion], sentences: Sequence[Sentence]) -> list[list[int]]:
    """For each sentence the bank questions that it answers, wholly or in part."""
    rows = {(sentence.unit, sentence.number): row for row, sentence in enumerate(sentences)}
    asked: list[list[int]] = [[] for _ in sentences]
    for number, question in enumerate(bank):
        for answer in question.answers:
            if answer in rows:
                asked[rows[answer]].append(number)
    return asked
