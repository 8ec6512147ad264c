"""How near two words come in meaning, by the word vectors that were trained on questions about the report.

Those vectors tell "vliegveld" and "luchthaven" (0.7) from "China" and "Rusland", "vrouwen" and "kinderen", "resolutie" and
"richtlijn" (all below 0.4): in training, words were alike when the same sentences answered, not when they stood in like places.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from iobqa.search.encoder import Encoder, StaticEncoder


@dataclass(frozen=True)
class Nearness:
    """Cosine of two words, no less than 0."""

    encoder: Encoder
    _vectors: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    @classmethod
    def of(cls, encoder: Encoder) -> "Nearness | None":
        """Only of a model that was trained so: with others any two words may be near."""
        return cls(encoder) if isinstance(encoder, StaticEncoder) else None

    def __call__(self, word: str, other: str) -> float:
        return max(0.0, float(self._vector(word) @ self._vector(other)))

    def _vector(self, word: str) -> NDArray[np.float32]:
        if " " in word:  # a sentence is met once or twice, a word all the time
            return np.asarray(self.encoder.encode_questions([word])[0])
        if word not in self._vectors:
            self._vectors[word] = self.encoder.encode_questions([word])[0]
        return self._vectors[word]
