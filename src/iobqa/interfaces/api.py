"""The HTTP service: requests to ``ReportQA``, failures to problem+json (RFC 9457)."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from iobqa import __version__
from iobqa.errors import IobqaError, UnknownReference
from iobqa.interfaces.payload import answer_payload, hit_payload, outline_payload, paragraph_payload
from iobqa.qa import ReportQA


class AskRequest(BaseModel):
    """A question and how many passages to return with the answer."""

    question: str = Field(examples=["Hoeveel projecten financierde het Mensenrechtenfonds per jaar?"])
    k: int = Field(default=10, ge=1, le=100)


def create_app(qa: ReportQA) -> FastAPI:
    """The service for one report; ``qa`` comes ready, so that tests can bring their own."""
    app = FastAPI(title="iobqa", version=__version__, openapi_url="/v1/openapi.json", docs_url=None, redoc_url=None)
    _add_questions(app, qa)
    _add_report(app, qa)
    _add_health(app, qa)
    _add_problems(app)
    return app


def _add_questions(app: FastAPI, qa: ReportQA) -> None:
    @app.post("/v1/ask")
    def ask(request: AskRequest) -> dict[str, Any]:
        return answer_payload(qa.ask(request.question, request.k))

    @app.get("/v1/search")
    def search(q: str, k: Annotated[int, Query(ge=1, le=100)] = 10) -> dict[str, Any]:
        return {"query": q, "passages": [hit_payload(hit) for hit in qa.search(q, k)]}


def _add_report(app: FastAPI, qa: ReportQA) -> None:
    @app.get("/v1/report")
    def report() -> dict[str, Any]:
        return outline_payload(qa.report, qa.about)

    @app.get("/v1/paragraphs/{id}")
    def paragraph(id: str) -> dict[str, Any]:
        if id not in qa.report.by_id:
            raise UnknownReference(f"Het rapport heeft geen onderdeel met id ‘{id}’.")
        return paragraph_payload(qa.report, qa.report.by_id[id])


def _add_health(app: FastAPI, qa: ReportQA) -> None:
    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz")
    def readyz() -> dict[str, str]:
        return {"status": "ok", "index": qa.fingerprint}


def _add_problems(app: FastAPI) -> None:
    @app.exception_handler(IobqaError)
    def known(_: Request, error: IobqaError) -> JSONResponse:
        return problem(error.status, str(error))

    @app.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, str(error.detail))

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        fields = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        return problem(422, f"Het verzoek klopt niet: {fields}")


def problem(status: int, detail: str) -> JSONResponse:
    """A failure as ``application/problem+json``."""
    content = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return JSONResponse(content, status, media_type="application/problem+json")
