"""Passage after passage: ask, check, note. Can be interrupted anywhere and taken up again."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iobqa.answer.language_model import LanguageModel
from iobqa.enrich.bank import BankFolder
from iobqa.enrich.checks import Checker, Written
from iobqa.enrich.prompting import SCHEMA, numbered_sentences, passage_messages
from iobqa.errors import ModelError
from iobqa.records import Passage, Report

ATTEMPTS = 2
"""Replies asked for one passage before it is skipped."""
PATIENCE = 3
"""Passages in a row that may fail before the whole stops: then the model or the connection is at fault."""


@dataclass(frozen=True, slots=True)
class Step:
    """One passage dealt with: what was written for it, or why nothing was (it is tried again next time)."""

    passage: Passage
    written: Written | None
    failure: str | None = None


class BankWriter:
    """Writes the bank of one report into its folder."""

    def __init__(self, report: Report, bank: BankFolder, model: LanguageModel, *, count: int, seconds: float) -> None:
        self._report, self._bank, self._model = report, bank, model
        self._count, self._seconds = count, seconds
        self._checker = Checker(bank.questions())

    def write(self, passages: Sequence[Passage]) -> Iterator[Step]:
        """Deal with ``passages``, each noted before the next begins. Raises ModelError after ``PATIENCE`` failures in a row."""
        failed = 0
        for passage in passages:
            step = self._step(passage)
            failed = failed + 1 if step.failure else 0
            if step.written:
                self._bank.add(passage, step.written, self._model.name)
            yield step
            if failed == PATIENCE:
                raise ModelError(f"{step.failure} Wat klaar is, blijft bewaard; hetzelfde commando gaat daarna verder.")

    def _step(self, passage: Passage) -> Step:
        failure = ""
        for _ in range(ATTEMPTS):
            try:
                written = self._ask(passage)
            except ModelError as error:
                failure = str(error)
                continue
            if written.questions:
                return Step(passage, written)
            failure = f"Geen van de vragen over {passage.ref} was bruikbaar."
        return Step(passage, None, failure)

    def _ask(self, passage: Passage) -> Written:
        until = time.monotonic() + self._seconds
        reply = "".join(self._model.stream(passage_messages(passage, self._report, self._count), SCHEMA, until))
        return self._checker.check(reply, numbered_sentences(passage, self._report), passage.ids)
