"""``/v1/openapi.json`` follows the Dutch API design rules and says what the service does."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate
from service_toys import client

from iobqa.interfaces.examples import example_of
from iobqa.interfaces.openapi import API_VERSION

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    with client(
        contact_name="Team X", contact_email="x@example.org", public_url="https://rapport.example.org"
    ) as service:
        reply = service.get("/v1/openapi.json")
        assert reply.headers["access-control-allow-origin"] == "*"
        found: dict[str, Any] = reply.json()
        return found


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in described["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def test_version_server_and_contact(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.")
    assert described["info"]["version"] == API_VERSION
    assert re.fullmatch(r"\d+\.\d+\.\d+", API_VERSION)
    assert described["servers"] == [{"url": "https://rapport.example.org/v1"}]
    assert described["info"]["contact"] == {
        "name": "Team X",
        "url": "https://rapport.example.org/over",
        "email": "x@example.org",
    }


def test_paths_are_lower_case_nouns_without_trailing_slash(described: dict[str, Any]) -> None:
    for path, method, _ in operations(described):
        assert re.fullmatch(r"(/([a-z0-9.-]+|\{[A-Za-z]+\}))+", path), path
        assert method in METHODS
    assert {"/ask", "/search", "/report", "/paragraphs/{id}", "/openapi.json"} <= set(described["paths"])


def test_every_response_names_its_version_and_every_failure_is_a_problem(described: dict[str, Any]) -> None:
    for path, method, operation in operations(described):
        for status, response in operation["responses"].items():
            assert "API-Version" in response["headers"], (path, method, status)
            if status >= "400":
                assert list(response["content"]) == ["application/problem+json"], (path, status)
        assert {"400", "401", "429", "503"} <= set(operation["responses"])
        assert operation["summary"]
        assert operation["operationId"]
        assert operation["tags"]


def test_the_document_is_openapi(described: dict[str, Any]) -> None:
    validate(described)


def test_every_field_is_explained_and_has_an_example(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    for name, schema in schemas.items():
        for field, shape in schema["properties"].items():
            assert shape.get("description"), f"{name}.{field}"
            example_of(shape, schemas)


def contents(described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, _, operation in operations(described):
        for body in (operation.get("requestBody", {}), *operation["responses"].values()):
            for kind, content in body.get("content", {}).items():
                yield f"{path} {kind}", content


def test_every_body_has_an_example_that_fits(described: dict[str, Any]) -> None:
    for name, content in contents(described):
        if content["schema"].get("format") == "binary":
            continue
        whole = {**content["schema"], "components": described["components"]}
        problems = [error.message for error in OAS31Validator(whole).iter_errors(content["example"])]
        assert not problems, name


def test_the_example_of_a_citation_is_right(described: dict[str, Any]) -> None:
    answer = described["paths"]["/ask"]["post"]["responses"]["200"]["content"]["application/json"]["example"]
    for citation in answer["citations"]:
        assert citation["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_every_parameter_is_camel_case_explained_and_has_an_example(described: dict[str, Any]) -> None:
    for path, _, operation in operations(described):
        for parameter in operation.get("parameters", []):
            assert re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", parameter["name"]), path
            assert parameter["description"], path
            assert parameter["schema"].get("examples") or parameter.get("example"), path


def test_dates_are_dates(described: dict[str, Any]) -> None:
    assert described["components"]["schemas"]["ParliamentBody"]["properties"]["date"]["format"] == "date"


def test_every_reference_resolves(described: dict[str, Any]) -> None:
    known = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(described))) <= known


def test_limits_are_those_of_the_settings() -> None:
    with client(longest_question=77) as service:
        schemas = service.get("/v1/openapi.json").json()["components"]["schemas"]
    assert schemas["AskRequest"]["properties"]["question"]["maxLength"] == 77
    assert schemas["AskRequest"]["properties"]["k"]["maximum"] == 100


def test_a_key_is_described_when_one_is_needed() -> None:
    with client(api_keys="sleutel") as service:
        described = service.get("/v1/openapi.json").json()
    assert described["security"] == [{"sleutel": []}]
    assert described["paths"]["/openapi.json"]["get"]["security"] == []
