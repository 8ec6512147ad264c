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
    rate: float = 0
    """Questions that come up in a second (Poisson), whether a connection is free for them or not; each one's time counts from
    the moment that it came up, so that a slow answer does not spare the questions behind it."""
    search: bool = False
    """``GET /v1/search`` instead of ``POST /v1/ask``."""


@dataclass
class Outcome:
    """What came of a job; ``times`` in milliseconds."""

    seconds: float = 0
    errors: int = 0
    times: list[float] = field(default_factory=list)


async def run(job: Job) -> Outcome:
    """All questions once; each client sends its next as soon as it has an answer (and has thought, or one has come up)."""
    outcome = Outcome()
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(job.address, connector=connector, timeout=_PATIENCE) as session:
        began = time.perf_counter()
        left = _coming_up(job, began)
        await asyncio.gather(*(_client(session, job, left, outcome, number) for number in range(job.connections)))
        outcome.seconds = time.perf_counter() - began
    return outcome


def _coming_up(job: Job, began: float) -> Iterator[tuple[float, str]]:
    """The questions, each with the moment from which it is there to be asked."""
    chance, moment = random.Random(len(job.questions)), began
    for question in job.questions:
        if job.rate:
            moment += chance.expovariate(job.rate)
        yield moment, question


async def _client(
    session: aiohttp.ClientSession, job: Job, left: Iterator[tuple[float, str]], outcome: Outcome, number: int
) -> None:
    thinking = random.Random(number)
    for moment, question in left:
        if job.pause:
            await asyncio.sleep(thinking.expovariate(1 / job.pause))
        if job.rate:
            await asyncio.sleep(moment - time.perf_counter())
        began = moment if job.rate else time.perf_counter()
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
