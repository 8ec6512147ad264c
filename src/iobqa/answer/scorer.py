"""How likely a sentence answers: a logistic function of its features, learnt from the question bank."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

from iobqa.answer.selection import FEATURES
from iobqa.errors import ReportError

Floats = NDArray[np.float32]

UNTRAINED: Mapping[str, float] = {
    "meaning": 3.0,
    "words": 2.0,
    "question_meaning": 2.0,
    "passage": 0.5,
    "passage_first": 0.5,
    "short": -1.0,
    "lead_in": -0.5,
}
"""For a report without training."""


@dataclass(frozen=True)
class SentenceScorer:
    """One weight for each feature."""

    weights: Floats
    bias: float

    @classmethod
    def load(cls, file: Path) -> "SentenceScorer":
        """Read ``selection.json``; without one the untrained weights. Raises ReportError."""
        content: Mapping[str, object] = {"weights": UNTRAINED, "bias": -4.0}
        if file.is_file():
            try:
                content = json.loads(file.read_text(encoding="utf-8"))
            except ValueError as error:
                raise ReportError(f"{file} is beschadigd ({error}). Maak het opnieuw met ‘make ranker’.") from error
        weights, bias = (content.get(key) if isinstance(content, Mapping) else None for key in ("weights", "bias"))
        if not _fits(weights) or not isinstance(bias, int | float):
            raise ReportError(f"{file} hoort bij een andere versie van iobqa. Maak het opnieuw met ‘make ranker’.")
        return cls(np.array([weights.get(name, 0.0) for name in FEATURES], dtype=np.float32), float(bias))

    def contributions(self, features: Floats) -> Floats:
        """What each feature adds to the log-odds, shape as ``features``."""
        return np.asarray(features * self.weights, dtype=np.float32)

    def probability(self, features: Floats) -> Floats:
        """Shape (sentences,) from (sentences, len(FEATURES))."""
        return np.asarray(1 / (1 + np.exp(-(features @ self.weights + self.bias))), dtype=np.float32)


def _fits(weights: object) -> TypeGuard[Mapping[str, float]]:
    """Whether these are numbers for features that exist."""
    if not isinstance(weights, Mapping) or not set(weights) <= set(FEATURES):
        return False
    return all(isinstance(weight, int | float) for weight in weights.values())
