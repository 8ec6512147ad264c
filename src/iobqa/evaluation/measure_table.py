"""Which measures there are, what they are called for a reader, and over which questions they are taken."""

from dataclasses import dataclass
from typing import Literal

Scope = Literal["answerable", "unanswerable", "all"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of one question, averaged over the questions in its scope."""

    name: str
    label: str
    """Dutch, for tables."""
    scope: Scope
    rate: bool = False
    """Every value is 0 or 1, so that the average is a share of questions."""
    lower_is_better: bool = False
    gates: bool = False
    """A proven loss turns the gate red."""
    of_answer: bool = True
    """Asks for an answer; False when a ranking alone will do."""


MEASURES = (
    Measure("StRecall@1", "bewijs in passage 1", "answerable", of_answer=False),
    Measure("StRecall@3", "bewijs in eerste 3", "answerable", of_answer=False),
    Measure("StRecall@5", "bewijs in eerste 5", "answerable", gates=True, of_answer=False),
    Measure("StRecall@10", "bewijs in eerste 10", "answerable", of_answer=False),
    Measure("RR@10", "1/rang eerste bewijs", "answerable", of_answer=False),
    Measure("alpha_nDCG@10", "alpha-nDCG@10", "answerable", of_answer=False),
    Measure("answered", "beantwoord (van beantwoordbare)", "answerable", rate=True),
    Measure("citation_precision", "citaten die bewijs bevatten", "answerable", gates=True),
    Measure("citation_recall", "bewijs dat is geciteerd", "answerable"),
    Measure("fact_recall", "feiten in het antwoord", "answerable", gates=True),
    Measure("right_answer", "goed antwoord", "answerable", rate=True, gates=True),
    Measure("refused", "geweigerd (van onbeantwoordbare)", "unanswerable", rate=True, gates=True),
    Measure("wrong_answer", "fout antwoord (van alle vragen)", "all", rate=True, lower_is_better=True, gates=True),
    Measure("error", "storing (van alle vragen)", "all", rate=True, lower_is_better=True),
)
BY_NAME = {measure.name: measure for measure in MEASURES}


def in_scope(measure: Measure, answerable: bool) -> bool:
    """Whether a question counts for a measure."""
    return measure.scope == "all" or (measure.scope == "answerable") == answerable
