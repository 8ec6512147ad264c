"""What uvicorn leaves open on a connection: a limit on the time and the size of request lines and headers."""

from asyncio import Transport
from asyncio.events import TimerHandle
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from iobqa.interfaces.problems import TITLES

_LONGEST_HEAD = 65_536  # bytes of request line and headers together


class GuardedProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which closes a connection whose next request has no whole head within the keep-alive time."""

    _timer: TimerHandle | None = None
    _head = 0
    """Bytes since the head of the request under way began."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._start_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._head += len(data)
        super().data_received(data)
        if self._timer and self._head > _LONGEST_HEAD:  # still no whole head: with one, the rest was body
            self._turn_away(431, "De kopregels zijn te groot.")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head = 0
        self._start_timer()

    def on_headers_complete(self) -> None:
        self._stop_timer()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        self._turn_away(400, "Dit is geen geldig HTTP-verzoek.")

    def _start_timer(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(self.timeout_keep_alive, self._too_slow)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_slow(self) -> None:
        self._timer = None
        if not self.transport.is_closing():
            self.transport.close()

    def _turn_away(self, status: int, detail: str) -> None:
        if not self.transport.is_closing():
            self.transport.write(_refusal(status, detail))
            self.transport.close()


def _refusal(status: int, detail: str) -> bytes:
    title: Any = TITLES[status]
    body = f'{{"type":"about:blank","title":"{title}","status":{status},"detail":"{detail}"}}'.encode()
    head = (
        f"HTTP/1.1 {status} Refused\r\ncontent-type: application/problem+json\r\n"
        f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + body
