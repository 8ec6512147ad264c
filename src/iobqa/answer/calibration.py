"""What corrects the trees, which know the bank's writers only: three logistic functions fitted on questions of other people."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from iobqa.answer.logistic import Logistic, other_version, read_learnt
from iobqa.answer.selection import FEATURES
from iobqa.answer.signals import SIGNALS

Floats = NDArray[np.float32]

SENTENCES = ("trees", *FEATURES)
"""What the probability goes by that a sentence answers."""
ANSWERING = (
    "trees",
    "words",
    "missed_both_ahead",
    "missed_both",
    "missed_among_nearest",
    "near_miss_3",
    "met_three_either",
    "unmet_three_either",
    "slot_best",
    "known_both",
    "known_same_kind",
    "unknown_names",
    "numbers_elsewhere",
    "wants_missing",
    "sentence",
    "score",
)
"""What the decision to answer goes by: the trees, which know the bank's writers only, corrected on questions of other people."""
CONFIDENCE = (
    "answering",
    "sentence",
    "margin_sentence",
    "met_three_either",
    "unmet_three_either",
    "known_both",
    "known_same_kind",
    "missed_both_ahead",
    "wants_missing",
    "words",
)
"""What the confidence goes by: the log-odds that the report answers, how sure the best sentence is and by how much, how
completely the question is met, and how like it is to known questions."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted on questions of people who did not write the bank: the probability that a sentence answers, the log-odds that the
    report answers, the least of them to answer at all, and the probability that the answer is right.
    """

    sentences: Logistic
    answering: Logistic
    threshold: float
    confidence: Logistic


def load_calibration(file: Path) -> Calibration:
    """Read ``calibration.json``; without one the score of the trees is taken as it is. Raises ReportError."""
    content = read_learnt(file)
    if content is None:
        return Calibration(
            Logistic.only(SENTENCES, trees=1.0),
            Logistic.only(ANSWERING, trees=1.0),
            0.0,
            Logistic.only(CONFIDENCE, answering=1.0),
        )
    try:
        sentences, answering, confidence = (
            Logistic.of(names, content[part])
            for part, names in (("sentences", SENTENCES), ("answering", ANSWERING), ("confidence", CONFIDENCE))
        )
        return Calibration(sentences, answering, float(content["threshold"]), confidence)
    except (ValueError, KeyError, TypeError) as error:
        raise other_version(file) from error


def chosen_signals(names: Sequence[str], signals: Floats, **others: float) -> Floats:
    """Shape (1, len(names)): some of the signals, and ``others`` that are made of them."""
    value = dict(zip(SIGNALS, signals.tolist(), strict=True)) | others
    value["margin_sentence"] = value["sentence"] - value["sentence_2"]
    return np.array([[value[name] for name in names]], dtype=np.float32)
