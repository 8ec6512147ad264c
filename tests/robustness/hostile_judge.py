"""Sends a hostile request and says what is wrong with the reply; nothing, when all is well."""

import contextlib
import json
import os
import re
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from io import BytesIO
from typing import cast

from hostile_requests import Attack
from hostile_texts import MARK

LONGEST = float(os.environ.get("HOSTILE_PATIENCE", "45"))
"""Seconds until a service that says nothing hangs; an answer itself may take 30. More where the machine is not its own."""

_LEAK = re.compile(rb"Traceback \(most recent|File \"/|site-packages|RuntimeError|\bat 0x[0-9a-f]{8}")
_ECHO = re.compile(rf"<(?:{MARK}|script>/\*{MARK}|svg/onload=alert\('{MARK})".encode())


@dataclass(frozen=True, slots=True)
class Reply:
    """One response, or several on one connection."""

    status: int
    headers: dict[str, str]
    body: bytes


def deliver(port: int, attack: Attack) -> list[str]:
    """What is wrong with what came back."""
    began = time.monotonic()
    received = _exchange(port, attack)
    if (seconds := time.monotonic() - began) > LONGEST:
        return [f"took {seconds:.0f} s"]
    if not attack.reads:
        return []
    if not received:
        return [] if attack.may_be_silent else ["no reply"]
    is_head = attack.parts[0].startswith(b"HEAD ")
    return [problem for reply in replies(received, is_head) for problem in problems(reply, is_head)]


def _exchange(port: int, attack: Attack) -> bytes:
    """All that came back until the service closed the connection."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=LONGEST) as connection:
        with contextlib.suppress(ConnectionError):  # closed while we were still sending: its last words may be there
            for part in attack.parts:
                connection.sendall(part)
                time.sleep(attack.pause)
        if not attack.reads:
            return b""
        with contextlib.suppress(ConnectionError):
            while part := connection.recv(1 << 16):
                received += part
    return received


class _Line:
    """What ``HTTPResponse`` reads from; several replies lie behind each other."""

    def __init__(self, received: bytes) -> None:
        self.file = BytesIO(received)

    def makefile(self, mode: str) -> BytesIO:
        return self.file


def replies(received: bytes, is_head: bool = False) -> Iterator[Reply]:
    """Every response in ``received``. Raises nothing: what is no HTTP comes back as status 0."""
    line = _Line(received)
    while line.file.tell() < len(received):
        response = HTTPResponse(cast(socket.socket, line), method="HEAD" if is_head else "GET")
        response.close = lambda: None  # type: ignore[method-assign]  # the next reply is in the same file
        response._close_conn = lambda: None  # type: ignore[attr-defined]
        try:
            response.begin()
            body = response.read()
        except (HTTPException, ValueError, OSError):
            yield Reply(0, {}, received[:200])
            return
        yield Reply(response.status, {name.lower(): value for name, value in response.getheaders()}, body)


def problems(reply: Reply, is_head: bool = False) -> Iterator[str]:
    """The rules for every reply."""
    kind = reply.headers.get("content-type", "").partition(";")[0]
    if reply.status == 0:
        yield f"no HTTP: {reply.body!r}"
    if reply.status >= 500 and not (reply.status == 503 and "retry-after" in reply.headers):
        yield f"status {reply.status}: {reply.body[:200]!r}"
    if leak := _LEAK.search(reply.body):
        yield f"leaks {leak[0]!r}"
    if "x-injected" in reply.headers:
        yield "a header of ours came back"
    if kind == "text/html" and _ECHO.search(reply.body):
        yield "an echo that is not escaped"
    if reply.status >= 400 and not is_head:
        yield from _of_a_failure(reply, kind)


def _of_a_failure(reply: Reply, kind: str) -> Iterator[str]:
    if kind == "text/html":
        return
    if kind != "application/problem+json":
        yield f"{reply.status} as {kind!r}"
        return
    try:
        told = json.loads(reply.body)
    except ValueError:
        yield f"no JSON: {reply.body[:100]!r}"
        return
    if not (told["status"] == reply.status and told["title"] and told["detail"]):
        yield f"a problem without words: {told}"


def is_failure(line: str) -> bool:
    """Whether a line of the service's log tells of something that nobody foresaw; a client may not see it."""
    return '"level": "error"' in line or "Traceback" in line


def answer(port: int, question: str = "Hoeveel projecten financierde het Mensenrechtenfonds per jaar?") -> bytes:
    """To an ordinary question, as it came; to be the same before and after."""
    body = json.dumps({"question": question}).encode()
    connection = HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    connection.request("POST", "/v1/ask", body, {"Content-Type": "application/json"})
    with contextlib.closing(connection):
        reply = connection.getresponse()
        assert reply.status == 200
        return reply.read()
