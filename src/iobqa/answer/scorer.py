"""How likely a sentence answers: boosted trees over its features, learnt from the question bank."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from iobqa.answer.calibration import SENTENCES
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
UNCORRECTED = Logistic.only(SENTENCES, trees=1.0)


@dataclass(frozen=True)
class SentenceScorer:
    """Trees, or for a report without training a logistic function of a few features; and what corrects them."""

    learnt: Trees | Logistic
    correction: Logistic

    @classmethod
    def load(cls, file: Path, correction: Logistic = UNCORRECTED) -> "SentenceScorer":
        """Read ``selection.json``; without one the untrained weights. ``correction``: over SENTENCES. Raises ReportError."""
        untrained = Logistic(Logistic.only(FEATURES, **UNTRAINED).weights, UNTRAINED_OFFSET)
        return cls(load_trees(file, FEATURES) or untrained, correction)

    def probabilities(self, features: Floats) -> tuple[Floats, Floats]:
        """Each of shape (sentences,) from (sentences, len(FEATURES)): as the writers of the bank would have it, which the
        signals of the whole question were learnt with, and corrected.
        """
        both = self._with_score(features)
        return np.asarray(1 / (1 + np.exp(-both[:, 0])), dtype=np.float32), self.correction.probability(both)

    def contributions(self, features: Floats) -> Floats:
        """What each feature adds to the log-odds, by what was learnt and by itself; shape as ``features``."""
        direct = self.correction.contributions(self._with_score(features))[:, 1:]
        return np.asarray(direct + self.correction.weights[0] * self.learnt.contributions(features), dtype=np.float32)

    def _with_score(self, features: Floats) -> Floats:
        return np.concatenate([self.learnt.score(features)[:, None], features], axis=1)
