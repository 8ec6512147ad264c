"""A process that answers and searches for the service: questions come in on stdin, results go out on what was stdout.

It ends when stdin does, so with the service, however that ended.
"""

import os
import pickle
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from iobqa.errors import IndexMissing, IobqaError
from iobqa.interfaces.payload import answer_payload, hit_payload
from iobqa.interfaces.replies import to_json
from iobqa.interfaces.streaming import first_answer
from iobqa.qa import ReportQA
from iobqa.records import Answer, Hit, Passage
from iobqa.settings import Settings

Task = Callable[[ReportQA, str, int], Any]
"""What to do with a question and a number of passages: a function of this module, which both sides know by its name."""

SIZE = 4
"""Bytes of the number, before each message, that says how long it is."""


@dataclass(frozen=True, slots=True)
class Worked:
    """An answer, and the same as JSON: encoded once, where it was worked out, however often it is sent."""

    answer: Answer
    body: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    """The same on its way to the service, which has the passages already."""

    answer: Answer
    body: bytes
    found: tuple[tuple[int, float, str], ...]
    """Number, score and nearest sentence of the passages, best first."""

    @classmethod
    def of(cls, worked: Worked) -> "Sent":
        found = tuple((hit.passage.number, hit.score, hit.nearest) for hit in worked.answer.passages)
        return cls(replace(worked.answer, passages=()), worked.body, found)

    def whole(self, passages: Sequence[Passage]) -> Worked:
        """With the passages of the service's own index, which is the same one."""
        hits = tuple(
            Hit(passages[number], score, rank, nearest)
            for rank, (number, score, nearest) in enumerate(self.found, start=1)
        )
        return Worked(replace(self.answer, passages=hits), self.body)


def work_out(qa: ReportQA, question: str, k: int) -> Worked:
    """The answer made of quotes. Raises QuestionError."""
    answer = first_answer(qa, question, k)
    return Worked(answer, to_json(answer_payload(answer)))


def answer_to_send(qa: ReportQA, question: str, k: int) -> Sent:
    """``work_out`` for the other side of the pipe. Raises QuestionError."""
    return Sent.of(work_out(qa, question, k))


def passages_as_json(qa: ReportQA, question: str, k: int) -> bytes:
    """``GET /v1/search``. Raises QuestionError."""
    return to_json({"query": question, "passages": [hit_payload(hit) for hit in qa.search(question, k)]})


def to_message(content: object) -> bytes:
    """For the pipe between the service and its own process."""
    body = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    return len(body).to_bytes(SIZE) + body


def main() -> None:
    """Serve one service until it is gone."""
    replies = _own_stdout()
    with suppress(EOFError, BrokenPipeError):
        settings, fingerprint = _read(sys.stdin.buffer)
        qa = _open(settings, fingerprint)
        _write(replies, None)
        while True:
            _write(replies, _reply(qa, *_read(sys.stdin.buffer)))


def _own_stdout() -> BinaryIO:
    """Only messages may go this way: what a library prints goes to stderr."""
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return own


def _open(settings: Settings, fingerprint: str) -> ReportQA:
    """The report that the service has open; another one (the corpus was changed meanwhile) is of no use."""
    qa = ReportQA.open(settings, say=lambda _: None)
    if qa.fingerprint != fingerprint:
        raise IndexMissing("Het rapport is veranderd sinds de dienst startte. Start de dienst opnieuw.")
    work_out(qa, qa.report.title, 1)  # what is worked out at the first question
    return qa


def _reply(qa: ReportQA, task: Task, question: str, k: int) -> object:
    """Nothing when it fails as nobody foresaw: the service then tries itself, and its log says where it went wrong."""
    try:
        return task(qa, question, k)
    except IobqaError as error:
        return error
    except Exception:
        return None


def _read(file: BinaryIO) -> Any:  # noqa: ANN401
    return pickle.loads(_exactly(file, int.from_bytes(_exactly(file, SIZE))))


def _exactly(file: BinaryIO, count: int) -> bytes:
    found = file.read(count)
    if len(found) < count:
        raise EOFError
    return found


def _write(file: BinaryIO, content: object) -> None:
    file.write(to_message(content))
    file.flush()
