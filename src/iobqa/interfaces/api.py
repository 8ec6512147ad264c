"""The HTTP service: one report behind an API and a page."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from iobqa import __version__
from iobqa.interfaces.answering import Answering
from iobqa.interfaces.desk_routes import desk_routes
from iobqa.interfaces.metrics import Metrics
from iobqa.interfaces.middleware.access import Access, listed
from iobqa.interfaces.middleware.body import BodyLimits
from iobqa.interfaces.middleware.headers import SecurityHeaders
from iobqa.interfaces.middleware.observation import Observation
from iobqa.interfaces.middleware.rate import RateLimit
from iobqa.interfaces.middleware.unforeseen import Unforeseen
from iobqa.interfaces.openapi import describe
from iobqa.interfaces.page.frame import Frame
from iobqa.interfaces.page.report_views import ReportViews
from iobqa.interfaces.page.static_files import FOLDER, StaticAssets
from iobqa.interfaces.page.views import Views
from iobqa.interfaces.problems import Problems
from iobqa.interfaces.routes.description import description_routes
from iobqa.interfaces.routes.health import health_routes
from iobqa.interfaces.routes.pages import page_routes
from iobqa.interfaces.routes.questions import question_routes
from iobqa.interfaces.routes.report import report_routes
from iobqa.interfaces.workers import Workers
from iobqa.qa import ReportQA
from iobqa.settings import Settings


def create_app(
    qa: ReportQA | Callable[[], ReportQA], settings: Settings | None = None, workers: Workers | None = None
) -> FastAPI:
    """The service for one report. ``qa`` is ready, or opens the report: then that happens while the service starts.

    ``workers`` are started once it is open; without them this process works out the answers.
    """
    settings = settings or Settings()
    metrics = Metrics()
    answering = Answering(settings, metrics, workers)
    if not callable(qa):
        answering.use(qa)
    frame = Frame(settings)
    views = Views(frame)
    problems = Problems(views.failure if settings.page else None)
    app = FastAPI(
        title="iobqa",
        version=__version__,
        lifespan=_opening(answering, qa) if callable(qa) else None,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.answering = answering
    app.include_router(question_routes(answering, settings.log_questions))
    app.include_router(report_routes(answering))
    app.include_router(desk_routes(answering))
    app.include_router(description_routes(app))
    app.include_router(health_routes(answering, metrics))
    if settings.page:
        app.include_router(page_routes(answering, views, ReportViews(frame), settings.log_questions))
        app.mount("/static", StaticAssets(directory=FOLDER))
    describe(app, settings)
    problems.add_to(app)
    _add_middleware(app, settings, metrics, problems)
    return app


def _opening(answering: Answering, open_qa: Callable[[], ReportQA]) -> Callable[[FastAPI], Any]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        """The service listens at once; who asks before the report is open waits for it."""
        opening = asyncio.create_task(answering.open(open_qa))
        yield
        opening.cancel()
        with suppress(asyncio.CancelledError):
            await opening
        await answering.close()

    return lifespan


def _add_middleware(app: FastAPI, settings: Settings, metrics: Metrics, problems: Problems) -> None:
    """From the inside out: the last one added sees a request first."""
    app.add_middleware(BodyLimits, settings=settings)
    app.add_middleware(RateLimit, per_minute=settings.requests_per_minute, metrics=metrics, problems=problems)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=listed(settings.trusted_proxies))
    app.add_middleware(Access, settings=settings, metrics=metrics, problems=problems)
    if settings.cors_origins:
        origins = listed(settings.cors_origins)
        app.add_middleware(CORSMiddleware, allow_origins=origins, allow_methods=["GET", "POST"], allow_headers=["*"])
    app.add_middleware(Unforeseen, problems=problems)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Observation, metrics=metrics)
