"""The researcher's desk over HTTP."""

from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from iobqa.desk import lasting
from iobqa.desk.desk import ResearchDesk
from iobqa.desk.export import MEDIA_TYPES
from iobqa.interfaces import desk_payload as payload
from iobqa.interfaces.answering import Answering
from iobqa.interfaces.desk_schemas import (
    AuditBody,
    CheckRequest,
    CiteRequest,
    ExportRequest,
    RepeatsBody,
    SourcesBody,
    StatementsBody,
    VerifiedBody,
    VerifyRequest,
)
from iobqa.interfaces.negotiation import JSON, check_accepted, gives
from iobqa.interfaces.replies import UNCHANGED, Json, kept
from iobqa.qa import ReportQA

Name = Annotated[
    str, Query(max_length=200, description="(Deel van) een naam; leeg: alle bronnen", examples=["IOB (2021a)"])
]
Section = Annotated[
    str, Query(max_length=200, description="Alleen in dit deel van het rapport; leeg: overal", examples=["5.1"])
]
Everything = Annotated[bool, Query(description="Ook wat op beide plaatsen precies hetzelfde is", examples=[False])]

_EXAMPLES: dict[str, object] = {
    "text/plain": "1. “Het fonds heeft twee delen.”\n   IOB, Tussen papier en praktijk, § 4.2.2, al. 1.\n",
    "text/markdown": "> Het fonds heeft twee delen.[^1]\n\n[^1]: IOB, *Tussen papier en praktijk*, § 4.2.2, al. 1.\n",
    "application/x-research-info-systems": "TY  - RPRT\nTI  - Tussen papier en praktijk\nSE  - § 4.2.2, al. 1\nER  - \n",
    "application/x-bibtex": "@techreport{iob2024:4.2.2-al1,\n\ttitle = {{Tussen papier en praktijk}}\n}\n",
    "application/vnd.citationstyles.csl+json": [
        {"id": "iob2024-4.2.2-al1", "type": "report", "section": "§ 4.2.2, al. 1"}
    ],
}
"""A Word file has none: it is not text."""


def _described(kind: str) -> dict[str, Any]:
    if kind not in _EXAMPLES:
        return {"schema": {"type": "string", "format": "binary"}}
    shape = {"type": "array", "items": {"type": "object"}} if kind.endswith("json") else {"type": "string"}
    return {"schema": shape, "example": _EXAMPLES[kind]}


_FILES = {kind: _described(kind) for kind in (given.partition(";")[0] for given in MEDIA_TYPES.values())}
_AS_JSON = Depends(gives(JSON))


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
    @router.post(
        "/v1/cite",
        operation_id="cite",
        summary="De plaatsen die een bewering dragen",
        dependencies=[_AS_JSON],
        responses={200: {"model": StatementsBody, "description": "Uitspraken, beste eerst"}},
    )
    async def cite(body: CiteRequest) -> Response:
        def work(qa: ReportQA) -> dict[str, Any]:
            found = desk_of(qa).cite(body.claim, body.k, body.role, body.section)
            return payload.statements_payload(body.claim, found)

        return Json(await answering.run(work))

    @router.post(
        "/v1/check",
        operation_id="check",
        summary="Citaten en beweringen in een tekst controleren",
        dependencies=[_AS_JSON],
        responses={200: {"model": AuditBody, "description": "Oordelen, in de volgorde van de tekst"}},
    )
    async def check(body: CheckRequest) -> Response:
        return Json(await answering.run(lambda qa: payload.audit_payload(desk_of(qa).check(body.text), qa.report)))


def _add_reading(router: APIRouter, answering: Answering) -> None:
    @router.get(
        "/v1/sources",
        operation_id="sources",
        summary="Bronnen met de plaatsen die erop rusten",
        dependencies=[_AS_JSON],
        responses={200: {"model": SourcesBody, "description": "De bronnen, op naam"}, 304: UNCHANGED},
    )
    async def sources(request: Request, name: Name = "") -> Response:
        def work(qa: ReportQA) -> list[dict[str, Any]]:
            known = desk_of(qa).sources
            return payload.sources_payload(known, known.named(name) if name else known.all, qa.report)

        found = {"sources": await answering.run(work)}
        return kept(request, await answering.qa(), found, f"sources:{name}")

    @router.get(
        "/v1/repeats",
        operation_id="repeats",
        summary="Wat het rapport meer dan eens zegt",
        dependencies=[_AS_JSON],
        responses={200: {"model": RepeatsBody, "description": "Paren, in leesvolgorde"}, 304: UNCHANGED},
    )
    async def repeats(request: Request, section: Section = "", all: Everything = False) -> Response:
        def work(qa: ReportQA) -> list[dict[str, Any]]:
            return payload.repeats_payload(desk_of(qa).repeats(section, everything=all), qa.report)

        found = {"repeats": await answering.run(work)}
        return kept(request, await answering.qa(), found, f"repeats:{all}:{section}")


def _add_keeping(router: APIRouter, answering: Answering) -> None:
    @router.post(
        "/v1/export",
        operation_id="export",
        summary="Citaten als voetnoten of voor een literatuurprogramma",
        response_class=Response,
        responses={200: {"description": "Bestand in de gevraagde vorm", "content": _FILES}},
    )
    async def export(request: Request, body: ExportRequest) -> Response:
        check_accepted(request, MEDIA_TYPES[body.form].partition(";")[0])
        rows = [row.model_dump() for row in body.citations]
        content = await answering.run(lambda qa: desk_of(qa).export(body.form, rows))
        return Response(content, media_type=MEDIA_TYPES[body.form])

    @router.post(
        "/v1/verify",
        operation_id="verify",
        summary="Citaten van een bewaard antwoord controleren",
        dependencies=[_AS_JSON],
        responses={200: {"model": VerifiedBody, "description": "Per citaat wat ervan is geworden"}},
    )
    async def verify(body: VerifyRequest) -> Response:
        kept = tuple(lasting.Kept(c.id, c.ref or c.id, c.quote, c.text) for c in body.citations)

        def work(qa: ReportQA) -> list[dict[str, Any]]:
            found = lasting.verify(qa.report, kept, desk_of(qa).quotations)
            return payload.verified_payload(found, qa.report)

        return Json({"citations": await answering.run(work)})
