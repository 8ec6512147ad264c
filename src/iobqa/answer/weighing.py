"""How much the signs that a claim says something else weigh together: covered, or what weighs most against it.

The weights say something about Dutch and not about one report. ``scripts/train_verification.py`` learns them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from iobqa.answer.logistic import Floats, Logistic
from iobqa.answer.signs import SIGNS, Compared, Sign
from iobqa.answer.verdicts import Problem
from iobqa.answer.word_lists import WORDS

WEIGHTS = WORDS / "weighing.json"
_NAMED = 3
"""Problems named to the reader, those that weigh most."""


@dataclass(frozen=True)
class Weighing:
    """A logistic function of the signs: the log-odds that a claim is faithful, and from where on it counts as covered."""

    learnt: Logistic
    threshold: float

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Weighing":
        """From JSON. Raises KeyError, TypeError or ValueError when it is not about just these signs."""
        return cls(Logistic.of(SIGNS, content), float(content["threshold"]))

    @classmethod
    def load(cls) -> "Weighing":
        """The weights that come with the program."""
        return cls.of(json.loads(WEIGHTS.read_text(encoding="utf-8")))

    def __call__(self, compared: Compared) -> tuple[Problem, ...]:
        """Nothing when the claim is covered, else what weighs most against it, heaviest first."""
        signs = compared.signs()
        row = values(signs)
        if float(self.learnt.score(row)[0]) >= self.threshold:
            return ()
        return self._heaviest(signs, row)

    def _heaviest(self, signs: Mapping[str, Sign], row: Floats) -> tuple[Problem, ...]:
        weighs = dict(zip(SIGNS, self.learnt.contributions(row)[0], strict=True))
        named = sorted((name for name in SIGNS if signs[name].problem and weighs[name] < 0), key=lambda n: weighs[n])
        found = dict.fromkeys(problem for name in named if (problem := signs[name].problem))
        by_token = {
            problem.token: problem for problem in reversed(found)
        }  # one message for a word: that of the heaviest
        told = [problem for problem in found if by_token[problem.token] is problem][:_NAMED]
        return tuple(told) or (Problem("inhoud", "", "de bewering lijkt te weinig op de aangehaalde zinnen"),)


def values(signs: Mapping[str, Sign]) -> Floats:
    """The signs as one row, in the order of ``SIGNS``."""
    return np.array([[signs[name].value for name in SIGNS]], dtype=np.float32)
