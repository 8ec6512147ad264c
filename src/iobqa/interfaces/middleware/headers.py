"""What every response says about security, and HEAD where there is GET."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from iobqa.interfaces.openapi import API_VERSION

# No inline script or style, nothing from elsewhere, and no address (which may hold a question) to anyone.
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), clipboard-write=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}


class SecurityHeaders:
    """Adds the headers; a route that sets its own ``Cache-Control`` keeps it, all others get ``no-store``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"
        if is_head:
            scope["method"] = "GET"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                if is_head:  # the server has this scope too, and holds the body's length against a GET
                    scope["method"] = "HEAD"
                _add(MutableHeaders(scope=message), scope["path"])
            elif is_head:
                message = {**message, "body": b""}
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _add(headers: MutableHeaders, path: str) -> None:
    for name, value in _HEADERS.items():
        headers[name] = value
    headers.setdefault("Cache-Control", "no-store")
    if path.startswith("/v1"):
        headers["API-Version"] = API_VERSION
