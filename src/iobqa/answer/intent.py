"""What someone is after, from the words alone: a question about the report, a command, or another subject."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from iobqa.errors import ReportError
from iobqa.search.analysis import tokens

INTENTS = ("instruction", "off_topic")


def intent_terms(text: str) -> frozenset[str]:
    """Words, pairs of neighbouring words, and signs that no question needs."""
    words = tokens(text)
    signs = {f"sign:{sign}" for sign in "<>{}[]$;#=\\" if sign in text}
    return frozenset(
        [
            *words,
            *(f"{a} {b}" for a, b in pairwise(words)),
            *signs,
            f"first:{words[0] if words else ''}",
        ]
    )


@dataclass(frozen=True)
class IntentReader:
    """One logistic model for each intent over binary terms of length 1 (learnt by ``scripts/train_ranker.py``)."""

    weights: Mapping[str, Sequence[float]]
    bias: Sequence[float]

    @classmethod
    def load(cls, file: Path) -> "IntentReader":
        """Read ``intent.json``; without one every intent has probability 0. Raises ReportError."""
        if not file.is_file():
            return cls({}, [-30.0] * len(INTENTS))
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
            return cls(content["weights"], content["bias"])
        except (ValueError, KeyError, TypeError) as error:
            raise ReportError(f"{file} is beschadigd ({error}). Maak het opnieuw met ‘make ranker’.") from error

    def read(self, text: str) -> tuple[float, ...]:
        """Probability of each of INTENTS."""
        terms = intent_terms(text)
        known = [self.weights[term] for term in terms if term in self.weights]
        length = math.sqrt(len(terms)) or 1.0
        sums = (bias + sum(row[at] for row in known) / length for at, bias in enumerate(self.bias))
        return tuple(1 / (1 + math.exp(-value)) for value in sums)
