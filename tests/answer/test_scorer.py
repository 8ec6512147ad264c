"""The probability that a sentence answers, by hand."""

import math
from pathlib import Path

import numpy as np
import pytest

from iobqa.answer.scorer import UNTRAINED, SentenceScorer
from iobqa.answer.selection import FEATURES
from iobqa.errors import ReportError
from mini_qa import write


def features(**values: float) -> np.ndarray:
    return np.array([[values.get(name, 0.0) for name in FEATURES]], dtype=np.float32)


def test_the_probability_is_the_logistic_of_the_weighted_sum(tmp_path: Path) -> None:
    scorer = SentenceScorer.load(write(tmp_path / "s.json", {"weights": {"meaning": 2.0, "short": -1.0}, "bias": 0.5}))
    found = scorer.probability(features(meaning=0.75, short=1.0, words=9.0))
    assert found == pytest.approx([1 / (1 + math.exp(-(2.0 * 0.75 - 1.0 + 0.5)))])


def test_contributions_are_the_weighted_features(tmp_path: Path) -> None:
    scorer = SentenceScorer.load(write(tmp_path / "s.json", {"weights": {"meaning": 2.0, "short": -1.0}, "bias": 0.5}))
    adds = dict(zip(FEATURES, scorer.contributions(features(meaning=0.75, short=1.0, words=9.0))[0], strict=True))
    assert {name: value for name, value in adds.items() if value} == {"meaning": 1.5, "short": -1.0}


def test_without_training_a_better_fit_scores_higher(tmp_path: Path) -> None:
    scorer = SentenceScorer.load(tmp_path / "none.json")
    assert set(UNTRAINED) <= set(FEATURES)
    assert scorer.probability(features(meaning=0.9, words=1.0)) > scorer.probability(features(meaning=0.1))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("geen json", "beschadigd"),
        ("{}", "andere versie"),
        ("[1]", "andere versie"),
        ('{"weights": {"meaning": 1.0}}', "andere versie"),
        ('{"weights": [1.0], "bias": 0}', "andere versie"),
        ('{"weights": {"onbekend": 1.0}, "bias": 0}', "andere versie"),
        ('{"weights": {"meaning": "veel"}, "bias": 0}', "andere versie"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "selection.json"
    file.write_text(content)
    with pytest.raises(ReportError, match=said) as caught:
        SentenceScorer.load(file)
    assert "make ranker" in str(caught.value)
