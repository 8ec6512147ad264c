"""Reports and passages to JSON and back: what an index keeps so that a question need not wait for the parser."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any

from iobqa.records import Footnote, Label, Paragraph, Passage, Report, Section, Span


def save_report(report: Report, file: Path) -> None:
    """Write ``report`` as one JSON object."""
    content = {
        "title": report.title,
        "sections": [asdict(section) for section in report.sections],
        "labels": [asdict(label) for label in report.labels],
        "paragraphs": [asdict(paragraph) for paragraph in report.paragraphs],
        "carrier": dict(report.carrier),
        "parts": dict(report.parts),
    }
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def load_report(file: Path) -> Report:
    """Read what ``save_report`` wrote."""
    content = json.loads(file.read_text(encoding="utf-8"))
    sections = tuple(_section(row) for row in content["sections"])
    paragraphs = tuple(_paragraph(row) for row in content["paragraphs"])
    return Report(
        title=content["title"],
        sections=sections,
        labels=tuple(Label(row["text"], _spans(row["spans"])) for row in content["labels"]),
        paragraphs=paragraphs,
        by_id=MappingProxyType({paragraph.id: paragraph for paragraph in paragraphs}),
        section_by_id=MappingProxyType({section.id: section for section in sections}),
        carrier=MappingProxyType(content["carrier"]),
        parts=MappingProxyType({unit: tuple(parts) for unit, parts in content["parts"].items()}),
    )


def save_passages(passages: Sequence[Passage], file: Path) -> None:
    """Write one passage a line."""
    lines = (json.dumps(asdict(passage), ensure_ascii=False) for passage in passages)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def load_passages(file: Path) -> tuple[Passage, ...]:
    """Read what ``save_passages`` wrote."""
    with file.open(
        encoding="utf-8"
    ) as lines:  # not splitlines(): a text may hold what that takes for the end of a line
        return tuple(_passage(json.loads(line)) for line in lines)


def _spans(rows: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in rows)


def _footnotes(rows: Sequence[dict[str, Any]]) -> tuple[Footnote, ...]:
    return tuple(Footnote(row["number"], row["text"], row["offset"], _spans(row["spans"])) for row in rows)


def _section(row: dict[str, Any]) -> Section:
    return Section(**{**row, "paragraphs": tuple(row["paragraphs"]), "spans": _spans(row["spans"])})


def _paragraph(row: dict[str, Any]) -> Paragraph:
    return Paragraph(
        **{
            **row,
            "section": tuple(row["section"]),
            "footnotes": _footnotes(row["footnotes"]),
            "spans": _spans(row["spans"]),
        }
    )


def _passage(row: dict[str, Any]) -> Passage:
    return Passage(
        **{
            **row,
            "ids": tuple(row["ids"]),
            "section": tuple(row["section"]),
            "starts": tuple(row["starts"]),
            "footnotes": _footnotes(row["footnotes"]),
        }
    )
