"""Encoders small enough to compute by hand, or to build in a test."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

MINI = Path(__file__).parent / "corpora" / "mini"


class CountingEncoder:
    """One dimension a word of ``words``: how often it stands in the text, brought to length 1."""

    def __init__(self, words: Sequence[str], name: str = "counting") -> None:
        self.name = name
        self._words = words

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        counted = [[text.lower().count(word) for word in self._words] for text in texts]
        rows = np.array(counted, dtype=np.float32).reshape(len(texts), len(self._words))
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), dtype=np.float32)

    encode_passages = encode_questions


def word_tokenizer(words: Sequence[str]) -> Tokenizer:
    """Lower-cased words; row 0 is for all others."""
    tokenizer = Tokenizer(models.WordLevel({word: row for row, word in enumerate(["?", *words])}, unk_token="?"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return tokenizer


def write_encoder(folder: Path, text: str, seed: int = 1, dimensions: int = 16) -> None:
    """A static model in the layout that ships, over the words of ``text``, with made-up rows."""
    words = sorted(set(re.findall(r"\w+", text.lower())))
    rows = np.random.default_rng(seed).integers(-127, 128, (len(words) + 1, dimensions)).astype(np.int8)
    rows[0] = 0
    folder.mkdir(parents=True, exist_ok=True)
    word_tokenizer(words).save(str(folder / "tokenizer.json"))
    scales = np.full(len(rows), 0.01, dtype=np.float32)
    save_file({"embeddings": rows, "weights": scales}, folder / "model.safetensors")


def copy_mini_corpus(folder: Path) -> Path:
    """The made-up report with a toy encoder of its own words, in ``folder``."""
    shutil.copytree(MINI, folder)
    write_encoder(folder / "encoder", (folder / "heldere-sloot.txt").read_text(encoding="utf-8"))
    return folder
