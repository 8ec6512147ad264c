"""Asking over HTTP, against a service on this machine that does as it is told."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from evaluation_toys import asked, refused

from iobqa.errors import GoldenError
from iobqa.evaluation.asking import AskFailed, http_ask, index_of
from iobqa.records import Report


class Service(HTTPServer):
    """Gives one status and body to every request and keeps what it was sent."""

    status = 200
    body = b"{}"
    received: tuple[str, object] = ("", None)


class Handler(BaseHTTPRequestHandler):
    """Of the service above."""

    server: Service

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received = (self.path, json.loads(sent))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def service() -> Iterator[Service]:
    with Service(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def address(service: Service) -> str:
    return f"http://127.0.0.1:{service.server_port}/"


def test_the_contract_is_asked_and_returned(service: Service, mini_report: Report) -> None:
    payload = refused(mini_report, asked(), ["1.1-al1"])
    service.body = json.dumps(payload).encode()
    ask = http_ask(address(service))
    assert ask("Één vraag?", 10) == payload
    assert service.received == ("/v1/ask", {"question": "Één vraag?", "k": 10})
    assert index_of(address(service), ask) == "i1"


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (422, '{"title": "Vraag", "detail": "De vraag is leeg."}', "HTTP 422: De vraag is leeg."),
        (500, "<h1>stuk</h1>", "HTTP 500: Internal Server Error"),
        (503, "[]", "HTTP 503: Service Unavailable"),
        (200, "<h1>welkom</h1>", "het antwoord is geen JSON"),
        (200, "[]", "het antwoord is geen JSON-object"),
    ],
)
def test_what_is_no_answer_fails(service: Service, status: int, body: str, message: str) -> None:
    service.status, service.body = status, body.encode()
    with pytest.raises(AskFailed) as error:
        http_ask(address(service))("Vraag?", 10)
    assert str(error.value) == message


def test_another_service_is_recognised_before_the_run(service: Service) -> None:
    with pytest.raises(GoldenError, match="antwoordt geen iobqa-dienst: het antwoord heeft niet de afgesproken vorm"):
        index_of(address(service), http_ask(address(service)))


def test_nobody_there(service: Service) -> None:
    url = address(service)
    service.server_close()
    with pytest.raises(GoldenError, match="geen verbinding"):
        index_of(url, http_ask(url, timeout=1))


@pytest.mark.parametrize("url", ["localhost:8000", "file:///etc/passwd", ""])
def test_only_web_addresses(url: str) -> None:
    with pytest.raises(GoldenError, match="geen webadres"):
        http_ask(url)
