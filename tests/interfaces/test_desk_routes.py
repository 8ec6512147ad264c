"""The researcher's desk over HTTP."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from iobqa.interfaces.answering import Answering
from iobqa.interfaces.desk_routes import desk_routes
from iobqa.interfaces.metrics import Metrics
from iobqa.interfaces.problems import Problems
from iobqa.settings import Settings
from mini_qa import mini_qa


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    answering = Answering(Settings(), Metrics())
    answering.use(mini_qa())
    app = FastAPI()
    app.include_router(desk_routes(answering))
    Problems(None).add_to(app)
    with TestClient(app) as client:
        yield client


def test_cite(client: TestClient) -> None:
    body = client.post("/v1/cite", json={"claim": "Het water werd schoner, maar niet overal."}).json()
    (first, *_) = body["statements"]
    assert {place["id"] for place in first["places"]} == {"samenvatting-hoofdconclusie-al1", "h3-al2"}
    assert {place["role"] for place in first["places"]} == {"conclusie"}
    for place in first["places"]:
        assert place["text"][place["start"] : place["end"]] == place["quote"]


def test_check(client: TestClient) -> None:
    body = client.post("/v1/check", json={"text": "Er staat: “Slikhoek bleef achter.” (§ 2.1)"}).json()
    (finding,) = body["findings"]
    assert finding["verdict"] == "letterlijk, andere plaats dan vermeld"
    assert finding["places"][0]["ref"] == "§ 2.2, al. 2"


def test_sources_and_repeats(client: TestClient) -> None:
    (source,) = client.get("/v1/sources", params={"name": "Drasland"}).json()["sources"]
    assert source["label"] == "Drasland (2018)"
    assert len(client.get("/v1/repeats", params={"all": "true"}).json()["repeats"]) == 6


@pytest.mark.parametrize(("form", "start"), [("tekst", b"1. "), ("docx", b"PK"), ("ris", b"TY  - RPRT"), ("csl", b"[")])
def test_export(client: TestClient, form: str, start: bytes) -> None:
    reply = client.post("/v1/export", json={"citations": [{"id": "2.2-al2"}], "form": form})
    assert reply.status_code == 200
    assert reply.content.startswith(start)


def test_verify(client: TestClient) -> None:
    body = {"citations": [{"id": "2.2-al2", "quote": "Slikhoek bleef achter."}]}
    assert client.post("/v1/verify", json=body).json()["citations"][0]["fate"] == "ongewijzigd"


FAILURES = [
    ("/v1/check", {"text": "Een brief zonder iets."}, 422),
    ("/v1/check", {"text": ""}, 400),
    ("/v1/cite", {"claim": "  "}, 400),
    ("/v1/cite", {"claim": "\U0006d91a", "k": 21}, 400),
    ("/v1/cite", {"claim": "boeren", "section": "9.9"}, 404),
    ("/v1/export", {"citations": [{"id": "weg"}]}, 404),
    ("/v1/export", {"citations": []}, 400),
    ("/v1/verify", {"citations": [{"id": "a", "quote": " "}]}, 400),
]


@pytest.mark.parametrize(("path", "body", "status"), FAILURES)
def test_failure(client: TestClient, path: str, body: dict[str, object], status: int) -> None:
    reply = client.post(path, json=body)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"


def test_unknown_source(client: TestClient) -> None:
    assert client.get("/v1/sources", params={"name": "Jansen"}).status_code == 404
