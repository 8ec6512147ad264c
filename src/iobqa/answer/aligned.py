"""A question held word by word against the candidate sentences, the questions these answer, and the nearest questions to refuse."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from iobqa.search.alignment import Alignment, AskedWords, WordTable, distinct
from iobqa.search.channels import Owned
from iobqa.search.index import Index
from iobqa.search.retriever import Search

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]

REFUSALS = 40
"""Nearest questions to refuse, by meaning, that are compared word by word."""


@dataclass(frozen=True)
class Aligned:
    """Alignments of one question. Bank questions and refusals that are left out in training are not among the rows."""

    question: AskedWords
    sentences: Alignment
    """A row a candidate sentence."""
    known_rows: Rows
    """Bank questions that a candidate sentence answers."""
    known: Alignment
    asked_of: Owned
    """Which of ``known_rows``, by place, each candidate sentence answers."""
    refusal_meaning: Floats
    """Cosine of every question to refuse, 0 for those left out; shape (refusals of the index,)."""
    refusal_rows: Rows
    refusals: Alignment

    @cached_property
    def either(self) -> Floats:
        """Shape (candidate sentences, words): how near the sentence, or a bank question that it answers, comes to each word."""
        return np.maximum(self.sentences.words, self.asked_of.best(self.known.words))


def align(
    index: Index, search: Search, rows: Rows, leave_out: tuple[Sequence[int], Sequence[int]] = ((), ())
) -> Aligned:
    """``rows``: the candidate sentences; ``leave_out``: bank questions and refusals not to be used (in training)."""
    question = index.aligner.question(search.query.words)
    table = index.questions_of_sentence.rows[rows]
    used = (table >= 0) & ~np.isin(table, leave_out[0]) if leave_out[0] else table >= 0
    known, place = distinct(table[used], len(index.bank))
    asked_of = np.full(table.shape, -1, dtype=np.int64)
    asked_of[used] = place
    refusal_meaning = index.refused.score(search.vector)
    refusal_meaning[list(leave_out[1])] = 0.0
    refused = _best(refusal_meaning, REFUSALS) if index.refusals else np.empty(0, dtype=np.int64)
    if leave_out[1]:
        refused = refused[~np.isin(refused, leave_out[1])]
    tables = (index.sentence_table.of(rows), index.question_table.of(known), index.refusal_table.of(refused))
    together = index.aligner.align(question, WordTable.joined(tables))
    ends = np.cumsum([len(rows), len(known), len(refused)])
    return Aligned(
        question=question,
        sentences=together.part(0, ends[0]),
        known_rows=known,
        known=together.part(ends[0], ends[1]),
        asked_of=Owned(asked_of),
        refusal_meaning=refusal_meaning,
        refusal_rows=refused,
        refusals=together.part(ends[1], ends[2]),
    )


def _best(scores: Floats, count: int) -> Rows:
    """Rows of the ``count`` best scores, best first, ties by row."""
    if len(scores) <= count:
        return np.argsort(-scores, kind="stable")
    rows = np.sort(np.argpartition(-scores, count - 1)[:count])
    return np.asarray(rows[np.argsort(-scores[rows], kind="stable")], dtype=np.int64)
