"""Intervals, the paired test and power, against values worked out by hand or published."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iobqa.evaluation.intervals import detectable_difference, estimate, paired, permutation_p, wilson


@pytest.mark.parametrize(
    ("good", "n", "low", "high"),
    [(97, 100, 0.916, 0.990), (194, 200, 0.936, 0.986), (200, 200, 0.981, 1.0), (0, 10, 0.0, 0.278)],
)
def test_wilson(good: int, n: int, low: float, high: float) -> None:
    assert wilson(good / n, n) == pytest.approx((low, high), abs=0.0006)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_a_share(counts: tuple[int, int]) -> None:
    good, n = counts
    low, high = wilson(good / n, n)
    assert 0 <= low <= good / n <= high <= 1


def test_a_mean_has_an_interval_around_it_and_it_is_the_same_every_time() -> None:
    values = [0.0, 0.25, 0.5, 1.0] * 20
    found = estimate(values, rate=False)
    assert found.low < found.value == 0.4375 < found.high
    assert found == estimate(values, rate=False)
    # The standard error of the mean is 0.042: two of them either way.
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * 0.369 / math.sqrt(80), rel=0.1)


@pytest.mark.parametrize("values", [[1.0], [1.0, 1.0, 1.0], [0.0, 0.0]])
def test_equal_values_do_not_claim_certainty(values: list[float]) -> None:
    found = estimate(values, rate=False)
    assert found.high - found.low > 0.3


@pytest.mark.parametrize(
    ("differences", "p"),
    [
        ([0.0] * 50, 1.0),
        ([-1.0] + [0.0] * 50, 1.0),
        ([-1.0] * 4 + [0.0] * 50, 2 / 2**4),
        ([-1.0] * 6 + [0.0] * 500, 2 / 2**6),
        ([1.0] * 3 + [-1.0] * 3, 1.0),
    ],
)
def test_permutation_p(differences: list[float], p: float) -> None:
    assert permutation_p(differences) == pytest.approx(p)


def flips(lost: int, won: int, n: int) -> tuple[list[float], list[float]]:
    old = [1.0] * lost + [0.0] * (n - lost)
    new = [0.0] * lost + [1.0] * won + [0.0] * (n - lost - won)
    return old, new


@pytest.mark.parametrize(
    ("lost", "won", "loss", "gain"),
    [
        (0, 0, False, False),
        (4, 0, False, False),
        (5, 0, False, False),
        (6, 0, True, False),
        (0, 6, False, True),
        (30, 30, False, False),
        (40, 15, True, False),
    ],
)
def test_a_loss_is_proven_or_it_is_not(lost: int, won: int, loss: bool, gain: bool) -> None:
    found = paired(*flips(lost, won, 600))
    assert found.proven_loss() is loss
    assert found.proven_loss(lower_is_better=True) is gain
    assert found.difference.value == pytest.approx((won - lost) / 600)
    assert (found.p < 0.05) is (loss or gain)


def test_detectable_difference() -> None:
    assert detectable_difference([0.0] * 400) == pytest.approx(2.8016 * math.sqrt(0.05) / 20, rel=1e-4)
    assert detectable_difference([1.0, -1.0] * 200) == pytest.approx(2.8016 / 20, rel=0.01)
