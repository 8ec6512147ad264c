"""The API's description as a resource of the API."""

from fastapi import APIRouter, Depends, FastAPI
from starlette.responses import Response

from iobqa.interfaces.negotiation import JSON, gives
from iobqa.interfaces.replies import Json

_EXAMPLE = {"openapi": "3.1.0", "info": {"title": "Vraag het rapport", "version": "1.0.0"}, "paths": {}}
_ANYONE = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"}


def description_routes(app: FastAPI) -> APIRouter:
    """``GET /v1/openapi.json``, readable from every website and without a key."""
    router = APIRouter(tags=["openapi"], dependencies=[Depends(gives(JSON))])

    @router.get(
        "/v1/openapi.json",
        operation_id="openapi",
        summary="Deze beschrijving, als OpenAPI",
        responses={
            200: {
                "description": "OpenAPI 3.1",
                "content": {"application/json": {"schema": {"type": "object"}, "example": _EXAMPLE}},
                "headers": {"access-control-allow-origin": {"schema": {"type": "string", "enum": ["*"]}}},
            }
        },
    )
    async def openapi() -> Response:
        return Json(app.openapi(), headers=_ANYONE)

    return router
