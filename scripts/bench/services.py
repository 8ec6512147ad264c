"""The services that are measured, each as a process tree of its own, and the client that measures."""

import contextlib
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
from load_client import Job, Outcome

HERE = Path(__file__).resolve().parent
IOBQA = (sys.executable, "-m", "iobqa.interfaces.cli")
PLAIN = (sys.executable, str(HERE / "plain_pipeline.py"))
_STARTING = 180  # seconds, on a busy machine


@dataclass(frozen=True)
class Service:
    """A service that is ready."""

    address: str
    process: psutil.Process
    has_figures: bool
    """Whether it tells them at ``/metrics``."""

    def memory(self) -> float:
        """Of the service and its processes, in MB (resident, shared pages counted in each)."""
        total = 0
        for one in (self.process, *self.process.children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess):
                total += one.memory_info().rss
        return total / 1e6

    def figure(self, series: str) -> float:
        """One of ``/metrics``; 0 when it is not there yet."""
        with urlopen(f"{self.address}/metrics", timeout=10) as reply:
            found = re.search(rf"^{re.escape(series)} (\S+)$", reply.read().decode(), re.MULTILINE)
        return float(found[1]) if found else 0.0


@contextlib.contextmanager
def iobqa(workers: int, kept: int) -> Iterator[Service]:
    """Our service; ``kept`` answers in memory. One client of a benchmark is no crowd: without a limit per minute."""
    port = _free_port()
    command = [*IOBQA, "serve", "--port", str(port), "--workers", str(workers)]
    with _running(command, port, IOBQA_REQUESTS_PER_MINUTE="0", IOBQA_ANSWERS_KEPT=str(kept)) as service:
        deadline = time.monotonic() + _STARTING
        while workers > 1 and service.figure("iobqa_workers_ready") < workers:
            if time.monotonic() > deadline:
                raise SystemExit("The processes of the service did not start; see `iobqa serve`.")
            time.sleep(0.1)
        yield service


@contextlib.contextmanager
def plain(folder: Path, workers: int) -> Iterator[Service]:
    """The plain LlamaIndex pipeline, in as many processes."""
    port = _free_port()
    with _running([*PLAIN, "serve", str(folder), str(port), str(workers)], port) as service:
        yield service


@contextlib.contextmanager
def _running(command: list[str], port: int, **settings: str) -> Iterator[Service]:
    with subprocess.Popen(
        command, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=HERE
    ) as process:
        try:
            is_ours = command[: len(IOBQA)] == [*IOBQA]
            service = Service(f"http://127.0.0.1:{port}", psutil.Process(process.pid), is_ours)
            _wait_for(service, process)
            yield service
        finally:
            process.terminate()


def _wait_for(service: Service, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _STARTING
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(URLError, ConnectionError, TimeoutError), urlopen(f"{service.address}/readyz"):
            return
        time.sleep(0.05)
    raise SystemExit(f"Not ready: {' '.join(map(str, process.args))}")  # type: ignore[arg-type]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def ask(job: Job) -> Outcome:
    """Have a client do the job."""
    done = subprocess.run(
        [sys.executable, str(HERE / "load_client.py")],
        input=json.dumps(asdict(job)),
        capture_output=True,
        text=True,
        check=True,
    )
    return Outcome(**json.loads(done.stdout))


def seconds(command: list[str], **settings: str) -> float:
    """How long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=HERE, env=os.environ | settings)
    return time.perf_counter() - start


def in_turn(times: int, *commands: list[str]) -> list[float]:
    """Median seconds of each command; they take turns, so that a busy moment touches all."""
    rounds = [[seconds(command) for command in commands] for _ in range(times)]
    return [statistics.median(found) for found in zip(*rounds, strict=True)]
