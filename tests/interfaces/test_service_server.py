"""The service as a process: starting, stopping, and connections that do not behave."""

import json
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import psutil
import pytest
from running_service import STARTING, Running, read_all, running, start
from service_toys import OFF_TOPIC, QUESTION, settings

from iobqa.errors import SettingsError
from iobqa.interfaces import logs
from iobqa.interfaces.server import _is_own_machine, _warn, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("service")


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[Running]:
    with running(folder, IOBQA_RECEIVE_SECONDS="1", IOBQA_LARGEST_BODY="20000") as found:
        yield found


def ask(url: str, question: str = QUESTION) -> dict[str, object]:
    body = json.dumps({"question": question}).encode()
    with urlopen(Request(f"{url}/v1/ask", body, {"Content-Type": "application/json"}), timeout=30) as reply:
        found: dict[str, object] = json.load(reply)
        return found


def search(url: str, question: str) -> bytes:
    with urlopen(f"{url}/v1/search?{urlencode({'q': question})}", timeout=30) as reply:
        return bytes(reply.read())


def test_it_answers(service: Running) -> None:
    assert ask(service.url)["question"] == QUESTION


HEAD = b"POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ((b"\x00\x01\x02\r\n\r\n",), b"400"),
        ((b"GET / HTTP/9.9\r\n\r\n",), b"400"),
        ((b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",), b"400"),
        ((b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",), b"400"),
        ((b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ", *[b"a" * 9000] * 9), b"431"),
        ((HEAD + b"Content-Length: 999999\r\nConnection: close\r\n\r\n", b"x" * 30_000), b"413"),
        ((HEAD + b"Content-Length: 50\r\nConnection: close\r\n\r\n{",), b"408"),
        ((HEAD + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",), b"400"),
        ((HEAD + b"Content-Length: -5\r\n\r\n",), b"400"),
    ],
)
def test_a_connection_that_does_not_behave_is_answered_and_closed(
    service: Running, parts: tuple[bytes, ...], status: bytes
) -> None:
    began = time.monotonic()
    try:
        reply = service.talk(*parts)
    except (BrokenPipeError, ConnectionResetError):  # closed while we were still sending
        reply = b""
    assert time.monotonic() - began < 15
    if reply:
        assert reply.startswith(b"HTTP/1.1 " + status)
        assert b"application/problem+json" in reply
    assert b"Traceback" not in reply
    assert ask(service.url)


def test_a_connection_lives_on_after_head(service: Running) -> None:
    asked = " {} HTTP/1.1\r\nHost: x\r\n{}\r\n"
    first, last = asked.format("/v1/report", ""), asked.format("/healthz", "Connection: close\r\n")
    reply = service.talk(f"HEAD{first}GET{last}".encode())
    head, _, rest = reply.partition(b"\r\n\r\n")
    assert b"content-length" in head.lower()
    assert rest.startswith(b"HTTP/1.1 200"), "no body, and the next reply right behind it"


def test_a_large_body_in_one_go_is_no_large_head(service: Running) -> None:
    body = json.dumps({"text": "x" * 150_000}).encode()
    length = f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
    reply = service.talk(HEAD.replace(b"/v1/ask", b"/v1/check") + length + body)
    assert reply.startswith(b"HTTP/1.1 422")  # it was read, and found to speak of no report


@pytest.mark.parametrize("first", [b"", b"GET / HTTP/1.1\r\nHo"])
def test_a_connection_without_a_whole_request_is_closed(service: Running, first: bytes) -> None:
    with service.connect() as connection:
        connection.sendall(first)
        assert read_all(connection) == b""


def test_a_head_that_comes_drop_by_drop_is_cut_off(service: Running) -> None:
    began = time.monotonic()
    with service.connect() as connection, pytest.raises(OSError):
        for _ in range(100):
            connection.sendall(b"X")
            time.sleep(0.1)
    assert time.monotonic() - began < 8


def test_a_report_that_cannot_be_opened_ends_the_service(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    service = start(tmp_path)
    written = service.written()
    assert service.process.returncode == 1
    assert "Het rapport is niet te lezen" in written.splitlines()[-1]
    assert "Traceback" not in written


def test_a_port_that_is_taken(service: Running) -> None:
    with pytest.raises(SettingsError, match=f"--port {service.port + 1}"):
        run(settings(), "127.0.0.1", service.port)


@pytest.mark.parametrize(
    ("host", "own"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("host.nl", False)]
)
def test_who_can_reach_an_address(host: str, own: bool) -> None:
    assert _is_own_machine(host) == own


@pytest.mark.parametrize(
    ("host", "given", "warnings"),
    [
        ("127.0.0.1", {}, 0),
        ("0.0.0.0", {}, 2),
        ("0.0.0.0", {"api_keys": "een"}, 1),
        ("0.0.0.0", {"user_header": "X-Remote-User"}, 1),
    ],
)
def test_an_operator_is_warned(
    host: str, given: dict[str, str], warnings: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(logs, "warn", written.append)
    _warn(settings(**given), host)
    assert len(written) == warnings


def value(service: Running, series: str) -> float:
    with urlopen(f"{service.url}/metrics", timeout=10) as reply:
        lines = reply.read().decode().splitlines()
    return float(next(line for line in lines if line.startswith(series + " ")).rsplit(" ", 1)[1])


def wait_for_workers(service: Running, count: int) -> None:
    deadline = time.monotonic() + STARTING
    while value(service, "iobqa_workers_ready") != count:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(scope="module")
def several(folder: Path) -> Iterator[Running]:
    with running(folder, IOBQA_WORKERS="2") as found:
        yield found


def test_several_processes_share_one_index_and_one_set_of_figures(several: Running, folder: Path) -> None:
    wait_for_workers(several, 2)
    assert len({str(ask(several.url, f"{QUESTION} {number}")["index"]) for number in range(10)}) == 1
    assert value(several, 'iobqa_requests_total{method="POST",route="/v1/ask",status="200"}') == 10
    assert value(several, 'iobqa_answers_origin_total{origin="uitgerekend"}') == 10
    assert len([path for path in (folder / "index").iterdir() if not path.name.startswith(".")]) == 1


def test_several_processes_answer_as_one_does(several: Running, service: Running) -> None:
    wait_for_workers(several, 2)
    for question in (QUESTION, "Waarom bleef Slikhoek achter?", OFF_TOPIC):
        assert ask(several.url, question) == ask(service.url, question)
        assert search(several.url, question) == search(service.url, question)


def test_a_question_that_cannot_be_asked_is_said_by_a_process_too(several: Running) -> None:
    wait_for_workers(several, 2)
    with pytest.raises(HTTPError) as told:
        ask(several.url, "x" * 3000)
    assert told.value.code == 400
    assert "te lang" in told.value.read().decode()


def test_a_process_that_is_killed_is_not_noticed_and_replaced(several: Running) -> None:
    wait_for_workers(several, 2)
    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(ask, several.url, f"{QUESTION} {number} keer") for number in range(60)]
        for process in workers_of(several):
            process.kill()
        assert all(answer.result(30)["question"] for answer in answers)
    wait_for_workers(several, 2)


def workers_of(service: Running) -> list[psutil.Process]:
    return list(psutil.Process(service.process.pid).children())


# These two end the services that the tests before them shared: a start takes seconds, and these need no other one.


def test_processes_end_with_a_service_that_is_killed(several: Running) -> None:
    wait_for_workers(several, 2)
    processes = workers_of(several)
    assert len(processes) == 2
    several.process.kill()
    several.process.wait()
    _, alive = psutil.wait_procs(processes, timeout=20)
    assert alive == []


def test_stopping_lets_an_answer_finish(service: Running) -> None:
    with ThreadPoolExecutor() as pool:
        answers = [pool.submit(ask, service.url, f"{QUESTION} Nummer {number}") for number in range(8)]
        time.sleep(0.02)
        service.process.send_signal(signal.SIGTERM)
        finished = [answer for answer in answers if not answer.exception(30)]
    assert "Traceback" not in service.written()
    assert all(answer.result()["question"] for answer in finished)
