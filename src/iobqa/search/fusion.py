"""Several scores for a passage to one: a weighted sum with few, readable weights."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from iobqa.errors import ReportError
from iobqa.search.channels import CHANNELS

UNTRAINED = {
    "words": 1.0,
    "headings": 0.2,
    "question_words": 0.8,
    "question_words_3": 0.8,
    "meaning": 1.0,
    "sentence_meaning": 0.5,
    "question_meaning": 1.0,
    "question_meaning_3": 1.0,
}
"""For a report without a trained ranker: every way counts about the same."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """A weight for each channel."""

    weights: NDArray[np.float32]

    @classmethod
    def load(cls, file: Path) -> "Ranker":
        """Read ``ranker.json``; without one the untrained weights. Raises ReportError."""
        weights = UNTRAINED
        if file.is_file():
            try:
                listed = json.loads(file.read_text(encoding="utf-8"))["weights"]
                weights = {name: float(weight) for name, weight in listed.items()}
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise ReportError(f"{file} is beschadigd ({error}). Maak het opnieuw met ‘make ranker’.") from error
        if set(weights) != set(CHANNELS):
            raise ReportError(f"{file} hoort bij een andere versie van iobqa. Maak het opnieuw met ‘make ranker’.")
        return cls(np.array([weights[name] for name in CHANNELS], dtype=np.float32))

    def score(self, channels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Shape (passages,) from (passages, len(CHANNELS))."""
        return np.asarray(channels @ self.weights, dtype=np.float32)


def ranked(scores: NDArray[np.float32], k: int) -> list[int]:
    """The ``k`` best positions, best first; of equals the one that comes first in the report."""
    return [int(at) for at in np.argsort(-scores, kind="stable")[:k]]
