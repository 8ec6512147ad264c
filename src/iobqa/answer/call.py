"""A call to a language model that another thread may end: who asked has hung up, so nobody waits for the reply."""

import socket
import threading
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Optional, TypeVar

Result = TypeVar("Result")

_CURRENT: ContextVar[Optional["Call"]] = ContextVar("call", default=None)


class Call:
    """All requests to a model for one question.

    The thread that reads a reply sleeps in the operating system and closing its response from outside does not wake it;
    shutting its socket down does, before the first byte of the reply too.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._ended = False

    @property
    def ended(self) -> bool:
        return self._ended

    def run(self, work: Callable[[], Result]) -> Result:
        """``work()``, whose requests to a model are this call's."""
        token = _CURRENT.set(self)
        try:
            return work()
        finally:
            _CURRENT.reset(token)

    def use(self, connection: socket.socket) -> None:
        """The connection over which the call goes from now on."""
        with self._lock:
            self._socket = connection
        if self._ended:
            self.end()

    def end(self) -> None:
        """Break the connection off; no new request is made. May be called more than once, and when there is none."""
        with self._lock:
            self._ended = True
            if self._socket is not None:
                _shut_down(self._socket)


def current_call() -> Call | None:
    """The call that this thread is working for, if it can be ended at all."""
    return _CURRENT.get()


def follow(request: Any) -> None:  # noqa: ANN401 - an httpx.Request, and httpx is imported where it is used
    """Tell the current call over which connection this request goes."""
    call = current_call()
    if call is not None:
        request.extensions["trace"] = lambda event, about: _traced(call, event, about)


def _traced(call: Call, event: str, about: dict[str, Any]) -> None:
    """An event of httpcore: opening a connection, and once more when encryption is put over it."""
    if event.endswith(("connect_tcp.complete", "start_tls.complete")):
        connection = about["return_value"].get_extra_info("socket")
        if connection is not None:
            call.use(connection)


def _shut_down(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # the other side was first
        return
