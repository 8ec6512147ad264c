"""Speed and load of this version, measured on this machine, written to ``docs/performance.md``.

    python scripts/bench.py [QUESTIONS]

QUESTIONS (default 2000) is how many are sent to the running service at each number of connections. Ratios travel from one
machine to another, milliseconds do not: the table gives both.
"""

import asyncio
import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import httpx
import psutil

from iobqa.evaluation.golden import read_golden

PROJECT = Path(__file__).resolve().parent.parent
PAGE = PROJECT / "docs" / "performance.md"
IOBQA = Path(sys.executable).with_name("iobqa")
QUESTION = "Hoeveel projecten financierde het Mensenrechtenfonds per jaar?"
CONNECTIONS = (1, 8, 64)
STARTS = 5


@dataclass(frozen=True)
class Load:
    """One run at a number of connections; times in milliseconds, memory of the service in MB."""

    connections: int
    errors: int
    per_second: float
    p50: float
    p95: float
    p99: float
    memory: float


def main() -> None:
    questions = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    command = [str(IOBQA), "ask", QUESTION]
    _seconds(command)  # builds the index if need be
    ask, framework = _in_turn(command, [sys.executable, "-c", "import llama_index.core"])
    with tempfile.TemporaryDirectory() as empty:
        build = _seconds([str(IOBQA), "index"], IOBQA_INDEX=empty)
    with _service() as (address, process):
        loads = [asyncio.run(_load(address, process, n, questions)) for n in CONNECTIONS]
    PAGE.write_text(_page(ask, framework, build, questions, loads), encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


def _seconds(command: list[str], **settings: str) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **settings})
    return time.perf_counter() - start


def _in_turn(*commands: list[str]) -> list[float]:
    """Median seconds of each command; they take turns, so that a busy moment touches all."""
    rounds = [[_seconds(command) for command in commands] for _ in range(STARTS)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


@contextlib.contextmanager
def _service() -> Iterator[tuple[str, psutil.Process]]:
    """A service of one process without a rate limit, that keeps no answers, so that each question is worked out."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"IOBQA_REQUESTS_PER_MINUTE": "0", "IOBQA_ANSWERS_KEPT": "0"}
    with subprocess.Popen(
        [str(IOBQA), "serve", "--port", str(port)],
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address)
            yield address, psutil.Process(process.pid)
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    for _ in range(300):
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{address}/readyz").is_success:
                return
        time.sleep(0.1)
    raise SystemExit("De dienst werd niet gereed binnen een halve minuut; probeer `iobqa doctor`.")


async def _load(address: str, process: psutil.Process, connections: int, questions: int) -> Load:
    """``questions`` golden questions, by ``connections`` clients that each send the next as soon as they have an answer."""
    golden = [question.question for question in read_golden([PROJECT / "evals" / "golden"])[0]]
    turn, times, errors = count(), [], 0

    async def client(http: httpx.AsyncClient) -> None:
        nonlocal errors
        while (number := next(turn)) < questions:
            start = time.perf_counter()
            try:
                reply = await http.post("/v1/ask", json={"question": golden[number % len(golden)]})
                errors += not reply.is_success
            except httpx.TransportError:
                errors += 1
            times.append((time.perf_counter() - start) * 1000)

    # one pool for each client: a shared one spends the client's time on finding a free connection
    async with contextlib.AsyncExitStack() as stack:
        clients = [
            await stack.enter_async_context(httpx.AsyncClient(base_url=address, timeout=60)) for _ in range(connections)
        ]
        start = time.perf_counter()
        await asyncio.gather(*(client(http) for http in clients))
        passed = time.perf_counter() - start
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    memory = sum(one.memory_info().rss for one in (process, *process.children(recursive=True))) / 1e6
    return Load(connections, errors, questions / passed, cuts[49], cuts[94], cuts[98], memory)


def _page(ask: float, framework: float, build: float, questions: int, loads: list[Load]) -> str:
    single = loads[0].p50
    rows = "\n".join(
        f"| {load.connections} | {load.errors} | {load.per_second:.0f} | {load.p50:.0f} | {load.p95:.0f} | {load.p99:.0f}"
        f" | {load.p99 / single:.1f} | {load.memory:.0f} |"
        for load in loads
    )
    return f"""# Speed and load

Written by `make bench`; {os.cpu_count()} processor cores, Python {sys.version.split()[0]}. Ratios travel to another machine, milliseconds do not.

| what | seconds |
| --- | --- |
| `iobqa ask` from a cold process to the answer (median of {STARTS}) | {ask:.2f} |
| `import llama_index.core`, taken in turn with it | {framework:.2f} |
| ratio of the two | {ask / framework:.2f} |
| building the index, process start included | {build:.1f} |

One service process over loopback, {questions} golden questions at each number of connections, answers not kept (every question is worked out).
Client and service share the machine. Times in milliseconds, memory of the service in MB after that run.

| connections | errors | questions per second | p50 | p95 | p99 | p99 / single p50 | memory |
| --- | --- | --- | --- | --- | --- | --- | --- |
{rows}

Questions are computing work: with one process they queue, so the slowest time grows with the number of connections, not with the length of the run.
More processes (`IOBQA_WORKERS`) divide it, on as many cores; repeated questions come from the answers kept (`IOBQA_ANSWERS_KEPT`).
"""


if __name__ == "__main__":
    main()
