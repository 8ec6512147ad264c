"""Golden questions: reading them from JSON lines, with every fault told at once."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iobqa.errors import GoldenError
from iobqa.evaluation.problems import Problem

KINDS = ("staff", "researcher", "fact", "keyword", "typo", "english", "followup", "unanswerable")
LANGUAGES = ("nl", "en")
SETS = ("dev", "test")
_FIELDS: dict[str, type] = {
    "id": str,
    "question": str,
    "lang": str,
    "kind": str,
    "answerable": bool,
    "evidence": list,
    "facts": list,
    "note": str,
}

Groups = tuple[tuple[str, ...], ...]
"""Parts of a right answer; of each part the alternatives, one of which will do."""


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """A question with what settles it, written by a person from the user's side."""

    id: str
    question: str
    lang: str
    kind: str
    answerable: bool
    evidence: Groups
    """Verbatim snippets of the report."""
    facts: Groups
    """Strings that a right answer holds."""
    note: str
    set: str | None
    """``dev`` may be tuned on, ``test`` is only reported; None for a file of someone's own."""
    file: str
    line: int

    @property
    def unanswerable_class(self) -> str | None:
        """Why the report does not answer it (``near_miss`` and the like): the word before the colon in the note."""
        if self.answerable:
            return None
        head, colon, _ = self.note.partition(":")
        return head.strip() if colon and head.strip() else "overig"


def read_golden(
    paths: Sequence[Path], wanted_set: str | None = None, default_set: str | None = None
) -> tuple[tuple[GoldenQuestion, ...], tuple[Problem, ...]]:
    """Questions and faults of files, and of all ``*.jsonl`` in folders, in order of file name and line.

    ``wanted_set`` keeps one set only; ``default_set`` is what a line without ``set`` belongs to.
    Raises `GoldenError` when there is nothing to read at all.
    """
    questions: list[GoldenQuestion] = []
    problems: list[Problem] = []
    for file in _files(paths):
        for found in _read_file(file, default_set):
            if isinstance(found, GoldenQuestion):
                questions.append(found)
            else:
                problems.append(found)
    problems += _repeated_ids(questions)
    chosen = tuple(question for question in questions if wanted_set in (None, question.set))
    if not chosen and not problems:
        of_set = f" voor de set {wanted_set!r}" if wanted_set else ""
        raise GoldenError(f"Er staan geen toetsvragen{of_set} in {', '.join(map(str, paths))}.")
    return chosen, tuple(sorted(problems))


def digest(questions: Iterable[GoldenQuestion]) -> str:
    """What identifies a set of questions with everything a score depends on (sha256, hexadecimal)."""
    content = sorted(
        (q.id, q.question, q.lang, q.kind, q.answerable, q.evidence, q.facts, q.unanswerable_class or "")
        for q in questions
    )
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _files(paths: Iterable[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        found = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not found or not found[0].exists():
            raise GoldenError(f"Geen toetsvragen gevonden: {path} bestaat niet of bevat geen .jsonl-bestanden.")
        files += found
    return list(dict.fromkeys(files))


def _read_file(file: Path, default_set: str | None) -> Iterator[GoldenQuestion | Problem]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        yield Problem(str(file), 0, f"niet te lezen als UTF-8-tekst: {error}")
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield from _read_line(line, str(file), number, default_set)


def _read_line(line: str, file: str, number: int, default_set: str | None) -> Iterator[GoldenQuestion | Problem]:
    try:
        row = json.loads(line)
    except ValueError as error:
        yield Problem(file, number, f"geen geldige JSON: {error}")
        return
    faults = _faults(row)
    if faults:
        yield from (Problem(file, number, fault) for fault in faults)
    else:
        yield _question(row, file, number, default_set)


def _question(row: Mapping[str, Any], file: str, number: int, default_set: str | None) -> GoldenQuestion:
    plain = {name: row[name] for name in _FIELDS if name not in ("evidence", "facts")}
    return GoldenQuestion(
        **plain,
        evidence=tuple(tuple(group) for group in row["evidence"]),
        facts=tuple(tuple(group) for group in row["facts"]),
        set=row.get("set", default_set),
        file=file,
        line=number,
    )


def _faults(row: object) -> list[str]:
    if not isinstance(row, dict):
        return ["geen JSON-object"]
    missing = [name for name in _FIELDS if name not in row]
    unknown = [name for name in row if name not in _FIELDS and name != "set"]
    wrong = [name for name, kind in _FIELDS.items() if name in row and not isinstance(row[name], kind)]
    faults = [
        *([f"velden ontbreken: {', '.join(missing)}"] if missing else []),
        *([f"onbekende velden: {', '.join(unknown)}"] if unknown else []),
        *([f"velden van de verkeerde soort: {', '.join(wrong)}"] if wrong else []),
    ]
    return faults or [*_value_faults(row), *_group_faults(row)]


def _value_faults(row: Mapping[str, Any]) -> Iterator[str]:
    choices = {"kind": KINDS, "lang": LANGUAGES, "set": SETS}
    for name, allowed in choices.items():
        if name in row and row[name] not in allowed:
            yield f"onbekende waarde voor {name}: {row[name]!r} (kies uit {', '.join(allowed)})"
    for name in ("id", "question"):
        if not row[name].strip():
            yield f"{name} is leeg"


def _group_faults(row: Mapping[str, Any]) -> Iterator[str]:
    for name in ("evidence", "facts"):
        if not all(_is_group(group) for group in row[name]):
            yield f"{name} moet bestaan uit groepen van een of meer niet-lege teksten"
    if row["answerable"] != bool(row["evidence"]):
        yield "answerable en evidence spreken elkaar tegen: een beantwoordbare vraag heeft bewijs, een andere niet"
    if row["answerable"] != bool(row["facts"]):
        yield "answerable en facts spreken elkaar tegen: een beantwoordbare vraag heeft feiten, een andere niet"
    if row["answerable"] == (row["kind"] == "unanswerable"):
        yield "answerable en kind spreken elkaar tegen"


def _is_group(group: object) -> bool:
    return isinstance(group, list) and bool(group) and all(isinstance(text, str) and text.strip() for text in group)


def _repeated_ids(questions: Sequence[GoldenQuestion]) -> Iterator[Problem]:
    first: dict[str, GoldenQuestion] = {}
    for question in questions:
        earlier = first.setdefault(question.id, question)
        if earlier is not question:
            yield Problem(
                question.file, question.line, f"id {question.id!r} staat ook in {earlier.file}:{earlier.line}"
            )
