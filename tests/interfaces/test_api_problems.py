"""Every failure is problem+json (RFC 9457) with Dutch words that say what to do, or a page for who reads HTML."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from service_toys import QUESTION, Scripted, client
from starlette.requests import Request
from starlette.testclient import TestClient

from iobqa.interfaces.page.texts import TEXTS, Language
from iobqa.interfaces.page.views import Views, _again
from iobqa.interfaces.routes import pages
from iobqa.interfaces.schemas import ProblemBody

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def service() -> Iterator[TestClient]:
    with client() as found:
        yield found


CASES: list[tuple[str, str, dict[str, Any], int]] = [
    ("POST", "/v1/ask", {"json": {}}, 400),
    ("POST", "/v1/ask", {"json": {"question": ""}}, 400),
    ("POST", "/v1/ask", {"json": {"question": "   "}}, 400),
    ("POST", "/v1/ask", {"json": {"question": 3}}, 400),
    ("POST", "/v1/ask", {"json": {"question": None}}, 400),
    ("POST", "/v1/ask", {"json": [QUESTION]}, 400),
    ("POST", "/v1/ask", {"json": {"question": QUESTION, "k": 0}}, 400),
    ("POST", "/v1/ask", {"json": {"question": QUESTION, "k": 101}}, 400),
    ("POST", "/v1/ask", {"json": {"question": QUESTION, "k": "3"}}, 400),
    ("POST", "/v1/ask", {"json": {"question": QUESTION, "k": 1.5}}, 400),
    ("POST", "/v1/ask", {"json": {"question": QUESTION, "k": True}}, 400),
    ("POST", "/v1/ask", {"json": {"question": "a" * 2001}}, 400),
    ("POST", "/v1/ask", {"content": b'{"question": "\\ud800"}', "headers": JSON}, 400),
    ("POST", "/v1/ask", {"content": b"{", "headers": JSON}, 400),
    ("POST", "/v1/ask", {"content": b"", "headers": JSON}, 400),
    ("POST", "/v1/ask", {"content": b"\xff\xfe", "headers": JSON}, 400),
    ("POST", "/v1/ask", {"content": b"[" * 60_000, "headers": JSON}, 400),
    ("POST", "/v1/ask", {"content": b'{"question": "x", "k": ' + b"9" * 5000 + b"}", "headers": JSON}, 400),
    ("POST", "/v1/ask", {"content": b"question=x", "headers": {"Content-Type": "text/plain"}}, 415),
    ("POST", "/v1/ask", {"content": b'{"question": "x"}'}, 415),
    ("POST", "/v1/ask", {"json": {"question": QUESTION}, "headers": {"Accept": "application/xml"}}, 406),
    ("POST", "/v1/ask", {"json": {"question": QUESTION}, "headers": {"Accept": "*/*;q=0"}}, 406),
    ("GET", "/v1/report", {"headers": {"Accept": "text/csv, text/html"}}, 406),
    ("GET", "/v1/openapi.json", {"headers": {"Accept": "application/yaml"}}, 406),
    (
        "POST",
        "/v1/export",
        {"json": {"citations": [{"id": "2.1-al1"}], "form": "md"}, "headers": {"Accept": "application/json"}},
        406,
    ),
    ("POST", "/v1/ask", {"content": b'{"question": "' + b"a" * 70_000 + b'"}', "headers": JSON}, 413),
    ("GET", "/v1/ask", {}, 405),
    ("DELETE", "/v1/report", {}, 405),
    ("GET", "/v1/search", {}, 400),
    ("GET", "/v1/search?q=x&k=abc", {}, 400),
    ("GET", "/v1/search?q=x&k=99999999999999999999", {}, 400),
    ("GET", "/v1/report/", {}, 404),
    ("GET", "/v1/bestaat-niet", {}, 404),
    ("GET", "/v2/report", {}, 404),
    ("GET", "/static/../api.py", {}, 404),
    ("GET", "/static/%2e%2e/views.py", {}, 404),
    ("GET", "/static/..%2f..%2fapi.py", {}, 404),
]


@pytest.mark.parametrize(("method", "path", "sent", "status"), CASES)
def test_a_wrong_request_is_told_what_is_wrong(
    service: TestClient, method: str, path: str, sent: dict[str, Any], status: int
) -> None:
    reply = service.request(method, path, **sent)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    body = reply.json()
    ProblemBody.model_validate(body)
    assert body["status"] == status
    assert body["instance"].endswith(reply.headers["x-request-id"])
    assert "Traceback" not in reply.text


def test_each_wrong_part_is_named(service: TestClient) -> None:
    body = service.post("/v1/ask", json={"k": 0}).json()
    assert body["errors"] == [
        {"in": "body", "location": {"pointer": "#/question"}, "code": "missing", "detail": "ontbreekt"},
        {
            "in": "body",
            "location": {"pointer": "#/k"},
            "code": "greater_than_equal",
            "detail": "is te klein (grens: 1)",
        },
    ]
    assert body["detail"] == "Het verzoek klopt niet: question ontbreekt; k is te klein (grens: 1)."


def test_what_was_sent_is_not_repeated(service: TestClient) -> None:
    assert "geheim" not in service.post("/v1/ask", json={"question": ["geheim"], "k": "geheim"}).text


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/v1/ask", "POST"),
        ("/v1/report", "GET, HEAD"),
        ("/v1/paragraphs/2.1-al1", "GET, HEAD"),
        ("/controle", "GET, POST, HEAD"),
        ("/static/basis.css", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_told_which_are_right(service: TestClient, path: str, allowed: str) -> None:
    reply = service.delete(path)
    assert (reply.status_code, reply.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize("asked", ["bytes=0-3", "bytes=9-2", "bytes=99999999-", "rommel", "a=b"])
def test_a_file_comes_whole(service: TestClient, asked: str) -> None:
    whole = service.get("/static/basis.css").content
    reply = service.get("/static/basis.css", headers={"Range": asked})
    assert (reply.status_code, reply.content, reply.headers["accept-ranges"]) == (200, whole, "none")


@pytest.mark.parametrize("path", ["/bestaat-niet", "/static/bestaat-niet.css"])
def test_a_browser_gets_a_page(service: TestClient, path: str) -> None:
    reply = service.get(path, headers={"Accept": "text/html"})
    assert reply.status_code == 404
    assert reply.headers["content-type"].startswith("text/html")
    assert "Deze pagina bestaat niet" in reply.text


def test_the_api_gives_json_to_a_browser_too(service: TestClient) -> None:
    reply = service.get("/v1/bestaat-niet", headers={"Accept": "text/html"})
    assert reply.headers["content-type"] == "application/problem+json"


def test_without_a_page_everything_is_json() -> None:
    with client(page=False) as service:
        assert service.get("/", headers={"Accept": "text/html"}).json()["status"] == 404
        assert service.get("/static/basis.css").status_code == 404
        assert service.post("/v1/ask", json={"question": QUESTION}).status_code == 200


BROWSER = {"Accept": "text/html,*/*;q=0.8"}


def broken(*given: object, **more: object) -> Any:  # noqa: ANN401
    raise RuntimeError(f"went wrong at {given}")


@pytest.mark.parametrize("accept", ["*/*", "text/html,*/*;q=0.8"])
def test_what_nobody_foresaw_is_a_500_without_details(accept: str) -> None:
    with client(Scripted(broken)) as service:
        for reply in (
            service.post("/v1/ask", json={"question": "geheim"}, headers={"Accept": accept}),
            service.get("/v1/search?q=geheim", headers={"Accept": accept}),
            service.get("/?q=geheim", headers={"Accept": accept}),
        ):
            assert reply.status_code == 500
            # where a page leads on to, its own address may stand
            assert "geheim" not in re.sub(r'href="[^"]*"', "", reply.text)
            assert "RuntimeError" not in reply.text
            assert reply.headers["x-request-id"] in reply.text
            assert reply.headers["x-content-type-options"] == "nosniff"
            assert ("api-version" in reply.headers) == reply.request.url.path.startswith("/v1")
        assert service.get("/v1/report").status_code == 200


@pytest.mark.parametrize(("language", "again"), [("nl", "/?q=waarom"), ("en", "/?q=waarom&amp;lang=en")])
def test_who_reads_html_gets_a_page_that_helps_when_something_unforeseen_happens(
    language: Language, again: str
) -> None:
    with client(Scripted(broken)) as service:
        reply = service.get(
            "/", params={"q": "waarom", "lang": language} if language == "en" else {"q": "waarom"}, headers=BROWSER
        )
    assert (reply.status_code, reply.headers["content-type"]) == (500, "text/html; charset=utf-8")
    assert TEXTS[language]["unforeseen"] in reply.text
    assert f'<a class="knop" href="{again}">{TEXTS[language]["again"]}</a>' in reply.text
    assert f'class="verzoeknummer">{reply.headers["x-request-id"]}<' in reply.text


def test_a_form_that_failed_is_not_to_be_tried_again_by_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "desk_of", broken)
    with client() as service:
        reply = service.post("/controle", data={"tekst": "geheim"}, headers=BROWSER)
    assert reply.status_code == 500
    assert TEXTS["nl"]["unforeseen"] in reply.text
    assert TEXTS["nl"]["again"] not in reply.text.replace(TEXTS["nl"]["unforeseen"], "")


def test_an_address_with_two_slashes_leads_to_no_other_site() -> None:
    asked = {"type": "http", "method": "GET", "path": "//a.nl/x", "query_string": b"y", "headers": []}
    assert not _again(Request(asked)).startswith("//")
    assert _again(Request(asked | {"method": "POST"})) == ""


def test_a_page_that_itself_fails_is_told_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Views, "failure", broken)
    with client(Scripted(broken)) as service:
        reply = service.get("/?q=geheim", headers=BROWSER)
    assert (reply.status_code, reply.headers["content-type"]) == (500, "application/problem+json")
    assert reply.headers["x-request-id"] in reply.json()["instance"]
