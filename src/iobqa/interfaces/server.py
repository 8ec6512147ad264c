"""Runs the HTTP service."""

import socket

from iobqa.errors import SettingsError
from iobqa.settings import Settings


def run(settings: Settings, host: str, port: int) -> None:
    """Serve until stopped. Raises SettingsError when the port is taken, IobqaError when there is no index."""
    import uvicorn

    from iobqa.interfaces.api import create_app
    from iobqa.qa import ReportQA

    _check_port(host, port)
    uvicorn.run(create_app(ReportQA.open(settings)), host=host, port=port, log_level="warning")


def _check_port(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise SettingsError(
            f"Op {host}:{port} kan de dienst niet luisteren ({error.strerror}). Kies een andere poort: iobqa serve --port {port + 1}"
        ) from error
