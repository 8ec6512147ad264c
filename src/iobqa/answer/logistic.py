"""A logistic function of named features, as the training scripts write it: ``{"weights": {name: weight}, "offset": number}``."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iobqa.errors import ReportError

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Logistic:
    """One weight for each feature."""

    weights: Floats
    offset: float

    @classmethod
    def of(cls, names: Sequence[str], content: Mapping[str, Any]) -> "Logistic":
        """From JSON. Raises KeyError, TypeError or ValueError when it is not about just these features."""
        weights: Mapping[str, float] = content["weights"]
        if set(weights) != set(names):
            raise ValueError("other features")
        return cls(np.array([float(weights[name]) for name in names], dtype=np.float32), float(content["offset"]))

    @classmethod
    def only(cls, names: Sequence[str], **weights: float) -> "Logistic":
        """For a report without training: the given weights, none for the other features."""
        return cls(np.array([weights.get(name, 0.0) for name in names], dtype=np.float32), 0.0)

    def score(self, features: Floats) -> Floats:
        """Log-odds, shape (rows,) from (rows, features)."""
        return np.asarray(features @ self.weights + np.float32(self.offset), dtype=np.float32)

    def probability(self, features: Floats) -> Floats:
        """The logistic of ``score``."""
        return np.asarray(1 / (1 + np.exp(-np.clip(self.score(features), -30, 30))), dtype=np.float32)

    def contributions(self, features: Floats) -> Floats:
        """What each feature adds to ``score``, shape as ``features``."""
        return np.asarray(features * self.weights, dtype=np.float32)


def read_learnt(file: Path) -> dict[str, Any] | None:
    """What a training script wrote, or None without such a file. Raises ReportError when it is damaged."""
    if not file.is_file():
        return None
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise ReportError(f"{file} is beschadigd ({error}). Maak het opnieuw met ‘make ranker’.") from error


def other_version(file: Path) -> ReportError:
    """For a file that was learnt on other features."""
    return ReportError(f"{file} hoort bij een andere versie van iobqa. Maak het opnieuw met ‘make ranker’.")
