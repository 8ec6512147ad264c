"""Logs without questions, request ids, figures for Prometheus."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from service_toys import OFF_TOPIC, QUESTION, Scripted, client

from iobqa.interfaces.logs import LOGGER, JsonLines


class Lines(logging.Handler):
    """Keeps what would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    def parsed(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.written]


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler = Lines()
    level = LOGGER.level
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    yield handler
    LOGGER.removeHandler(handler)
    LOGGER.setLevel(level)


def test_a_line_for_each_request(lines: Lines) -> None:
    with client() as service:
        reply = service.post("/v1/ask", json={"question": QUESTION})
    (line,) = lines.parsed()
    assert line.pop("ms") == pytest.approx(0, abs=20_000)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", str(line.pop("time")))
    assert line == {
        "level": "info",
        "event": "verzoek",
        "request_id": reply.headers["x-request-id"],
        "method": "POST",
        "route": "/v1/ask",
        "status": 200,
        "answered": reply.json()["answered"],
        "reason": reply.json()["reason"],
        "confidence": pytest.approx(reply.json()["confidence"], abs=0.001),
    }


SECRET = "Hoeveel boeren geheimwoord in Natteveld?"

ASKING: list[Callable[..., object]] = [
    lambda service: service.post("/v1/ask", json={"question": SECRET}),
    lambda service: service.post("/v1/ask", json={"question": SECRET}, headers={"Accept": "text/event-stream"}),
    lambda service: service.post("/v1/ask", json={"vraag": SECRET}),
    lambda service: service.get("/v1/search", params={"q": SECRET}),
    lambda service: service.get("/", params={"q": SECRET}),
    lambda service: service.get("/rapport", params={"q": SECRET, "ga": SECRET}),
    lambda service: service.post("/controle", content=f"tekst={SECRET}"),
    lambda service: service.get(f"/v1/paragraphs/{SECRET}"),
    lambda service: service.get(f"/{SECRET}"),
]


@pytest.mark.parametrize("ask", ASKING)
def test_no_question_is_written(lines: Lines, ask: Callable[..., object]) -> None:
    with client() as service:
        ask(service)
    assert lines.written
    assert "geheimwoord" not in " ".join(lines.written)


@pytest.mark.parametrize("ask", [ASKING[0], ASKING[4]])
def test_questions_are_written_when_the_operator_wants_it(lines: Lines, ask: Callable[..., object]) -> None:
    with client(log_questions=True) as service:
        ask(service)
    assert lines.parsed()[0]["question"] == SECRET


def broken(question: str) -> None:
    raise RuntimeError(f"kapot bij {question}")


def test_a_failure_is_written_with_its_place_and_without_the_question(lines: Lines) -> None:
    with client(Scripted(broken)) as service:
        reply = service.post("/v1/ask", json={"question": SECRET})
    failure, request = lines.parsed()
    assert failure["level"] == "error"
    assert failure["request_id"] == request["request_id"] == reply.headers["x-request-id"]
    trace = failure["trace"]
    assert isinstance(trace, list)
    assert trace[-1] == "RuntimeError"
    assert "broken" in trace[-2]
    assert "geheimwoord" not in " ".join(lines.written)


def test_health_is_not_written(lines: Lines) -> None:
    with client() as service:
        for path in ("/healthz", "/readyz", "/metrics"):
            service.get(path)
    assert lines.written == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [("abc-123.DEF_456", True), ("kort", False), ("a" * 65, False), ("met spatie erin", False), ('{"a": "b"}', False)],
)
def test_a_request_id_of_the_client_is_kept_when_it_is_one(given: str, kept: bool) -> None:
    with client() as service:
        found = service.get("/v1/report", headers={"X-Request-ID": given}).headers["x-request-id"]
    assert (found == given) == kept
    assert re.fullmatch(r"[A-Za-z0-9._-]{8,64}", found)


@contextmanager
def figures(*paths: str) -> Iterator[Callable[[str], float]]:
    with client() as service:
        for path in paths:
            service.get(path)
        for question in (QUESTION, QUESTION, OFF_TOPIC):
            service.post("/v1/ask", json={"question": question})
        text = service.get("/metrics").text

    def value(series: str) -> float:
        return float(next(line for line in text.splitlines() if line.startswith(series + " ")).rsplit(" ", 1)[1])

    yield value


def test_figures() -> None:
    with figures("/v1/report", "/bestaat/niet", "/static/basis.css") as value:
        assert value('iobqa_requests_total{method="POST",route="/v1/ask",status="200"}') == 3
        assert value('iobqa_requests_total{method="GET",route="onbekend",status="404"}') == 1
        assert value('iobqa_requests_total{method="GET",route="/static",status="200"}') == 1
        assert value('iobqa_request_seconds_count{route="/v1/ask"}') == 3
        assert value("iobqa_ready") == 1
        assert value("iobqa_requests_busy") == 1  # the one that reads them


def test_figures_hold_no_question() -> None:
    with client() as service:
        service.post("/v1/ask", json={"question": SECRET})
        service.get(f"/{SECRET}")
        assert "geheimwoord" not in service.get("/metrics").text
