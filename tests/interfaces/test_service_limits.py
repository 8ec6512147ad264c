"""Readiness, time limits, a full queue: the service says so and goes on."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import pytest
from service_toys import QUESTION, Gate, Scripted, client, settings
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from iobqa.errors import EncoderError, IndexMissing, ServiceUnavailable
from iobqa.interfaces.answering import Answering
from iobqa.interfaces.metrics import Metrics
from iobqa.interfaces.middleware.body import BodyLimits
from iobqa.qa import ReportQA
from mini_qa import mini_qa


def test_ready_only_when_the_report_is_open_and_who_asks_earlier_waits() -> None:
    opened = threading.Event()

    def open_late() -> ReportQA:
        assert opened.wait(20)
        return mini_qa()

    with client(open_late) as service, ThreadPoolExecutor() as pool:
        assert service.get("/healthz").status_code == 200
        assert service.get("/readyz").status_code == 503
        waiting = pool.submit(service.post, "/v1/ask", json={"question": QUESTION})
        time.sleep(0.2)
        assert not waiting.done()
        opened.set()
        assert waiting.result(20).status_code == 200
        assert service.get("/readyz").json() == {"status": "ok", "index": mini_qa().fingerprint}


def fails() -> ReportQA:
    raise EncoderError("Het taalmodel is niet te lezen.")


def test_a_report_that_does_not_open_is_said_to_everyone() -> None:
    with client(fails) as service:
        for path in ("/v1/report", "/v1/search?q=x", "/readyz"):
            reply = service.get(path)
            assert reply.status_code == 503
            assert "taalmodel" in reply.json()["detail"]
        assert service.get("/healthz").status_code == 200
        assert service.get("/v1/openapi.json").status_code == 200


def test_opening_without_end_is_a_503_and_not_a_hang() -> None:
    gate = Gate()

    def never() -> ReportQA:
        gate("")
        raise IndexMissing("klaar")

    with client(never, answer_seconds=0.2) as service:
        assert service.get("/v1/report").status_code == 503
        gate.open()


def test_an_answer_that_takes_too_long() -> None:
    gate = Gate()
    with client(Scripted(gate), answer_seconds=0.2) as service:
        reply = service.post("/v1/ask", json={"question": QUESTION})
        assert (reply.status_code, reply.headers["retry-after"]) == (503, "2")
        assert "te lang" in reply.json()["detail"]
        gate.open()
        assert service.post("/v1/ask", json={"question": QUESTION}).status_code == 200


def test_a_stream_that_takes_too_long() -> None:
    gate = Gate()
    with client(Scripted(gate), answer_seconds=0.2) as service:
        events = {"Accept": "text/event-stream"}
        assert service.post("/v1/ask", json={"question": QUESTION}, headers=events).status_code == 503
        gate.open()


def test_a_stream_that_fails_halfway_says_so_and_ends() -> None:
    class HalfwayThere(Scripted):
        model = object()  # type: ignore[assignment]  # with one the stream goes on after the first answer

        def stream(self, question: str, k: int = 10, conversation: str | None = None) -> Iterator[tuple[Any, Any]]:
            yield next(super().stream(question, k, conversation))
            raise ServiceUnavailable("Het antwoord duurt te lang.")

    with client(HalfwayThere(lambda question: None)) as service:
        ask = service.post("/v1/ask", json={"question": QUESTION}, headers={"Accept": "text/event-stream"})
        for reply in (ask, service.get("/antwoord", params={"q": QUESTION})):
            name, data = reply.text.strip().split("\n\n")[-1].split("\n")
            assert name == "event: problem"
            assert json.loads(data.removeprefix("data: "))["status"] == 503


@pytest.mark.parametrize("question", ["", "\u00a0", "a" * 3000])
def test_a_page_that_listens_for_what_cannot_be_asked(question: str) -> None:
    with client() as service:
        assert service.get("/antwoord", params={"q": question}).status_code == 400


def test_questions_beyond_the_queue_are_sent_away() -> None:
    async def many(answering: Answering, count: int) -> list[object]:
        questions = (answering.search(f"vraag {number}", 1) for number in range(count))
        later = asyncio.get_running_loop().call_later(0.3, gate.open)
        found = await asyncio.gather(*questions, return_exceptions=True)
        later.cancel()
        return list(found)

    gate = Gate()
    answering = Answering(settings(threads=1, most_waiting=2), Metrics())
    answering.use(Scripted(gate))
    found = anyio.run(many, answering, 6)
    assert sum(isinstance(result, bytes) for result in found) == 3
    assert sum("druk" in str(result) for result in found if isinstance(result, Exception)) == 3


def test_the_same_question_of_many_is_worked_out_once() -> None:
    async def many(answering: Answering) -> None:
        asyncio.get_running_loop().call_later(0.2, gate.open)
        answers = await asyncio.gather(*(answering.ask(QUESTION, 3) for _ in range(20)))
        assert len({id(answer) for answer in answers}) == 1

    gate = Gate()
    qa = Scripted(gate)
    answering = Answering(settings(), Metrics())
    answering.use(qa)
    anyio.run(many, answering)
    assert qa.asked == [QUESTION]


async def reads_all(scope: Scope, receive: Receive, send: Send) -> None:
    while (await receive()).get("more_body"):
        pass


def sending(*parts: bytes, then: float = 0) -> Receive:
    left = list(parts)

    async def receive() -> Message:
        if not left:
            await asyncio.sleep(then)
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left) or then > 0}

    return receive


def scope(path: str = "/v1/ask", **headers: str) -> Scope:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "path": path, "headers": pairs}


async def nowhere(message: Message) -> None:
    raise AssertionError(message)


@pytest.mark.parametrize(
    ("receive", "asked", "status"),
    [
        (sending(b"x" * 1025), scope(), 413),
        (sending(b"x" * 600, b"x" * 600), scope(), 413),
        (sending(b"x"), scope(content_length="99999"), 413),
        (sending(b"x", then=5), scope(), 408),
        (sending(b"x" * 9000), scope("/v1/check"), 413),
    ],
)
def test_a_body_too_large_or_too_slow(receive: Receive, asked: Scope, status: int) -> None:
    limits = BodyLimits(reads_all, settings(largest_body=1024, largest_document=8000, receive_seconds=0.1))

    async def run() -> None:
        await limits(asked, receive, nowhere)

    with pytest.raises(HTTPException) as caught:
        anyio.run(run)
    assert caught.value.status_code == status


@pytest.mark.parametrize(
    ("receive", "asked"),
    [
        (sending(b"x" * 1024), scope()),
        (sending(b"x" * 500, b"x" * 500), scope(content_length="1000")),
        (sending(b"x" * 7000), scope("/v1/check")),
        (sending(b"x"), scope(content_length="geen getal")),
    ],
)
def test_a_body_within_the_limits(receive: Receive, asked: Scope) -> None:
    limits = BodyLimits(reads_all, settings(largest_body=1024, largest_document=8000, receive_seconds=0.1))

    async def run() -> None:
        await limits(asked, receive, nowhere)

    anyio.run(run)
