"""The researcher's desk over HTTP."""

from functools import lru_cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from iobqa.desk import lasting
from iobqa.desk.basket import MOST
from iobqa.desk.desk import ResearchDesk
from iobqa.desk.document import LONGEST
from iobqa.desk.export import MEDIA_TYPES
from iobqa.interfaces import desk_payload as payload
from iobqa.interfaces.answering import Answering
from iobqa.interfaces.replies import Json
from iobqa.interfaces.schemas import Whole
from iobqa.qa import ReportQA
from iobqa.records import Role

Form = Literal["tekst", "md", "docx", "ris", "bibtex", "csl"]
Name = Annotated[str, Query(max_length=200, description="(Deel van) een naam, zoals “IOB (2021a)”")]
Section = Annotated[str, Query(max_length=200, description="Alleen in dit deel, zoals 5.1")]


class CiteRequest(BaseModel):
    """Een bewering of half onthouden citaat."""

    model_config = ConfigDict(strict=True)

    claim: Annotated[
        str,
        Field(min_length=1, pattern=r"\S", description="De bewering", examples=["Er zijn te veel kleine projecten"]),
    ]
    k: Annotated[int, Field(ge=1, le=20, description="Aantal uitspraken"), Whole] = 5
    role: Annotated[Role | Literal[""], Field(description="Alleen onderdelen met deze rol")] = ""
    section: Annotated[str, Field(max_length=200, description="Alleen in dit deel, zoals 5.1")] = ""


class CheckRequest(BaseModel):
    """Een tekst die het rapport citeert."""

    model_config = ConfigDict(strict=True)

    text: Annotated[str, Field(min_length=1, max_length=LONGEST, description="Platte tekst of Markdown")]


class CitationRow(BaseModel):
    """Een plaats en wat ervan wordt geciteerd."""

    id: Annotated[str, Field(min_length=1, max_length=200, description="Id of vindplaats", examples=["4.2.2-al1"])]
    quote: Annotated[str, Field(max_length=20_000, description="Leeg: de hele alinea")] = ""


class ExportRequest(BaseModel):
    """Citaten om te exporteren."""

    citations: Annotated[list[CitationRow], Field(min_length=1, max_length=MOST)]
    form: Annotated[Form, Field(description="Vorm")] = "tekst"


class KeptCitation(BaseModel):
    """Een citaat uit een eerder antwoord."""

    id: Annotated[str, Field(min_length=1, max_length=200)]
    ref: Annotated[str, Field(max_length=300)] = ""
    quote: Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"\S")]
    text: Annotated[str, Field(max_length=100_000)] = ""


class VerifyRequest(BaseModel):
    """De citaten van een bewaard antwoord."""

    citations: Annotated[list[KeptCitation], Field(min_length=1, max_length=100)]


_FILES: dict[str, Any] = {
    kind.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}} for kind in MEDIA_TYPES.values()
}


@lru_cache(maxsize=2)
def desk_of(qa: ReportQA) -> ResearchDesk:
    """The desk of a report, made once."""
    return ResearchDesk(qa)


def desk_routes(answering: Answering) -> APIRouter:
    """``/v1/cite``, ``/v1/check``, ``/v1/sources``, ``/v1/repeats``, ``/v1/export`` and ``/v1/verify``."""
    router = APIRouter(tags=["onderzoek"])
    _add_finding(router, answering)
    _add_reading(router, answering)
    _add_keeping(router, answering)
    return router


def _add_finding(router: APIRouter, answering: Answering) -> None:
    @router.post("/v1/cite", operation_id="cite", summary="De plaatsen die een bewering dragen")
    async def cite(body: CiteRequest) -> Response:
        def work(qa: ReportQA) -> dict[str, Any]:
            found = desk_of(qa).cite(body.claim, body.k, body.role, body.section)
            return payload.statements_payload(body.claim, found)

        return Json(await answering.run(work))

    @router.post("/v1/check", operation_id="check", summary="Citaten en beweringen in een tekst controleren")
    async def check(body: CheckRequest) -> Response:
        return Json(await answering.run(lambda qa: payload.audit_payload(desk_of(qa).check(body.text), qa.report)))


def _add_reading(router: APIRouter, answering: Answering) -> None:
    @router.get("/v1/sources", operation_id="sources", summary="Bronnen met de plaatsen die erop rusten")
    async def sources(name: Name = "") -> Response:
        def work(qa: ReportQA) -> list[dict[str, Any]]:
            known = desk_of(qa).sources
            return payload.sources_payload(known, known.named(name) if name else known.all, qa.report)

        return Json({"sources": await answering.run(work)})

    @router.get("/v1/repeats", operation_id="repeats", summary="Wat het rapport meer dan eens zegt")
    async def repeats(
        section: Section = "", all: Annotated[bool, Query(description="Ook wat dan hetzelfde is")] = False
    ) -> Response:
        def work(qa: ReportQA) -> list[dict[str, Any]]:
            return payload.repeats_payload(desk_of(qa).repeats(section, everything=all), qa.report)

        return Json({"repeats": await answering.run(work)})


def _add_keeping(router: APIRouter, answering: Answering) -> None:
    @router.post(
        "/v1/export",
        operation_id="export",
        summary="Citaten als voetnoten of voor een literatuurprogramma",
        response_class=Response,
        responses={200: {"description": "Bestand in de gevraagde vorm", "content": _FILES}},
    )
    async def export(body: ExportRequest) -> Response:
        rows = [row.model_dump() for row in body.citations]
        content = await answering.run(lambda qa: desk_of(qa).export(body.form, rows))
        return Response(content, media_type=MEDIA_TYPES[body.form])

    @router.post("/v1/verify", operation_id="verify", summary="Citaten van een bewaard antwoord controleren")
    async def verify(body: VerifyRequest) -> Response:
        kept = tuple(lasting.Kept(c.id, c.ref or c.id, c.quote, c.text) for c in body.citations)

        def work(qa: ReportQA) -> list[dict[str, Any]]:
            return payload.verified_payload(lasting.verify(qa.report, kept), qa.report)

        return Json({"citations": await answering.run(work)})
