"""Who may ask, how often, from where; and what every response says about security."""

import pytest
from service_toys import client, settings
from starlette.testclient import TestClient

from iobqa.errors import SettingsError
from iobqa.interfaces.api import create_app
from iobqa.interfaces.middleware.access import is_within, networks
from iobqa.interfaces.middleware.rate import client_key
from mini_qa import mini_qa

OPEN = ["/healthz", "/readyz", "/v1/openapi.json"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"X-API-Key": "fout"}, 401),
        ({"X-API-Key": ""}, 401),
        ({"X-API-Key": "een,twee"}, 401),
        ({"Authorization": "Basic een"}, 401),
        ({"Authorization": "Bearer"}, 401),
        ({"X-API-Key": "een"}, 200),
        ({"X-API-Key": "twee"}, 200),
        ({"Authorization": "Bearer twee"}, 200),
        ({"Authorization": "bearer een"}, 200),
    ],
)
def test_a_key_opens_the_api_and_the_figures(headers: dict[str, str], status: int) -> None:
    with client(api_keys="een, twee") as service:
        for path in ("/v1/report", "/metrics"):
            reply = service.get(path, headers=headers)
            assert reply.status_code == status
            assert ("www-authenticate" in reply.headers) == (status == 401)
        assert [service.get(path).status_code for path in [*OPEN, "/", "/rapport"]] == [200] * 5


def from_address(address: str, **given: object) -> TestClient:
    app = create_app(mini_qa(), settings(**given))
    return TestClient(app, client=(address, 50000))


@pytest.mark.parametrize(
    ("peer", "headers", "status"),
    [
        ("10.1.2.3", {"X-Remote-User": "jan"}, 200),
        ("10.1.2.3", {"X-Remote-User": ""}, 401),
        ("10.1.2.3", {}, 401),
        ("192.0.2.1", {"X-Remote-User": "jan"}, 401),
        ("192.0.2.1", {"X-Remote-User": "jan", "X-Forwarded-For": "10.1.2.3"}, 401),
        ("testclient", {"X-Remote-User": "jan"}, 401),
    ],
)
def test_a_user_counts_only_from_a_trusted_proxy(peer: str, headers: dict[str, str], status: int) -> None:
    service = from_address(peer, user_header="X-Remote-User", trusted_proxies="10.0.0.0/8")
    assert {service.get(path, headers=headers).status_code for path in ("/", "/rapport", "/v1/report")} == {status}
    assert [service.get(path).status_code for path in OPEN] == [200] * 3


def test_a_user_header_without_a_proxy_is_a_mistake() -> None:
    with pytest.raises(SettingsError, match="IOBQA_TRUSTED_PROXIES"):
        from_address("10.1.2.3", user_header="X-Remote-User").get("/healthz")


def test_a_network_that_is_none() -> None:
    with pytest.raises(SettingsError, match="geen-adres"):
        networks("10.0.0.0/8, geen-adres")


def test_a_peer_without_an_address_is_the_proxy_of_the_machine_if_there_is_one() -> None:
    assert is_within(None, networks("127.0.0.1"))
    assert not is_within(None, [])


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("127.0.0.1", None),
        ("::1", None),
        ("testclient", "testclient"),
    ],
)
def test_what_a_client_is_counted_by(address: str, key: str | None) -> None:
    assert client_key((address, 1)) == key


def test_too_many_requests_of_one_client() -> None:
    service = from_address("192.0.2.1", requests_per_minute=3)
    statuses = [service.get("/v1/report").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    reply = service.get("/", headers={"Accept": "text/html"})
    assert (reply.status_code, reply.headers["retry-after"]) == (429, "10")
    assert "verzoeken" in reply.text
    assert service.get("/healthz").status_code == 200


def test_behind_a_proxy_each_client_has_its_own_count() -> None:
    service = from_address("10.0.0.1", requests_per_minute=2, trusted_proxies="10.0.0.1")
    asked = [
        service.get("/v1/report", headers={"X-Forwarded-For": f"192.0.2.{last}"}).status_code
        for last in (1, 2, 1, 2, 1)
    ]
    assert asked == [200, 200, 200, 200, 429]


def test_whom_nobody_trusts_cannot_pretend_to_be_another() -> None:
    service = from_address("192.0.2.9", requests_per_minute=2, trusted_proxies="10.0.0.1")
    asked = [
        service.get("/v1/report", headers={"X-Forwarded-For": f"192.0.2.{last}"}).status_code for last in (1, 2, 3)
    ]
    assert asked == [200, 200, 429]


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_who_is_on_the_machine_is_not_limited(address: str) -> None:
    service = from_address(address, requests_per_minute=1)
    assert {service.get("/v1/report").status_code for _ in range(4)} == {200}


@pytest.mark.parametrize("path", ["/", "/rapport", "/v1/report", "/v1/bestaat-niet", "/static/basis.css", "/healthz"])
def test_every_response_is_secured(path: str) -> None:
    with client() as service:
        headers = service.get(path, headers={"Accept": "text/html"}).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["strict-transport-security"].startswith("max-age=")
    assert ("api-version" in headers) == path.startswith("/v1")
    assert "set-cookie" not in headers


ORIGIN = {"Origin": "https://a.example"}


@pytest.mark.parametrize(
    ("origins", "allowed"), [("", None), ("https://a.example", "https://a.example"), ("https://b.example", None)]
)
def test_other_websites_may_call_the_api_when_they_are_named(origins: str, allowed: str | None) -> None:
    with client(cors_origins=origins) as service:
        assert service.get("/v1/report", headers=ORIGIN).headers.get("access-control-allow-origin") == allowed
        assert "access-control-allow-origin" in service.get("/v1/openapi.json", headers=ORIGIN).headers


def test_a_key_is_no_hindrance_to_the_question_whether_one_may_ask() -> None:
    with client(cors_origins="https://a.example", api_keys="een") as service:
        asked = ORIGIN | {"Access-Control-Request-Method": "POST"}
        assert service.options("/v1/ask", headers=asked).status_code == 200
