"""Style, script and typefaces, from the package itself: nothing comes from elsewhere."""

import hashlib
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

FOLDER = Path(__file__).parent / "static"


class StaticAssets(StaticFiles):
    """A file asked for with its hash may be kept for ever; without, it is checked each time.

    Always whole: ``Range`` may be ignored (RFC 9110, 14.2), these are small, and a range that makes no sense would be
    refused in plain text.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(name, value) for name, value in scope["headers"] if name != b"range"]
        await super().__call__({**scope, "headers": headers}, receive, send)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("v", [""])[0]
        is_this = response.status_code == 200 and asked == hash_of(path)
        response.headers["Accept-Ranges"] = "none"
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_this else "no-cache"
        return response


@cache
def hash_of(name: str) -> str:
    """Of a file in the folder."""
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """Address of a file, with its hash."""
    return f"/static/{name}?v={hash_of(name)}"
