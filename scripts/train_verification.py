"""Learn what the signs that a claim says something else weigh: ``src/iobqa/answer/words/weighing.json``.

    python scripts/train_verification.py

From the lists of claims in ``tests/answer/data``. Each list by a writer who had not read the checks is held out in turn, together with
whatever else that writer wrote; the earlier lists, by somebody who had, are learnt from only. The threshold is the one at which,
held out, REJECTED of the faithful paraphrases are rejected, those counted in that no weighing saves.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from iobqa.answer.signs import COUNTED, SIGNS
from iobqa.answer.verification import compare, is_weighed
from iobqa.answer.weighing import WEIGHTS, values
from iobqa.evaluation.intervals import wilson

TESTS = Path(__file__).parents[1] / "tests" / "answer"
sys.path.insert(0, str(TESTS))

from claim_lists import Block, read_blocks  # noqa: E402 - stands beside the tests that use it

HELD_OUT = {
    "fourth_held_out": ["fourth_held_out", "fourth_dev"],
    **{
        name: [name]
        for name in ("fifth_1", "fifth_2", "sixth_1", "sixth_2", "sixth_3", "sixth_4", "seventh_1", "seventh_2")
    },
}
"""List to measure on, and what its writer wrote."""
REJECTED = 0.10
STRENGTH = 0.05
"""Inverse of the regularisation, for signs scaled to one variance."""
CURVE = (0.05, 0.075, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3)
NAMED = {
    "getal": "number", "bedrag": "amount", "percentage": "percentage", "jaar/datum": "year or date", "jaar": "year or date",
    "datum": "year or date", "naam/organisatie": "name", "land": "country", "ontkenning": "negation", "negatie": "negation",
    "voorbehoud": "hedge", "hedge": "hedge", "hoeveelheid": "quantity", "kwantor": "quantity",
}  # fmt: skip
"""What the lists call the kinds that matter most."""
_NEVER, _ALWAYS = -99.0, 99.0


@dataclass(frozen=True)
class Row:
    """A claim of a list: its signs when it is weighed, else how it stands without."""

    name: str
    changed: str
    """What was changed in it, nothing when it is faithful."""
    strict: bool
    """Whether it is covered when each problem stands by itself."""
    signs: NDArray[np.float32] | None

    @property
    def fixed(self) -> float:
        """The score of a claim that is not weighed."""
        return _ALWAYS if self.strict else _NEVER


def main() -> None:
    """Learn, measure on each list held out, and write."""
    rows = [row for file in sorted((TESTS / "data").glob("claims_*.txt")) for row in read_rows(file)]
    measured = [row for row in rows if row.name in HELD_OUT]
    scores = held_out(rows, measured)
    faithful = np.array([not row.changed for row in measured])
    threshold = float(np.quantile(scores[faithful], REJECTED))
    print_curve(measured, scores, faithful)
    print_parts(measured, scores >= threshold)
    fitted = Fitted.on(rows)
    print_earlier(rows, fitted, threshold)
    WEIGHTS.write_text(json.dumps(fitted.content(threshold), indent=1) + "\n", encoding="utf-8")


def read_rows(file: Path) -> Iterator[Row]:
    """The claims of a list, those that stand in the report word for word left out."""
    for block in read_blocks(file):
        for changed, claim in [*(("", claim) for claim in block.faithful), *block.falsified]:
            verdict = block.verdict(claim, strict=True)
            if verdict.label != "letterlijk":
                yield Row(file.stem.removeprefix("claims_"), changed, verdict.covered, signs_of(block, claim))


def signs_of(block: Block, claim: str) -> NDArray[np.float32] | None:
    """The signs of a claim that is weighed."""
    compared = compare(claim, block.sources, block.background)
    return values(compared.signs())[0] if is_weighed(compared, block.background) else None


@dataclass(frozen=True)
class Fitted:
    """Weights for the signs as they are, and an offset."""

    weights: NDArray[np.float64]
    offset: float

    @classmethod
    def on(cls, rows: Sequence[Row]) -> "Fitted":
        """A logistic regression in which no sign speaks for a claim: one that would is left out."""
        from sklearn.linear_model import LogisticRegression

        weighed = [row for row in rows if row.signs is not None]
        features = np.array([row.signs for row in weighed], dtype=np.float64)
        faithful = np.array([not row.changed for row in weighed])
        spread = features.std(axis=0)
        kept = spread > 0
        while True:
            model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(features[:, kept] / spread[kept], faithful)
            weights = np.zeros(len(SIGNS))
            weights[kept] = model.coef_[0] / spread[kept]
            if not (weights > 0).any():
                return cls(weights, float(model.intercept_[0]))
            kept &= weights <= 0

    def scores(self, rows: Sequence[Row]) -> NDArray[np.float64]:
        """Log-odds that a claim is faithful; beyond all bounds for those that are not weighed."""
        return np.array(
            [row.fixed if row.signs is None else float(row.signs @ self.weights + self.offset) for row in rows]
        )

    def content(self, threshold: float) -> dict[str, object]:
        """As ``Weighing`` reads it."""
        weights = {name: round(float(weight), 4) for name, weight in zip(SIGNS, self.weights, strict=True)}
        return {"weights": weights, "offset": round(self.offset, 4), "threshold": round(threshold, 4)}


def held_out(rows: Sequence[Row], measured: Sequence[Row]) -> NDArray[np.float64]:
    """Each list scored by a function that learnt from nothing of its writer."""
    by_list = groupby(measured, key=lambda row: row.name)
    parts = []
    for name, listed in by_list:
        fitted = Fitted.on([row for row in rows if row.name not in HELD_OUT[name]])
        parts.append(fitted.scores(list(listed)))
    return np.concatenate(parts)


def print_curve(measured: Sequence[Row], scores: NDArray[np.float64], faithful: NDArray[np.bool_]) -> None:
    """Falsifications passed at each share of paraphrases rejected; the strict rule and a plain count of problems beside it."""
    strict = np.array([row.strict for row in measured])
    by_itself = np.array([row.signs is None and not row.strict for row in measured])
    print(f"problems that stand by themselves: {by_itself[faithful].mean():.3f} rejected")
    print(f"strict: {1 - strict[faithful].mean():.3f} rejected, {strict[~faithful].mean():.3f} passed")
    counted = np.array(
        [row.fixed if row.signs is None else -float(row.signs[: len(COUNTED)].sum()) for row in measured]
    )
    for share in CURVE:
        learnt, plain = (np.quantile(found[faithful], share) for found in (scores, counted))
        print(
            f"{share:.3f} rejected: learnt {(scores[~faithful] >= learnt).mean():.3f} passed, "
            f"count of problems {(counted[~faithful] >= plain).mean():.3f} (rejects {(counted[faithful] < plain).mean():.3f})"
        )


def print_parts(measured: Sequence[Row], covered: NDArray[np.bool_]) -> None:
    """At the threshold: each list, and each kind that matters most."""
    for name in HELD_OUT:
        of_list = [(row, fine) for row, fine in zip(measured, covered, strict=True) if row.name == name]
        print(name, "rejected", share([not fine for row, fine in of_list if not row.changed]), end="; ")
        print("passed", share([fine for row, fine in of_list if row.changed]))
    print(
        "all",
        "rejected",
        share([not fine for row, fine in zip(measured, covered, strict=True) if not row.changed]),
        end="; ",
    )
    print("passed", share([fine for row, fine in zip(measured, covered, strict=True) if row.changed]))
    for kind in [*dict.fromkeys(NAMED.values()), "other"]:
        of_kind = [
            (r, f)
            for r, f in zip(measured, covered, strict=True)
            if r.changed and NAMED.get(r.changed, "other") == kind
        ]
        strict = share([row.strict for row, _ in of_kind])
        print(f"{kind}: passed {share([fine for _, fine in of_kind])}; strict {strict}")


def print_earlier(rows: Sequence[Row], fitted: Fitted, threshold: float) -> None:
    """The lists that were learnt from, by the function that is written."""
    for name, listed in groupby(rows, key=lambda row: row.name):
        of_list = list(listed)
        fine = fitted.scores(of_list) >= threshold
        print(
            name,
            "learnt from: rejected",
            share([not f for r, f in zip(of_list, fine, strict=True) if not r.changed]),
            end="; ",
        )
        print("passed", share([bool(f) for r, f in zip(of_list, fine, strict=True) if r.changed]))


def share(found: Sequence[bool]) -> str:
    """A count with its 95% interval."""
    low, high = wilson(sum(found) / len(found), len(found))
    return f"{sum(found)} of {len(found)} ({sum(found) / len(found):.1%}; {low:.1%}-{high:.1%})"


if __name__ == "__main__":
    main()
