"""What the export does, and what it is read as: one case a paragraph in ``fixtures/*.txt``.

A case is a title, the export and what is expected, parted by lines with a single dot. Expected is, in reading order:

    # id | heading                          a section
    ~ heading > heading                     the run-in headings above the units that follow (``-``: none any more)
    id kind/role < lead-in | text[^1]       a unit; [^1] stands where the mark of footnote 1 stood

with a line break in a text as ⏎ and a tab as ⇥.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from iobqa.records import Paragraph, Report
from iobqa.report.parse import LooseText, parse_report

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.txt"))


def cases() -> Iterator[ParameterSet]:
    for file in FIXTURES:
        parts = file.read_text(encoding="utf-8").split("\n.\n")
        assert len(parts) % 3 == 1, f"{file.name}: a case has no title, export or expectation"
        assert not parts[-1].strip(), f"{file.name}: text behind the last case"
        for title, raw, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
            yield pytest.param(raw, expected, id=f"{file.stem}: {title.strip()}")


@pytest.mark.parametrize(("raw", "expected"), list(cases()))
def test_the_export_is_read_as_expected(raw: str, expected: str) -> None:
    report = parse_report(
        raw, title="Proef", outer_heads=["Tunesië"], loose_texts=[LooseText("3.1", "Agenda-setting 2018")]
    )
    assert "\n".join(outline(report)) == expected


def outline(report: Report) -> Iterator[str]:
    for section in report.sections:
        if not section.spans and not section.paragraphs:
            continue
        yield f"# {section.id} | {section.title}"
        depth = 1 + len(list(above(report, section.id)))
        heads: tuple[str, ...] = ()
        for unit in (report.by_id[id_] for id_ in section.paragraphs):
            if unit.section[depth:] != heads:
                heads = unit.section[depth:]
                yield "~ " + (" > ".join(heads) or "-")
            yield shown(unit)


def above(report: Report, section_id: str) -> Iterator[str]:
    while parent := report.section_by_id[section_id].parent:
        yield parent
        section_id = parent


def shown(unit: Paragraph) -> str:
    kind = f"{unit.kind}/{unit.role}" if unit.role and unit.kind != "footnote" else unit.kind
    lead = f" < {unit.lead_in}" if unit.lead_in else ""
    return f"{unit.id} {kind}{lead} | {marked(unit)}"


def marked(unit: Paragraph) -> str:
    text = unit.text
    for note in reversed(unit.footnotes):
        text = f"{text[: note.offset]}[^{note.number}]{text[note.offset :]}"
    return text.replace("\n", "⏎").replace("\t", "⇥")
