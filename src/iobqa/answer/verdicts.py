"""What verification finds: a verdict on a claim, and for each thing that does not match the exact word."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from iobqa.answer.figures import Figure, figures
from iobqa.answer.markers import Marker, markers
from iobqa.answer.names import Name, names
from iobqa.answer.readings import Clause, Reading, keys

Label = Literal["letterlijk", "geparafraseerd en gedekt", "niet gedekt"]
LITERAL: Label = "letterlijk"
COVERED: Label = "geparafraseerd en gedekt"
UNCOVERED: Label = "niet gedekt"

ProblemKind = Literal[
    "getal", "percentage", "bedrag", "jaar", "datum", "rangtelwoord", "naam", "land", "ontkenning", "voorbehoud", "richting", "hoeveelheid",
    "oorzaak", "toeschrijving", "volgorde", "inhoud", "verwijzing",
]  # fmt: skip


Near = Callable[[str, str], float]
"""How near two words in lower case, or two texts, come in meaning, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a claim that its sources do not carry. ``token`` is the word itself, ``message`` says it in Dutch."""

    kind: ProblemKind
    token: str
    message: str
    weighed: str = ""
    """What it counts as when problems are weighed (``weighing``); nothing for one that no weighing takes away."""
    elsewhere: bool = False
    """The other text has a like word, in another place than the one that it was looked for in."""


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """How a claim stands to its sources; ``problems`` is empty unless it is not covered."""

    label: Label
    problems: tuple[Problem, ...] = ()

    @property
    def covered(self) -> bool:
        return self.label != UNCOVERED

    @property
    def problem(self) -> str | None:
        """All problems in one line, or nothing."""
        return "; ".join(dict.fromkeys(problem.message for problem in self.problems)) or None


@dataclass(frozen=True)
class Source:
    """The sentences a claim cites."""

    readings: tuple[Reading, ...]

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for reading in self.readings for clause in reading.clauses)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for reading in self.readings for figure in figures(reading.text))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        return tuple(name for reading in self.readings for name in names(reading))

    @cached_property
    def markers(self) -> tuple[tuple[Reading, Marker], ...]:
        return tuple((reading, marker) for reading in self.readings for marker in markers(reading.text))

    @cached_property
    def text(self) -> str:
        return " ".join(reading.text for reading in self.readings)

    def left_by(self, claim: Reading) -> list[str]:
        """Content words of the sentences that the claim does not say itself: what a word of its own may stand for."""
        return [word.meant for r in self.readings for word in r.content if not keys(word.meant) & claim.keys]

    def holds(self, word: str) -> bool:
        """Whether any of the sentences has ``word`` in some form."""
        return any(reading.holds(word) for reading in self.readings)
