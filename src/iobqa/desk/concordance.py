"""All words of the report in order, to find where a quotation stands literally."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from iobqa.desk.words import Word, words
from iobqa.records import Paragraph, Report

BARRIER = "\n"
"""Stands between units that no quotation can run across: other sections, footnotes. White space, so that no text has it as a word."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """``text[start:end]`` of one unit."""

    unit: str
    start: int
    end: int


class Concordance:
    """The report as one row of words. Positions and ranges below count words in that row."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.row: list[Word] = []
        self.unit_of: list[str] = []
        self.begin: dict[str, int] = {}
        body = tuple(report.body())
        for unit, following in zip(body, [*body[1:], None], strict=True):
            self._append(unit, last=following is None or following.section_id != unit.section_id)
        for unit in report.paragraphs:
            if unit.kind == "footnote":
                self._append(unit, last=True)

    def _append(self, unit: Paragraph, *, last: bool) -> None:
        self.begin[unit.id] = len(self.row)
        found = words(unit.text, marker=unit.kind != "paragraph")
        self.row += found
        self.unit_of += [unit.id] * len(found)
        if last:
            self.row.append(Word(BARRIER, 0, 0))
            self.unit_of.append("")

    @cached_property
    def _joined(self) -> str:
        return " " + " ".join(word.text for word in self.row) + " "

    @cached_property
    def _starts(self) -> list[int]:
        """Where in the joined text each word begins."""
        return list(accumulate((len(word.text) + 1 for word in self.row), initial=1))

    def range_of(self, unit: str) -> range:
        """The words of one unit."""
        first = self.begin[unit]
        return range(first, first + sum(1 for _ in self._while_in(unit, first)))

    def _while_in(self, unit: str, first: int) -> Iterator[int]:
        at = first
        while at < len(self.row) and self.unit_of[at] == unit:
            yield at
            at += 1

    def find(self, quoted: Sequence[Word]) -> list[range]:
        """Every place where ``quoted`` stands word for word, in reading order; its first letter in either case."""
        texts = [word.text for word in quoted]
        if not texts:
            return []
        found = {at for first in _cases(texts[0]) for at in self._positions([first, *texts[1:]])}
        return [range(at, at + len(texts)) for at in sorted(found)]

    def _positions(self, texts: Sequence[str]) -> Iterator[int]:
        wanted = f" {' '.join(texts)} "
        at = self._joined.find(wanted)
        while at >= 0:
            yield bisect_right(self._starts, at + 1) - 1
            at = self._joined.find(wanted, at + 1)

    def stretches(self, place: range) -> tuple[Stretch, ...]:
        """The parts of units that a range of words covers."""
        found: dict[str, list[int]] = {}
        for at in place:
            if self.unit_of[at]:
                found.setdefault(self.unit_of[at], []).append(at)
        return tuple(Stretch(unit, self.row[at[0]].start, self.row[at[-1]].end) for unit, at in found.items())

    def text(self, place: range) -> str:
        """What the report says there, character by character; parts of several units a blank apart."""
        return " ".join(self.report.by_id[s.unit].text[s.start : s.end] for s in self.stretches(place))


def _cases(word: str) -> set[str]:
    return {word, word[:1].upper() + word[1:], word[:1].lower() + word[1:]}
