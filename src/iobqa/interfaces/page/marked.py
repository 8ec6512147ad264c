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


def to_html(
    text: str, stretch: Span, notes: Sequence[Footnote], marked: Span | None = None, elsewhere: str = ""
) -> Markup:
    """``text[start:end]`` with ``<mark>`` around ``marked`` and the marks of the footnotes that stand in it.

    ``elsewhere``: address of the page that has the footnotes, when it is another.
    """
    start, end = stretch
    cuts = {start, end, *(note.offset for note in notes), *(marked or ())}
    edges = sorted(cut for cut in cuts if start <= cut <= end)
    html = Markup("")
    for left, right in pairwise(edges):
        inside = marked is not None and marked[0] <= left and right <= marked[1]
        piece = escape(text[left:right])
        html += Markup("<mark>{}</mark>").format(piece) if inside else piece
        html += Markup("").join(_mark(note, elsewhere) for note in notes if start < note.offset == right)
    return html


def _mark(note: Footnote, elsewhere: str) -> Markup:
    """The mark behind the character where it stood in the report; one at the very start belongs to the stretch before."""
    own_id = "" if elsewhere else Markup(' id="noot-{}"').format(note.number)
    link = Markup('<sup class="noot"><a href="{}#voetnoot-{}"{} role="doc-noteref">{}</a></sup>')
    return link.format(elsewhere, note.number, own_id, note.number)


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
