"""Which golden questions a command means: a set of the project's own, or a file of someone else's."""

from dataclasses import dataclass
from pathlib import Path

from iobqa.errors import GoldenError
from iobqa.evaluation.evidence import GoldenSet, golden_set
from iobqa.evaluation.golden import GoldenQuestion, read_golden
from iobqa.evaluation.problems import Problem
from iobqa.records import Report

ALL = "all"
OWN_SETS = ("dev", "test", ALL)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Golden questions as read, faults included."""

    name: str
    """What a run of them is called: ``dev``, ``test``, ``all`` or a file name without its folder and ending."""
    questions: tuple[GoldenQuestion, ...]
    faults: tuple[Problem, ...]

    def fitted(self, report: Report) -> GoldenSet:
        """The questions with the places of their evidence. Raises `GoldenError` with all problems."""
        return golden_set(self.questions, self.faults, report)


def choose(which: str, folder: Path) -> Chosen:
    """Read ``dev``, ``test`` or ``all`` of the golden folder, or the file or folder that ``which`` names.

    A line without ``set`` belongs to dev in the golden folder, and to no set in a file of one's own.
    """
    if which in OWN_SETS:
        questions, faults = read_golden([folder], None if which == ALL else which, default_set="dev")
        return Chosen(which, questions, faults)
    path = Path(which)
    if not path.exists():
        raise GoldenError(f"Onbekende set {which!r}: kies {', '.join(OWN_SETS)}, of geef een bestand dat bestaat.")
    return Chosen(path.stem, *read_golden([path]))


def set_of_run(name: str, given: str | None) -> str:
    """The set to score a run against. Raises `GoldenError` when a run of one's own file does not say where that is."""
    if given is None and name not in OWN_SETS:
        raise GoldenError(f"Deze run is van een eigen vragenbestand ({name}); geef dat bestand op met --set.")
    return given or name
