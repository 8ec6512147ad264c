"""JSON that always encodes, and resources that a client may keep until the report changes."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from iobqa import __version__
from iobqa.qa import ReportQA

UNCHANGED: dict[str, Any] = {"description": "Ongewijzigd sinds de ETag in If-None-Match"}
"""For the description of a resource that may be kept."""


class Json(Response):
    """UTF-8 without escapes; a lone surrogate in a question becomes a question mark instead of an error; bytes are JSON already."""

    media_type = "application/json"

    def render(self, content: object) -> bytes:
        return content if isinstance(content, bytes) else to_json(content)


def to_json(content: object) -> bytes:
    """As it goes over the line."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def etag_of(*parts: str) -> str:
    """A tag that changes with the report, the program, or any of ``parts``."""
    return f'"{hashlib.sha256(chr(0).join([__version__, *parts]).encode()).hexdigest()[:24]}"'


def keepable(request: Request, etag: str) -> dict[str, str] | None:
    """Headers for a resource that may be kept and must be checked; None when the client has it already."""
    asked = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    return None if etag in asked or "*" in asked else {"ETag": etag, "Cache-Control": "private, no-cache"}


def unchanged(etag: str, headers: Mapping[str, str] | None = None) -> Response:
    """304."""
    return Response(status_code=304, headers={"ETag": etag, "Cache-Control": "private, no-cache", **(headers or {})})


def kept(request: Request, qa: ReportQA, payload: object, name: str) -> Response:
    """What the report says, to be kept until the report changes; 304 when the client has it already."""
    etag = etag_of(qa.fingerprint, "json", name)
    headers = keepable(request, etag)
    return unchanged(etag) if headers is None else Json(payload, headers=headers)
