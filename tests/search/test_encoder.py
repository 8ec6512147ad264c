"""Text to unit vectors."""

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save_file

from iobqa.errors import EncoderError
from iobqa.search.encoder import HubEncoder, StaticEncoder, load_encoder
from toy_models import word_tokenizer, write_encoder

SHIPPED = Path(__file__).parents[2] / "corpus" / "encoder"
WORDS = ("sloot", "boer", "mest")
ROWS = np.array([[0, 0], [3, 4], [0, 2], [-6, 0]], dtype=np.float32)
INT8: dict[str, NDArray[np.generic]] = {
    "embeddings": np.array([[0, 0], [30, 40], [0, 4], [-3, 0]], dtype=np.int8),
    "weights": np.array([1, 0.1, 0.5, 2], dtype=np.float32),
}
"""The same rows: whole numbers and a scale a row."""


def write(folder: Path, **weights: NDArray[np.generic]) -> Path:
    word_tokenizer(WORDS).save(str(folder / "tokenizer.json"))
    save_file(weights, folder / "model.safetensors")
    return folder


@pytest.fixture(
    params=[{"embedding.weight": ROWS}, {"embeddings": ROWS}, INT8], ids=["float32", "float32 rows", "int8 with scales"]
)
def static(request: pytest.FixtureRequest, tmp_path: Path) -> StaticEncoder:
    return StaticEncoder(write(tmp_path, **request.param))


@pytest.mark.parametrize(
    ("text", "vector"),
    [
        ("sloot", [0.6, 0.8]),
        ("SLOOT sloot", [0.6, 0.8]),
        ("sloot boer", [3 / 45**0.5, 6 / 45**0.5]),  # the mean of (3, 4) and (0, 2)
        ("sloot mest", [-3 / 5, 4 / 5]),
        ("boer " * 600, [0, 1]),
        ("onbekend", [0, 0]),
        ("", [0, 0]),
    ],
)
def test_the_mean_of_the_rows_brought_to_length_1(static: StaticEncoder, text: str, vector: list[float]) -> None:
    for vectors in (static.encode_questions([text]), static.encode_passages([text])):
        assert vectors.dtype == np.float32
        assert vectors.tolist() == [pytest.approx(vector)]


def test_many_texts_and_none(static: StaticEncoder) -> None:
    assert static.encode_passages(["boer", "", "mest"]).tolist() == [[0, 1], [0, 0], [-1, 0]]
    assert static.encode_passages([]).shape == (0, 2)


def test_the_name_changes_with_weights_and_tokenizer(tmp_path: Path) -> None:
    names = set()
    for seed, words in ((1, "a b"), (2, "a b"), (2, "a c"), (2, "a c")):
        write_encoder(tmp_path / "model", words, seed=seed)
        names.add(StaticEncoder(tmp_path / "model").name)
    assert len(names) == 3


def break_folder(folder: Path, how: str) -> None:
    weights = folder / "model.safetensors"
    if how == "truncated":
        weights.write_bytes(weights.read_bytes()[:-9])
    elif how == "no tokenizer":
        (folder / "tokenizer.json").unlink()
    elif how == "bad tokenizer":
        (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    elif how == "other names":
        save_file({"x": ROWS}, weights)
    elif how == "too few scales":
        save_file({"embeddings": INT8["embeddings"], "weights": INT8["weights"][:2]}, weights)
    elif how == "another tokenizer":
        save_file({"embedding.weight": ROWS[:2]}, weights)
    else:
        weights.unlink()


@pytest.mark.parametrize(
    "how", ["gone", "truncated", "no tokenizer", "bad tokenizer", "other names", "too few scales", "another tokenizer"]
)
def test_a_broken_folder(tmp_path: Path, how: str) -> None:
    break_folder(write(tmp_path, **INT8), how)
    with pytest.raises(EncoderError, match=r"Het taalmodel in .* is niet te lezen"):
        load_encoder("", tmp_path)


def test_without_a_configured_model_the_shipped_one(tmp_path: Path) -> None:
    assert isinstance(load_encoder("", write(tmp_path, **INT8)), StaticEncoder)


# any sentence-transformers model


@pytest.fixture(scope="module")
def hub_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of sentence-transformers itself, whose vectors are not of length 1."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    folder = tmp_path_factory.mktemp("hub")
    static = StaticEmbedding(word_tokenizer(WORDS), embedding_weights=ROWS)
    SentenceTransformer(modules=[static], device="cpu").save(str(folder))
    return folder


def test_a_model_of_sentence_transformers_gives_unit_vectors(hub_folder: Path) -> None:
    encoder = load_encoder(str(hub_folder), Path("niet gebruikt"))
    vectors = encoder.encode_passages(["sloot", "sloot mest", "boer"])
    assert vectors.dtype == np.float32
    assert vectors == pytest.approx(np.array([[0.6, 0.8], [-0.6, 0.8], [0, 1]]), abs=1e-6)


def test_prompts_go_before_questions_and_passages(hub_folder: Path) -> None:
    encoder = HubEncoder(str(hub_folder), query_prompt="mest ", passage_prompt="boer ")
    assert encoder.encode_questions(["sloot"])[0] == pytest.approx([-0.6, 0.8], abs=1e-6)
    assert encoder.encode_passages(["sloot"])[0] == pytest.approx([3 / 45**0.5, 6 / 45**0.5], abs=1e-6)


def test_the_name_tells_model_prompts_and_weights(hub_folder: Path) -> None:
    plain = HubEncoder(str(hub_folder)).name
    assert str(hub_folder) in plain
    assert HubEncoder(str(hub_folder), query_prompt="vraag: ").name != plain
    (hub_folder / "README.md").write_text("een ander model", encoding="utf-8")
    assert HubEncoder(str(hub_folder)).name != plain


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text(json.dumps([{"idx": 0, "type": "x"}]), encoding="utf-8")
    with pytest.raises(EncoderError, match=r"IOBQA_ENCODER\) is niet te laden"):
        HubEncoder(str(tmp_path))


def test_the_model_that_ships_is_one_of_sentence_transformers() -> None:
    texts = ["Wat deed Nederland voor mensenrechten?", "ambasade", "De €‚ 3,5 mln.", "x" * 300, "een twee " * 400]
    hub = HubEncoder(str(SHIPPED)).encode_passages(texts)
    assert np.abs(hub - StaticEncoder(SHIPPED).encode_passages(texts)).max() < 1e-5
