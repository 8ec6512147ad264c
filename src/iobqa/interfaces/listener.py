"""Whether somebody still listens: work for a client that closed its connection is ended at once."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request

Result = TypeVar("Result")

GONE = 499
"""Status, after nginx, of a reply that nobody reads; for the log."""


async def while_connected(request: Request, work: Coroutine[Any, Any, Result]) -> Result | None:
    """What ``work`` gives; nothing, and ``work`` cancelled, when the client hangs up first. The body was read before."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        leaving.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
