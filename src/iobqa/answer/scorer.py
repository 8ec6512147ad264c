"""How likely a sentence answers: boosted trees over its features, learnt from the question bank."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from iobqa.answer.logistic import Logistic
from iobqa.answer.selection import FEATURES
from iobqa.answer.trees import Trees, load_trees

Floats = NDArray[np.float32]

UNTRAINED = {
    "meaning": 3.0,
    "words": 2.0,
    "question_meaning": 2.0,
    "passage": 0.5,
    "passage_first": 0.5,
    "short": -1.0,
    "lead_in": -0.5,
}
"""For a report without training."""
UNTRAINED_OFFSET = -4.0


@dataclass(frozen=True)
class SentenceScorer:
    """Trees, or for a report without training a logistic function of a few features."""

    learnt: Trees | Logistic

    @classmethod
    def load(cls, file: Path) -> "SentenceScorer":
        """Read ``selection.json``; without one the untrained weights. Raises ReportError."""
        untrained = Logistic(Logistic.only(FEATURES, **UNTRAINED).weights, UNTRAINED_OFFSET)
        return cls(load_trees(file, FEATURES) or untrained)

    def contributions(self, features: Floats) -> Floats:
        """What each feature adds to the log-odds, shape as ``features``."""
        return self.learnt.contributions(features)

    def probability(self, features: Floats) -> Floats:
        """Shape (sentences,) from (sentences, len(FEATURES))."""
        return self.learnt.probability(features)
