"""A client in a process of its own: reads a job on stdin, asks its questions, writes what came of it on stdout, both as JSON."""

import asyncio
import json
import random
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass, field

import aiohttp

_PATIENCE = aiohttp.ClientTimeout(total=60)


@dataclass(frozen=True)
class Job:
    """What to ask, of whom, and how many at once."""

    address: str
    connections: int
    questions: list[str]
    pause: float = 0
    """Mean of the seconds that one client thinks between two questions (exponential)."""
    search: bool = False
    """``GET /v1/search`` instead of ``POST /v1/ask``."""


@dataclass
class Outcome:
    """What came of a job; ``times`` in milliseconds."""

    seconds: float = 0
    errors: int = 0
    times: list[float] = field(default_factory=list)


async def run(job: Job) -> Outcome:
    """All questions once; each client sends its next as soon as it has an answer (and has thought)."""
    outcome, left = Outcome(), iter(job.questions)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(job.address, connector=connector, timeout=_PATIENCE) as session:
        began = time.perf_counter()
        await asyncio.gather(*(_client(session, job, left, outcome, number) for number in range(job.connections)))
        outcome.seconds = time.perf_counter() - began
    return outcome


async def _client(session: aiohttp.ClientSession, job: Job, left: Iterator[str], outcome: Outcome, number: int) -> None:
    thinking = random.Random(number)
    for question in left:
        if job.pause:
            await asyncio.sleep(thinking.expovariate(1 / job.pause))
        began = time.perf_counter()
        try:
            async with _request(session, job, question) as reply:
                await reply.read()
                outcome.errors += reply.status != 200
        except (aiohttp.ClientError, TimeoutError):
            outcome.errors += 1
        outcome.times.append((time.perf_counter() - began) * 1000)


def _request(
    session: aiohttp.ClientSession, job: Job, question: str
) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
    if job.search:
        return session.get("/v1/search", params={"q": question})
    return session.post("/v1/ask", json={"question": question})


if __name__ == "__main__":
    json.dump(asdict(asyncio.run(run(Job(**json.load(sys.stdin))))), sys.stdout)
