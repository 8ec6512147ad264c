"""A server with the interface of OpenAI that plays what a test has written down: good, sloppy and hostile models."""

import json
import re
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from iobqa.answer.language_model import LlamaIndexModel, parse_address
from iobqa.settings import Settings


@dataclass
class Reply:
    """What the server does with one request."""

    text: str | Callable[[str], str] = ""
    """What it says; or what it makes of what it is told."""
    status: int = 200
    silence: float = 0.0
    """Seconds before anything comes."""
    pause: float = 0.0
    """Seconds between pieces."""
    piece: int = 24
    """Characters at a time."""
    cut_at: int | None = None
    """Characters after which the connection is dropped."""
    no_schema: bool = False
    """Refuse a request for structured output, as many servers do."""


@dataclass
class Script:
    """Replies in order; the last one is repeated. Requests are kept to look at."""

    replies: Sequence[Reply]
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    broken_off: threading.Event = field(default_factory=threading.Event)
    """Set when the client hung up while the server was talking."""

    asked: threading.Event = field(default_factory=threading.Event)
    """Set when the first request is in."""

    def play(self, *replies: Reply) -> None:
        """Start anew with these replies."""
        self.replies = replies
        self.requests.clear()
        self.headers.clear()
        self.broken_off.clear()
        self.asked.clear()

    def next(self) -> Reply:
        return self.replies[min(len(self.requests), len(self.replies)) - 1]


class _Handler(BaseHTTPRequestHandler):
    script: Script

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.script.requests.append(body)
        self.script.headers.append({name.lower(): value for name, value in self.headers.items()})
        reply = self.script.next()
        if callable(reply.text):
            reply = replace(reply, text=reply.text(body["messages"][-1]["content"]))
        self.script.asked.set()
        if self._hung_up_within(reply.silence):
            self.close_connection = True
        elif self.path == "/api/chat":
            self._talk_as_ollama(reply)
        elif reply.status != 200 or (reply.no_schema and "response_format" in body):
            self._fail(reply.status if reply.status != 200 else 400)
        else:
            self._talk(reply)

    def _hung_up_within(self, seconds: float) -> bool:
        """Say nothing for so long; whether the client closed the connection meanwhile."""
        readable, _, _ = select.select([self.connection], [], [], seconds) if seconds else ([], [], [])
        hung_up = bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)
        if hung_up:
            self.script.broken_off.set()
        return hung_up

    def _fail(self, status: int) -> None:
        content = json.dumps({"error": {"message": "dat kan ik niet", "type": "server_error"}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _talk(self, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        text = str(reply.text) if reply.cut_at is None else str(reply.text)[: reply.cut_at]
        try:
            for start in range(0, len(text), reply.piece):
                self._event(
                    {
                        "choices": [
                            {"index": 0, "delta": {"role": "assistant", "content": text[start : start + reply.piece]}}
                        ]
                    }
                )
                time.sleep(reply.pause)
            if reply.cut_at is None:
                self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
                self._chunk(b"data: [DONE]\n\n")
                self._chunk(b"")
        except (BrokenPipeError, ConnectionResetError):
            self.script.broken_off.set()
        self.close_connection = True

    def _talk_as_ollama(self, reply: Reply) -> None:
        """One JSON object a line."""
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.end_headers()
        text = str(reply.text)
        for start in range(0, len(text), reply.piece):
            message = {"role": "assistant", "content": text[start : start + reply.piece]}
            self.wfile.write(json.dumps({"model": "speler", "message": message, "done": False}).encode() + b"\n")
        done = {"model": "speler", "message": {"role": "assistant", "content": ""}, "done": True}
        self.wfile.write(json.dumps(done).encode() + b"\n")
        self.close_connection = True

    def _event(self, content: dict[str, Any]) -> None:
        whole = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "speler", **content}
        self._chunk(f"data: {json.dumps(whole)}\n\n".encode())

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(
    *replies: Reply,
    address: str = "openai-like:speler@{}/v1",
    **settings: Any,  # noqa: ANN401
) -> Iterator[tuple[LlamaIndexModel, Script]]:
    """A server with these replies, and a model that talks to it; time limits as ``settings`` say."""
    script = Script(replies)
    handler = type("Handler", (_Handler,), {"script": script})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    served = parse_address(address.format(f"http://127.0.0.1:{server.server_address[1]}"))
    limits = {"llm_silence": 20.0, "llm_seconds": 60.0, "llm_retries": 0} | settings
    model = LlamaIndexModel(served, Settings(**limits))
    try:
        yield model, script
    finally:
        model.close()
        server.shutdown()
        server.server_close()
        thread.join(2)


def as_json(claims: Sequence[tuple[str, Sequence[int]]]) -> str:
    """Claims as a model writes them when it does what it is asked."""
    return json.dumps(
        {"claims": [{"text": text, "sentences": list(numbers)} for text, numbers in claims]}, ensure_ascii=False
    )


def pointing(*said: tuple[str, str]) -> Callable[[str], str]:
    """A reply of claims, each pointing at the sentence that holds its snippet, by the number that it was told."""

    def reply(told: str) -> str:
        numbered = re.findall(r"^\[(\d+)\] (.+)$", told, re.MULTILINE)
        return as_json(
            [(text, [int(n) for n, sentence in numbered if snippet in sentence][:1]) for text, snippet in said]
        )

    return reply
