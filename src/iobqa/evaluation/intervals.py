"""How sure a figure is: intervals, a paired test, what a set can show. Seeded: the same run, the same figures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_SEED = 20241101
_RESAMPLES = 4000
_Z_95 = 1.959964
_ONE_EACH_WAY = (1.0, -1.0)
"""Added to paired differences before resampling, as Agresti and Min (2005) do for paired shares. When four questions of
six hundred turn, all the same way, plain resampling hardly ever sees another way and calls it proof; with this pair the
interval leaves zero out when the exact test gives p < 0.05, which takes six."""
_Z_POWER = 0.841621
"""Standard normal quantile of 80% power."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95% interval and the number of questions it rests on."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """New minus old over the same questions."""

    difference: Estimate
    p: float
    """Of a two-sided paired permutation test."""
    detectable: float
    """Smallest difference that this set shows with 80% power at 5% significance."""

    def proven_loss(self, lower_is_better: bool = False) -> bool:
        """Whether the 95% interval lies wholly on the bad side of zero."""
        return self.difference.low > 0 if lower_is_better else self.difference.high < 0


def estimate(values: Sequence[float], rate: bool) -> Estimate:
    """Mean with its 95% interval: Wilson (1927) for a rate, bootstrap over questions otherwise. Raises on no values."""
    mean, n = math.fsum(values) / len(values), len(values)
    # Resampling equal values claims a certainty that a handful of questions cannot give; Wilson does not.
    if rate or n < 2 or min(values) == max(values):
        return Estimate(mean, *wilson(mean, n), n)
    return Estimate(mean, *bootstrap_mean(values), n)


def wilson(p: float, n: int) -> tuple[float, float]:
    """Wilson's score interval for a share p of n (Wilson, JASA 1927)."""
    z2 = _Z_95**2
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    margin = _Z_95 / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    # At the ends the formula gives p itself but for rounding.
    return (0.0 if p == 0 else max(0.0, centre - margin)), (1.0 if p == 1 else min(1.0, centre + margin))


def bootstrap_mean(values: Sequence[float]) -> tuple[float, float]:
    """95% percentile bootstrap interval of a mean (Efron 1979)."""
    from scipy.stats import bootstrap

    if min(values) == max(values):
        return values[0], values[0]
    result = bootstrap(
        (np.asarray(values),),
        np.mean,
        method="percentile",
        n_resamples=_RESAMPLES,
        vectorized=True,
        rng=np.random.default_rng(_SEED),
    )
    return float(result.confidence_interval.low), float(result.confidence_interval.high)


def paired(old: Sequence[float], new: Sequence[float]) -> PairedDifference:
    """Compare two versions on the same questions, in the same order.

    The interval is the bootstrap's over questions; the pair of `_ONE_EACH_WAY` keeps it honest when few questions turn.
    """
    differences = [b - a for a, b in zip(old, new, strict=True)]
    mean = math.fsum(differences) / len(differences)
    low, high = bootstrap_mean([*differences, *_ONE_EACH_WAY])
    return PairedDifference(
        Estimate(mean, low, high, len(differences)), permutation_p(differences), detectable_difference(differences)
    )


def permutation_p(differences: Sequence[float]) -> float:
    """p-value of the paired permutation (Fisher randomisation) test: signs of the differences flipped at random.

    Smucker, Allan and Carterette (CIKM 2007) recommend it for comparing retrieval systems.
    """
    from scipy.stats import permutation_test

    # Questions that score the same add nothing under any sign; without them few flips are tested exactly.
    turned = np.asarray([difference for difference in differences if difference])
    if len(turned) < 2:
        return 1.0
    result = permutation_test(
        (turned,),
        np.sum,
        permutation_type="samples",
        n_resamples=9999,
        vectorized=True,
        rng=np.random.default_rng(_SEED),
    )
    return float(result.pvalue)


def detectable_difference(differences: Sequence[float]) -> float:
    """Smallest true difference found with 80% power: (1.96 + 0.84) sd / sqrt(n), a paired z-test (Miller 2024).

    Two versions that hardly differ say little about the spread; one question in twenty is taken to turn at least.
    """
    n = len(differences)
    spread = float(np.std(differences, ddof=1)) if n > 1 else 1.0
    return (_Z_95 + _Z_POWER) * max(spread, math.sqrt(0.05)) / math.sqrt(n)
