"""The API's own description at ``/v1/openapi.json``: paths under the server ``/v1``, with headers and failures."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

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

_VERSION_HEADER = {"description": "Versie van de API", "schema": {"type": "string", "examples": [API_VERSION]}}
_ID_HEADER = {"description": "Nummer van dit verzoek, ook in het logboek", "schema": {"type": "string"}}

_FAILURES: Mapping[str, str] = {
    "400": "De invoer klopt niet; `errors` zegt wat",
    "401": "Sleutel ontbreekt of klopt niet, als de beheerder er een vraagt",
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
    problem = ProblemBody.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}), ProblemBody=problem)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    if "AskRequest" in schemas:
        schemas["AskRequest"]["properties"]["question"]["maxLength"] = settings.longest_question
    for method, operation in _operations(made):
        if "onderzoek" in operation["tags"]:
            operation["responses"] |= {status: {"description": text} for status, text in _OF_THE_DESK.items()}
        _spell_out(method, operation)
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


def _spell_out(method: str, operation: dict[str, Any]) -> None:
    """Headers on every response, and the failures as problem+json."""
    operation.setdefault("description", operation["summary"] + ".")
    responses = operation["responses"]
    if responses.get("422", {}).get("description") == "Validation Error":  # FastAPI's own, which we answer with 400
        del responses["422"]
    for status, text in _FAILURES.items():
        if method == "post" or status not in _ONLY_WITH_BODY:
            responses.setdefault(status, {"description": text})
    for status, response in responses.items():
        response.setdefault("headers", {}).update({"API-Version": _VERSION_HEADER, "X-Request-ID": _ID_HEADER})
        if status[0] in "45":
            content = {"schema": {"$ref": "#/components/schemas/ProblemBody"}}
            response["content"] = {"application/problem+json": content}


def _require_key(made: dict[str, Any]) -> None:
    made["components"]["securitySchemes"] = {"sleutel": {"type": "apiKey", "in": "header", "name": "X-API-Key"}}
    made["security"] = [{"sleutel": []}]
    made["paths"]["/openapi.json"]["get"]["security"] = []
