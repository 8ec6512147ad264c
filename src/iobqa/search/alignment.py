"""Word by word: which words of a question are met, in the same form or in meaning, by the words of a text.

A mean vector tells what a text is about; it hides the one word that makes another question of it. Here each word of the question
looks for its nearest word in the text, and each word of the text for its nearest in the question: the late interaction of
Khattab & Zaharia (2020), ColBERT, with the static vectors of single words and each word weighed by its rarity.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from iobqa.search.analysis import STOP_WORDS, Analysis, tokens
from iobqa.search.dense import DenseIndex
from iobqa.search.encoder import Encoder
from iobqa.search.lexical import LexicalIndex

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]

_REMEMBERED = 4096
"""Words of questions whose vectors are kept."""


@dataclass(frozen=True)
class WordTable:
    """The words of many texts, as numbers in one vocabulary: those of text n are ``words[starts[n]:starts[n + 1]]``."""

    words: Numbers
    starts: Numbers

    @classmethod
    def from_texts(cls, texts: Sequence[str], numbers: Mapping[str, int]) -> "WordTable":
        """Stop words and words outside the vocabulary are left out; each word of a text counts once."""
        rows = [[numbers[w] for w in dict.fromkeys(tokens(t)) if w in numbers and w not in STOP_WORDS] for t in texts]
        starts = np.cumsum([0, *map(len, rows)])
        return cls(np.array([word for row in rows for word in row], dtype=np.int32), starts.astype(np.int32))

    def of(self, rows: Sequence[int] | NDArray[np.integer]) -> "WordTable":
        """The words of some of the texts."""
        chosen = np.asarray(rows, dtype=np.int64)
        first, lengths = self.starts[chosen], self.starts[chosen + 1] - self.starts[chosen]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        places = np.arange(starts[-1]) + np.repeat(first - starts[:-1], lengths)
        return WordTable(self.words[places], starts.astype(np.int32))

    @classmethod
    def joined(cls, tables: "Sequence[WordTable]") -> "WordTable":
        """The texts of several tables, one table behind the other."""
        before = np.cumsum([0, *(len(table.words) for table in tables)])
        starts = [table.starts[:-1] + offset for table, offset in zip(tables, before, strict=False)]
        words = np.concatenate([table.words for table in tables])
        return cls(words, np.concatenate([*starts, before[-1:]]).astype(np.int32))

    def save(self, file: Path) -> None:
        """Write to ``file`` (.npz)."""
        np.savez(file, words=self.words, starts=self.starts)

    @classmethod
    def load(cls, file: Path) -> "WordTable":
        """Read what ``save`` wrote."""
        with np.load(file) as stored:
            return cls(stored["words"], stored["starts"])


@dataclass(frozen=True)
class Alignment:
    """How a question and some texts meet; a row a text."""

    met: Floats
    """Share of the question's weight that the text meets, 0 to 1."""
    asked: Floats
    """Share of the text's weight that the question meets: what a known question asks beyond this one is missing from it."""
    unmet: Floats
    """Weight of the question's most important word that the text does not meet, 0 (all met) to 1."""
    words: Floats
    """Shape (texts, words of the question): how near each word of the question comes."""

    def part(self, start: int, end: int) -> "Alignment":
        """Of some of the texts."""
        return Alignment(self.met[start:end], self.asked[start:end], self.unmet[start:end], self.words[start:end])

    @cached_property
    def both(self) -> Floats:
        """Harmonic mean of ``met`` and ``asked``: near 1 only for two ways to put one question."""
        return np.asarray(2 * self.met * self.asked / np.maximum(self.met + self.asked, 1e-6), dtype=np.float32)


@dataclass(frozen=True)
class Rarity:
    """How rare a word is, by the known questions that have it in some form."""

    asked: LexicalIndex
    """BM25 index of the known questions."""
    analysis: Analysis

    def of(self, words: Sequence[str]) -> Floats:
        """Natural logarithms, shape (words,): 0 for a word that nearly every question has."""
        return np.array([self._of(word) for word in words], dtype=np.float32)

    def _of(self, word: str) -> float:
        known = max([0, *(len(self.asked.documents(term)) for term in self.analysis.word_terms(word))])
        return float(np.log((2 + self.asked.size) / (1 + known)))


class Aligner:
    """Aligns questions with the texts of one index."""

    def __init__(
        self,
        vocabulary: Sequence[str],
        vectors: DenseIndex,
        rarities: Floats,
        rarity: "Rarity",
        encoder: Encoder,
    ) -> None:
        """``vectors`` and ``rarities``: of the words of ``vocabulary``; ``rarity``: of any word."""
        self._dense, self._rarities, self._rarity, self._encoder = vectors, rarities, rarity, encoder
        self._vocabulary = vocabulary

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Number of each word of the vocabulary."""
        return {word: number for number, word in enumerate(self._vocabulary)}

    def question(self, words: Sequence[str]) -> "AskedWords":
        """The words of a question that carry a subject, made ready."""
        content = tuple(dict.fromkeys(word for word in words if word not in STOP_WORDS))
        vectors = np.array([self._vector(word) for word in content], dtype=np.float32)
        rarity = self._rarity.of(content)
        return AskedWords(content, vectors.reshape(len(content), self._dense.vectors.shape[1]), rarity)

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019 - lives as long as the index
    def _vector(self, word: str) -> Floats:
        return np.asarray(self._encoder.encode_questions([word])[0], dtype=np.float32)

    def likeness(self, word: str) -> Floats:
        """Cosine of ``word`` with every word of the vocabulary, none below 0."""
        return np.asarray(np.maximum(self._dense.score(self._vector(word)), 0.0), dtype=np.float32)

    def align(self, question: "AskedWords", texts: WordTable) -> Alignment:
        """Of each text: what it meets of the question, and the question of it."""
        count = len(texts.starts) - 1
        if not len(question.words) or not len(texts.words):
            nothing = np.zeros(count, dtype=np.float32)
            return Alignment(
                nothing, nothing, np.ones(count, np.float32), np.zeros((count, len(question.words)), np.float32)
            )
        unique, place = distinct(texts.words, len(self._vocabulary))
        near = np.maximum(self._dense.vectors[unique] @ question.vectors.T, 0.0)
        empty = texts.starts[:-1] == texts.starts[1:]
        starts = np.minimum(texts.starts[:-1], len(place) - 1)
        words = np.maximum.reduceat(near[place], starts, axis=0)
        words[empty] = 0.0
        rarity = self._rarities[unique]
        said = np.add.reduceat((near.max(axis=1) * rarity)[place], starts)
        total = np.add.reduceat(rarity[place], starts)
        weight = question.rarity
        return Alignment(
            met=weighed(words, weight),
            asked=np.where(empty, 0.0, said / np.maximum(total, 1e-6)).astype(np.float32),
            unmet=unmet(words, weight),
            words=words,
        )


def distinct(numbers: NDArray[np.integer], most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """As ``np.unique(numbers, return_inverse=True)`` for numbers from 0 up to ``most``, without sorting."""
    present = np.zeros(most, dtype=bool)
    present[numbers] = True
    place = np.cumsum(present) - 1
    return np.flatnonzero(present), place[numbers]


def weighed(words: Floats, weight: Floats) -> Floats:
    """Share of the weight that is met; shape (texts,) from (texts, words of the question)."""
    return np.asarray(words @ weight / max(float(weight.sum()), 1e-6), dtype=np.float32)


def unmet(words: Floats, weight: Floats) -> Floats:
    """Weight of the most important word that is not met, as a share of the greatest weight; shape (texts,)."""
    if not len(weight):
        return np.ones(len(words), dtype=np.float32)
    return np.asarray(((1 - words) * weight).max(axis=1) / weight.max(), dtype=np.float32)


@dataclass(frozen=True)
class AskedWords:
    """The content words of a question with their unit vectors, shape (words, dimensions), and rarities (natural log)."""

    words: tuple[str, ...]
    vectors: Floats
    rarity: Floats
