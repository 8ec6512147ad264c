"""An answer for what nobody foresaw: inside the headers, so that a 500 carries what every reply carries."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from iobqa.interfaces.logs import LOGGER
from iobqa.interfaces.problems import problem


class Unforeseen:
    """Writes the failure down and replies 500; when a reply was under way already, it just ends there."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

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
            request_id = scope["iobqa.request_id"]
            LOGGER.error("onverwachte fout", exc_info=True, extra={"facts": {"request_id": request_id}})
            if not has_begun:
                detail = "Er ging iets mis dat niet had mogen gebeuren. Meld het met het nummer van dit verzoek."
                await problem(500, detail, request_id=request_id)(scope, receive, send)
