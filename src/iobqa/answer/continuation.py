"""What else an answer needs: how likely a further sentence belongs to it, given the sentences that are chosen already.

A second sentence is needed when it says what the first left open (the other half of a question, the reason, the next item), not
because it looks as good as the first. A logistic function of a few features, learnt from the bank, where each question names all
the sentences that answer it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from iobqa.answer.logistic import Logistic, other_version, read_learnt
from iobqa.answer.selection import Candidates
from iobqa.answer.wording import parts
from iobqa.search.alignment import weighed
from iobqa.search.index import Index
from iobqa.search.kinds import asks

Floats = NDArray[np.float32]

FEATURES = (
    "likely",
    "less_than_first",
    "next",
    "before",
    "same_unit",
    "same_list",
    "same_passage",
    "gain",
    "gain_worst",
    "left_open",
    "gain_in_parts",
    "parts",
    "same_question",
    "same_question_best",
    "alike",
    "asks_list",
    "asks_cause",
    "asks_figure",
    "list_same_list",
    "cause_next",
    "chosen",
    "footnote",
)
"""Log-odds of the sentence itself and how far it is behind the first; where it stands; which part of the question's weight it meets
that the chosen ones leave open; whether bank questions are answered by it and a chosen one together; how alike they are."""


UNTRAINED_LEAST = 0.1
"""For a report without training: odds against the first sentence's from which a further one is added."""


@dataclass(frozen=True)
class Continuation:
    """A logistic function of FEATURES, and the least probability of a further sentence."""

    logistic: Logistic
    least: float

    @classmethod
    def load(cls, file: Path) -> "Continuation":
        """Read ``continuation.json``; a corpus without one goes by the likelihood of the sentence alone. Raises ReportError."""
        content = read_learnt(file)
        if content is None:
            return cls(Logistic.only(FEATURES, less_than_first=1.0), UNTRAINED_LEAST)
        try:
            return cls(Logistic.of(FEATURES, content), float(content["least"]))
        except (ValueError, KeyError, TypeError) as error:
            raise other_version(file) from error

    def probability(self, features: Floats) -> Floats:
        """Shape (candidates,) from (candidates, len(FEATURES))."""
        return self.logistic.probability(features)


class ContinuationReader:
    """Features of further sentences for the answers from one index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        """Shape (sentences, 4): number of the unit, of the sentence in it, of what introduces the unit (-1: nothing), and 1 for
        a footnote.
        """
        units = {unit.id: number for number, unit in enumerate(self._index.report.paragraphs)}
        by_id = self._index.report.by_id
        return np.array(
            [
                (units[s.unit], s.number, units.get(by_id[s.unit].lead_in or "", -1), by_id[s.unit].kind == "footnote")
                for s in self._index.sentences
            ]
        )

    def over(self, question: str, candidates: Candidates, probabilities: Floats) -> "Continuing":
        """Made ready for the answer to one question."""
        vectors = self._index.channels.sentences.vectors[candidates.rows]
        return Continuing(question, candidates, probabilities, self._places[candidates.rows], vectors)


class Continuing:
    """The candidates for one answer. What stays the same while it grows is worked out once."""

    def __init__(
        self, question: str, candidates: Candidates, probabilities: Floats, place: NDArray[np.int64], vectors: Floats
    ) -> None:
        """``place`` and ``vectors`` (unit length): a row a candidate."""
        self._candidates, self._place, self._vectors = candidates, place, vectors
        clipped = np.clip(probabilities, 1e-4, 1 - 1e-4)
        self._likely = np.log(clipped / (1 - clipped))
        self._known = candidates.aligned.known.both
        self._best_known = candidates.aligned.asked_of.best(self._known)
        wanted = asks(question)
        self._list, self._cause = "list" in wanted, "cause" in wanted
        self._figure = bool(wanted & {"number", "amount", "percentage", "time"})
        self._parts = parts(question)

    def read(self, chosen: Sequence[int]) -> Floats:
        """Shape (candidates, len(FEATURES)); ``chosen``: places of the sentences so far, the first first."""
        candidates, place, so_far = self._candidates, self._place, list(chosen)
        weight, either = candidates.aligned.question.rarity, candidates.aligned.either
        open_ = 1 - either[so_far].max(axis=0, initial=0.0)
        gain = np.maximum(np.minimum(either, 1.0) - (1 - open_), 0.0)
        here = place[so_far]
        in_unit = place[:, None, 0] == here[None, :, 0]
        follows, precedes = ((in_unit & (place[:, None, 1] == here[None, :, 1] + step)).any(axis=1) for step in (1, -1))
        same_list = (place[:, 2] >= 0) & _among(place[:, 2], here[:, 2]) | _among(place[:, 2], here[:, 0])
        shared = self._shared(so_far)
        gained = weighed(gain, weight)
        columns = (
            self._likely,
            self._likely - self._likely[so_far[0]],
            follows,
            precedes,
            in_unit.any(axis=1),
            same_list,
            _among(candidates.passages, candidates.passages[so_far]),
            gained,
            (gain * weight).max(axis=1, initial=0.0) / max(float(weight.max(initial=0.0)), 1e-6),
            weighed(open_[None, :], weight)[0],
            gained * (self._parts > 1),
            self._parts - 1,
            shared,
            shared - self._best_known,
            (self._vectors @ self._vectors[so_far].T).max(axis=1),
            self._list,
            self._cause,
            self._figure,
            self._list * same_list,
            self._cause * (follows | precedes),
            len(so_far) - 1,
            place[:, 3],
        )
        features = np.empty((len(place), len(FEATURES)), dtype=np.float32)
        for at, column in enumerate(columns):
            features[:, at] = column
        return features

    def _shared(self, so_far: list[int]) -> Floats:
        """How like the question is to the nearest known one that a candidate answers together with a chosen sentence."""
        asked_of = self._candidates.aligned.asked_of
        both = np.zeros_like(self._known)
        together = asked_of.rows[so_far]
        both[together[together >= 0]] = self._known[together[together >= 0]]
        return asked_of.best(both)


def _among(numbers: NDArray[np.int64], few: NDArray[np.int64]) -> NDArray[np.bool_]:
    """``np.isin``, for a few: without its sorting."""
    return np.asarray((numbers[:, None] == few[None, :]).any(axis=1))
