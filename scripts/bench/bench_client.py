"""Many connections that ask one question after another over loopback, with as little work of their own as possible."""

import asyncio
import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle


@dataclass(frozen=True)
class Load:
    """What a number of connections saw together."""

    connections: int
    seconds: float
    times: Sequence[float]
    """Of each answer, in seconds, fastest first."""
    errors: int

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """Seconds within which this share of the answers came (nearest rank)."""
        return self.times[max(0, math.ceil(share * len(self.times)) - 1)]


async def _one(port: int, path: str, questions: Iterator[str], until: float, times: list[float]) -> int:
    """Ask on one connection until the time is up; the number of answers that were no answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    errors = 0
    while time.perf_counter() < until:
        body = json.dumps({"question": next(questions), "k": 10}).encode()
        began = time.perf_counter()
        writer.write(
            f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        times.append(time.perf_counter() - began)
        errors += not head.startswith(b"HTTP/1.1 200")
    writer.close()
    return errors


async def _many(port: int, path: str, questions: Sequence[str], connections: int, seconds: float) -> Load:
    times: list[float] = []
    asked = cycle(questions)
    began = time.perf_counter()
    until = began + seconds
    errors = await asyncio.gather(*(_one(port, path, asked, until, times) for _ in range(connections)))
    return Load(connections, time.perf_counter() - began, sorted(times), sum(errors))


def load(port: int, questions: Sequence[str], connections: int, seconds: float, path: str = "/v1/ask") -> Load:
    """Ask for some seconds on so many connections at once, each with the next question of the list."""
    return asyncio.run(_many(port, path, questions, connections, seconds))
