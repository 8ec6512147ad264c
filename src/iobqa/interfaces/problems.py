"""Failures as ``application/problem+json`` (RFC 9457, Dutch API design rules), or as a page for who reads HTML."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Mount
from starlette.types import Scope

from iobqa.errors import IobqaError

TITLES: Mapping[int, str] = {
    400: "Onjuist verzoek",
    401: "Niet aangemeld",
    404: "Niet gevonden",
    405: "Methode niet toegestaan",
    406: "Geen passende vorm",
    408: "Verzoek kwam niet op tijd binnen",
    413: "Verzoek te groot",
    415: "Soort inhoud niet ondersteund",
    422: "Niet te verwerken",
    429: "Te veel verzoeken",
    431: "Kopregels te groot",
    500: "Interne fout",
    502: "Fout bij het taalmodel",
    503: "Tijdelijk niet beschikbaar",
}

_DETAILS: Mapping[int, str] = {
    404: "Dit adres bestaat niet. Zie /v1/openapi.json voor wat er wel is.",
    405: "Deze methode kan niet op dit adres. De kopregel Allow noemt wat wel kan.",
}

_METHODS: Sequence[str] = ("GET", "POST")
"""All that this service knows, besides HEAD where there is GET."""

_INVALID: Mapping[str, str] = {
    "missing": "ontbreekt",
    "string_type": "moet tekst zijn",
    "string_unicode": "is geen geldige tekst",
    "string_too_short": "is te kort",
    "string_too_long": "is te lang",
    "int_type": "moet een geheel getal zijn",
    "int_parsing": "moet een geheel getal zijn",
    "int_parsing_size": "is geen bruikbaar getal",
    "greater_than_equal": "is te klein",
    "less_than_equal": "is te groot",
    "json_invalid": "is geen geldige JSON",
    "model_attributes_type": "moet een JSON-object zijn",
    "dict_type": "moet een JSON-object zijn",
}

_JSON_KIND = re.compile(r"application/(?:[^/]+\+)?json")

Render = Callable[[Request, int, str], Response]
"""Makes the page for a failure: request, status, detail."""


def problem(
    status: int,
    detail: str,
    *,
    request_id: str | None = None,
    errors: Sequence[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A failure as JSON. ``errors``: what is wrong with which part of the input."""
    content = problem_content(status, detail)
    if request_id:
        content["instance"] = f"urn:iobqa:verzoek:{request_id}"
    if errors:
        content["errors"] = list(errors)
    body = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")  # a lone surrogate has no UTF-8
    return Response(body, status, dict(headers or {}), media_type="application/problem+json")


def problem_content(status: int, detail: str) -> dict[str, Any]:
    """The fields that every failure has."""
    return {"type": "about:blank", "title": TITLES.get(status, "Fout"), "status": status, "detail": detail}


class Problems:
    """Turns every failure into a reply: JSON, or for a browser outside the API a page."""

    def __init__(self, render: Render | None = None) -> None:
        self._render = render

    def reply(
        self,
        scope: Scope,
        status: int,
        detail: str,
        *,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """The reply to a failed request; ``errors`` and ``headers`` as for ``problem``."""
        if not (self._render and _wants_page(scope)):
            request_id = scope.get("iobqa.request_id")
            return problem(status, detail, request_id=request_id, errors=errors, headers=headers)
        page = self._render(Request(scope), status, detail)
        page.headers.update(headers or {})
        return page

    def add_to(self, app: FastAPI) -> None:
        """Catch what the routes raise."""
        app.add_exception_handler(IobqaError, self._known)
        app.add_exception_handler(HTTPException, self._http)
        app.add_exception_handler(RequestValidationError, self._invalid)

    async def _known(self, request: Request, error: Exception) -> Response:
        status = error.status if isinstance(error, IobqaError) else 500
        return self.reply(request.scope, status, str(error), headers={"Retry-After": "2"} if status == 503 else None)

    async def _http(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        detail = _DETAILS.get(error.status_code, str(error.detail))
        headers = {**(error.headers or {}), **({"Allow": _allowed(request)} if error.status_code == 405 else {})}
        return self.reply(request.scope, error.status_code, detail, headers=headers)

    async def _invalid(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        if _is_other_content(request):
            detail = "De inhoud moet JSON zijn, met de kopregel Content-Type: application/json."
            return self.reply(request.scope, 415, detail)
        errors = [_invalid(entry) for entry in error.errors()]
        detail = "; ".join(f"{_name(entry)} {entry['detail']}" for entry in errors)
        return self.reply(request.scope, 400, f"Het verzoek klopt niet: {detail}.", errors=errors)


def _allowed(request: Request) -> str:
    """All methods for this address; the router names only those of the first route that has it."""
    routes = [route for route in request.app.routes if not isinstance(route, Mount)]
    tried = ((method, {**request.scope, "method": method}) for method in _METHODS)
    found = [method for method, scope in tried if any(route.matches(scope)[0] is Match.FULL for route in routes)]
    found = found or ["GET"]  # files, which are mounted
    return ", ".join([*found, "HEAD"] if "GET" in found else found)


def _wants_page(scope: Scope) -> bool:
    """Whether whoever asks reads HTML: a browser, outside the API."""
    accepted = Headers(scope=scope).get("accept", "")
    return "text/html" in accepted and not scope["path"].startswith("/v1")


def _is_other_content(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return request.method == "POST" and not _JSON_KIND.fullmatch(kind)


def _invalid(error: Mapping[str, Any]) -> dict[str, Any]:
    """One entry of ``errors`` as the design rules spell it. What was sent is not repeated: it may be a question."""
    place, *path = (str(part) for part in error["loc"])
    bounds = error.get("ctx", {})
    bound = next((bounds[key] for key in ("ge", "le", "max_length", "min_length") if key in bounds), None)
    text = _INVALID.get(error["type"], "klopt niet")
    return {
        "in": place,
        "location": {"pointer": "#/" + "/".join(path)} if place == "body" else {"name": ".".join(path)},
        "code": error["type"],
        "detail": text if bound is None else f"{text} (grens: {bound})",
    }


def _name(error: Mapping[str, Any]) -> str:
    location = error["location"]
    return str(location.get("name") or location["pointer"].removeprefix("#/") or "de inhoud")
