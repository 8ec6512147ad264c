"""Vectors to nearest texts: FAISS, inner product on unit vectors, which is the cosine."""

from functools import cached_property
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class DenseIndex:
    """A flat FAISS index that scores every vector: a report has thousands, not millions."""

    def __init__(self, index: "faiss.IndexFlat") -> None:
        self._index = index
        self._vectors: Vectors = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d).reshape(
            index.ntotal, index.d
        )

    @classmethod
    def from_vectors(cls, vectors: Vectors) -> "DenseIndex":
        """``vectors``: shape (texts, dimensions), each row of length 1 (or 0 for a text without known words)."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @property
    def vectors(self) -> Vectors:
        """Shape (texts, dimensions); FAISS's own memory, so only as long as this object lives."""
        return self._vectors

    @property
    def size(self) -> int:
        return int(self._index.ntotal)

    def score(self, query: Vectors) -> Vectors:
        """Cosine of ``query``, shape (dimensions,), with every vector: shape (texts,)."""
        return np.asarray(query @ self._by_dimension)

    @cached_property
    def _by_dimension(self) -> Vectors:
        """Shape (dimensions, texts). One query with all vectors takes a third of the time so: BLAS adds up long rows."""
        return np.ascontiguousarray(self._vectors.T)

    def search(self, query: Vectors, k: int) -> list[tuple[int, float]]:
        """The ``k`` nearest as (row, cosine), best first. FAISS pads with row -1 when there are fewer; those are left out."""
        scores, rows = self._index.search(query[None, :].astype(np.float32), min(k, self.size))
        return [(int(row), float(score)) for row, score in zip(rows[0], scores[0], strict=True) if row >= 0]

    def save(self, file: Path) -> None:
        """Write to ``file``. Raises OSError, which FAISS itself does not when the disk is full."""
        file.write_bytes(faiss.serialize_index(self._index).tobytes())

    @classmethod
    def load(cls, file: Path) -> "DenseIndex":
        """Raises RuntimeError when the file is no FAISS index."""
        index = faiss.read_index(str(file))
        if not isinstance(index, faiss.IndexFlat):
            raise RuntimeError(f"{file} holds another kind of index")
        return cls(index)
