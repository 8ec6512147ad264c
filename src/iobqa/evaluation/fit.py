"""Whether a run fits the golden questions and the report it is scored against."""

from collections.abc import Iterable, Mapping, Sequence

from iobqa.errors import GoldenError
from iobqa.evaluation.folding import fold
from iobqa.evaluation.golden import GoldenQuestion
from iobqa.evaluation.responses import Response
from iobqa.evaluation.runfile import Entry, Header
from iobqa.records import Report

_STRANGERS = 0.05
"""More passages than this that the report does not hold, and the run is of another report. A change in the parser of
the same report leaves a passage or two that differ."""


def check_questions(entries: Mapping[str, Entry], questions: Iterable[GoldenQuestion]) -> None:
    """Raise `GoldenError` unless every golden question was asked, in the same words."""
    missing = [q.id for q in questions if q.id not in entries]
    changed = [q.id for q in questions if q.id in entries and entries[q.id].question != q.question]
    if missing or changed:
        lines = [
            *([f"  niet gesteld in deze run: {_listed(missing)}"] if missing else []),
            *([f"  anders gesteld in deze run: {_listed(changed)}"] if changed else []),
        ]
        raise GoldenError("\n".join(["De run hoort bij andere toetsvragen; maak hem opnieuw.", *lines]))


def check_corpus(header: Header, responses: Sequence[Response], report: Report, corpus: str) -> None:
    """Raise `GoldenError` when a run is of another report: by its sha256, and by what its passages say."""
    if header.corpus not in (None, corpus):
        raise GoldenError(
            f"De run is van een ander rapport (sha256 {str(header.corpus)[:12]}..., hier {corpus[:12]}...). "
            "Zet het goede rapport in IOBQA_CORPUS of maak de run opnieuw."
        )
    strangers, shown = _strangers(responses, report)
    if len(strangers) > _STRANGERS * shown:
        raise GoldenError(
            f"De run is van een ander rapport: {len(strangers)} van de {shown} getoonde passages staan hier niet in, "
            f"zoals {strangers[0]}. Zet het goede rapport in IOBQA_CORPUS of maak de run opnieuw."
        )


def _strangers(responses: Sequence[Response], report: Report) -> tuple[list[str], int]:
    """References of the different passages shown with a line that the report does not hold, and how many were shown.

    By the line, because a passage may put an introduction before the list items it is about.
    """
    body = " ".join(fold(paragraph.text) for paragraph in report.body())
    notes = "\n".join(fold(paragraph.text) for paragraph in report.paragraphs if paragraph.kind == "footnote")
    shown = {passage.text: passage.ref for response in responses for passage in response.passages}
    foreign = [
        ref
        for text, ref in shown.items()
        if any(line not in body and line not in notes for line in map(fold, text.splitlines()))
    ]
    return foreign, len(shown)


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(ids[:8]) + (f" en nog {len(ids) - 8}" if len(ids) > 8 else "")
