"""A run as one self-contained page: the figures with intervals, charts, and every question. Nothing from a network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from string import Template

from iobqa.evaluation import charts
from iobqa.evaluation.calibration import Calibration, calibration, coverage_at
from iobqa.evaluation.comparison import Comparison
from iobqa.evaluation.evidence import GoldenSet
from iobqa.evaluation.gate_report import difference_cells, flip_line, flip_lists, kind_warnings, power_statement
from iobqa.evaluation.intervals import Estimate
from iobqa.evaluation.markup import Markup, el, table, together
from iobqa.evaluation.measure_table import BY_NAME, MEASURES
from iobqa.evaluation.page_questions import questions_part
from iobqa.evaluation.runfile import Run
from iobqa.evaluation.scoring import ScoreSheet
from iobqa.evaluation.summary import (
    Group,
    answer_length,
    by_chapter,
    by_kind,
    by_unanswerable_class,
    overall,
    percentiles,
    refusals,
)
from iobqa.evaluation.wording import OUTCOMES, decimal, percent, points
from iobqa.records import Report

_HEADLINE = ("right_answer", "StRecall@5", "citation_precision", "fact_recall", "refused", "wrong_answer")


@dataclass(frozen=True, slots=True)
class Scored:
    """A run with its questions, its scores and the report they are held against."""

    run: Run
    golden: GoldenSet
    sheet: ScoreSheet
    report: Report


def page(scored: Scored, comparison: Comparison | None = None) -> str:
    """The page's HTML; with what changed when a comparison against an older run is given."""
    title = f"Toetsvragen {scored.sheet.set}, index {scored.sheet.index}"
    parts = [*_parts(scored, comparison)]
    links = (el("li", el("a", name, href=f"#{id}")) for id, name, _ in parts)
    sections = (el("section", el("h2", name), content, id=id) for id, name, content in parts)
    body = together(
        el("h1", title),
        _provenance(scored.run),
        el("nav", el("ul", *links), aria_label="Onderdelen"),
        el("main", *sections),
    )
    template = files("iobqa.evaluation").joinpath("page_template.html").read_text(encoding="utf-8")
    return Template(template).substitute(title=together(title), body=body)


def _parts(scored: Scored, comparison: Comparison | None) -> Iterator[tuple[str, str, Markup]]:
    """Id, heading and content of every part of the page."""
    rows = scored.sheet.rows
    kinds, chapters = by_kind(rows), by_chapter(rows)
    yield "cijfers", "De cijfers", _figures(overall(rows), comparison)
    if comparison:
        yield "verschil", "Tegen de vorige run", _difference(comparison)
    yield "soorten", "Per soort vraag", _kinds(kinds, scored.sheet.answers)
    yield "hoofdstukken", "Per hoofdstuk van het bewijs", _chapters(chapters)
    if scored.sheet.answers:
        yield "weigeren", "Weigeren", _refusing(scored)
        yield "confidence", "Wat confidence waard is", _confidence(calibration(rows))
    yield "lengte", "Lengte en snelheid", _length_and_speed(scored)
    yield "vragen", "Elke vraag", questions_part(scored.run, scored.golden, rows, scored.report, comparison)


def _provenance(run: Run) -> Markup:
    head = run.header
    facts = [
        f"{head.questions} vragen gesteld",
        f"{head.k} passages per vraag",
        {"in-process": "in hetzelfde programma", "http": "over HTTP", "trec": "ingelezen uit een TREC-run"}[
            head.source
        ],
        f"klaar op {run.times.get('finished', 'onbekend')}",
        *(f"{name} {version}" for name, version in head.versions.items()),
    ]
    return el("p", " · ".join(facts), class_="soft")


def _figures(group: Group, comparison: Comparison | None) -> Markup:
    shown = [name for name in _HEADLINE if name in group.estimates]
    cards = el("ul", *(_card(name, group.estimates[name], comparison) for name in shown), class_="cards")
    rows = [
        [
            measure.label,
            measure.name,
            percent(found.value),
            f"{percent(found.low)} tot {percent(found.high)}",
            str(found.n),
        ]
        for measure in MEASURES
        if (found := group.estimates.get(measure.name))
    ]
    caption = "Elke maat met 95%-interval; een storing telt als nul"
    return together(cards, table(caption, ["maat", "naam", "waarde", "interval", "n"], rows, class_="figures"))


def _card(name: str, found: Estimate, comparison: Comparison | None) -> Markup:
    change = next((d for d in comparison.differences if d.measure.name == name), None) if comparison else None
    lines = [f"95%: {percent(found.low)} tot {percent(found.high)}, n\u00a0=\u00a0{found.n}"]
    if change:
        lines.append(f"was {percent(change.old)} ({points(change.paired.difference.value)})")
    small = (el("span", line, el("br"), class_="soft") for line in lines)
    return el("li", BY_NAME[name].label, el("strong", percent(found.value)), *small)


def _difference(found: Comparison) -> Markup:
    rows = [[d.measure.name, *difference_cells(d)] for d in found.differences]
    columns = ["maat", "oud", "nieuw", "verschil", "95%-interval", "p", "bewezen"]
    lists = [
        together(el("h3", f"{title} ({len(flips)})"), el("ul", *(el("li", flip_line(flip)) for flip in flips)))
        for title, flips in flip_lists(found)
        if flips
    ]
    return together(
        table("Verschillen in punten, over dezelfde vragen", columns, rows, class_="figures"),
        el("p", power_statement(found), class_="soft"),
        *(el("p", line) for line in kind_warnings(found)),
        *lists,
    )


def _kinds(groups: Sequence[Group], answers: bool) -> Markup:
    outcomes = [charts.outcome_chart("Wat er van de vragen werd, per soort", groups), _legend()] if answers else []
    return together(
        *outcomes, _chart("Goed antwoord, per soort", groups, "right_answer"), _evidence_chart(groups), _groups(groups)
    )


def _chapters(groups: Sequence[Group]) -> Markup:
    note = "Een vraag met bewijs in meer hoofdstukken telt in elk daarvan mee."
    answers = _chart("Goed antwoord, per hoofdstuk", groups, "right_answer")
    return together(el("p", note, class_="soft"), answers, _evidence_chart(groups), _groups(groups))


def _evidence_chart(groups: Sequence[Group]) -> Markup:
    return _chart("Bewijs in de eerste vijf passages (StRecall@5)", groups, "StRecall@5")


def _chart(title: str, groups: Sequence[Group], measure: str) -> Markup:
    rows = [(group.name, group.estimates[measure]) for group in groups if measure in group.estimates]
    return charts.interval_chart(title, rows) if rows else Markup()


def _groups(groups: Sequence[Group]) -> Markup:
    shown = [measure for measure in MEASURES if any(measure.name in group.estimates for group in groups)]
    rows = [
        [group.name, str(group.n), *(_cell(group.estimates.get(measure.name)) for measure in shown)] for group in groups
    ]
    columns = ["", "n", *(measure.name for measure in shown)]
    return el(
        "details", el("summary", "Alle cijfers"), table("Waarde en 95%-interval", columns, rows, class_="figures")
    )


def _cell(found: Estimate | None) -> Markup:
    if found is None:
        return Markup("–")
    interval = f"{100 * found.low:.0f}–{100 * found.high:.0f}"
    return together(percent(found.value), el("br"), el("span", interval, class_="soft"))


def _legend() -> Markup:
    keys = (el("li", el("span", class_=outcome, aria_hidden="true"), name) for outcome, name in OUTCOMES.items())
    return el("ul", *keys, class_="legend")


def _refusing(scored: Scored) -> Markup:
    rows = scored.sheet.rows
    reasons = [[r.reason, str(r.unanswerable), str(r.answerable)] for r in refusals(rows)]
    classes = by_unanswerable_class(rows)
    refused = [(group.name, group.estimates["refused"]) for group in classes]
    return together(
        table("Weigeringen per reden", ["reden", "terecht", "ten onrechte"], reasons, class_="figures"),
        charts.interval_chart("Geweigerd, per soort onbeantwoordbare vraag", refused) if refused else "",
    )


def _confidence(found: Calibration) -> Markup:
    if found.brier is None or found.brier_constant is None:
        return el("p", "Er is niets beantwoord.")
    auroc = "niet te bepalen" if found.auroc is None else decimal(found.auroc)
    bins = [
        [f"{decimal(b.low, 1)} tot {decimal(b.high, 1)}", str(b.n), percent(b.confidence), percent(b.right),
         f"{percent(b.right_low)} tot {percent(b.right_high)}"]
        for b in found.bins
    ]  # fmt: skip
    coverage = ", ".join(f"{percent(coverage_at(found.risk_coverage, p))} bij {p:.0%} goed" for p in (0.8, 0.9, 0.95))
    text = (
        f"Over {found.n} antwoorden. Brier {decimal(found.brier)} "
        f"(altijd het gemiddelde noemen: {decimal(found.brier_constant)}); AUROC {auroc}. "
        f"Zoveel vragen kunnen antwoord krijgen: {coverage}."
    )
    curve = charts.risk_coverage_chart("Wat strenger weigeren oplevert", found.risk_coverage)
    plot = charts.calibration_chart("Is confidence 0,8 ook 80% goed? Getal: aantal antwoorden", found.bins)
    columns = ["confidence", "antwoorden", "gemiddeld", "goed", "95%-interval"]
    whole = table("Confidence tegen uitkomst", columns, bins, class_="figures")
    return together(el("p", text), el("div", curve, plot, class_="pair"), whole)


def _length_and_speed(scored: Scored) -> Markup:
    length = answer_length(scored.sheet.rows)
    speed = percentiles([entry.seconds for entry in scored.run.entries])
    rows = [
        ["woorden per antwoord", *(f"{value:.0f}" for value in length.values())],
        ["seconden per vraag", *(decimal(value) for value in speed.values())],
    ]
    rows = [row for row in rows if len(row) > 1]
    return table("Mediaan, percentielen en grootste", ["", "p50", "p90", "p95", "p99", "max"], rows, class_="figures")
