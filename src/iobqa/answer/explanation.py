"""Why a question got the answer it got: what every sentence and every signal weighed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from iobqa.answer.abstention import Judge, Verdict
from iobqa.answer.composition import Piece
from iobqa.answer.scorer import SentenceScorer
from iobqa.answer.selection import FEATURES
from iobqa.answer.signals import SIGNALS, Mentions
from iobqa.answer.wording import is_english
from iobqa.search.index import Index
from iobqa.search.kinds import asks
from iobqa.search.query import Query
from iobqa.search.units import Sentence

if TYPE_CHECKING:
    from iobqa.answer.extractive import Considered

Floats = NDArray[np.float32]

SENTENCES, SHARES, DECIDING = 8, 4, 8
"""Sentences shown; features shown of each; signals shown."""


@dataclass(frozen=True, slots=True)
class Share:
    """A feature or signal, its value and what it adds to the log-odds."""

    name: str
    value: float
    adds: float


@dataclass(frozen=True, slots=True)
class WeighedSentence:
    """A candidate sentence, the probability that it answers and why; ``used``: it stands in the answer."""

    ref: str
    text: str
    probability: float
    shares: tuple[Share, ...]
    used: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """The question as it was read, the best candidates, and the verdict."""

    query: Query
    wanted: tuple[str, ...]
    """Kinds of answer that the question asks for."""
    english: bool
    mentions: Mentions | None
    sentences: tuple[WeighedSentence, ...]
    signals: tuple[Share, ...]
    score: float | None
    """Log-odds that the report answers; None when nothing was found at all."""
    threshold: float
    """The least score with which to answer."""
    verdict: Verdict


def explain(considered: "Considered", index: Index, scorer: SentenceScorer, judge: Judge) -> Explanation:
    """Put into words what ``considered`` holds in numbers."""
    query, signals = considered.search.query, considered.signals
    return Explanation(
        query=query,
        wanted=tuple(sorted(asks(query.text))),
        english=is_english(query.text),
        mentions=considered.mentions,
        sentences=tuple(_sentences(considered, index, scorer)),
        signals=() if signals is None else strongest(SIGNALS, signals, judge.contributions(signals), DECIDING),
        score=None if signals is None else judge.score(signals),
        threshold=judge.threshold,
        verdict=considered.verdict,
    )


def strongest(names: Sequence[str], values: Floats, adds: Floats, count: int) -> tuple[Share, ...]:
    """The ``count`` entries that weigh most either way, strongest first; what weighs nothing is left out."""
    order = [int(at) for at in np.argsort(-np.abs(adds), kind="stable")[:count] if adds[at]]
    return tuple(Share(names[at], float(values[at]), float(adds[at])) for at in order)


def _sentences(considered: "Considered", index: Index, scorer: SentenceScorer) -> Iterator[WeighedSentence]:
    candidates, probabilities = considered.candidates, considered.probabilities
    if candidates is None or probabilities is None:
        return
    best = np.argsort(-probabilities, kind="stable")[:SENTENCES]
    for at, adds in zip(best, scorer.contributions(candidates.features[best]), strict=True):
        sentence = index.sentences[candidates.rows[at]]
        yield WeighedSentence(
            ref=index.report.by_id[sentence.unit].ref,
            text=sentence.text,
            probability=float(probabilities[at]),
            shares=strongest(FEATURES, candidates.features[at], adds, SHARES),
            used=any(_holds(piece, sentence) for piece in considered.pieces),
        )


def _holds(piece: Piece, sentence: Sentence) -> bool:
    """Whether the sentence is quoted by the piece or named as a place that says the same."""
    quotes = [piece.quote, *piece.also]
    return any(q.unit == sentence.unit and q.start < sentence.end and sentence.start < q.end for q in quotes)
