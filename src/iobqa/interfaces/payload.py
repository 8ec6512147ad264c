"""Answers, hits and units as the JSON of the contract: the same on the command line and over HTTP."""

from collections.abc import Sequence
from typing import Any

from iobqa.records import Answer, Citation, Claim, Footnote, Hit, Paragraph, Report, Section


def answer_payload(answer: Answer) -> dict[str, Any]:
    """``iobqa ask --json`` and ``POST /v1/ask``."""
    payload = {
        "question": answer.question,
        "answered": answer.answered,
        "answer": answer.answer,
        "reason": answer.reason,
        "confidence": round(answer.confidence, 4),
        "generator": answer.generator,
        "index": answer.index,
        "citations": [citation_payload(citation) for citation in answer.citations],
        "passages": [hit_payload(hit) for hit in answer.passages],
    }
    return payload | _of_a_model(answer)


def _of_a_model(answer: Answer) -> dict[str, Any]:
    """Fields that only an answer has that a language model wrote or was asked for."""
    fields: dict[str, Any] = {
        "claims": [claim_payload(claim) for claim in answer.claims],
        "note": answer.note,
        "rewritten": answer.rewritten,
    }
    return {name: value for name, value in fields.items() if value}


def claim_payload(claim: Claim) -> dict[str, Any]:
    """One entry of ``claims``: a sentence of a language model and how it stands to what it cites."""
    return {
        "text": claim.text,
        "verdict": claim.verdict,
        "citations": list(claim.citations),
        "problem": claim.problem,
    }


def citation_payload(citation: Citation) -> dict[str, Any]:
    """One entry of ``citations``."""
    return {
        "number": citation.number,
        "id": citation.id,
        "ref": citation.ref,
        "kind": citation.kind,
        "section": list(citation.section),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "text": citation.text,
        "footnotes": footnotes_payload(citation.footnotes),
        "url": citation.url,
    }


def hit_payload(hit: Hit) -> dict[str, Any]:
    """One entry of ``passages``."""
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "ids": list(hit.passage.ids),
        "ref": hit.passage.ref,
        "section": list(hit.passage.section),
        "text": hit.passage.text,
        "footnotes": footnotes_payload(hit.passage.footnotes),
    }


def footnotes_payload(footnotes: Sequence[Footnote]) -> list[dict[str, Any]]:
    """Footnotes with their number and text."""
    return [{"number": note.number, "text": note.text} for note in footnotes]


def paragraph_payload(report: Report, unit: Paragraph) -> dict[str, Any]:
    """``GET /v1/paragraphs/{id}`` and ``iobqa show --json``: the unit, what belongs to it and what stands around it."""
    order = [paragraph.id for paragraph in report.body()]
    at = order.index(report.carrier.get(unit.id, unit.id))
    return {
        "id": unit.id,
        "ref": unit.ref,
        "kind": unit.kind,
        "role": unit.role,
        "section": list(unit.section),
        "section_id": unit.section_id,
        "text": unit.text,
        "lead_in": unit.lead_in,
        "parts": [_part_payload(report.by_id[part]) for part in parts_of(report, unit.id)],
        "footnotes": footnotes_payload(unit.footnotes),
        "carrier": report.carrier.get(unit.id),
        "previous": order[at - 1] if at else None,
        "next": order[at + 1] if at + 1 < len(order) else None,
        "url": f"/rapport#{unit.id}",
    }


def parts_of(report: Report, unit: str) -> list[str]:
    """Ids of all that hangs under ``unit``, in reading order, deeper ones included."""
    return [below for part in report.parts.get(unit, ()) for below in (part, *parts_of(report, part))]


def _part_payload(unit: Paragraph) -> dict[str, Any]:
    return {
        "id": unit.id,
        "ref": unit.ref,
        "kind": unit.kind,
        "text": unit.text,
        "footnotes": footnotes_payload(unit.footnotes),
    }


def outline_payload(report: Report, about: dict[str, Any]) -> dict[str, Any]:
    """``GET /v1/report``: what report this is and its sections with the ids of their units."""
    return {
        "title": report.title,
        "subtitle": about.get("subtitle"),
        "author": about.get("author"),
        "publisher": about.get("publisher"),
        "published": about.get("published"),
        "parliament": [{**entry, "date": str(entry["date"])} for entry in about.get("parliament", [])],
        "licence": about.get("licence"),
        "paragraphs": len(report.paragraphs),
        "sections": [_section_payload(section) for section in report.sections],
    }


def _section_payload(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "ref": section.ref,
        "title": section.title,
        "level": section.level,
        "parent": section.parent,
        "paragraphs": list(section.paragraphs),
    }
