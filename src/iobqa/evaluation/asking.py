"""The one thing a run needs: question in, the contract's JSON out. Here over HTTP; in-process it is handed in."""

import json
from collections.abc import Callable
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from iobqa.errors import GoldenError
from iobqa.evaluation.responses import Json, read_response

Ask = Callable[[str, int], Json]
"""Asks a question for the best k passages. Raises on failure; a run records that with the question."""

_TIMEOUT = 120.0
"""Seconds: a language model behind the service may think for a while."""


class AskFailed(Exception):
    """The service gave no answer to this question."""


def http_ask(url: str, timeout: float = _TIMEOUT) -> Ask:
    """An `Ask` that posts to ``/v1/ask`` of a running service."""
    endpoint = f"{_checked(url)}/v1/ask"

    def ask(question: str, k: int) -> Json:
        body = json.dumps({"question": question, "k": k}).encode()
        return _json(Request(endpoint, data=body, headers={"Content-Type": "application/json"}), timeout)

    return ask


def index_of(url: str, ask: Ask) -> str:
    """Fingerprint of the index behind a service.

    Raises `GoldenError` when no such service answers there, before six hundred questions run into it.
    """
    try:
        return read_response(ask("Waar gaat dit rapport over?", 10)).index
    except (AskFailed, ValueError) as error:
        raise GoldenError(f"Op {url} antwoordt geen iobqa-dienst: {error}. Start hem met `iobqa serve`.") from error


def _checked(url: str) -> str:
    if urlsplit(url).scheme not in ("http", "https"):
        raise GoldenError(f"{url!r} is geen webadres; geef er een als http://127.0.0.1:8000.")
    return url.rstrip("/")


def _json(request: Request, timeout: float) -> Json:
    try:
        with urlopen(request, timeout=timeout) as response:
            content = json.loads(response.read())
    except HTTPError as error:
        raise AskFailed(f"HTTP {error.code}: {_detail(error)}") from error
    except (URLError, TimeoutError, ConnectionError) as error:
        raise AskFailed(f"geen verbinding ({getattr(error, 'reason', error)})") from error
    except ValueError as error:
        raise AskFailed("het antwoord is geen JSON") from error
    if not isinstance(content, dict):
        raise AskFailed("het antwoord is geen JSON-object")
    return content


def _detail(error: HTTPError) -> str:
    """What a problem document (RFC 9457) says, else the status line."""
    with error:
        try:
            problem = json.loads(error.read())
        except (ValueError, OSError):
            return str(error.reason)
    return str(problem.get("detail", error.reason)) if isinstance(problem, dict) else str(error.reason)
