"""Boosted trees: the same numbers as scikit-learn, from a file that is checked."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from iobqa.answer.trees import Trees, load_trees
from iobqa.errors import ReportError
from mini_qa import write

SCRIPTS = Path(__file__).parents[2] / "scripts"
DEPTH = 4
NAMES = ("lengte", "breedte", "hoogte")
STUMP = {"names": list(NAMES), "base": 0.5, "feature": [[1]], "threshold": [[2.0]], "leaf": [[-1.0, 3.0]]}


@pytest.fixture(scope="module")
def training() -> Iterator[ModuleType]:
    """``scripts/train_ranker.py``, loaded by its file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SCRIPTS))
        spec = importlib.util.spec_from_file_location("train_ranker", SCRIPTS / "train_ranker.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module


Learnt = tuple[Trees, np.ndarray, np.ndarray]


@pytest.fixture(scope="module")
def learnt(training: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Learnt:
    """Trees as the training script writes them, the data, and scikit-learn's own scores for it."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    rng = np.random.default_rng(7)
    # Whole numbers: thresholds lie halfway, so that rounding them to six decimals turns no comparison round.
    x = rng.integers(0, 9, size=(150, len(NAMES))).astype(np.float32)
    y = (x[:, 0] * x[:, 1] > 16) ^ (x[:, 2] > 7)
    model = HistGradientBoostingClassifier(max_iter=12, max_depth=DEPTH, min_samples_leaf=5, random_state=1)
    with threadpool_limits(1):  # threads that wait for each other on a busy machine take most of the time
        model.fit(x, y)
        scores = model.decision_function(x)
    file = tmp_path_factory.mktemp("learnt") / "trees.json"
    write(file, {"names": list(NAMES), **training.heap_trees(model, DEPTH)})
    trees = load_trees(file, NAMES)
    assert trees
    return trees, x, scores


def test_trees_score_as_scikit_learn_does(learnt: Learnt) -> None:
    trees, x, expected = learnt
    np.testing.assert_allclose(trees.score(x), expected, atol=1e-4)
    np.testing.assert_allclose(trees.probability(x), 1 / (1 + np.exp(-expected)), atol=1e-4)


def test_contributions_add_up_to_the_difference_between_scores(learnt: Learnt) -> None:
    trees, x, expected = learnt
    sums = np.array([adds.sum() for adds in trees.contributions(x[:40])])
    np.testing.assert_allclose(sums - sums[0], expected[:40] - expected[0], atol=1e-3)


@pytest.mark.parametrize(("breadth", "score", "adds"), [(1.0, -0.5, -2.0), (2.0, -0.5, -2.0), (2.1, 3.5, 2.0)])
def test_one_stump_by_hand(tmp_path: Path, breadth: float, score: float, adds: float) -> None:
    trees = load_trees(write(tmp_path / "trees.json", STUMP), NAMES)
    assert trees
    row = np.array([9.0, breadth, 9.0], dtype=np.float32)
    assert trees.score(row[None, :]).tolist() == [score]
    assert trees.contributions(row[None, :]).tolist() == [[0.0, adds, 0.0]]  # from the mean of the leaves, 1.0


def test_a_corpus_without_trees_has_none(tmp_path: Path) -> None:
    assert load_trees(tmp_path / "trees.json", NAMES) is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "beschadigd"),
        ("[]", "beschadigd"),
        ('{"names": ["lengte"]}', "beschadigd"),
        ('{"names": ["lengte"], "base": 0, "feature": [[0]], "threshold": [[0]], "leaf": [[0, 1]]}', "andere versie"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "trees.json"
    file.write_text(content)
    with pytest.raises(ReportError, match=said) as caught:
        load_trees(file, NAMES)
    assert "make ranker" in str(caught.value)
