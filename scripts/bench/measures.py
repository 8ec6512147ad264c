"""What is measured, as figures."""

import statistics
from dataclasses import dataclass

from load_client import Job, Outcome

LEVELS = (1, 8, 64)
"""Connections."""


@dataclass(frozen=True)
class Load:
    """One job done; times in milliseconds, memory of the service afterwards in MB."""

    name: str
    connections: int
    questions: int
    errors: int
    per_second: float
    p50: float
    p95: float
    p99: float
    memory: float
    rate: float = 0
    """Questions that came up in a second by themselves; 0 when each client asked again after its answer."""
    from_memory: float = 0
    """Share of the questions that was answered from memory, or together with the same one under way."""

    @classmethod
    def of(cls, name: str, job: Job, outcome: Outcome, memory: float, from_memory: float = 0) -> "Load":
        cuts = statistics.quantiles(outcome.times, n=100, method="inclusive")
        count = len(outcome.times)
        return cls(
            name,
            job.connections,
            count,
            outcome.errors,
            count / outcome.seconds,
            cuts[49],
            cuts[94],
            cuts[98],
            memory,
            job.rate,
            from_memory,
        )


@dataclass(frozen=True)
class Endurance:
    """Memory of the service over many questions."""

    asked: tuple[int, ...]
    memory: tuple[float, ...]
    """In MB, after so many questions."""
    errors: int

    @property
    def settled(self) -> tuple[list[int], list[float]]:
        """The second half: by then the whole bank went round once, and with it every word that is remembered."""
        first = len(self.asked) // 2
        return list(self.asked[first:]), list(self.memory[first:])

    def after(self, share: float) -> tuple[int, float]:
        """How many questions that share of the run is, and the memory after them."""
        at = max(0, round(share * len(self.asked)) - 1)
        return self.asked[at], self.memory[at]

    @property
    def slope(self) -> float:
        """MB per 10,000 questions, by least squares."""
        return statistics.linear_regression(*self.settled).slope * 10_000

    @property
    def slope_error(self) -> float:
        """Standard error of the slope."""
        asked, memory = self.settled
        line = statistics.linear_regression(asked, memory)
        rest = sum((y - line.intercept - line.slope * x) ** 2 for x, y in zip(asked, memory, strict=True))
        spread = sum((x - statistics.fmean(asked)) ** 2 for x in asked)
        return float((rest / (len(asked) - 2) / spread) ** 0.5 * 10_000)


@dataclass(frozen=True)
class Starts:
    """Seconds, medians."""

    ask: float
    plain_ask: float
    build: float
    plain_build: float
