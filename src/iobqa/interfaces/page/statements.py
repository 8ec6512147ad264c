"""An answer's text in the pieces that a reader sees: statements with their source, items of a list, rows of a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from iobqa.answer.citations import MARKER
from iobqa.records import Answer

Form = Literal["statement", "item", "row"]

_LISTED = frozenset({"bullet", "point"})
_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*[·•▪‣-]\s+")
# A quote with its marker and, behind that, the sign that something was left out and the place that says the same.
_CLOSED = re.compile(r"”(?: ?\[\d+\])+(?: \(…\))?(?: \((?:ook|also) in [^\n]*?\[\d+\]\))?\s+(?=[^\s(])")
_INTRODUCTION = re.compile(r"The report says \(quoted in Dutch\):\s+")
_ROW = re.compile(r"(?P<title>[^“\n]+) \((?P<columns>[^“\n]+ \| [^“\n]+)\): “(?P<cells>[^\n]+)” \[(?P<number>\d+)\]")
_BAR = re.compile(r" \| ")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of the report."""

    title: str
    columns: tuple[str, ...]
    cells: tuple[tuple[int, int], ...]
    """Where they stand in the answer's text."""
    number: int
    """Of the citation."""


@dataclass(frozen=True, slots=True)
class Statement:
    """``answer.answer[start:end]``."""

    form: Form
    start: int
    end: int
    row: Row | None = None


def statements(answer: Answer) -> Iterator[Statement]:
    """The pieces in their order. What no quote closes, such as a language model's own sentences, stays one piece a line."""
    before: Statement | None = None
    for line in _LINE.finditer(answer.answer):
        bullet = _BULLET.match(line.group())
        if bullet:
            before = Statement("item", line.start() + bullet.end(), line.end())
            yield before
            continue
        for start, end in _closed(answer.answer, line.start(), line.end()):
            before = _statement(answer, start, end, before)
            yield before


def _closed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    introduction = _INTRODUCTION.match(text, start, end)
    edges = [start, *([introduction.end()] if introduction else [])]
    edges += [match.end() for match in _CLOSED.finditer(text, start, end)]
    for left, right in zip(edges, [*edges[1:], end], strict=True):
        yield left, left + len(text[left:right].rstrip())


def _statement(answer: Answer, start: int, end: int, before: Statement | None) -> Statement:
    row = _row(answer.answer, start, end)
    if row:
        return Statement("row", start, end, row)
    is_item = before is not None and _is_quoted_item(answer, start, end) and _leads_on(answer, before)
    return Statement("item" if is_item else "statement", start, end)


def _is_quoted_item(answer: Answer, start: int, end: int) -> bool:
    marker = MARKER.search(answer.answer, start, end)
    kinds = {citation.number: citation.kind for citation in answer.citations}
    return answer.answer[start] == "“" and marker is not None and kinds.get(int(marker[1])) in _LISTED


def _leads_on(answer: Answer, before: Statement) -> bool:
    """Whether a list may follow: behind words that announce one, or behind an item."""
    return before.form == "item" or answer.answer[before.start : before.end].partition("”")[0].endswith(":")


def _row(text: str, start: int, end: int) -> Row | None:
    found = _ROW.fullmatch(text, start, end)
    if not found:
        return None
    columns = tuple(_BAR.split(found["columns"]))
    cells = tuple(_cells(text, *found.span("cells")))
    return Row(found["title"], columns, cells, int(found["number"])) if len(cells) == len(columns) else None


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for bar in _BAR.finditer(text, start, end):
        yield start, bar.start()
        start = bar.end()
    yield start, end
