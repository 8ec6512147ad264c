"""The files of a bank that is being written: a journal that survives an interruption, and what is made of it."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iobqa.enrich.checks import Written
from iobqa.errors import ReportError
from iobqa.records import Passage
from iobqa.search.questions import load_bank, load_refusals

JOURNAL = "enrich.jsonl"


@dataclass(frozen=True)
class BankFolder:
    """A corpus folder in which a bank is written. One line of the journal is one passage done."""

    folder: Path

    @property
    def journal(self) -> Path:
        return self.folder / JOURNAL

    def check_writable(self) -> None:
        """Raises ReportError when the folder cannot be written in, or holds a bank that was not written by ``enrich``."""
        if not os.access(self.folder, os.W_OK):
            raise ReportError(
                f"In {self.folder} mag niet worden geschreven. Kopieer de corpusmap en zet IOBQA_CORPUS erop."
            )
        if not self.journal.is_file() and (self.folder / "questions.jsonl").is_file():
            raise ReportError(
                f"{self.folder} heeft al een vragenbank die niet door ‘iobqa enrich’ is geschreven. "
                "Die wordt niet overschreven; zet haar eerst apart."
            )

    def lines(self) -> Iterator[dict[str, Any]]:
        """The journal; a last line that was cut off by an interruption is left out. Raises ReportError on other damage."""
        lines = self.journal.read_text(encoding="utf-8").splitlines() if self.journal.is_file() else []
        for number, line in enumerate(lines, start=1):
            try:
                yield json.loads(line)
            except ValueError as error:
                if number < len(lines):
                    raise ReportError(f"{self.journal}, regel {number} is beschadigd. Verwijder die regel.") from error

    def done(self) -> set[tuple[str, ...]]:
        """Units of the passages that have their questions."""
        return {tuple(line["ids"]) for line in self.lines()}

    def questions(self) -> list[str]:
        """All that was asked so far."""
        return [row["question"] for line in self.lines() for row in (*line["questions"], *line["near_misses"])]

    def add(self, passage: Passage, written: Written, model: str) -> None:
        """Note that a passage is done, at once and for good."""
        line = {
            "ids": list(passage.ids),
            "model": model,
            "questions": written.questions,
            "near_misses": written.near_misses,
            "rejected": written.rejected,
        }
        self._mend()
        with self.journal.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _mend(self) -> None:
        """Drop a half line at the end, so that the next one does not continue it."""
        if self.journal.is_file():
            content = self.journal.read_bytes()
            if content and not content.endswith(b"\n"):
                self.journal.write_bytes(content[: content.rfind(b"\n") + 1])

    def publish(self) -> tuple[int, int]:
        """Write ``questions.jsonl`` and ``near_misses.jsonl`` from the journal; how many of each. Raises ReportError."""
        lines = list(self.lines())
        questions = [row for line in lines for row in line["questions"]]
        near_misses = [row for line in lines for row in line["near_misses"]]
        self._replace("questions.jsonl", questions)
        self._replace("near_misses.jsonl", near_misses)
        load_bank(self.folder / "questions.jsonl")
        load_refusals(self.folder)
        return len(questions), len(near_misses)

    def _replace(self, name: str, rows: list[dict[str, Any]]) -> None:
        temporary = self.folder / f".{name}.nieuw"
        temporary.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        temporary.replace(self.folder / name)
