"""The figures as a drawing: for each load a line from p50 to p99, on a scale of powers of ten."""

import math
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

from measures import Load

_ROW, _LEFT, _WIDTH, _TOP, _BOTTOM = 24, 300, 480, 16, 40
_COLOURS = {1: "#2a6f97", 8: "#c07a00", 64: "#a4243b"}
"""By connections; each reads on white and tells itself from the others without colour by the figure beside it."""


def drawn(loads: Sequence[Load]) -> str:
    """As SVG."""
    low = math.floor(math.log10(min(load.p50 for load in loads)))
    high = math.ceil(math.log10(max(load.p99 for load in loads)))
    height = _TOP + _ROW * len(loads) + _BOTTOM

    def x(milliseconds: float) -> float:
        return _LEFT + _WIDTH * (math.log10(milliseconds) - low) / (high - low)

    parts = [_tick(power, x(10**power), height) for power in range(low, high + 1)]
    parts += [_line(load, _TOP + _ROW * (row + 0.5), x) for row, load in enumerate(loads)]
    caption = "milliseconds: from p50 (dot) to p99 (bar)"
    parts.append(f'<text x="{_LEFT + _WIDTH / 2}" y="{height - 6}" text-anchor="middle">{caption}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 60} {height}" role="img"'
        ' font-family="sans-serif" font-size="12"><title>Times at 1, 8 and 64 connections</title>'
        '<rect width="100%" height="100%" fill="white"/>' + "".join(parts) + "</svg>\n"
    )


def _tick(power: int, x: float, height: int) -> str:
    bottom = height - _BOTTOM
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{bottom}" stroke="#ccc"/>'
        f'<text x="{x:.1f}" y="{bottom + 15}" text-anchor="middle">{10**power:g}</text>'
    )


def _line(load: Load, y: float, x: Callable[[float], float]) -> str:
    colour, left, right = _COLOURS[load.connections], x(load.p50), x(load.p99)
    label = escape(f"{load.name}, {load.connections}")
    return (
        f"<g><title>{label}: p50 {load.p50:.1f} ms, p99 {load.p99:.1f} ms</title>"
        f'<text x="{_LEFT - 10}" y="{y + 4}" text-anchor="end">{label}</text>'
        f'<line x1="{left:.1f}" x2="{right:.1f}" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="2"/>'
        f'<line x1="{right:.1f}" x2="{right:.1f}" y1="{y - 6}" y2="{y + 6}" stroke="{colour}" stroke-width="2"/>'
        f'<circle cx="{left:.1f}" cy="{y}" r="4" fill="{colour}"/></g>'
    )
