"""Where else the report says what a unit says."""

from iobqa.desk import repeats
from iobqa.qa import ReportQA


def also_in(qa: ReportQA, id_: str) -> tuple[str, ...]:
    """Ids of the other places, in reading order."""
    return repeats.also_in(qa.report, id_)
