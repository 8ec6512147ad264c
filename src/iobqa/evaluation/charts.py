"""Charts as inline SVG. Colours come from the page's style sheet, so that they follow light and dark."""

from collections.abc import Sequence

from iobqa.evaluation.calibration import Bin, RiskPoint
from iobqa.evaluation.intervals import Estimate
from iobqa.evaluation.markup import Markup, el, together
from iobqa.evaluation.summary import OUTCOMES as ORDER
from iobqa.evaluation.summary import Group
from iobqa.evaluation.wording import OUTCOMES, decimal, percent

_LABELS = 340.0
"""Width kept for the names of the rows."""
_LONGEST = 42
"""Characters of a name that fit in that width."""
_PLOT = 400.0
_ROW = 30.0
_SQUARE = 320.0
_MARGIN = 44.0


def interval_chart(title: str, rows: Sequence[tuple[str, Estimate]]) -> Markup:
    """A dot for every figure with its 95% interval as a line, from 0 to 100%."""
    drawn = [_interval_row(label, found, place * _ROW + 12) for place, (label, found) in enumerate(rows)]
    height = len(rows) * _ROW
    return _svg(title, _LABELS + _PLOT + 130, height + 34, _scale(height), *drawn)


def _interval_row(label: str, found: Estimate, y: float) -> Markup:
    left, right, at = (_LABELS + _PLOT * value for value in (found.low, found.high, found.value))
    return el(
        "g",
        el("title", f"{label}: {percent(found.value)}, 95%-interval {percent(found.low)} tot {percent(found.high)}"),
        el("text", _short(label), x=_LABELS - 10, y=y + 4, text_anchor="end"),
        el("line", x1=left, x2=right, y1=y, y2=y, class_="interval"),
        el("circle", cx=at, cy=y, r="5", class_="dot"),
        el("text", f"{percent(found.value)} (n = {found.n})", x=_LABELS + _PLOT + 10, y=y + 4),
    )


def outcome_chart(title: str, groups: Sequence[Group]) -> Markup:
    """A bar of equal length for every group, parted by what became of its questions."""
    drawn = [_outcome_row(group, place * _ROW + 2) for place, group in enumerate(groups)]
    height = len(groups) * _ROW
    return _svg(title, _LABELS + _PLOT + 130, height + 34, _scale(height), *drawn)


def _outcome_row(group: Group, y: float) -> Markup:
    parts = [el("text", _short(group.name), x=_LABELS - 10, y=y + 15, text_anchor="end")]
    left = _LABELS
    for outcome in ORDER:
        count = group.outcomes[outcome]
        width = _PLOT * count / group.n
        name = f"{group.name}: {count} van {group.n} {OUTCOMES[outcome]}"
        bar = el("rect", el("title", name), x=left, y=y, width=width, height="20", class_=f"bar {outcome}")
        inside = el("text", str(count), x=left + width / 2, y=y + 15, text_anchor="middle", class_=f"on {outcome}")
        parts += ([bar] if count else []) + ([inside] if width > 16 else [])
        left += width
    return el("g", *parts, el("text", f"n = {group.n}", x=_LABELS + _PLOT + 10, y=y + 15))


def risk_coverage_chart(title: str, points: Sequence[RiskPoint]) -> Markup:
    """Share of answers that are not right against share of questions answered, surest answers first."""
    line = " ".join(f"{_x(point.coverage):.1f},{_y(point.risk):.1f}" for point in points)
    curve = el("polyline", points=line, class_="curve")
    ends = [
        el(
            "circle",
            el("title", f"vanaf confidence {decimal(point.threshold, 2)}: {percent(point.coverage)} beantwoord, "
                        f"{percent(point.risk)} daarvan niet goed"),
            cx=_x(point.coverage), cy=_y(point.risk), r="3", class_="dot",
        )
        for point in points
    ]  # fmt: skip
    return _square(title, "deel van de vragen dat antwoord krijgt", "deel daarvan niet goed", curve, *ends)


def calibration_chart(title: str, bins: Sequence[Bin]) -> Markup:
    """Share of right answers against mean confidence, with 95% intervals; the diagonal is confidence kept."""
    diagonal = el("line", x1=_x(0), y1=_y(0), x2=_x(1), y2=_y(1), class_="guide")
    return _square(title, "confidence", "deel goed", diagonal, *map(_bin, bins))


def _bin(found: Bin) -> Markup:
    x = _x(found.confidence)
    name = (
        f"confidence {decimal(found.low, 1)} tot {decimal(found.high, 1)}: {percent(found.right)} goed (n = {found.n})"
    )
    return el(
        "g",
        el("title", name),
        el("line", x1=x, x2=x, y1=_y(found.right_low), y2=_y(found.right_high), class_="interval"),
        el("circle", cx=x, cy=_y(found.right), r="5", class_="dot"),
        el("text", str(found.n), x=x + 8, y=_y(found.right) + 4),
    )


def _square(title: str, x_name: str, y_name: str, *drawn: Markup) -> Markup:
    middle = _MARGIN + 10 + _SQUARE / 2
    ticks = [_tick(share / 4) for share in range(5)]
    names = [
        el("text", x_name, x=middle, y=_y(0) + 34, text_anchor="middle"),
        el("text", y_name, x="12", y=_y(0.5), text_anchor="middle", transform=f"rotate(-90 12 {_y(0.5):g})"),
    ]
    return _svg(title, _x(1) + 30, _y(0) + 44, *ticks, *names, *drawn)


def _tick(share: float) -> Markup:
    label = f"{share:.0%}"
    return together(
        el("line", x1=_x(share), x2=_x(share), y1=_y(0), y2=_y(1), class_="grid"),
        el("line", x1=_x(0), x2=_x(1), y1=_y(share), y2=_y(share), class_="grid"),
        el("text", label, x=_x(share), y=_y(0) + 16, text_anchor="middle", class_="small"),
        el("text", label, x=_x(0) - 5, y=_y(share) + 4, text_anchor="end", class_="small"),
    )


def _short(label: str) -> str:
    """A name that fits in front of its row; the whole name is in the row's tooltip and in the table below."""
    return label if len(label) <= _LONGEST else label[: _LONGEST - 1].rstrip() + "…"


def _scale(height: float) -> Markup:
    ticks = [_LABELS + _PLOT * share / 4 for share in range(5)]
    lines = (el("line", x1=x, x2=x, y1="0", y2=height, class_="grid") for x in ticks)
    labels = (
        el("text", f"{share * 25}%", x=x, y=height + 18, text_anchor="middle", class_="small")
        for share, x in enumerate(ticks)
    )
    return together(*lines, *labels)


def _x(share: float) -> float:
    return _MARGIN + 10 + _SQUARE * share


def _y(share: float) -> float:
    return 10 + _SQUARE * (1 - share)


def _svg(title: str, width: float, height: float, *drawn: Markup) -> Markup:
    box = f"0 0 {width:g} {height:g}"
    svg = el("svg", el("title", title), *drawn, viewBox=box, role="img", aria_label=title, width=width, height=height)
    return el("figure", el("figcaption", title), el("div", svg, class_="scroll"))
