"""The report as data."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from iobqa.errors import UnknownReference
from iobqa.interfaces.answering import Answering
from iobqa.interfaces.negotiation import JSON, gives
from iobqa.interfaces.payload import outline_payload, paragraph_payload
from iobqa.interfaces.repeated import also_in
from iobqa.interfaces.replies import UNCHANGED, kept
from iobqa.interfaces.schemas import FoundBody, ParagraphBody, ReportBody
from iobqa.qa import ReportQA
from iobqa.report.lookup import find


def report_routes(answering: Answering) -> APIRouter:
    """``GET /v1/report``, ``/v1/paragraphs`` and ``/v1/paragraphs/{id}``."""
    router = APIRouter(tags=["rapport"], dependencies=[Depends(gives(JSON))])

    @router.get(
        "/v1/report",
        operation_id="report",
        summary="Gegevens en inhoudsopgave",
        responses={200: {"model": ReportBody, "description": "Het rapport"}, 304: UNCHANGED},
    )
    async def report(request: Request) -> Response:
        qa = await answering.qa()
        return kept(request, qa, outline_payload(qa.report, qa.about), "report")

    @router.get(
        "/v1/paragraphs",
        operation_id="findParagraphs",
        summary="Onderdelen bij een Nederlandse verwijzing",
        responses={
            200: {"model": FoundBody, "description": "De onderdelen, in leesvolgorde"},
            304: UNCHANGED,
            404: {"description": "Die verwijzing kent het rapport niet; de melding noemt de naaste"},
        },
    )
    async def paragraphs(
        request: Request,
        ref: Annotated[
            str, Query(min_length=1, max_length=200, description="Vindplaats of id", examples=["§ 4.2.2, al. 1"])
        ],
    ) -> Response:
        payload = await answering.run(lambda qa: _found(qa, ref))
        return kept(request, await answering.qa(), payload, f"ref:{payload['ref']}")

    @router.get(
        "/v1/paragraphs/{id}",
        operation_id="paragraph",
        summary="Eén onderdeel, met wat eromheen en eronder staat",
        responses={
            200: {"model": ParagraphBody, "description": "Het onderdeel"},
            304: UNCHANGED,
            404: {"description": "Dat onderdeel kent het rapport niet"},
        },
    )
    async def paragraph(
        request: Request, id: Annotated[str, Path(description="Aanduiding", examples=["4.2.2-al1"])]
    ) -> Response:
        payload = await answering.run(lambda qa: described(qa, id))
        return kept(request, await answering.qa(), payload, id)

    return router


def _found(qa: ReportQA, ref: str) -> dict[str, Any]:
    found = find(qa.report, ref)
    return {"ref": found.ref, "paragraphs": [described(qa, unit.id) for unit in found.paragraphs]}


def described(qa: ReportQA, id_: str) -> dict[str, Any]:
    """A unit with its neighbours, parts and the places that say the same. Raises UnknownReference."""
    if id_ not in qa.report.by_id:
        raise UnknownReference(
            "Het rapport heeft geen onderdeel met die id. Zoek op verwijzing met /v1/paragraphs?ref=..., "
            "of zie /v1/report voor alle onderdelen."
        )
    payload = paragraph_payload(qa.report, qa.report.by_id[id_])
    places = [qa.report.by_id[other] for other in also_in(qa, id_)]
    return {**payload, "also_in": [{"id": p.id, "ref": p.ref, "url": f"/rapport#{p.id}"} for p in places]}
