"""Undo what the word processor's text export did: litter off, footnotes lifted out, every character accounted for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from iobqa.records import Span

_TOKEN = re.compile(
    r"\[bookmark: (?P<bookmark>[^\[\]\n]*)\]|\[image: ?[^\[\]\n]*\]|"
    r"\[footnoteRef:(?P<mark>[0-9]{1,4})\]|\[(?P<body>[0-9]{1,4}):\s+"
)
_LINE_BREAK = re.compile(r"\r?\n")
_LONGEST_NOTE = 6000  # characters; an opening bracket that is not closed by then is no footnote
_GOES_ON = re.compile(r"(?!\(?[a-z]\)\s)\(?[a-zà-ÿ]+[\s)(-]")  # and is no lettered point
_SENTENCE_END = (".", ":", ";", "?", "!", "”", "’", '"', "]")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote body as printed."""

    number: int
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report proper, stripped; ``marks`` are (offset in text, index into the notes)."""

    text: str
    spans: tuple[Span, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()
    in_contents: bool = False
    """Carries a bookmark of the table of contents: only headings do."""
    cell: bool = False
    """Began with a tab: a cell of a table."""

    @property
    def blank(self) -> bool:
        return not self.text


@dataclass(frozen=True, slots=True)
class Export:
    """The lines of the report proper and the footnotes that were lifted out of them."""

    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    litter: tuple[Span, ...]
    """Bookmarks, footnote marks and brackets, picture stand-ins."""


def read_export(raw: str) -> Export:
    """Split ``raw`` into lines and footnotes. Never fails: what is no litter stays text."""
    scan = _Scan(raw)
    lines = tuple(scan.line(start, end) for start, end in _line_ranges(raw))
    return Export(tuple(_join_broken(_marks_on_text(lines))), tuple(scan.notes), tuple(scan.litter))


def _line_ranges(raw: str) -> Iterator[Span]:
    start = 0
    for part in raw.split("\n"):
        yield start, start + len(part)
        start += len(part) + 1


class _Scan:
    """One pass over the export that finds litter, marks and footnote bodies."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.notes: list[Note] = []
        self.litter: list[Span] = []
        self.contents: list[int] = []
        self._marks: list[tuple[int, int]] = []  # position in raw, footnote number
        self._note_of_mark: dict[int, int] = {}  # index of the mark -> index of its note
        self._waiting: dict[int, list[int]] = defaultdict(list)  # number -> marks without a body yet
        self._hidden = bytearray(len(raw))
        self._run()

    def _run(self) -> None:
        position = 0
        while token := _TOKEN.search(self.raw, position):
            position = token.end()
            if token["mark"]:
                self._add_mark(token)
            elif token["body"]:
                position = self._add_body(token)
            else:
                self._hide(token.start(), token.end())
                if (token["bookmark"] or "").startswith("_Toc"):
                    self.contents.append(token.start())

    def _hide(self, start: int, end: int) -> None:
        self.litter.append((start, end))
        self._hidden[start:end] = b"\1" * (end - start)

    def _add_mark(self, token: re.Match[str]) -> None:
        number = int(token["mark"])
        self._waiting[number].append(len(self._marks))
        self._marks.append((token.start(), number))
        self._hide(token.start(), token.end())

    def _add_body(self, token: re.Match[str]) -> int:
        """Lift a footnote's text out; without a waiting mark or a closing bracket it is ordinary text."""
        number = int(token["body"])
        end = _closing_bracket(self.raw, token.start())
        if not self._waiting[number] or end is None:
            return token.end()
        self._note_of_mark[self._waiting[number].pop(0)] = len(self.notes)
        body = self.raw[token.end() : end]
        start = token.end() + len(body) - len(body.lstrip())
        stop = start + len(body.strip())
        self.notes.append(Note(number, _LINE_BREAK.sub(" ", body).strip(), ((start, stop),)))
        self._hide(token.start(), start)
        self._hide(stop, end + 1)
        self._hidden[start:stop] = b"\1" * (stop - start)
        return end + 1

    def line(self, start: int, end: int) -> Line:
        kept = [i for i in range(start, end) if not self._hidden[i]]
        cell = bool(kept) and self.raw[kept[0]] == "\t"
        while kept and self.raw[kept[0]].isspace():
            kept.pop(0)
        while kept and self.raw[kept[-1]].isspace():
            kept.pop()
        return Line(
            "".join(self.raw[i] for i in kept),
            tuple(_runs(kept)),
            tuple(self._marks_between(start, end, kept)),
            any(start <= at < end for at in self.contents),
            cell,
        )

    def _marks_between(self, start: int, end: int, kept: list[int]) -> Iterator[tuple[int, int]]:
        for index, (at, _) in enumerate(self._marks):
            if start <= at < end and index in self._note_of_mark:
                yield sum(i < at for i in kept), self._note_of_mark[index]


def _closing_bracket(raw: str, start: int) -> int | None:
    depth = 0
    for position in range(start, min(len(raw), start + _LONGEST_NOTE)):
        depth += (raw[position] == "[") - (raw[position] == "]")
        if not depth:
            return position
    return None


def _runs(positions: list[int]) -> Iterator[Span]:
    """Ascending positions as half-open ranges."""
    start = previous = None
    for position in positions:
        if previous is None or position != previous + 1:
            if start is not None and previous is not None:
                yield start, previous + 1
            start = position
        previous = position
    if start is not None and previous is not None:
        yield start, previous + 1


def _marks_on_text(lines: Iterable[Line]) -> list[Line]:
    """Footnote marks that stand alone on a line go to the text above them, at the very top to that below."""
    found: list[Line] = []
    above = None
    waiting: tuple[tuple[int, int], ...] = ()
    for line in lines:
        if line.blank and above is not None:
            found[above] = _with_marks(found[above], line.marks)
        elif line.blank:
            waiting += line.marks
        else:
            above = len(found)
            line = replace(line, marks=waiting + line.marks)
            waiting = ()
        found.append(replace(line, marks=()) if line.blank else line)
    return found


def _with_marks(line: Line, marks: tuple[tuple[int, int], ...]) -> Line:
    return replace(line, marks=line.marks + tuple((len(line.text), note) for _, note in marks))


def _join_broken(lines: Iterable[Line]) -> Iterator[Line]:
    """Put sentences together that the export broke in the middle."""
    pending: Line | None = None
    for line in lines:
        if pending is not None and _continues(pending, line):
            pending = _joined(pending, line)
            continue
        if pending is not None:
            yield pending
        pending = line
    if pending is not None:
        yield pending


def _continues(line: Line, following: Line) -> bool:
    if line.blank or following.blank or following.cell or len(line.text) < 60:
        return False
    return not line.text.endswith(_SENTENCE_END) and bool(_GOES_ON.match(following.text))


def _joined(line: Line, following: Line) -> Line:
    shift = len(line.text) + 1
    return replace(
        line,
        text=f"{line.text} {following.text}",
        spans=line.spans + following.spans,
        marks=line.marks + tuple((at + shift, note) for at, note in following.marks),
    )
