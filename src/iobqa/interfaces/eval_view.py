"""What `iobqa eval` shows: tables on a terminal, aligned plain text in a pipe."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict

import typer

from iobqa.evaluation.calibration import Calibration, calibration, coverage_at
from iobqa.evaluation.checks import CheckReport
from iobqa.evaluation.comparison import Comparison
from iobqa.evaluation.gate import Verdict
from iobqa.evaluation.gate_report import (
    difference_cells,
    flip_line,
    flip_lists,
    kind_warnings,
    power_statement,
    shown_questions,
)
from iobqa.evaluation.golden import GoldenQuestion
from iobqa.evaluation.intervals import Estimate
from iobqa.evaluation.measure_table import MEASURES
from iobqa.evaluation.repeats import Repeats, repeats
from iobqa.evaluation.runfile import Run
from iobqa.evaluation.scoring import ScoreSheet
from iobqa.evaluation.summary import (
    Group,
    Refusal,
    answer_length,
    by_chapter,
    by_kind,
    by_unanswerable_class,
    overall,
    percentiles,
    refusals,
)
from iobqa.evaluation.wording import OUTCOMES, decimal, percent

Row = Sequence[str]

_WIDEST = 1000
"""Columns of a terminal that no table outgrows."""


def say(text: str) -> None:
    """Talk: to stderr, so that stdout holds nothing but what was asked for."""
    typer.echo(text, err=True)


def print_table(title: str, columns: Row, rows: Sequence[Row]) -> None:
    """A table on stdout; the first column is text, the others are aligned to the right."""
    if not rows:
        return
    if not sys.stdout.isatty() or not _rich_table(title, columns, rows):
        typer.echo(plain_table(title, columns, rows))


def plain_table(title: str, columns: Row, rows: Sequence[Row]) -> str:
    """The table as aligned text."""
    widths = [max(len(row[place]) for row in (columns, *rows)) for place in range(len(columns))]
    lines = [_plain_row(row, widths) for row in (columns, *rows)]
    return "\n".join([title, *lines, ""])


def _plain_row(row: Row, widths: Sequence[int]) -> str:
    cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
    return "  ".join(cells).rstrip()


def _rich_table(title: str, columns: Row, rows: Sequence[Row]) -> bool:
    """Print a framed table; False when the terminal is too narrow to do so without folding figures."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left")
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console()
    if console.measure(table, options=console.options.update(max_width=_WIDEST)).maximum > console.width:
        return False
    console.print(table)
    return True


def figure(estimate: Estimate | None) -> str:
    """A figure with its interval."""
    return f"{percent(estimate.value)} [{100 * estimate.low:.0f}-{100 * estimate.high:.0f}]" if estimate else "-"


def print_sheet(sheet: ScoreSheet, run: Run) -> None:
    """Everything that is to be said about one run."""
    rows, kinds = sheet.rows, by_kind(sheet.rows)
    print_measures(f"Run van {sheet.set} met index {sheet.index}", overall(rows))
    print_groups("Per soort vraag", kinds)
    print_groups("Per hoofdstuk van het bewijs", by_chapter(rows))
    if sheet.answers:
        print_outcomes([*kinds, overall(rows)])
        print_refusals(refusals(rows), by_unanswerable_class(rows))
        print_calibration(calibration(rows))
        print_percentiles("Woorden per antwoord", answer_length(rows), 0)
    print_percentiles("Seconden per vraag", percentiles([entry.seconds for entry in run.entries]), 3)


def say_repeats(found: Repeats) -> None:
    """Mean and spread, as talk."""
    say(plain_table(*_repeats_table(found)))


def print_repeats(found: Repeats) -> None:
    """Mean and spread of each measure over the repeats, and the questions that did not come out the same every time."""
    print_table(*_repeats_table(found))
    rows = [(one.id, ", ".join(OUTCOMES[outcome] for outcome in one.outcomes)) for one in found.wavering]
    print_table(f"Vragen met wisselende uitkomst ({len(rows)} van {found.questions})", ("vraag", "uitkomsten"), rows)


def _repeats_table(found: Repeats) -> tuple[str, Row, Sequence[Row]]:
    count = len(found.spreads[0].values) if found.spreads else 0
    rows = [
        (s.measure.label, s.measure.name, *map(percent, (s.mean, s.deviation, min(s.values), max(s.values))))
        for s in found.spreads
    ]
    title = f"{count} herhalingen van {found.questions} vragen"
    return title, ("maat", "naam", "gemiddelde", "standaardafwijking", "laagste", "hoogste"), rows


def sheets_json(sheets: Sequence[ScoreSheet]) -> str:
    """The figures of a run for another program; of repeats a list of them, with mean and spread."""
    if len(sheets) == 1:
        return sheet_json(sheets[0])
    found = repeats(sheets)
    spread = {s.measure.name: {"mean": s.mean, "deviation": s.deviation, "values": s.values} for s in found.spreads}
    wavering = {one.id: one.outcomes for one in found.wavering}
    runs = [json.loads(sheet_json(sheet)) for sheet in sheets]
    return json.dumps({"spread": spread, "wavering": wavering, "runs": runs}, ensure_ascii=False, indent=1)


def sheet_json(sheet: ScoreSheet) -> str:
    """The same figures, and every question's row, for another program."""
    groups = {"overall": [overall(sheet.rows)], "kind": by_kind(sheet.rows), "chapter": by_chapter(sheet.rows)}
    found = {name: [asdict(group) for group in members] for name, members in groups.items()}
    rows = [asdict(row) for row in sheet.rows]
    head = {"set": sheet.set, "index": sheet.index, "golden": sheet.golden, "corpus": sheet.corpus}
    return json.dumps({**head, "groups": found, "questions": rows}, ensure_ascii=False, indent=1)


def print_measures(title: str, group: Group) -> None:
    """Every measure of one group."""
    rows = [
        (measure.label, measure.name, percent(e.value), f"{percent(e.low)} - {percent(e.high)}", str(e.n))
        for measure in MEASURES
        if (e := group.estimates.get(measure.name))
    ]
    print_table(title, ("maat", "naam", "waarde", "95%-interval", "n"), rows)


_GROUP_MEASURES = (
    "StRecall@5",
    "citation_precision",
    "fact_recall",
    "right_answer",
    "answered",
    "refused",
    "wrong_answer",
)


def print_groups(title: str, groups: Sequence[Group]) -> None:
    """The main measures of several groups, one group a line."""
    shown = [measure for measure in MEASURES if measure.name in _GROUP_MEASURES]
    shown = [measure for measure in shown if any(measure.name in group.estimates for group in groups)]
    rows = [
        (group.name, str(group.n), *(figure(group.estimates.get(measure.name)) for measure in shown))
        for group in groups
    ]
    print_table(title, ("", "n", *(measure.name for measure in shown)), rows)


def print_outcomes(groups: Sequence[Group]) -> None:
    """What became of the questions, counted."""
    rows = [(group.name, str(group.n), *(str(group.outcomes[name]) for name in OUTCOMES)) for group in groups]
    print_table("Uitkomsten", ("", "n", *OUTCOMES.values()), rows)


def print_refusals(refusals: Sequence[Refusal], classes: Sequence[Group]) -> None:
    """Refusals both ways: per reason, and per class of unanswerable questions."""
    rows = [(r.reason, str(r.unanswerable), str(r.answerable)) for r in refusals]
    print_table("Weigeringen per reden", ("reden", "terecht", "ten onrechte"), rows)
    rows = [(c.name, str(c.n), figure(c.estimates.get("refused"))) for c in classes]
    print_table("Onbeantwoordbare vragen per soort", ("soort", "n", "geweigerd"), rows)


def print_calibration(found: Calibration) -> None:
    """Whether the confidences can be believed."""
    if found.brier is None or found.brier_constant is None:
        return
    rows = [
        ("Brier (0 is volmaakt)", decimal(found.brier)),
        ("Brier van altijd het gemiddelde", decimal(found.brier_constant)),
        ("AUROC (1 is volmaakt)", "-" if found.auroc is None else decimal(found.auroc)),
        ("dekking bij 90% goede antwoorden", percent(coverage_at(found.risk_coverage, 0.9))),
        ("dekking bij 95% goede antwoorden", percent(coverage_at(found.risk_coverage, 0.95))),
    ]
    print_table(f"Betrouwbaarheid van confidence (n = {found.n} antwoorden)", ("", "waarde"), rows)


def print_percentiles(title: str, found: Mapping[str, float], digits: int) -> None:
    """Median and the tail of a series of figures."""
    if found:
        print_table(title, ("", *found), [("", *(decimal(value, digits) for value in found.values()))])


def print_check(found: CheckReport, coverage: bool) -> None:
    """Problems, remarks and what the questions cover."""
    for problem in found.problems:
        typer.echo(f"PROBLEEM   {problem}")
    for remark in found.remarks:
        typer.echo(f"opmerking  {remark}")
    kinds = sorted({kind for kind, _ in found.counts})
    sets = sorted({name for _, name in found.counts})
    rows = [(kind, *(str(found.counts.get((kind, name), 0)) for name in sets)) for kind in kinds]
    print_table("Vragen per soort", ("soort", *sets), rows)
    shown = [section for section in found.coverage if coverage or not section.questions]
    title = "Vragen per onderdeel van het rapport" if coverage else "Onderdelen zonder vraag (alles: --coverage)"
    print_table(title, ("onderdeel", "vragen"), [(f"{s.ref}  {s.title}", str(s.questions)) for s in shown])


def print_comparison(found: Comparison, questions: Sequence[GoldenQuestion]) -> None:
    """Figures old and new, what the set can show, and every question that turned."""
    rows = [(d.measure.name, *difference_cells(d)) for d in found.differences]
    columns = ("maat", "oud", "nieuw", "verschil", "95%-interval", "p", "")
    print_table(f"{found.n} vragen; verschillen in punten", columns, rows)
    typer.echo(power_statement(found) + "\n")
    for line in kind_warnings(found):
        typer.echo(line)
    asked = shown_questions(questions)
    for title, flips in flip_lists(found):
        if flips:
            typer.echo(f"{title} ({len(flips)})")
        for flip in flips:
            typer.echo(f"  {flip_line(flip)}")
            if flip.id in asked:
                typer.echo(f"      {asked[flip.id]}")


def print_verdict(verdict: Verdict, questions: Sequence[GoldenQuestion]) -> None:
    """Red or green, why, and the comparison it rests on."""
    print_comparison(verdict.comparison, questions)
    for failure in verdict.failures:
        typer.echo(f"ROOD   {failure}")
    typer.echo(f"Oordeel: {'GROEN' if verdict.green else 'ROOD'} ({len(verdict.checks)} controles)")
