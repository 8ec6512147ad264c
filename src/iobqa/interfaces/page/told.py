"""An answer's text as HTML: paragraphs and lists, the report's words set apart, markers as links to their source."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from markupsafe import Markup, escape

from iobqa.interfaces.page.copying import marker_spans, quoted_spans
from iobqa.records import Answer, Citation

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*[·•▪‣-]\s+")

Link = Callable[[Citation], str]
"""Address of the citation's place in the reading view."""


def told(answer: Answer, link: Link) -> Markup:
    """Paragraphs, and ``<ul>`` for lines that open with a bullet. Every marker of a citation becomes a link."""
    html, in_list = Markup(""), False
    for line in _LINE.finditer(answer.answer):
        bullet = _BULLET.match(line.group())
        if bool(bullet) != in_list:
            html += Markup("<ul>") if bullet else Markup("</ul>")
            in_list = bool(bullet)
        inner = _stretch(answer, line.start() + (bullet.end() if bullet else 0), line.end(), link)
        html += Markup("<li>{}</li>" if bullet else "<p>{}</p>").format(inner)
    return html + Markup("</ul>" if in_list else "")


def _stretch(answer: Answer, start: int, end: int, link: Link) -> Markup:
    quotes = quoted_spans(answer)
    markers = {left: (right, number) for left, right, number in marker_spans(answer)}
    sources = {citation.number: citation for citation in answer.citations}
    html = Markup("")
    for left, right in _pieces(start, end, [*quotes, *((left, right) for left, (right, _) in markers.items())]):
        if left in markers and markers[left][1] in sources:
            html += _marker(sources[markers[left][1]], link)
        else:
            is_quote = any(a <= left and right <= b for a, b in quotes)
            piece = escape(answer.answer[left:right])
            html += Markup('<span class="letterlijk">{}</span>').format(piece) if is_quote else piece
    return html


def _pieces(start: int, end: int, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    edges = sorted({start, end, *(edge for span in spans for edge in span if start < edge < end)})
    yield from pairwise(edges)


def _marker(citation: Citation, link: Link) -> Markup:
    return Markup('<a class="verwijzing" href="{}" data-bron="{}" aria-label="{} {}: {}">{}</a>').format(
        link(citation), citation.number, "bron", citation.number, citation.ref, citation.number
    )
