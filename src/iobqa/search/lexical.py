"""BM25 over texts that were turned into terms (bm25s)."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


class LexicalIndex:
    """Scores every document for a question; ``score(...)[n]`` belongs to the n-th document of ``from_terms``."""

    def __init__(self, bm25: bm25s.BM25, size: int) -> None:
        self._bm25 = bm25
        self.size = size
        self._known: dict[str, int] = bm25.vocab_dict

    @classmethod
    def from_terms(cls, documents: Sequence[Sequence[str]], k1: float = 1.5, b: float = 0.75) -> "LexicalIndex":
        """Index documents given as lists of terms. Lucene's variant of BM25, as in bm25s."""
        bm25 = bm25s.BM25(k1=k1, b=b)
        listed = [list(terms) for terms in documents]
        if not any(listed):  # bm25s cannot index nothing at all; the empty term is one that no question has
            listed = [[""] for _ in listed]
        bm25.index(listed, show_progress=False)
        return cls(bm25, len(documents))

    def documents(self, term: str) -> NDArray[np.integer[Any]]:
        """Rows of the documents that hold ``term``."""
        if term not in self._known:
            return np.empty(0, dtype=np.int64)
        at = self._known[term]
        starts = self._bm25.scores["indptr"]
        return np.asarray(self._bm25.scores["indices"][starts[at] : starts[at + 1]])

    def in_any(self, term: str, rows: NDArray[np.integer[Any]]) -> bool:
        """Whether one of the documents ``rows`` holds ``term``."""
        holding = self.documents(term)  # in order, as bm25s keeps them
        if not len(holding):
            return False
        at = np.minimum(np.searchsorted(holding, rows), len(holding) - 1)
        return bool((holding[at] == rows).any())

    def score(self, weights: dict[str, float]) -> Scores:
        """Shape (documents,): the weighted sum over terms of each term's BM25 score. Unknown terms add nothing."""
        known = [(self._known[term], weight) for term, weight in weights.items() if term in self._known]
        if not known:
            return np.zeros(self.size, dtype=np.float32)
        stored, starts = self._bm25.scores, self._bm25.scores["indptr"]
        rows = np.concatenate([stored["indices"][starts[at] : starts[at + 1]] for at, _ in known])
        scores = np.concatenate([stored["data"][starts[at] : starts[at + 1]] * weight for at, weight in known])
        return np.bincount(rows, weights=scores, minlength=self.size).astype(np.float32)

    def save(self, folder: Path) -> None:
        """Write to ``folder``, which must not exist yet."""
        self._bm25.save(str(folder), show_progress=False)
        (folder / "size.json").write_text(json.dumps(self.size))

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Read what ``save`` wrote."""
        return cls(bm25s.BM25.load(str(folder)), int(json.loads((folder / "size.json").read_text())))
