"""Outermost: a request id, one log line, the figures."""

import re
import time
import uuid
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from iobqa.interfaces.logs import tell
from iobqa.interfaces.metrics import Metrics

_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_SILENT = frozenset({"/healthz", "/readyz", "/metrics"})


class Observation:
    """Pure ASGI, so that a stream stays a stream."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = _Seen(scope, send, self._metrics)
        with self._metrics.busy.track_inprogress():
            try:
                await self._app(scope, receive, seen.send)
            finally:
                seen.end()


class _Seen:
    """One request under way."""

    def __init__(self, scope: Scope, send: Send, metrics: Metrics) -> None:
        given = Headers(scope=scope).get("x-request-id", "")
        self.request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        self.status: int | None = None
        self._began = time.perf_counter()
        self._ended = False
        self._scope = scope
        self._send = send
        self._metrics = metrics
        scope["iobqa.request_id"] = self.request_id

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)["X-Request-ID"] = self.request_id
        elif message["type"] == "http.response.body" and not message.get("more_body"):
            self.end()  # before the client has it all: who then looks at the figures finds this request there
        await self._send(message)

    def end(self) -> None:
        """Count and write it, once. Without a status the client was gone first."""
        if self._ended:
            return
        self._ended = True
        route, method, status = route_of(self._scope), self._scope["method"], self.status or 499
        seconds = time.perf_counter() - self._began
        self._metrics.requests.labels(route, method, str(status)).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        if route not in _SILENT:
            facts = {"request_id": self.request_id, "method": method, "route": route, "status": status}
            tell("verzoek", **facts, ms=round(seconds * 1000, 1), **facts_of(self._scope))


def route_of(scope: Scope) -> str:
    """The route's own path, such as ``/v1/paragraphs/{id}``: a path as typed could hold anything."""
    path = getattr(scope.get("route"), "path", None)
    return path or ("/static" if scope["path"].startswith("/static/") else "onbekend")


def facts_of(scope: Scope) -> dict[str, Any]:
    """What a route adds to its log line."""
    facts: dict[str, Any] = scope.setdefault("iobqa.facts", {})
    return facts
