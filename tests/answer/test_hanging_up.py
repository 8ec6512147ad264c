"""Who closes the connection ends the call of the language model, over real HTTP on both sides."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from scripted_model import Reply, serving

from iobqa.answer.call import Call
from iobqa.answer.language_model import LlamaIndexModel, Message
from iobqa.errors import ModelError
from iobqa.interfaces.api import create_app
from iobqa.qa import ReportQA
from iobqa.settings import Settings
from mini_qa import MINI, YES, judging

QUESTION = "Hoeveel boeren deden mee in Natteveld?"
SLOW = Reply("x" * 100_000, piece=20, pause=0.05)
"""Would talk for minutes."""
SILENT = Reply("x", silence=120)
"""Does not begin within the time of a test."""

pytestmark = pytest.mark.usefixtures("client_libraries")


@contextmanager
def service(model: LlamaIndexModel, folder: Path) -> Iterator[int]:
    """The port of a running service with this model."""
    settings = Settings(corpus=MINI, answer_seconds=100, llm_seconds=90, llm_silence=80)
    app = create_app(ReportQA(judging(folder, YES), settings, model=model), settings)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(30)


def ask(port: int, accept: str) -> socket.socket:
    body = json.dumps({"question": QUESTION}).encode()
    head = f"POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAccept: {accept}\r\n"
    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
    connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    return connection


@pytest.mark.parametrize("reply", [SLOW, SILENT], ids=["while it talks", "before it begins"])
@pytest.mark.parametrize("accept", ["text/event-stream", "application/json"])
def test_closed_connection_ends_the_call_of_the_model(reply: Reply, accept: str, tmp_path: Path) -> None:
    with serving(reply) as (model, script), service(model, tmp_path) as port:
        connection = ask(port, accept)
        assert script.asked.wait(60)
        assert not script.broken_off.is_set()
        connection.close()
        assert script.broken_off.wait(10)
        assert len(script.requests) == 1


def test_call_that_was_ended_makes_no_request() -> None:
    call = Call()
    call.end()
    with serving(Reply("x")) as (model, script):
        with pytest.raises(ModelError, match="afgebroken"):
            call.run(lambda: list(model.stream([Message("user", "hallo")], None, time.monotonic() + 60)))
        assert script.requests == []


def test_ending_one_call_leaves_another_alone() -> None:
    ended, other = Call(), Call()
    with serving(Reply("een hele zin", piece=2, pause=0.02)) as (model, _):
        pieces = model.stream([Message("user", "hallo")], None, time.monotonic() + 60)
        first = other.run(lambda: next(pieces))
        ended.end()
        rest = other.run(lambda: list(pieces))
    assert "".join([first, *rest]) == "een hele zin"
