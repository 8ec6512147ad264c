"""The report over HTTP: outline, units, references, and what a client may keep."""

from collections.abc import Iterator

import pytest
from service_toys import client
from starlette.testclient import TestClient

from iobqa.interfaces.payload import outline_payload, paragraph_payload
from iobqa.interfaces.schemas import FoundBody, ParagraphBody, ReportBody
from mini_qa import mini_qa


@pytest.fixture(scope="module")
def service() -> Iterator[TestClient]:
    with client() as found:
        yield found


def test_the_outline(service: TestClient) -> None:
    payload = service.get("/v1/report").json()
    assert payload == outline_payload(mini_qa().report, mini_qa().about)
    assert ReportBody.model_validate(payload).model_dump(mode="json") == payload


@pytest.mark.parametrize("id_", [unit.id for unit in mini_qa().report.paragraphs])
def test_every_unit_has_its_address(service: TestClient, id_: str) -> None:
    payload = service.get(f"/v1/paragraphs/{id_}").json()
    also_in = payload.pop("also_in")
    assert payload == paragraph_payload(mini_qa().report, mini_qa().report.by_id[id_])
    assert all(place["url"] == f"/rapport#{place['id']}" and place["id"] != id_ for place in also_in)
    ParagraphBody.model_validate(payload | {"also_in": also_in})


def test_what_is_said_twice_points_at_its_other_place(service: TestClient) -> None:
    places = {
        unit.id: [place["id"] for place in service.get(f"/v1/paragraphs/{unit.id}").json()["also_in"]]
        for unit in mini_qa().report.paragraphs
    }
    repeated = {id_: others for id_, others in places.items() if others}
    assert repeated, "the made-up report repeats a statement of its summary"
    assert all(id_ in places[other] for id_, others in repeated.items() for other in others)


@pytest.mark.parametrize("reference", ["§ 2.1, al. 1", "2.1-al1", "par 2.1 al 1"])
def test_a_reference_leads_to_its_units(service: TestClient, reference: str) -> None:
    payload = service.get("/v1/paragraphs", params={"ref": reference}).json()
    assert payload["paragraphs"][0]["id"] == "2.1-al1"
    FoundBody.model_validate(payload)


@pytest.mark.parametrize("path", ["/v1/paragraphs/9.9-al9", "/v1/paragraphs?ref=§ 9.9, al. 9", "/v1/paragraphs/%2e%2e"])
def test_what_the_report_does_not_have(service: TestClient, path: str) -> None:
    reply = service.get(path)
    assert reply.status_code == 404
    assert reply.json()["status"] == 404


@pytest.mark.parametrize(
    "path",
    [
        "/v1/report",
        "/v1/paragraphs/2.1-al1",
        "/v1/paragraphs?ref=2.1-al1",
        "/v1/sources",
        "/v1/repeats?all=true",
        "/rapport",
    ],
)
def test_a_client_that_has_it_gets_nothing_again(service: TestClient, path: str) -> None:
    first = service.get(path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    for known in (tag, f'W/{tag}, "other"', "*"):
        again = service.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert service.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_tags_differ_between_resources(service: TestClient) -> None:
    units = [f"/v1/paragraphs/{unit.id}" for unit in mini_qa().report.paragraphs]
    paths = (
        "/v1/report",
        *units,
        "/v1/sources",
        "/v1/repeats",
        "/v1/repeats?all=true",
        "/rapport",
        "/rapport?lang=en",
        "/rapport?bij=2.1-al1",
        "/rapport?ga=x",
    )
    assert len({service.get(path).headers["etag"] for path in paths}) == len(paths)


@pytest.mark.parametrize("path", ["/v1/report", "/v1/paragraphs/2.1-al1", "/", "/rapport", "/healthz"])
def test_head_is_get_without_the_body(service: TestClient, path: str) -> None:
    get, head = service.get(path), service.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]
