"""Text to unit vectors: the small static model that ships, or any sentence-transformers model that is configured."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from iobqa.errors import EncoderError

if TYPE_CHECKING:
    from tokenizers import Encoding

Vectors = NDArray[np.float32]
_FEW = 64


class Encoder(Protocol):
    """What retrieval needs of a model. Vectors are float32 of length 1, shape (texts, dimensions)."""

    @property
    def name(self) -> str:
        """For the manifest: which model this is, down to its weights."""

    def encode_questions(self, texts: Sequence[str]) -> Vectors: ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors: ...


class StaticEncoder:
    """Mean of one stored vector a subword (``StaticEmbedding`` of sentence-transformers), read without torch.

    The folder loads in ``SentenceTransformer(...)`` as well and gives the same vectors.
    """

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            weights = load_file(folder / "model.safetensors")
            self._rows: Vectors = _unfolded(weights)
            if self._tokenizer.get_vocab_size() > len(self._rows):
                raise ValueError("tokenizer.json en model.safetensors horen niet bij elkaar")
        except Exception as error:  # tokenizers raises bare Exception
            raise EncoderError(
                f"Het taalmodel in {folder} is niet te lezen ({error}). Zet de map terug uit de broncode "
                "of maak het model opnieuw met ‘make encoder’."
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._folder = folder

    @property
    def name(self) -> str:
        digest = hashlib.sha256()
        for file in ("model.safetensors", "tokenizer.json"):
            digest.update((self._folder / file).read_bytes())
        return f"static:{digest.hexdigest()[:16]}"

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self._rows.shape[1]), dtype=np.float32)
        for row, encoding in enumerate(self._encodings(texts)):
            if encoding.ids:
                vectors[row] = self._rows[encoding.ids].mean(axis=0)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)

    def _encodings(self, texts: Sequence[str]) -> "list[Encoding]":
        """A batch is spread over threads, which for a few short texts costs more than it brings."""
        if len(texts) > _FEW:
            return self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [self._tokenizer.encode(text, add_special_tokens=False) for text in texts]


def _unfolded(weights: dict[str, NDArray[np.generic]]) -> Vectors:
    """Rows as float32. Shipped as int8 ``embeddings`` with one float32 scale a row in ``weights``."""
    if "embeddings" in weights:
        rows = np.asarray(weights["embeddings"], dtype=np.float32)
        scale = weights.get("weights")
        return rows if scale is None else rows * np.asarray(scale, dtype=np.float32)[:, None]
    return np.asarray(weights["embedding.weight"], dtype=np.float32)


class HubEncoder:
    """Any sentence-transformers model, from a folder or by its hub name, with its question and passage prompts."""

    def __init__(self, model: str, query_prompt: str = "", passage_prompt: str = "") -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EncoderError(
                f"Voor IOBQA_ENCODER={model} is sentence-transformers nodig: pip install 'iobqa[train]'."
            ) from error
        try:
            self._model = SentenceTransformer(model, device="cpu")
        except Exception as error:  # the hub, the file system and torch each raise their own
            raise EncoderError(
                f"Het model ‘{model}’ (IOBQA_ENCODER) is niet te laden: {_first_line(error)}. Geef een map met een "
                "sentence-transformers-model op, of laat IOBQA_ENCODER leeg voor het meegeleverde model."
            ) from error
        self.name = f"hub:{model}:{json.dumps([query_prompt, passage_prompt])}:{_digest(Path(model))}"
        self._query_prompt, self._passage_prompt = query_prompt, passage_prompt

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        prompt = self._query_prompt or None
        return self._unit(self._model.encode_query(list(texts), prompt=prompt, convert_to_numpy=True))

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        prompt = self._passage_prompt or None
        return self._unit(self._model.encode_document(list(texts), prompt=prompt, convert_to_numpy=True))

    @staticmethod
    def _unit(vectors: NDArray[np.floating]) -> Vectors:
        rows = np.asarray(vectors, dtype=np.float32)
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def _digest(folder: Path) -> str:
    """Of all files of a model in a folder, which can be trained again under the same name; empty for a model on the hub."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if file.is_file():
            digest.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16] if folder.is_dir() else ""


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def load_encoder(model: str, shipped: Path, query_prompt: str = "", passage_prompt: str = "") -> Encoder:
    """The configured model, or without one the model in ``shipped``. Raises EncoderError."""
    return HubEncoder(model, query_prompt, passage_prompt) if model else StaticEncoder(shipped)
