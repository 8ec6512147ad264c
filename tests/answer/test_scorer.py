"""The probability that a sentence answers, by hand."""

import math
from pathlib import Path

import numpy as np
import pytest

from iobqa.answer.calibration import SENTENCES
from iobqa.answer.logistic import Logistic
from iobqa.answer.scorer import UNTRAINED, UNTRAINED_OFFSET, SentenceScorer
from iobqa.answer.selection import FEATURES
from mini_qa import write


def features(**values: float) -> np.ndarray:
    return np.array([[values.get(name, 0.0) for name in FEATURES]], dtype=np.float32)


def test_the_trees_of_the_file_are_used(tmp_path: Path) -> None:
    stump = {"feature": [[FEATURES.index("meaning")]], "threshold": [[0.5]], "leaf": [[-1.0, 2.0]]}
    scorer = SentenceScorer.load(write(tmp_path / "s.json", {"names": list(FEATURES), "base": 0.5, **stump}))
    assert scorer.probabilities(features(meaning=0.75))[1] == pytest.approx([1 / (1 + math.exp(-2.5))])
    adds = dict(zip(FEATURES, scorer.contributions(features(meaning=0.75))[0], strict=True))
    assert {name: value for name, value in adds.items() if value} == {"meaning": 1.5}


def test_what_was_learnt_is_corrected(tmp_path: Path) -> None:
    stump = {"feature": [[FEATURES.index("meaning")]], "threshold": [[0.5]], "leaf": [[-1.0, 2.0]]}
    file = write(tmp_path / "s.json", {"names": list(FEATURES), "base": 0.0, **stump})
    scorer = SentenceScorer.load(file, Logistic.only(SENTENCES, trees=0.5, words=3.0))
    row = features(meaning=0.75, words=1.0)
    assert scorer.probabilities(row)[0] == pytest.approx([1 / (1 + math.exp(-2.0))])
    assert scorer.probabilities(row)[1] == pytest.approx([1 / (1 + math.exp(-(0.5 * 2.0 + 3.0)))])
    adds = dict(zip(FEATURES, scorer.contributions(row)[0], strict=True))
    assert {name: value for name, value in adds.items() if value} == {"meaning": 0.5 * 1.5, "words": 3.0}


def test_without_training_the_probability_is_the_logistic_of_the_weighted_sum(tmp_path: Path) -> None:
    scorer = SentenceScorer.load(tmp_path / "none.json")
    found = scorer.probabilities(features(meaning=0.75, short=1.0))[1]
    weighted = UNTRAINED["meaning"] * 0.75 + UNTRAINED["short"] + UNTRAINED_OFFSET
    assert found == pytest.approx([1 / (1 + math.exp(-weighted))])


def test_without_training_a_better_fit_scores_higher(tmp_path: Path) -> None:
    scorer = SentenceScorer.load(tmp_path / "none.json")
    assert set(UNTRAINED) <= set(FEATURES)
    assert scorer.probabilities(features(meaning=0.9, words=1.0))[1] > scorer.probabilities(features(meaning=0.1))[1]
