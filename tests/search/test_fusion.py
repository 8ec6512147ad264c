"""Channels to one score."""

import json
from pathlib import Path

import numpy as np
import pytest

from iobqa.errors import ReportError
from iobqa.search.channels import CHANNELS
from iobqa.search.fusion import UNTRAINED, Ranker, ranked

EQUAL = dict.fromkeys(CHANNELS, 1.0)


def write(tmp_path: Path, content: object) -> Path:
    file = tmp_path / "ranker.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return file


def test_the_weights_are_read_by_name(tmp_path: Path) -> None:
    shuffled = {name: float(CHANNELS.index(name)) for name in reversed(CHANNELS)}
    ranker = Ranker.load(write(tmp_path, {"weights": shuffled}))
    assert ranker.weights.tolist() == list(range(len(CHANNELS)))


def test_without_a_file_the_untrained_weights(tmp_path: Path) -> None:
    assert Ranker.load(tmp_path / "ranker.json").weights.tolist() == pytest.approx(list(UNTRAINED.values()))
    assert list(UNTRAINED) == list(CHANNELS)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        {},
        {"weights": 5},
        {"weights": list(EQUAL)},
        {"weights": EQUAL | {"words": "zwaar"}},
        {"weights": EQUAL | {"words": None}},
    ],
)
def test_a_broken_file(tmp_path: Path, content: object) -> None:
    with pytest.raises(ReportError, match=r"ranker\.json is beschadigd.*make ranker"):
        Ranker.load(write(tmp_path, content))


@pytest.mark.parametrize(
    "weights", [{}, {"words": 1.0}, EQUAL | {"sterren": 1.0}, {n: w for n, w in EQUAL.items() if n != "words"}]
)
def test_weights_with_other_names(tmp_path: Path, weights: dict[str, float]) -> None:
    with pytest.raises(ReportError, match="een andere versie"):
        Ranker.load(write(tmp_path, {"weights": weights}))


def test_the_score_is_the_weighted_sum() -> None:
    weights = np.arange(len(CHANNELS), dtype=np.float32)
    channels = np.stack([np.ones_like(weights), np.eye(len(weights), dtype=np.float32)[3]])
    assert Ranker(weights).score(channels).tolist() == [weights.sum(), 3]


@pytest.mark.parametrize(
    ("scores", "k", "order"),
    [
        ([0.1, 0.9, 0.5], 3, [1, 2, 0]),
        ([0.1, 0.9, 0.5], 2, [1, 2]),
        ([0.1, 0.9, 0.5], 9, [1, 2, 0]),
        pytest.param([0.5, 0.9, 0.5, 0.9], 4, [1, 3, 0, 2], id="of equals the first in the report"),
        pytest.param([0.0] * 40, 40, list(range(40)), id="all equal"),
        ([], 3, []),
    ],
)
def test_ranked(scores: list[float], k: int, order: list[int]) -> None:
    assert ranked(np.array(scores, dtype=np.float32), k) == order
