"""The pages, for people."""

from collections.abc import AsyncIterator
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from iobqa.errors import DocumentError, IobqaError, QuestionError, UnknownReference
from iobqa.interfaces.answering import Answering
from iobqa.interfaces.desk_routes import desk_of
from iobqa.interfaces.middleware.observation import facts_of
from iobqa.interfaces.page.addresses import Place, local_url
from iobqa.interfaces.page.report_views import ReportViews
from iobqa.interfaces.page.static_files import asset
from iobqa.interfaces.page.texts import language_of
from iobqa.interfaces.page.views import Views
from iobqa.interfaces.problems import problem_content
from iobqa.interfaces.routes.questions import encode_event
from iobqa.interfaces.streaming import Event
from iobqa.qa import ReportQA
from iobqa.report.lookup import find

_PASSAGES = 10

Text = Annotated[str, Query()]


def page_routes(answering: Answering, views: Views, reading: ReportViews, log_questions: bool) -> APIRouter:
    """``/`` (ask), ``/rapport`` (read), ``/controle`` (check), ``/over`` and what the script asks for."""
    router = APIRouter(include_in_schema=False)
    _add_asking(router, answering, views, log_questions)
    _add_reading(router, answering, reading)
    _add_checking(router, answering, views)

    @router.get("/over")
    async def about(request: Request) -> Response:
        return views.about(request, await answering.qa())

    @router.get("/favicon.ico")
    async def icon() -> Response:
        return RedirectResponse(asset("icoon.svg"), 301)

    return router


def _add_asking(router: APIRouter, answering: Answering, views: Views, log_questions: bool) -> None:
    @router.get("/")
    async def question(request: Request, q: Text = "") -> Response:
        qa = await answering.qa()
        if not q.strip():
            return views.question(request, qa, "", None)
        try:
            answer = await answering.quick(q, _PASSAGES)
        except QuestionError as error:
            return views.question(request, qa, q, None, str(error))
        facts = {"answered": answer.answered, "reason": answer.reason, "confidence": round(answer.confidence, 3)}
        facts_of(request.scope).update(facts, **({"question": answer.question} if log_questions else {}))
        return views.question(request, qa, answer.question, answer)

    @router.get("/antwoord")
    async def final(request: Request, q: Text) -> Response:
        """What a language model makes of it, as HTML, for a page that shows the quotes already."""
        qa = await answering.qa()
        events = answering.stream(q, _PASSAGES, None)
        await anext(
            events
        )  # the passages, which are not shown; a question that cannot be asked fails here, with a status
        return StreamingResponse(_as_html(request, qa, views, events), media_type="text/event-stream")


async def _as_html(request: Request, qa: ReportQA, views: Views, events: AsyncIterator[Event]) -> AsyncIterator[bytes]:
    try:
        async for name, about in events:
            if name == "final":
                yield encode_event(name, {"html": views.told(request, qa, about)})
    except IobqaError as error:
        yield encode_event("problem", problem_content(error.status, str(error)))


def _add_reading(router: APIRouter, answering: Answering, views: ReportViews) -> None:
    @router.get("/rapport")
    async def report(
        request: Request, ga: Text = "", bij: Text = "", van: Text = "", tot: Text = "", q: Text = ""
    ) -> Response:
        qa = await answering.qa()
        if not ga.strip():
            return views.page(request, qa, _place(qa, bij, van, tot, q))
        try:
            found = await answering.run(lambda qa: find(qa.report, ga))
        except UnknownReference as error:
            return views.page(request, qa, Place(question=q), ga, str(error))
        language = language_of(request.query_params.get("lang"))
        return RedirectResponse(local_url("/rapport", language, bij=found.id) + f"#{found.id}", 303)

    @router.get("/rapport/uitsnede")
    async def excerpt(request: Request, bij: Text, van: Text = "", tot: Text = "", q: Text = "") -> Response:
        qa = await answering.qa()
        place = _place(qa, bij, van, tot, q)
        if not place.id:
            raise UnknownReference("Die plaats kent het rapport niet.")
        return views.excerpt(request, qa, place)


def _add_checking(router: APIRouter, answering: Answering, views: Views) -> None:
    @router.get("/controle")
    async def empty(request: Request) -> Response:
        return views.checking(request, await answering.qa())

    @router.post("/controle")
    async def checked(request: Request) -> Response:
        """A plain form; nothing is kept, so nothing has to be protected against being sent by another site."""
        qa = await answering.qa()
        sent = parse_qs((await request.body()).decode("utf-8", "replace"))
        text = sent.get("tekst", [""])[0].replace("\r\n", "\n")
        try:
            audit = await answering.run(lambda qa: desk_of(qa).check(text))
        except DocumentError as error:
            return views.checking(request, qa, text, problem=str(error))
        return views.checking(request, qa, text, audit)


def _place(qa: ReportQA, bij: str, van: str, tot: str, q: str) -> Place:
    """What the address asks to show; what makes no sense in it is left out."""
    unit = qa.report.by_id.get(bij)
    if unit is None:
        return Place(question=q)
    start, end = _number(van), _number(tot)
    if start is None or end is None or not start < end <= len(unit.text):
        return Place(unit.id, None, q)
    return Place(unit.id, (start, end), q)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
