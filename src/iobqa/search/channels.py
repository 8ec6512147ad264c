"""The ways in which a passage can be like a question, each a score for every passage at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from iobqa.search.dense import DenseIndex
from iobqa.search.lexical import LexicalIndex
from iobqa.search.query import Query

Scores = NDArray[np.float32]
Rows = NDArray[np.int64]

CHANNELS = (
    "words",
    "headings",
    "question_words",
    "question_words_3",
    "meaning",
    "sentence_meaning",
    "question_meaning",
    "question_meaning_3",
)
"""Names of the features, in the order of the columns: BM25 of the passage, of its headings, of its best bank question and
the mean of its best three; cosine with the passage, its best sentence, its best bank question and its best three."""


@dataclass(frozen=True)
class Owned:
    """Texts (bank questions, sentences) that belong to owners (passages, sentences); ``rows[o]`` lists those of owner o."""

    rows: Rows
    """Shape (owners, most texts of one owner), padded with -1."""

    @classmethod
    def from_lists(cls, lists: Sequence[Sequence[int]]) -> "Owned":
        """``lists[o]``: the texts of owner o."""
        width = max([1, *(len(texts) for texts in lists)])
        rows = np.full((len(lists), width), -1, dtype=np.int64)
        for owner, texts in enumerate(lists):
            rows[owner, : len(texts)] = texts
        return cls(rows)

    def best(self, scores: Scores, count: int = 1, leave_out: Sequence[int] = ()) -> Scores:
        """Shape (owners, ...): the mean of each owner's ``count`` best texts, 0 for a missing one; ``scores``: (texts, ...)."""
        return self._mean(self._of_owners(scores, leave_out), count)

    def best_and_mean(self, scores: Scores, count: int, leave_out: Sequence[int] = ()) -> tuple[Scores, Scores]:
        """``best(scores, 1)`` and ``best(scores, count)``, looked up once."""
        values = self._of_owners(scores, leave_out)
        return self._mean(values, 1), self._mean(values, count)

    def _of_owners(self, scores: Scores, leave_out: Sequence[int]) -> Scores:
        """Shape (owners, most texts of one owner, ...)."""
        padded = np.concatenate([scores, np.zeros((1, *scores.shape[1:]), dtype=np.float32)])
        padded[list(leave_out)] = 0.0
        return np.asarray(padded.take(self.rows, axis=0, mode="wrap"), dtype=np.float32)  # -1 is the last one

    @staticmethod
    def _mean(values: Scores, count: int) -> Scores:
        if count == 1:
            return np.asarray(values.max(axis=1), dtype=np.float32)
        if values.shape[1] <= count:
            return np.asarray(values.sum(axis=1) / count, dtype=np.float32)
        return np.asarray(np.partition(values, -count, axis=1)[:, -count:].mean(axis=1), dtype=np.float32)


@dataclass(frozen=True)
class Channels:
    """The indexes behind the features."""

    words: LexicalIndex
    headings: LexicalIndex
    question_words: LexicalIndex
    passages: DenseIndex
    sentences: DenseIndex
    questions: DenseIndex
    of_questions: Owned
    of_sentences: Owned

    @cached_property
    def size(self) -> int:
        """Number of passages."""
        return self.words.size

    def liken(self, query: Query, vector: Scores) -> "Likeness":
        """Every text's likeness to the question, by words and by meaning."""
        terms = dict(query.terms)
        return Likeness(
            words=self.words.score(terms),
            headings=self.headings.score(terms),
            question_words=self.question_words.score(terms),
            meaning=self.passages.score(vector),
            sentence_meaning=self.sentences.score(vector),
            question_meaning=self.questions.score(vector),
        )

    def columns(self, likeness: "Likeness", leave_out: Sequence[int] = ()) -> Scores:
        """Shape (passages, len(CHANNELS)). BM25 is divided by the question's best, so that each column is at most 1.

        ``leave_out``: rows of bank questions that are not to be used (in training).
        """
        asked = self.of_questions.best_and_mean(likeness.question_words, 3, leave_out)
        columns = (
            relative(likeness.words),
            relative(likeness.headings),
            *map(relative, asked),
            likeness.meaning,
            self.of_sentences.best(likeness.sentence_meaning),
            *self.of_questions.best_and_mean(likeness.question_meaning, 3, leave_out),
        )
        return np.stack(columns, axis=1)


@dataclass(frozen=True)
class Likeness:
    """BM25 (``words``) or cosine (``meaning``) of a question with every passage, heading, sentence and bank question."""

    words: Scores
    headings: Scores
    question_words: Scores
    meaning: Scores
    sentence_meaning: Scores
    question_meaning: Scores


def relative(scores: Scores) -> Scores:
    """Divided by the best; all zero when nothing matches."""
    best = float(scores.max(initial=0.0))
    return scores / np.float32(best) if best > 0 else scores
