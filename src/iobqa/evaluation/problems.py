"""Faults in files that people write: gathered first, told in one message."""

from collections.abc import Sequence
from dataclasses import dataclass

from iobqa.errors import GoldenError


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong and where it stands."""

    file: str
    line: int
    """From 1; 0 when it concerns the file as a whole."""
    text: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.text}"


def refuse(heading: str, problems: Sequence[Problem]) -> None:
    """Raise one `GoldenError` that lists all problems; do nothing when there are none."""
    if problems:
        count = "1 probleem" if len(problems) == 1 else f"{len(problems)} problemen"
        raise GoldenError("\n".join([f"{heading} ({count}):", *(f"  {problem}" for problem in problems)]))
