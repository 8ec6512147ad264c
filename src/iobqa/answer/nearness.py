"""How near two words or texts come in meaning, by the word vectors that were trained on questions about the report.

Those vectors tell "vliegveld" and "luchthaven" (0.7) from "China" and "Rusland", "vrouwen" and "kinderen", "resolutie" and
"richtlijn" (all below 0.4): in training, words were alike when the same sentences answered, not when they stood in like places.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from iobqa.search.encoder import Encoder, StaticEncoder

_REMEMBERED = 4096
"""Words and texts whose vectors are kept."""


@dataclass(frozen=True)
class Nearness:
    """Cosine of two words or texts, no less than 0."""

    encoder: Encoder

    @classmethod
    def of(cls, encoder: Encoder) -> "Nearness | None":
        """Only of a model that was trained so: with others any two words may be near."""
        return cls(encoder) if isinstance(encoder, StaticEncoder) else None

    def __call__(self, one: str, other: str) -> float:
        return max(0.0, float(self._vector(one) @ self._vector(other)))

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019 - lives as long as the report is open
    def _vector(self, text: str) -> NDArray[np.float32]:
        return np.asarray(self.encoder.encode_questions([text])[0], dtype=np.float32)
