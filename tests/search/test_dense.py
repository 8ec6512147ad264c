"""Nearest vectors."""

from pathlib import Path

import faiss
import numpy as np
import pytest

from iobqa.search.dense import DenseIndex

VECTORS = np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)
QUERY = np.array([1, 0], dtype=np.float32)


@pytest.fixture(params=["made", "loaded"])
def dense(request: pytest.FixtureRequest, tmp_path: Path) -> DenseIndex:
    index = DenseIndex.from_vectors(VECTORS)
    if request.param == "made":
        return index
    index.save(tmp_path / "dense.faiss")
    return DenseIndex.load(tmp_path / "dense.faiss")


def test_score_is_the_cosine_with_every_vector(dense: DenseIndex) -> None:
    assert dense.size == 3
    assert dense.score(QUERY).tolist() == pytest.approx([1, 0, 0.6])


@pytest.mark.parametrize(("k", "rows"), [(1, [0]), (2, [0, 2]), (3, [0, 2, 1]), (9, [0, 2, 1])])
def test_search_gives_the_nearest_first_and_no_padding(dense: DenseIndex, k: int, rows: list[int]) -> None:
    found = dense.search(QUERY, k)
    assert [row for row, _ in found] == rows
    assert found[0][1] == pytest.approx(1)


def test_rows_that_faiss_pads_with_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    padded = (np.array([[0.9, -3.4e38]], dtype=np.float32), np.array([[1, -1]]))
    index = DenseIndex.from_vectors(VECTORS)
    monkeypatch.setattr(index, "_index", type("Padding", (), {"ntotal": 3, "search": lambda *_: padded})())
    assert [row for row, _ in index.search(QUERY, 2)] == [1]


def test_vectors_in_another_order_of_memory() -> None:
    assert DenseIndex.from_vectors(np.asfortranarray(VECTORS)).score(QUERY).tolist() == pytest.approx([1, 0, 0.6])


@pytest.mark.parametrize("content", [b"", b"dit is geen index", b"IxFI"])
def test_a_file_that_is_no_index(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "dense.faiss").write_bytes(content)
    with pytest.raises(RuntimeError):
        DenseIndex.load(tmp_path / "dense.faiss")


def test_the_file_is_one_that_faiss_reads(tmp_path: Path) -> None:
    DenseIndex.from_vectors(VECTORS).save(tmp_path / "dense.faiss")
    assert faiss.read_index(str(tmp_path / "dense.faiss")).ntotal == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_an_os_error() -> None:
    with pytest.raises(OSError, match="No space left"):
        DenseIndex.from_vectors(VECTORS).save(Path("/dev/full"))
