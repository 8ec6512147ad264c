"""Question to ranked passages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from iobqa.records import Hit, Paragraph
from iobqa.search.channels import CHANNELS, Likeness
from iobqa.search.fusion import ranked
from iobqa.search.index import Index
from iobqa.search.query import Query

LONGEST_LIST = 100
"""Passages returned at most."""


@dataclass(frozen=True)
class Search:
    """A question searched: every passage's channels and score, and the query that was made of the question."""

    query: Query
    vector: NDArray[np.float32]
    likeness: Likeness
    channels: NDArray[np.float32]
    scores: NDArray[np.float32]
    order: tuple[int, ...]
    """Passage numbers, best first; empty when no word of the question is known in any way."""

    def explain(self, passage: int) -> dict[str, float]:
        """The channels of one passage by name."""
        return {name: round(float(value), 4) for name, value in zip(CHANNELS, self.channels[passage], strict=True)}


class Retriever:
    """Ranks the passages of one index."""

    def __init__(self, index: Index, allowed: Callable[[Paragraph], bool] | None = None) -> None:
        """``allowed``: rank only passages with such a unit or footnote."""
        self._index = index
        self._within = allowed and frozenset(
            p.number
            for p in index.passages
            if any(allowed(index.report.by_id[i]) for i in (*p.ids, *(f"voetnoot-{n.number}" for n in p.footnotes)))
        )

    def search(self, question: str, leave_out: Sequence[int] = ()) -> Search:
        """Score every passage for ``question``. ``leave_out``: rows of bank questions not to be used."""
        query = self._index.reader.read(question)
        vector = self._index.encoder.encode_questions([question])[0]
        likeness = self._index.channels.liken(query, vector)
        channels = self._index.channels.columns(likeness, leave_out)
        scores = self._index.ranker.score(channels)
        order = ranked(scores, len(scores)) if channels.any() else []
        if self._within is not None:
            order = [number for number in order if number in self._within]
        return Search(query, vector, likeness, channels, scores, tuple(order))

    def hits(self, search: Search, k: int) -> tuple[Hit, ...]:
        """The ``k`` best passages."""
        return tuple(
            Hit(self._index.passages[number], float(search.scores[number]), rank)
            for rank, number in enumerate(search.order[: min(k, LONGEST_LIST)], start=1)
        )
