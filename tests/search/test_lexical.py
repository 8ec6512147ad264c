"""BM25."""

from math import log
from pathlib import Path

import numpy as np
import pytest

from iobqa.search.lexical import LexicalIndex

DOCUMENTS = (("a", "b"), ("b", "b"), ("c",), ())
K1, B = 1.5, 0.75
MEAN = 5 / 4


def bm25(tf: int, length: int, df: int) -> float:
    """Lucene's variant, as in bm25s (Lù 2024, table 1)."""
    idf = log(1 + (len(DOCUMENTS) - df + 0.5) / (df + 0.5))
    return idf * tf / (tf + K1 * (1 - B + B * length / MEAN))


@pytest.fixture(params=["made", "loaded"])
def lexical(request: pytest.FixtureRequest, tmp_path: Path) -> LexicalIndex:
    index = LexicalIndex.from_terms(DOCUMENTS, k1=K1, b=B)
    if request.param == "made":
        return index
    index.save(tmp_path / "lexical")
    return LexicalIndex.load(tmp_path / "lexical")


@pytest.mark.parametrize(
    ("weights", "scores"),
    [
        ({"a": 1.0}, [bm25(1, 2, 1), 0, 0, 0]),
        ({"b": 1.0}, [bm25(1, 2, 2), bm25(2, 2, 2), 0, 0]),
        ({"a": 1.0, "b": 0.5}, [bm25(1, 2, 1) + bm25(1, 2, 2) / 2, bm25(2, 2, 2) / 2, 0, 0]),
        pytest.param({"a": 1.0, "x": 5.0}, [bm25(1, 2, 1), 0, 0, 0], id="an unknown term adds nothing"),
        pytest.param({"x": 1.0}, [0, 0, 0, 0], id="nothing known"),
        pytest.param({}, [0, 0, 0, 0], id="nothing asked"),
    ],
)
def test_score(lexical: LexicalIndex, weights: dict[str, float], scores: list[float]) -> None:
    assert lexical.score(weights).tolist() == pytest.approx(scores, rel=1e-6)


@pytest.mark.parametrize(("term", "rows"), [("a", [0]), ("b", [0, 1]), ("c", [2]), ("x", [])])
def test_documents(lexical: LexicalIndex, term: str, rows: list[int]) -> None:
    assert sorted(lexical.documents(term).tolist()) == rows


def test_the_size_counts_empty_documents(lexical: LexicalIndex) -> None:
    assert lexical.size == len(DOCUMENTS)


def test_documents_without_any_term_can_be_kept(tmp_path: Path) -> None:
    LexicalIndex.from_terms([(), ()]).save(tmp_path / "lexical")
    scores = LexicalIndex.load(tmp_path / "lexical").score({"a": 1.0})
    assert scores.dtype == np.float32 and scores.tolist() == [0, 0]
