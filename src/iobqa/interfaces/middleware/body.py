"""A body may be so large and take so long: a client that sends without end, or dribbles, holds nothing up."""

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from iobqa.settings import Settings

_DOCUMENTS = frozenset({"/v1/check", "/v1/export", "/v1/verify", "/controle"})
"""Take whole texts."""


class BodyLimits:
    """413 for a body too large, 408 for one too slow; both only when a route really reads it."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            receive = _Body(scope, receive, self._settings).receive
        await self._app(scope, receive, send)


class _Body:
    """The body of one request, counted while it comes in."""

    def __init__(self, scope: Scope, receive: Receive, settings: Settings) -> None:
        self._receive = receive
        self._most = settings.largest_document if scope["path"] in _DOCUMENTS else settings.largest_body
        self._seconds = settings.receive_seconds
        self._deadline = asyncio.get_running_loop().time() + settings.receive_seconds
        self._count = 0
        self._is_whole = False
        announced = Headers(scope=scope).get("content-length", "")
        self._announced = int(announced) if announced.isdigit() and len(announced) < 20 else 0

    async def receive(self) -> Message:
        """The next part; once the body is in, waiting (for a disconnect) has no end."""
        if self._is_whole:
            return await self._receive()
        self._check(self._announced)
        message = await self._in_time()
        self._count += len(message.get("body", b""))
        self._check(self._count)
        self._is_whole = not message.get("more_body", False)
        return message

    def _check(self, size: int) -> None:
        if size > self._most:
            raise HTTPException(413, f"Het verzoek is groter dan {self._most} bytes.", {"Connection": "close"})

    async def _in_time(self) -> Message:
        try:
            async with asyncio.timeout_at(self._deadline):
                return await self._receive()
        except TimeoutError as error:
            detail = f"Het verzoek was na {self._seconds:g} seconden nog niet binnen."
            raise HTTPException(408, detail, {"Connection": "close"}) from error
