"""For whoever keeps the service running."""

from fastapi import APIRouter
from starlette.responses import Response

from iobqa.interfaces.answering import Answering
from iobqa.interfaces.metrics import CONTENT_TYPE, Metrics
from iobqa.interfaces.problems import problem
from iobqa.interfaces.replies import Json


def health_routes(answering: Answering, metrics: Metrics) -> APIRouter:
    """``/healthz`` (alive), ``/readyz`` (can answer) and ``/metrics``."""
    router = APIRouter(include_in_schema=False)

    @router.get("/healthz")
    async def healthz() -> Response:
        return Json({"status": "ok"})

    @router.get("/readyz")
    async def readyz() -> Response:
        if not answering.ready:
            detail = str(answering.failure or "De index wordt geladen.")
            return problem(503, detail, headers={"Retry-After": "2"})
        return Json({"status": "ok", "index": (await answering.qa()).fingerprint})

    @router.get("/metrics")
    async def figures() -> Response:
        return Response(metrics.page(), media_type=CONTENT_TYPE)

    return router
