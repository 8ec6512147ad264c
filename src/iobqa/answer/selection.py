"""Which sentences answer: every sentence of the best passages gets a few features and a learned score."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from iobqa.answer.aligned import Aligned, align
from iobqa.answer.slots import SlotReader
from iobqa.search.alignment import unmet, weighed
from iobqa.search.channels import Owned, relative
from iobqa.search.index import Index
from iobqa.search.kinds import KINDS, asks, flags
from iobqa.search.retriever import Search

Floats = NDArray[np.float32]

READ = 8
"""Passages whose sentences are candidates."""

_STATIC = (
    "footnote",
    "bullet",
    "heading",
    "lead_in",
    "question",
    "row",
    "first",
    "short",
    "long",
    "finding",
    "conclusion",
    "advice_unit",
)
FEATURES = (
    "meaning",
    "words",
    "question_meaning",
    "question_meaning_2",
    "question_words",
    "question_words_2",
    "unit_question_meaning",
    "neighbours",
    "met",
    "unmet",
    "met_in_unit",
    "met_either",
    "unmet_either",
    "question_met",
    "question_both",
    "question_both_2",
    "question_both_same_kind",
    "slot",
    "passage",
    "passage_first",
    "passage_rank",
    *_STATIC,
    *(f"fits_{kind}" for kind in KINDS),
    *(f"lacks_{kind}" for kind in KINDS),
)
"""Names of the columns: likeness of the sentence and of the bank questions it answers, that of its unit and neighbours, the
score and rank of its best passage, what it is, and whether it gives (or lacks) the kind of answer that is asked for."""


@dataclass(frozen=True)
class Candidates:
    """Sentences that may answer, by row in ``Index.sentences``, with features (rows, len(FEATURES))."""

    rows: NDArray[np.int64]
    features: Floats
    passages: NDArray[np.int64]
    """The best passage that holds each."""
    aligned: Aligned


class SentenceReader:
    """Features of the sentences of one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        texts = [sentence.text for sentence in index.sentences]
        self._slots = SlotReader(index.aligner, texts)

    @cached_property
    def _static(self) -> Floats:
        return np.array([self._describe(row) for row in range(len(self._index.sentences))], dtype=np.float32)

    def _describe(self, row: int) -> list[bool]:
        sentence = self._index.sentences[row]
        unit = self._index.report.by_id[sentence.unit]
        length = len(sentence.text.split())
        return [
            unit.kind == "footnote",
            unit.kind in {"bullet", "point"},
            unit.kind in {"box", "caption", "columns", "source", "figure_text"},
            sentence.text.rstrip().endswith(":"),
            sentence.text.rstrip().endswith("?"),
            unit.kind == "row",
            sentence.number == 0,
            length < 6,
            length > 35,
            unit.role == "bevinding",
            unit.role == "conclusie",
            unit.role == "aanbeveling",
        ]

    def _same_kind(self, question: str, known: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether the bank questions ask for the same kinds of answer as ``question``."""
        return np.asarray((self._index.kinds_asked[known] == flags(asks(question))).all(axis=1))

    @cached_property
    def _unit_of(self) -> NDArray[np.int64]:
        numbers = {unit.id: number for number, unit in enumerate(self._index.report.paragraphs)}
        return np.array([numbers[sentence.unit] for sentence in self._index.sentences])

    def candidates(self, search: Search, leave_out: tuple[Sequence[int], Sequence[int]] = ((), ())) -> Candidates:
        """The sentences of the ``READ`` best passages. ``leave_out``: rows of bank questions and refusals not to be used."""
        index = self._index
        passages = np.array(search.order[:READ], dtype=np.int64)
        table = index.channels.of_sentences.rows[passages]
        rows, first = np.unique(table[table >= 0], return_index=True)
        owner = np.repeat(passages, (table >= 0).sum(axis=1))[first]
        aligned = align(index, search, rows, leave_out)
        return Candidates(rows, self._features(search, rows, owner, aligned, leave_out[0]), owner, aligned)

    def _features(
        self,
        search: Search,
        rows: NDArray[np.int64],
        owner: NDArray[np.int64],
        aligned: Aligned,
        leave_out: Sequence[int],
    ) -> Floats:
        index = self._index
        terms = dict(search.query.terms)
        meaning = search.likeness.sentence_meaning
        asked = Owned(index.questions_of_sentence.rows[rows])
        question_meaning, question_words = search.likeness.question_meaning, search.likeness.question_words
        unit = np.unique(self._unit_of[rows], return_inverse=True)[1]
        meant = asked.best_and_mean(question_meaning, 2, leave_out)
        question_words = relative(question_words)
        top = float(search.scores[search.order[0]])
        rank = (owner[:, None] == np.array(search.order[:READ])).argmax(axis=1).astype(np.float32)
        columns = [
            meaning[rows],
            relative(index.sentence_words.score(terms))[rows],
            *meant,
            *asked.best_and_mean(question_words, 2, leave_out),
            best_of_group(unit, meant[0]),
            _neighbours(meaning)[rows],
            *_met(unit, aligned),
            aligned.asked_of.best(
                np.where(self._same_kind(search.query.text, aligned.known_rows), aligned.known.both, np.float32(0.0))
            ),
            self._slots.read(search.query.text, rows),
            search.scores[owner] - top,
            (rank == 0).astype(np.float32),
            1 / (1 + rank),
        ]
        return np.concatenate(
            [np.stack(columns, axis=1), self._static[rows], self._fit(search.query.text, rows)], axis=1
        ).astype(np.float32)

    def _fit(self, question: str, rows: NDArray[np.int64]) -> Floats:
        asked, given = flags(asks(question)), self._index.kinds_given[rows]
        return np.concatenate([asked & given, asked & ~given], axis=1).astype(np.float32)


def _met(unit: NDArray[np.int64], aligned: Aligned) -> list[Floats]:
    """What each sentence, its unit, and the questions that it answers meet of the question, word by word."""
    weight = aligned.question.rarity
    either = aligned.either
    return [
        aligned.sentences.met,
        aligned.sentences.unmet,
        weighed(best_of_group(unit, aligned.sentences.words), weight),
        weighed(either, weight),
        unmet(either, weight),
        aligned.asked_of.best(aligned.known.met),
        *aligned.asked_of.best_and_mean(aligned.known.both, 2),
    ]


def best_of_group(group: NDArray[np.int64], values: Floats) -> Floats:
    """For each row the best value of its group."""
    best = np.zeros((int(group.max()) + 1, *values.shape[1:]), dtype=np.float32)
    np.maximum.at(best, group, values)
    return best[group]


def _neighbours(scores: Floats) -> Floats:
    """The better of the sentences before and after."""
    padded = np.concatenate([[0.0], scores, [0.0]]).astype(np.float32)
    return np.maximum(padded[:-2], padded[2:])


def gold_rows(index: Index, question: int) -> Sequence[int]:
    """Rows of the sentences that answer bank question ``question``."""
    rows = {(s.unit, s.number): row for row, s in enumerate(index.sentences)}
    return [rows[answer] for answer in index.bank[question].answers if answer in rows]
