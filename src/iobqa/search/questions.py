"""The question bank: questions that people wrote by reading the report, with the sentences that answer them."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from iobqa.errors import ReportError
from iobqa.records import Passage

_Record = TypeVar("_Record")


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question and where its answer stands: (unit id, number of the sentence in it), all of them together."""

    question: str
    kind: str
    """staff, formal, fact, cause, keyword, english or context."""
    answers: tuple[tuple[str, int], ...]
    writer: int = 1
    """Who wrote it: in training a question is likened to those of the other writers only, as a user's will be."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Units that answer it, in order, each once."""
        return tuple(dict.fromkeys(unit for unit, _ in self.answers))


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A question that the report does not answer although a reader might expect it to, and what is missing."""

    question: str
    kind: str
    """near_miss, false_premise, outside_report, off_topic, instruction or not_a_question."""
    missing: str
    """What the report does not say; of a false premise the words that contradict it, if any."""
    ids: tuple[str, ...]
    """Units that come nearest."""
    writer: int = 1


def load_bank(file: Path) -> tuple[BankQuestion, ...]:
    """Read ``questions.jsonl``; a corpus without one has an empty bank. Raises ReportError with the line."""
    return tuple(_records(file, {"question", "kind", "answers"}, _bank_question))


def _bank_question(row: dict[str, Any]) -> BankQuestion:
    return BankQuestion(
        row["question"], row["kind"], tuple((unit, int(at)) for unit, at in row["answers"]), int(row.get("writer", 1))
    )


def load_refusals(folder: Path) -> tuple[NearMiss, ...]:
    """Read ``near_misses.jsonl`` of a corpus; one without has none. Raises ReportError with the line."""
    return tuple(_records(folder / "near_misses.jsonl", {"question", "kind", "missing", "ids"}, _near_miss))


def _near_miss(row: dict[str, Any]) -> NearMiss:
    return NearMiss(row["question"], row["kind"], row["missing"], tuple(row["ids"]), int(row.get("writer", 1)))


def _records(file: Path, fields: set[str], make: Callable[[dict[str, Any]], _Record]) -> Iterator[_Record]:
    """One record a line."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else ()
    for number, line in enumerate(lines, start=1):
        row = _row(line, f"{file}, regel {number}")
        if missing := fields - set(row):
            raise ReportError(f"{file}, regel {number}: {', '.join(sorted(missing))} ontbreekt.")
        try:
            yield make(row)
        except (ValueError, TypeError) as error:
            raise ReportError(f"{file}, regel {number} heeft een veld van de verkeerde vorm: {error}") from error


def _row(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ReportError(f"{place} is geen JSON-object: {error}") from error
    if not isinstance(row, dict):
        raise ReportError(f"{place} is geen JSON-object: {line}")
    return row


def questions_of(bank: Sequence[BankQuestion], passages: Sequence[Passage]) -> list[list[int]]:
    """For each passage the rows of the bank questions that it answers."""
    lists: list[list[int]] = [[] for _ in passages]
    for row, owner in enumerate(owners(bank, passages)):
        if owner >= 0:
            lists[owner].append(row)
    return lists


def owners(bank: Sequence[BankQuestion], passages: Sequence[Passage]) -> list[int]:
    """For each question the number of the passage that holds most of its answer, the shortest of equals; -1 when none does."""
    holding: dict[str, list[Passage]] = {}
    for passage in passages:
        for unit in passage.ids:
            holding.setdefault(unit, []).append(passage)
            for note in passage.footnotes:
                holding.setdefault(f"voetnoot-{note.number}", []).append(passage)
    return [_owner(question, holding) for question in bank]


def _owner(question: BankQuestion, holding: dict[str, list[Passage]]) -> int:
    votes: dict[int, int] = {}
    size: dict[int, int] = {}
    for unit, _ in question.answers:
        for passage in {p.number: p for p in holding.get(unit, ())}.values():
            votes[passage.number] = votes.get(passage.number, 0) + 1
            size[passage.number] = len(passage.ids)
    return min(votes, key=lambda number: (-votes[number], size[number], number), default=-1)
