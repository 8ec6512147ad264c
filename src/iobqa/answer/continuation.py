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
from iobqa.answer.wording import asks, parts
from iobqa.search.alignment import weighed
from iobqa.search.index import Index

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

    def read(self, question: str, candidates: Candidates, probabilities: Floats, chosen: Sequence[int]) -> Floats:
        """Shape (candidates, len(FEATURES)); ``chosen``: places in ``candidates`` of the sentences so far, the first first."""
        aligned = candidates.aligned
        weight, either = aligned.question.rarity, aligned.either
        open_ = 1 - either[list(chosen)].max(axis=0, initial=0.0)
        gained = np.minimum(either, 1.0) - (1 - open_)
        gain = np.maximum(gained, 0.0)
        likely = np.log(np.clip(probabilities, 1e-4, 1 - 1e-4) / (1 - np.clip(probabilities, 1e-4, 1 - 1e-4)))
        place = self._places[candidates.rows]
        here = place[list(chosen)]
        in_unit = place[:, None, 0] == here[None, :, 0]
        follows, precedes = ((in_unit & (place[:, None, 1] == here[None, :, 1] + step)).any(axis=1) for step in (1, -1))
        same_list = (place[:, 2] >= 0) & np.isin(place[:, 2], here[:, 2]) | np.isin(place[:, 2], here[:, 0])
        passage = np.isin(candidates.passages, candidates.passages[list(chosen)])
        together = aligned.asked_of & np.any(aligned.asked_of[list(chosen)], axis=0, keepdims=True)
        shared = np.where(together, aligned.known.both, 0.0).max(axis=1, initial=0.0)
        best = np.where(aligned.asked_of, aligned.known.both, 0.0).max(axis=1, initial=0.0)
        wanted, count = asks(question), parts(question)
        one = np.ones(len(place), dtype=np.float32)
        worst = (gain * weight).max(axis=1, initial=0.0) / max(float(weight.max(initial=0.0)), 1e-6)
        columns = [
            likely,
            likely - likely[chosen[0]],
            follows,
            precedes,
            in_unit.any(axis=1),
            same_list,
            passage,
            weighed(gain, weight),
            worst,
            weighed(open_[None, :], weight)[0] * one,
            weighed(gain, weight) * (count > 1),
            (count - 1) * one,
            shared,
            shared - best,
            self._alike(candidates, chosen),
            ("list" in wanted) * one,
            ("cause" in wanted) * one,
            bool(wanted & {"number", "amount", "percentage", "time"}) * one,
            ("list" in wanted) * same_list,
            ("cause" in wanted) * (follows | precedes),
            (len(chosen) - 1) * one,
            place[:, 3],
        ]
        return np.stack(columns, axis=1).astype(np.float32)

    def _alike(self, candidates: Candidates, chosen: Sequence[int]) -> Floats:
        """Cosine with the nearest of the chosen sentences."""
        vectors = self._index.channels.sentences.vectors[candidates.rows]
        return np.asarray((vectors @ vectors[list(chosen)].T).max(axis=1), dtype=np.float32)
