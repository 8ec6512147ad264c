"""Two versions on the same questions: which questions turned, and which differences are more than chance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iobqa.errors import GoldenError
from iobqa.evaluation.intervals import PairedDifference, paired
from iobqa.evaluation.measure_table import MEASURES, Measure
from iobqa.evaluation.scoring import Find, Outcome, Score, ScoreSheet

_KIND_MEASURES = ("StRecall@5", "right_answer", "refused")
"""Looked at per kind, as a warning: with so many comparisons one in forty looks like a loss by chance."""

_FROM_WORST: tuple[Outcome, ...] = ("error", "wrong", "refused", "partial", "right")


@dataclass(frozen=True, slots=True)
class Move:
    """A paragraph with gold evidence that changed rank. None: not among the passages."""

    group: int
    """Evidence group, from 1."""
    id: str
    ref: str
    old_rank: int | None
    new_rank: int | None


@dataclass(frozen=True, slots=True)
class Flip:
    """A question that turned."""

    id: str
    kind: str
    set: str | None
    old: Outcome
    new: Outcome
    old_reason: str | None
    new_reason: str | None
    lost: bool
    """To the worse."""
    moves: tuple[Move, ...]
    old_cited: tuple[str, ...]
    """References of the paragraphs cited."""
    new_cited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure in both versions."""

    measure: Measure
    old: float
    new: float
    paired: PairedDifference

    @property
    def loss(self) -> bool:
        """Proven: the 95% interval of the paired difference lies wholly on the bad side of zero."""
        return self.paired.proven_loss(self.measure.lower_is_better)

    @property
    def gain(self) -> bool:
        """Proven in the same way."""
        return self.paired.proven_loss(not self.measure.lower_is_better)


@dataclass(frozen=True, slots=True)
class Moved:
    """A question whose evidence stands at another address than before, though the report is the same."""

    id: str
    gone: tuple[str, ...]
    came: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """New against old."""

    n: int
    differences: tuple[Difference, ...]
    by_kind: tuple[tuple[str, Difference], ...]
    """A few measures within each kind of question."""
    flips: tuple[Flip, ...]
    """Questions that were served in one version only, lost ones first."""
    shifts: tuple[Flip, ...]
    """Questions that did not turn, but with another outcome or other evidence in the first five passages."""
    moved: tuple[Moved, ...]


def compare(old: ScoreSheet, new: ScoreSheet) -> Comparison:
    """Compare two score sheets of the same questions and report. Raises `GoldenError` on any others."""
    check_comparable(old, new)
    pairs = list(zip(_sorted(old.rows), _sorted(new.rows), strict=True))
    kinds = list(dict.fromkeys(row.kind for row in new.rows))
    return Comparison(
        n=len(pairs),
        differences=tuple(_differences(pairs, [measure.name for measure in MEASURES])),
        by_kind=tuple(
            (kind, difference)
            for kind in kinds
            for difference in _differences([pair for pair in pairs if pair[0].kind == kind], _KIND_MEASURES)
        ),
        flips=tuple(sorted((_flip(a, b, a.good) for a, b in pairs if a.good != b.good), key=_lost_first)),
        shifts=tuple(sorted(_shifts(pairs), key=_lost_first)),
        moved=tuple(_moved(pairs)),
    )


def check_comparable(old: ScoreSheet, new: ScoreSheet) -> None:
    """Raise `GoldenError` unless both are about the same questions and the same report."""
    if old.corpus != new.corpus:
        raise GoldenError(
            f"Dit zijn scores van twee verschillende rapporten (sha256 {old.corpus[:12]}... en {new.corpus[:12]}...); "
            "die zijn niet te vergelijken."
        )
    if old.golden != new.golden or {row.id for row in old.rows} != {row.id for row in new.rows}:
        raise GoldenError(
            f"Dit zijn scores op verschillende toetsvragen ({len(old.rows)} en {len(new.rows)} vragen); "
            "scoor beide op dezelfde set."
        )


def _sorted(rows: Sequence[Score]) -> list[Score]:
    return sorted(rows, key=lambda row: row.id)


def _differences(pairs: Sequence[tuple[Score, Score]], names: Sequence[str]) -> Iterator[Difference]:
    for measure in (measure for measure in MEASURES if measure.name in names):
        both = [(a.values, b.values) for a, b in pairs if measure.name in a.values and measure.name in b.values]
        if both:
            old = [a[measure.name] for a, _ in both]
            new = [b[measure.name] for _, b in both]
            yield Difference(measure, sum(old) / len(old), sum(new) / len(new), paired(old, new))


def _lost_first(flip: Flip) -> tuple[bool, str, str]:
    return not flip.lost, flip.kind, flip.id


def _flip(old: Score, new: Score, lost: bool) -> Flip:
    groups = enumerate(zip(old.found, new.found, strict=True), 1)
    moves = tuple(move for group, (before, after) in groups for move in _moves(group, before, after))
    return Flip(
        id=new.id,
        kind=new.kind,
        set=new.set,
        old=old.outcome,
        new=new.outcome,
        old_reason=old.reason,
        new_reason=new.reason,
        lost=lost,
        moves=moves,
        old_cited=old.cited,
        new_cited=new.cited,
    )


def _moves(group: int, before: Sequence[Find], after: Sequence[Find]) -> Iterator[Move]:
    """What became of the best paragraph of each version."""
    old_rank, new_rank = _ranks(before), _ranks(after)
    best = {find.id: find.ref for find in (*before[:1], *after[:1])}
    for id, ref in best.items():
        if old_rank.get(id) != new_rank.get(id):
            yield Move(group, id, ref, old_rank.get(id), new_rank.get(id))


def _ranks(found: Sequence[Find]) -> dict[str, int]:
    """The best rank of each paragraph."""
    return {find.id: find.rank for find in reversed(found)}


def _shifts(pairs: Sequence[tuple[Score, Score]]) -> Iterator[Flip]:
    for old, new in pairs:
        before, after = _standing(old), _standing(new)
        if before != after and old.good == new.good:
            yield _flip(old, new, after < before)


def _standing(row: Score) -> tuple[int, float]:
    """For ordering two results of one question: a wrong answer serves worse than a refusal, whatever was found."""
    return _FROM_WORST.index(row.outcome), row.values.get("StRecall@5", 0.0)


def _moved(pairs: Sequence[tuple[Score, Score]]) -> Iterator[Moved]:
    for old, new in pairs:
        before = {place for group in old.gold for place in group}
        after = {place for group in new.gold for place in group}
        if before != after:
            yield Moved(new.id, tuple(sorted(before - after)), tuple(sorted(after - before)))
