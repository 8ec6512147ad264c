"""The service on the made-up report, and a report that answers as a test wants it to."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from starlette.testclient import TestClient

from iobqa.interfaces.api import create_app
from iobqa.qa import ReportQA
from iobqa.records import Answer, Hit
from iobqa.settings import Settings
from mini_qa import MINI, mini_qa

QUESTION = "Hoeveel boeren deden mee in Natteveld?"
OFF_TOPIC = "qqqq xxxx"


class Scripted(ReportQA):
    """Answers after ``before`` was called with the question: it may wait, or fail."""

    def __init__(self, before: Callable[[str], None]) -> None:
        inner = mini_qa()
        super().__init__(inner.index, Settings(corpus=MINI))
        self._before = before
        self.asked: list[str] = []

    def stream(self, question: str, k: int = 10, conversation: str | None = None) -> Iterator[tuple[Any, Any]]:
        self.asked.append(question)
        self._before(question)
        yield from super().stream(question, k, conversation)

    def search(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        self._before(question)
        return super().search(question, k)


class Gate:
    """Holds answers up until it is opened."""

    def __init__(self) -> None:
        self._open = threading.Event()

    def __call__(self, question: str) -> None:
        assert self._open.wait(20)

    def open(self) -> None:
        self._open.set()


def settings(**given: Any) -> Settings:  # noqa: ANN401
    return Settings(corpus=MINI, **given)


@contextmanager
def client(qa: ReportQA | Callable[[], ReportQA] | None = None, **given: Any) -> Iterator[TestClient]:  # noqa: ANN401
    """The service with these settings, started and stopped."""
    with TestClient(create_app(qa or mini_qa(), settings(**given)), raise_server_exceptions=True) as found:
        yield found


def answer_of(question: str) -> Answer:
    return mini_qa().ask(question)
