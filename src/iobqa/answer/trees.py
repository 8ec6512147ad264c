"""Small boosted trees, read from JSON and evaluated with numpy: what the training scripts learn with scikit-learn."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from iobqa.errors import ReportError

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Trees:
    """``trees`` complete binary trees of one depth in heap order: node n's children are 2n+1 (at most) and 2n+2 (above)."""

    names: tuple[str, ...]
    base: float
    feature: NDArray[np.int64]
    """Shape (trees, inner nodes)."""
    threshold: Floats
    """Shape (trees, inner nodes)."""
    leaf: Floats
    """Shape (trees, leaves)."""

    def score(self, features: Floats) -> Floats:
        """Log-odds, shape (rows,), for ``features`` of shape (rows, len(names)): the sum over trees of Friedman (2001)."""
        trees, inner = self.feature.shape
        # Places in the flattened arrays: one ``take`` is several times faster than an index of two arrays.
        tree, row = np.arange(trees) * inner, (np.arange(len(features)) * features.shape[1])[:, None]
        feature, threshold, values = self.feature.ravel(), self.threshold.ravel(), features.ravel()
        node = np.zeros((len(features), trees), dtype=np.int64)
        for _ in range(int(np.log2(self.leaf.shape[1]))):
            at = tree + node
            node = 2 * node + 1 + (values.take(row + feature.take(at)) > threshold.take(at))
        leaves = self.leaf.ravel().take(np.arange(trees) * (inner + 1) + node - inner)
        return np.asarray(leaves.sum(axis=1) + np.float32(self.base), dtype=np.float32)

    def contributions(self, features: Floats) -> Floats:
        """What each feature adds to ``score``, shape as ``features``: the change of the mean of the leaves below, summed along
        the path of every tree. Kuz'min et al. (2011), Interpretation of QSAR models based on random forest methods.
        """
        return np.stack([self._contributions(row) for row in features])

    def _contributions(self, features: Floats) -> Floats:
        means = self._means()
        trees = np.arange(len(self.feature))
        node = np.zeros(len(self.feature), dtype=np.int64)
        adds = np.zeros(len(self.names), dtype=np.float32)
        for _ in range(int(np.log2(self.leaf.shape[1]))):
            feature = self.feature[trees, node]
            below = 2 * node + 1 + (features[feature] > self.threshold[trees, node])
            np.add.at(adds, feature, means[trees, below] - means[trees, node])
            node = below
        return adds

    def _means(self) -> Floats:
        """Mean of the leaves below every node, in heap order; shape (trees, nodes)."""
        levels = [self.leaf]
        while levels[0].shape[1] > 1:
            levels.insert(0, np.asarray((levels[0][:, ::2] + levels[0][:, 1::2]) / 2, dtype=np.float32))
        return np.concatenate(levels, axis=1)

    def probability(self, features: Floats) -> Floats:
        """The logistic of ``score``."""
        return np.asarray(1 / (1 + np.exp(-self.score(features))), dtype=np.float32)


def load_trees(file: Path, names: Sequence[str]) -> Trees | None:
    """Read trees; nothing when the corpus has none. Raises ReportError when they were learnt on other features."""
    if not file.is_file():
        return None
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        trees = Trees(
            tuple(content["names"]),
            float(content["base"]),
            np.array(content["feature"], dtype=np.int64),
            np.array(content["threshold"], dtype=np.float32),
            np.array(content["leaf"], dtype=np.float32),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ReportError(f"{file} is beschadigd ({error}). Maak het opnieuw met ‘make ranker’.") from error
    if trees.names != tuple(names):
        raise ReportError(f"{file} hoort bij een andere versie van iobqa. Maak het opnieuw met ‘make ranker’.")
    return trees
