"""Which of the questions that a model wrote are sound: the checks that the bank written by people has to pass, and a few more."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from iobqa.answer.wording import is_english
from iobqa.enrich.prompting import KINDS
from iobqa.errors import ModelError
from iobqa.search.analysis import tokens

LONGEST, FEWEST_WORDS = 400, 2
MOST_SENTENCES = 6
_COPIED = 8
"""Words in a row of the passage from which a question is a copy of it, which teaches retrieval nothing."""
_POINTS = re.compile(
    r"\b(?:dit|deze|de|bovenstaande|genoemde) (?:stuk|tekst|passage|paragraaf|alinea|fragment|zin(?:nen)?)\b|"
    r"\b(?:this|the) (?:passage|text|paragraph|excerpt)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Written:
    """What a reply gave for one passage: rows as they go into the files, and why others were left out."""

    questions: list[dict[str, Any]] = field(default_factory=list)
    near_misses: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)


class Checker:
    """Checks replies one after the other; what was asked before may not be asked again."""

    def __init__(self, known: Sequence[str] = ()) -> None:
        self._known = {_folded(question) for question in known}

    def check(self, reply: str, sentences: Sequence[tuple[str, int, str]], ids: Sequence[str]) -> Written:
        """The sound rows in a reply about the passage with these sentences and units. Raises ModelError when it is no JSON."""
        found = _object(reply)
        written = Written()
        for row in _rows(found, "questions"):
            problem = self._question_problem(row, sentences)
            if problem:
                written.rejected.append(f"{row.get('question')}: {problem}")
            else:
                written.questions.append(self._question(row, sentences))
        for row in _rows(found, "near_misses"):
            problem = self._text_problem(row.get("question"), sentences)
            if problem or not str(row.get("missing") or "").strip():
                written.rejected.append(f"{row.get('question')}: {problem or 'zegt niet wat er ontbreekt'}")
            else:
                written.near_misses.append(self._near_miss(row, ids))
        return written

    def _question_problem(self, row: dict[str, Any], sentences: Sequence[tuple[str, int, str]]) -> str | None:
        if row.get("kind") not in KINDS:
            return f"onbekende soort {row.get('kind')!r}"
        numbers = row.get("sentences")
        if not isinstance(numbers, list) or not 1 <= len(numbers) <= MOST_SENTENCES:
            return f"moet 1 tot {MOST_SENTENCES} zinnen noemen"
        if not all(isinstance(number, int) and 1 <= number <= len(sentences) for number in numbers):
            return f"noemt een zin die er niet is: {numbers}"
        problem = self._text_problem(row.get("question"), sentences)
        if problem or row["kind"] == "keyword":
            return problem
        if (row["kind"] == "english") != is_english(str(row["question"])):
            return "is in de verkeerde taal"
        return None

    def _text_problem(self, question: object, sentences: Sequence[tuple[str, int, str]]) -> str | None:
        if not isinstance(question, str) or len(question) > LONGEST or len(tokens(question)) < FEWEST_WORDS:
            return "is geen vraag"
        if _folded(question) in self._known:
            return "stond er al"
        if _POINTS.search(question):
            return "verwijst naar ‘de tekst’"
        if any(_copies(tokens(question), tokens(text)) for _, _, text in sentences):
            return "is overgeschreven"
        return None

    def _question(self, row: dict[str, Any], sentences: Sequence[tuple[str, int, str]]) -> dict[str, Any]:
        answers = [list(sentences[number - 1][:2]) for number in dict.fromkeys(row["sentences"])]
        return {"question": self._remembered(row["question"]), "kind": row["kind"], "answers": answers}

    def _near_miss(self, row: dict[str, Any], ids: Sequence[str]) -> dict[str, Any]:
        missing = " ".join(str(row["missing"]).split())
        return {
            "question": self._remembered(row["question"]),
            "kind": "near_miss",
            "missing": missing,
            "ids": list(ids),
        }

    def _remembered(self, question: str) -> str:
        self._known.add(_folded(question))
        return " ".join(question.split())


def _folded(question: str) -> str:
    return " ".join(tokens(question))


def _copies(question: Sequence[str], sentence: Sequence[str]) -> bool:
    runs = {tuple(sentence[at : at + _COPIED]) for at in range(len(sentence) - _COPIED + 1)}
    return any(tuple(question[at : at + _COPIED]) in runs for at in range(len(question) - _COPIED + 1))


def _object(reply: str) -> dict[str, Any]:
    """The outermost JSON object in a reply, whatever is around it."""
    start, end = reply.find("{"), reply.rfind("}")
    try:
        found = json.loads(reply[start : end + 1], strict=False) if 0 <= start < end else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ModelError("Het taalmodel gaf geen JSON met vragen. Kies een groter model, of probeer het opnieuw.")
    return found


def _rows(found: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = found.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
