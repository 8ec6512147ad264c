"""What the researcher's desk finds as JSON: the same on the command line and over HTTP."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from iobqa.desk.check import VERDICTS, Audit, Finding
from iobqa.desk.concordance import Stretch
from iobqa.desk.difference import Difference
from iobqa.desk.lasting import Verified
from iobqa.desk.repeats import Repeat
from iobqa.desk.sources import Link, Mention, Source, Sources
from iobqa.records import Report
from iobqa.search.units import Sentence

if TYPE_CHECKING:
    from iobqa.desk.cite import Carrier, Statement  # these load the index, which most commands do without


def statements_payload(claim: str, statements: "Iterable[Statement]") -> dict[str, Any]:
    """``iobqa cite --json`` and ``POST /v1/cite``."""
    return {"claim": claim, "statements": [_statement(n, found) for n, found in enumerate(statements, start=1)]}


def _statement(rank: int, statement: "Statement") -> dict[str, Any]:
    places = [_carrier(place) for place in statement.places]
    return {"rank": rank, "strongest": statement.strongest.unit.id, "places": places}


def _carrier(place: "Carrier") -> dict[str, Any]:
    return {
        **_unit(place.unit.id, place.unit.ref),
        "kind": place.unit.kind,
        "role": place.unit.role,
        "section": list(place.unit.section),
        "quote": place.quote,
        "start": place.start,
        "end": place.end,
        "text": place.unit.text,
        "score": round(place.score, 4),
        "literal": place.literal,
        "voices": list(place.voices),
        "chain": [link_payload(link) for link in place.chain],
    }


def _unit(id_: str, ref: str) -> dict[str, Any]:
    return {"id": id_, "ref": ref, "url": f"/rapport#{id_}"}


def link_payload(link: Link) -> dict[str, Any]:
    """One chain: the sentence, the footnote or source line, the sources named there."""
    return {
        "unit": link.unit,
        "start": link.start,
        "end": link.end,
        "note": link.note,
        "note_ref": link.note_ref,
        "text": link.text,
        "sources": [_mention(mention) for mention in link.sources],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {**source_payload(mention.source), "start": mention.start, "end": mention.end, "locator": mention.locator}


def source_payload(source: Source) -> dict[str, Any]:
    """A source as data."""
    return {
        "id": source.id,
        "label": source.label,
        "name": source.name,
        "year": source.year,
        "kind": source.kind,
        "url": source.url or None,
    }


def sources_payload(sources: Sources, found: Iterable[Source], report: Report) -> list[dict[str, Any]]:
    """``iobqa sources --json`` and ``GET /v1/sources``: each source with every place that rests on it."""
    return [
        {
            **source_payload(source),
            "places": [
                {
                    **_unit(link.unit, report.by_id[link.unit].ref),
                    "sentence": report.by_id[link.unit].text[link.start : link.end],
                    "note": link.note,
                }
                for link in sources.links(source)
            ],
        }
        for source in found
    ]


def audit_payload(audit: Audit, report: Report) -> dict[str, Any]:
    """``iobqa check --json`` and ``POST /v1/check``."""
    return {
        "counts": {verdict: audit.count(verdict) for verdict in VERDICTS},
        "findings": [_finding(finding, report) for finding in audit.findings],
        "notes": list(audit.notes),
    }


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    return {
        "kind": finding.claim.kind,
        "text": finding.claim.text,
        "start": finding.claim.start,
        "end": finding.claim.end,
        "verdict": finding.verdict,
        "references": list(finding.claim.references),
        "places": [stretch_payload(stretch, report) for stretch in finding.places],
        "elsewhere": [stretch_payload(stretch, report) for stretch in finding.elsewhere],
        "differences": [difference_payload(difference) for difference in finding.differences],
        "notes": list(finding.notes),
    }


def stretch_payload(stretch: Stretch, report: Report) -> dict[str, Any]:
    """Part of a unit with its words."""
    unit = report.by_id[stretch.unit]
    quote = unit.text[stretch.start : stretch.end]
    return {**_unit(unit.id, unit.ref), "quote": quote, "start": stretch.start, "end": stretch.end}


def difference_payload(difference: Difference) -> dict[str, Any]:
    """One change, by its kind."""
    return {"kind": difference.kind, "report": difference.report, "quoted": difference.quoted}


def repeats_payload(found: Iterable[Repeat], report: Report) -> list[dict[str, Any]]:
    """``iobqa repeats --json`` and ``GET /v1/repeats``."""
    return [
        {
            "first": _sentence(repeat.pair.first, report),
            "second": _sentence(repeat.pair.second, report),
            "alike": round(repeat.pair.alike, 3),
            "differences": [
                {"kind": d.kind, "first": d.report, "second": d.quoted} for d in repeat.telling or repeat.differences
            ],
        }
        for repeat in found
    ]


def _sentence(sentence: Sentence, report: Report) -> dict[str, Any]:
    place = {"quote": sentence.text, "start": sentence.start, "end": sentence.end}
    return {**_unit(sentence.unit, report.by_id[sentence.unit].ref), **place}


def verified_payload(found: Iterable[Verified], report: Report) -> list[dict[str, Any]]:
    """``iobqa verify --json`` and ``POST /v1/verify``."""
    return [
        {
            "id": verified.kept.id,
            "ref": verified.kept.ref,
            "quote": verified.kept.quote,
            "fate": verified.fate,
            "places": [stretch_payload(stretch, report) for stretch in verified.places],
            "differences": [difference_payload(difference) for difference in verified.differences],
            "around_changed": verified.around,
        }
        for verified in found
    ]
