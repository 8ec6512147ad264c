"""``iobqa serve`` as a process of its own, on the made-up report."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from toy_models import copy_mini_corpus

STARTING = 180  # seconds, on a very busy machine


@dataclass(frozen=True)
class Running:
    """A service that was ready a moment ago."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    """What it writes; a pipe that nobody reads would fill up and hold it."""

    def written(self) -> str:
        """All it wrote, once it has ended."""
        self.process.wait(timeout=60)
        return self.log.read_text(encoding="utf-8")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def talk(self, *parts: bytes, pause: float = 0) -> bytes:
        """Send these parts on one connection, and read until the service closes it."""
        with self.connect() as connection:
            for part in parts:
                connection.sendall(part)
                time.sleep(pause)
            return read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    found = b""
    try:
        while part := connection.recv(65536):
            found += part
    except ConnectionResetError:
        pass
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def environment(folder: Path, **given: str) -> dict[str, str]:
    """Settings for a process that has nothing but the made-up report."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("IOBQA_")}
    corpus = folder / "corpus"
    if not corpus.exists():
        copy_mini_corpus(corpus)
    places = {"IOBQA_CORPUS": str(corpus), "IOBQA_INDEX": str(folder / "index")}
    return bare | places | {"IOBQA_WORKERS": "1"} | given


def start(folder: Path, *options: str, port: int | None = None, **given: str) -> Running:
    """Start the service; it need not be ready yet."""
    port = port or free_port()
    command = [sys.executable, "-m", "iobqa.interfaces.cli", "serve", "--port", str(port), *options]
    log = folder / f"log-{port}"
    with log.open("wb") as file:
        process = subprocess.Popen(command, env=environment(folder, **given), stdout=file, stderr=file)
    return Running(process, port, log)


def wait_until_ready(service: Running) -> None:
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline:
        assert service.process.poll() is None, service.written()
        try:
            with urlopen(f"{service.url}/readyz", timeout=5) as reply:
                assert json.load(reply)["status"] == "ok"
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise AssertionError("not ready in time")


@contextmanager
def running(folder: Path, *options: str, **given: str) -> Iterator[Running]:
    """A service that is ready, ended with SIGTERM."""
    service = start(folder, *options, port=None, **given)
    try:
        wait_until_ready(service)
        yield service
    finally:
        service.process.terminate()
        service.process.wait(timeout=30)
