"""The API's own description at ``/v1/openapi.json``: paths under the server ``/v1``, with headers and failures."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from iobqa.interfaces.examples import example_of
from iobqa.interfaces.problems import TITLES
from iobqa.interfaces.schemas import ProblemBody
from iobqa.settings import Settings

API_VERSION = "1.0.0"
"""Of the API, not of the program: major.minor.patch as in semver; a change that breaks a client is a new /v2."""

_PREFIX = "/v1"

_ABOUT = """Stel één rapport een vraag; krijg een kort antwoord met de precieze vindplaats.

Elk citaat is letterlijk uit het rapport gekopieerd. Geeft het rapport geen antwoord, dan zegt
de dienst dat, met de reden.
Volgt de Nederlandse API Design Rules. Fouten zijn `application/problem+json` (RFC 9457); tijden zijn in seconden,
afstanden in tekst in tekens (Unicode-codepunten)."""

_REQUEST = "695075846a9e46bf861069e51f0c1a2b"
_EVERYWHERE = {
    "API-Version": {"description": "Versie van de API", "schema": {"type": "string", "examples": [API_VERSION]}},
    "X-Request-ID": {
        "description": "Nummer van dit verzoek, ook in het logboek; stuur het mee om het zelf te kiezen",
        "schema": {"type": "string", "examples": [_REQUEST]},
    },
}
_OF_STATUS: Mapping[str, Mapping[str, Any]] = {
    "304": {"ETag": {"description": "Als bij 200", "schema": {"type": "string", "examples": ['"05a0351a650fd8a2"']}}},
    "405": {"Allow": {"description": "Wat wel kan", "schema": {"type": "string", "examples": ["GET, HEAD"]}}},
    "503": {"Retry-After": {"description": "Wachttijd, in seconden", "schema": {"type": "string", "examples": ["2"]}}},
    "429": {"Retry-After": {"description": "Wachttijd, in seconden", "schema": {"type": "string", "examples": ["10"]}}},
}

_OF_A_RESOURCE: Mapping[str, Any] = {
    "ETag": {
        "description": "Verandert als het rapport verandert; stuur hem mee in If-None-Match",
        "schema": {"type": "string", "examples": ['"05a0351a650fd8a2"']},
    },
    "Cache-Control": {
        "description": "Bewaren mag, maar vraag steeds na",
        "schema": {"type": "string", "examples": ["private, no-cache"]},
    },
}

_FAILURES: Mapping[str, str] = {
    "400": "De invoer klopt niet; `errors` zegt wat",
    "401": "Sleutel ontbreekt of klopt niet, als de beheerder er een vraagt",
    "405": "Deze methode kan niet op dit adres",
    "406": "De gevraagde vorm (Accept) is er niet",
    "408": "Het verzoek kwam niet op tijd binnen",
    "413": "Het verzoek is te groot",
    "415": "De inhoud is geen JSON",
    "429": "Te veel verzoeken; wacht de seconden in Retry-After",
    "503": "De dienst start nog, is vol of deed er te lang over; probeer het later opnieuw",
}
_OF_THE_DESK: Mapping[str, str] = {
    "404": "Die plaats, rol of bron kent het rapport niet; de melding noemt de naaste",
    "422": "Goed gevormd, maar er is niets mee te doen; de melding zegt waarom",
}
_INVALID: Mapping[str, Any] = {
    "detail": "Het verzoek klopt niet: k is te klein (grens: 1).",
    "errors": [
        {
            "in": "body",
            "location": {"pointer": "#/k"},
            "code": "greater_than_equal",
            "detail": "is te klein (grens: 1)",
        }
    ],
}
_ONLY_WITH_BODY = frozenset({"408", "413", "415"})


def describe(app: FastAPI, settings: Settings) -> None:
    """Make ``app.openapi()`` tell what the service does, under these settings."""

    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = _description(app, settings)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _description(app: FastAPI, settings: Settings) -> dict[str, Any]:
    made = get_openapi(
        title="Vraag het rapport",
        version=API_VERSION,
        description=_ABOUT,
        routes=app.routes,
        servers=[{"url": settings.public_url + _PREFIX}],
        contact=_contact(settings),
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        tags=[
            {"name": "vragen", "description": "Vragen en zoeken"},
            {"name": "rapport", "description": "Het rapport zelf"},
            {"name": "onderzoek", "description": "Beweringen, citaten en bronnen nagaan"},
            {"name": "openapi", "description": "Deze beschrijving"},
        ],
    )
    made["paths"] = {
        path.removeprefix(_PREFIX): item for path, item in made["paths"].items() if path.startswith(_PREFIX)
    }
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    problem = ProblemBody.model_json_schema(ref_template="#/components/schemas/{model}", by_alias=True)
    schemas.update(problem.pop("$defs", {}), ProblemBody=problem)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    if "AskRequest" in schemas:
        schemas["AskRequest"]["properties"]["question"]["maxLength"] = settings.longest_question
    for method, operation in _operations(made):
        if "onderzoek" in operation["tags"]:
            operation["responses"] |= {status: {"description": text} for status, text in _OF_THE_DESK.items()}
        _spell_out(method, operation, schemas)
    if settings.api_keys.get_secret_value():
        _require_key(made)
    return made


def _contact(settings: Settings) -> dict[str, str]:
    """Who to ask, as far as the settings say."""
    url = settings.public_url and settings.public_url + "/over"
    contact = {"name": settings.contact_name or "Beheer van deze dienst", "url": url, "email": settings.contact_email}
    return {key: value for key, value in contact.items() if value}


def _operations(made: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for item in made["paths"].values():
        yield from item.items()


def _spell_out(method: str, operation: dict[str, Any], schemas: Mapping[str, Any]) -> None:
    """Headers on every response, the failures as problem+json, an example of every body."""
    operation.setdefault("description", operation["summary"] + ".")
    responses = operation["responses"]
    if responses.get("422", {}).get("description") == "Validation Error":  # FastAPI's own, which we answer with 400
        del responses["422"]
    for status, text in _FAILURES.items():
        if method == "post" or status not in _ONLY_WITH_BODY:
            responses.setdefault(status, {"description": text})
    for status, response in responses.items():
        response.setdefault("headers", {}).update({**_EVERYWHERE, **_OF_STATUS.get(status, {})})
        if "304" in responses and status == "200":
            response["headers"] |= _OF_A_RESOURCE
        if status[0] in "45":
            response["content"] = {"application/problem+json": _failure(int(status), response["description"])}
    for body in (operation.get("requestBody", {}), *responses.values()):
        _exemplify(body.get("content", {}), schemas)


def _failure(status: int, detail: str) -> dict[str, Any]:
    """The content of a failure, with an example of this one."""
    example: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES[status],
        "status": status,
        "detail": detail + ".",
        "instance": f"urn:iobqa:verzoek:{_REQUEST}",
    }
    if status == 400:
        example |= _INVALID
    return {"schema": {"$ref": "#/components/schemas/ProblemBody"}, "example": example}


def _exemplify(contents: Mapping[str, dict[str, Any]], schemas: Mapping[str, Any]) -> None:
    for content in contents.values():
        if "$ref" in content["schema"]:
            content.setdefault("example", example_of(content["schema"], schemas))


def _require_key(made: dict[str, Any]) -> None:
    made["components"]["securitySchemes"] = {"sleutel": {"type": "apiKey", "in": "header", "name": "X-API-Key"}}
    made["security"] = [{"sleutel": []}]
    made["paths"]["/openapi.json"]["get"]["security"] = []
