"""Asking and searching."""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response, StreamingResponse

from iobqa.errors import IobqaError
from iobqa.interfaces.answering import Answering
from iobqa.interfaces.listener import GONE, while_connected
from iobqa.interfaces.middleware.observation import facts_of
from iobqa.interfaces.negotiation import EVENTS, JSON, accept_of, gives, preferred
from iobqa.interfaces.problems import problem_content
from iobqa.interfaces.replies import Json
from iobqa.interfaces.schemas import AnswerBody, AskRequest, Count, SearchBody, Shown
from iobqa.interfaces.streaming import Event, event_payload

_AS_EVENTS: dict[str, Any] = {
    "schema": {"type": "string"},
    "example": 'event: passages\ndata: {"passages":[]}\n\nevent: answer\ndata: {"question":"...","answered":true}\n\n',
}


def question_routes(answering: Answering, log_questions: bool) -> APIRouter:
    """``POST /v1/ask`` and ``GET /v1/search``."""
    router = APIRouter(tags=["vragen"])

    @router.post(
        "/v1/ask",
        operation_id="ask",
        dependencies=[Depends(gives(JSON, EVENTS))],
        summary="Een vraag stellen",
        description=(
            "Antwoordt in één keer, of met `Accept: text/event-stream` in gebeurtenissen: eerst `passages`, dan "
            "`answer` (het hele antwoord, uit citaten); met een taalmodel daarna `claim` en als laatste `final`. Gaat het "
            "halverwege mis, dan is de laatste gebeurtenis `problem`, met een fout als elke andere (RFC 9457)."
        ),
        responses={200: {"model": AnswerBody, "content": {EVENTS: _AS_EVENTS}, "description": "Antwoord of weigering"}},
    )
    async def ask(request: Request, body: AskRequest) -> Response:
        if preferred(accept_of(request), (JSON, EVENTS)) == EVENTS:
            return await while_connected(request, _as_events(answering, body)) or Response(status_code=GONE)
        worked = await while_connected(request, answering.ask(body.question, body.k))
        if worked is None:
            return Response(status_code=GONE)
        answer = worked.answer
        facts = {"answered": answer.answered, "reason": answer.reason, "confidence": round(answer.confidence, 3)}
        facts_of(request.scope).update(facts, **({"question": answer.question} if log_questions else {}))
        return Json(worked.body)

    @router.get(
        "/v1/search",
        operation_id="search",
        dependencies=[Depends(gives(JSON))],
        summary="Passages zoeken",
        responses={200: {"model": SearchBody, "description": "Passages, beste eerst; leeg als geen woord bekend is"}},
    )
    async def search(
        q: Annotated[
            str,
            Query(min_length=1, pattern=r"\S", description="Vraag of zoekwoorden", examples=["Mensenrechtenfonds"]),
            Shown,
        ],
        k: Count = 10,
    ) -> Response:
        return Json(await answering.search(q, k))

    return router


async def _as_events(answering: Answering, body: AskRequest) -> Response:
    """The first event is awaited here: a question that cannot be asked is a plain failure and no broken stream."""
    events = answering.stream(body.question, body.k, body.conversation)
    first = await anext(events)
    headers = {"X-Accel-Buffering": "no"}  # a proxy that gathers the stream would defeat it
    return StreamingResponse(_encoded(first, events), media_type=EVENTS, headers=headers)


async def _encoded(first: Event, rest: AsyncIterator[Event]) -> AsyncIterator[bytes]:
    """The status is out by now: a failure halfway is an event, and the stream still ends as it should."""
    yield encode_event(first[0], event_payload(*first))
    try:
        async for event in rest:
            yield encode_event(event[0], event_payload(*event))
    except IobqaError as error:
        yield encode_event("problem", problem_content(error.status, str(error)))


def encode_event(name: str, data: object) -> bytes:
    """One server-sent event."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"event: {name}\ndata: {body}\n\n".encode("utf-8", "replace")
