"""An answer for what nobody foresaw: inside the headers, so that a 500 carries what every reply carries."""

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from iobqa.interfaces.logs import LOGGER
from iobqa.interfaces.problems import Problems, problem

_DETAIL = "Er ging iets mis dat niet had mogen gebeuren. Meld het met het nummer van dit verzoek."


class Unforeseen:
    """Writes the failure down and replies 500; when a reply was under way already, it just ends there."""

    def __init__(self, app: ASGIApp, problems: Problems) -> None:
        self._app = app
        self._problems = problems

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_begun = False

        async def send_noted(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        except Exception:
            _write_down(scope)
            if not has_begun:
                await self._reply(scope)(scope, receive, send)

    def _reply(self, scope: Scope) -> Response:
        try:
            return self._problems.reply(scope, 500, _DETAIL)
        except Exception:  # it may be the page itself that fails
            _write_down(scope)
            return problem(500, _DETAIL, request_id=scope["iobqa.request_id"])


def _write_down(scope: Scope) -> None:
    LOGGER.error("onverwachte fout", exc_info=True, extra={"facts": {"request_id": scope["iobqa.request_id"]}})
