"""Runs the HTTP service."""

import os
import socket
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from iobqa.errors import IobqaError, SettingsError
from iobqa.settings import Settings

if TYPE_CHECKING:
    from iobqa.qa import ReportQA

# Small matrices: a second thread costs more in waiting than it brings, by far on a busy machine.
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_MOST_CONNECTIONS = 1000


def run(settings: Settings, host: str, port: int) -> None:
    """Serve until stopped. Raises SettingsError when the port is taken, IobqaError when the report cannot be opened."""
    for name in (*_ONE_THREAD, "RAYON_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    _check_port(host, port)
    from iobqa.interfaces import logs

    logs.set_up()
    _warn(settings, host)
    logs.tell("start", host=host, port=port)
    _serve(settings, host, port)
    logs.tell("gestopt")


def _serve(settings: Settings, host: str, port: int) -> None:
    import uvicorn

    from iobqa.interfaces.api import create_app
    from iobqa.interfaces.workers import Workers

    failures: list[IobqaError] = []

    def open_or_stop() -> "ReportQA":
        try:
            return _opened(settings)
        except IobqaError as error:
            failures.append(error)
            server.should_exit = True
            raise

    app = create_app(open_or_stop, settings, Workers(settings))
    server = uvicorn.Server(uvicorn.Config(app, **_options(settings, host, port)))
    server.run()
    if failures:
        raise failures[0]


def _opened(settings: Settings) -> "ReportQA":
    """The report, with all that is worked out at the first question worked out."""
    from iobqa.interfaces.repeated import also_in
    from iobqa.interfaces.streaming import first_answer
    from iobqa.qa import ReportQA

    qa = ReportQA.open(settings)
    first_answer(qa, qa.report.title, 1)
    also_in(qa, qa.report.paragraphs[0].id)
    return qa


def _options(settings: Settings, host: str, port: int) -> dict[str, Any]:
    from iobqa.interfaces.connection import GuardedProtocol

    return {
        "host": host,
        "port": port,
        "http": GuardedProtocol,
        "ws": "none",
        "access_log": False,
        "log_config": None,
        "server_header": False,
        "proxy_headers": False,  # our own middleware believes only the proxies that are named
        "limit_concurrency": _MOST_CONNECTIONS,
        "timeout_keep_alive": round(settings.receive_seconds),
        "timeout_graceful_shutdown": settings.stop_seconds,
    }


def _check_port(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            pass
    except OSError as error:
        raise SettingsError(
            f"Op {host}:{port} kan de dienst niet luisteren ({error.strerror}). "
            f"Kies een andere poort: iobqa serve --port {port + 1}"
        ) from error


def _warn(settings: Settings, host: str) -> None:
    """Say what an operator may not have meant."""
    from iobqa.interfaces import logs

    if _is_own_machine(host):
        return
    logs.warn(
        f"De dienst luistert op {host}: anderen in het netwerk kunnen erbij. Zet er TLS voor; zie docs/beheer.md."
    )
    if not (settings.api_keys.get_secret_value() or settings.user_header):
        logs.warn(
            "Er is geen sleutel of aanmelding ingesteld (IOBQA_API_KEYS, IOBQA_USER_HEADER): iedereen mag vragen."
        )


def _is_own_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
