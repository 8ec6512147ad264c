"""What the report says more than once, and where it then says something else: another number, year or strength."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from iobqa.desk.difference import Difference, differences
from iobqa.desk.kinds import Kind, is_country, is_year
from iobqa.desk.words import words
from iobqa.records import Report
from iobqa.search.repeats import Pair, repeats_of

TELLING: frozenset[Kind] = frozenset(
    {"bedrag", "jaar", "getal", "land", "ontkenning", "voorbehoud", "richting", "sterkte"}
)
"""Kinds of difference between two places that a reader wants to know of."""
_CHAPTER = re.compile(r"\bhoofdstuk \d+\b", re.IGNORECASE)
_LIKE = (
    0.8  # from here on every change tells; below it the sentences are worded too differently for all but their numbers
)


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two places of one statement, in reading order, and how the second differs from the first."""

    pair: Pair
    differences: tuple[Difference, ...]

    @property
    def telling(self) -> tuple[Difference, ...]:
        """The differences in number, year, country, direction or strength that are worth a look."""
        if self.pair.alike < _LIKE:
            return self._figures
        return tuple(d for d in self.differences if d.kind in TELLING and (d.kind != "land" or _are_countries(d)))

    @property
    def _figures(self) -> tuple[Difference, ...]:
        """The numbers of two sentences in other words, when they share some, or each has its own."""
        one, other = _numbers(self.pair.first.text), _numbers(self.pair.second.text)
        only_one, only_other = (
            ", ".join(n for n in ours if n not in theirs) for ours, theirs in ((one, other), (other, one))
        )
        if (only_one and only_other) or (set(one) & set(other) and (only_one or only_other)):
            kind: Kind = "jaar" if _are_years(only_one) and _are_years(only_other) else "getal"
            return (Difference(kind, ", ".join(one), ", ".join(other), (0, 0), (0, 0)),)
        return ()


def _numbers(text: str) -> tuple[str, ...]:
    """Numbers in figures, ranges of years and numbers between brackets left out."""
    bare = re.sub(r"\d{4}\s*[-–]\s*\d{4}|\([a-z\d]{1,2}\)", " ", _CHAPTER.sub(" ", text))
    return tuple(dict.fromkeys(w.text for w in words(bare, marker=True) if w.text[0].isdigit()))


def _are_countries(difference: Difference) -> bool:
    return all(any(map(is_country, side.split())) for side in (difference.report, difference.quoted))


def _are_years(listed: str) -> bool:
    return all(is_year(number) for number in listed.split(", ") if number)


def repeats(report: Report, allowed: Callable[[str], bool] = lambda unit: True) -> Iterator[Repeat]:
    """Every repeated statement with a place in an allowed unit, in reading order."""
    for pair in repeats_of(report).pairs:
        if allowed(pair.first.unit) or allowed(pair.second.unit):
            yield Repeat(pair, _told(pair))


def _told(pair: Pair) -> tuple[Difference, ...]:
    first, second = (words(_CHAPTER.sub("hoofdstuk", s.text), marker=True) for s in (pair.first, pair.second))
    return differences(first, second)


def also_in(report: Report, unit: str) -> tuple[str, ...]:
    """Ids of the other units that say something that ``unit`` says ("staat ook in"), in reading order."""
    found = set(repeats_of(report).also_in(unit))
    return tuple(other.id for other in report.paragraphs if other.id in found)
