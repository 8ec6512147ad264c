"""A stretch of a unit's text as HTML: escaped, with footnote marks in their place and quoted words marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from iobqa.records import Footnote, Span

_BULLETS = "·•▪‣"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a unit's text."""

    start: int
    end: int
    bullet: bool = False


def to_html(text: str, stretch: Span, notes: Sequence[Footnote], marked: Span | None = None) -> Markup:
    """``text[start:end]`` with ``<mark>`` around ``marked`` and the marks of the footnotes that stand in it."""
    start, end = stretch
    cuts = {start, end, *(note.offset for note in notes), *(marked or ())}
    edges = sorted(cut for cut in cuts if start <= cut <= end)
    html = Markup("")
    for left, right in pairwise(edges):
        inside = marked is not None and marked[0] <= left and right <= marked[1]
        piece = escape(text[left:right])
        html += Markup("<mark>{}</mark>").format(piece) if inside else piece
        html += _marks(notes, right, start)
    return html


def _marks(notes: Sequence[Footnote], at: int, start: int) -> Markup:
    """Marks that stand behind character ``at``; one at the very start belongs to the stretch before."""
    link = Markup('<sup class="noot"><a href="#voetnoot-{0}" id="noot-{0}" role="doc-noteref">{0}</a></sup>')
    return Markup("").join(link.format(note.number) for note in notes if note.offset == at and at > start)


def lines(text: str, start: int, end: int) -> list[Stretch]:
    """The lines of ``text[start:end]``, bullets without their sign."""
    found = []
    for line in text[start:end].split("\n"):
        bare = line.lstrip(_BULLETS + " \t")
        is_bullet = line.lstrip()[:1] in _BULLETS if line.strip() else False
        skipped = len(line) - len(bare) if is_bullet else 0
        if line.strip():
            found.append(Stretch(start + skipped, start + len(line), is_bullet))
        start += len(line) + 1
    return found


def cells(text: str) -> list[Stretch]:
    """The cells of a table row: its text between tabs."""
    found, start = [], 0
    for cell in text.split("\t"):
        found.append(Stretch(start, start + len(cell)))
        start += len(cell) + 1
    return found
