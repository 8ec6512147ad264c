"""Sentences that say the same thing twice: the summary, the findings, the chapters and chapter 6 repeat one another.

Two sentences are a pair when they share a run of words that hardly any other sentence has, and enough of their telling
words besides. What differs between them is for others to say; here it only matters that they are about the same.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import log

from iobqa.records import Report
from iobqa.search.units import Sentence, report_sentences

RUN, LONG_RUN = 3, 4
"""Words in a row that a pair has in common at least; in a pair that is less than ``CLEAR`` alike."""
COMMON = 8
"""Sentences that may have a run before it tells nothing."""
ALIKE, CLEAR, SAME = 0.45, 0.55, 0.8
"""Share of the weight of both sentences' words that is in common (Dice, weighted by rarity): from which they are a pair
at all; are one without doubt; are one even within one section or as questions, which resemble each other anyway."""
SHORTEST = 6
"""Words of a sentence that can be repeated; shorter ones are headings and formulas."""
_SKIPPED = frozenset({"row", "columns", "figure_text", "source", "caption"})
_SOURCES = re.compile(r"Zie (?:ook )?[A-Z]")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_MARKER = re.compile(r"^\s*(?:·|[a-z][.)]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences that say the same, in reading order; ``alike`` from 0 to 1 (the same words)."""

    first: Sentence
    second: Sentence
    alike: float


@dataclass(frozen=True)
class Repeats:
    """All pairs of one report."""

    pairs: tuple[Pair, ...]
    of_unit: Mapping[str, tuple[Pair, ...]]

    def also_in(self, unit: str) -> tuple[str, ...]:
        """Ids of the other units that say something that ``unit`` says ("staat ook in"), most alike first."""
        pairs = sorted(self.of_unit.get(unit, ()), key=lambda pair: -pair.alike)
        return tuple(
            dict.fromkeys(other.unit for pair in pairs for other in (pair.first, pair.second) if other.unit != unit)
        )

    def of(self, unit: str, start: int, end: int) -> tuple[Pair, ...]:
        """The pairs of the sentences that ``text[start:end]`` of a unit touches."""
        return tuple(
            pair
            for pair in self.of_unit.get(unit, ())
            if any(s.unit == unit and s.start < end and start < s.end for s in (pair.first, pair.second))
        )


@lru_cache(maxsize=4)
def _cached(report: "_Same") -> Repeats:
    units = report.report.paragraphs
    return find_repeats(
        report_sentences(report.report), {p.id: p.kind for p in units}, {p.id: p.section_id for p in units}
    )


class _Same:
    """A report, equal to itself only: reports hold mappings and have no hash."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.report is self.report

    def __hash__(self) -> int:
        return id(self.report)


def repeats_of(report: Report) -> Repeats:
    """The repeats of ``report``, found once (a fraction of a second) and kept."""
    return _cached(_Same(report))


def find_repeats(
    sentences: Sequence[Sentence], kinds: Mapping[str, str], sections: Mapping[str, str] | None = None
) -> Repeats:
    """All pairs among ``sentences``. ``kinds`` and ``sections``: of each unit; tables and captions do not count."""
    told = [s for s in sentences if kinds.get(s.unit) not in _SKIPPED and not _SOURCES.match(s.text)]
    told = [s for s in told if len(spelled(s.text)) >= SHORTEST]
    wordings = [spelled(s.text) for s in told]
    weigh = _Weights(wordings)
    pairs = tuple(
        Pair(told[one], told[other], alike)
        for (one, other), run in sorted(_candidates(wordings).items())
        if told[one].unit != told[other].unit
        and (alike := weigh.alike(one, other)) >= _needed(told[one], told[other], sections or {}, run)
    )
    of_unit: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        for unit in {pair.first.unit, pair.second.unit}:
            of_unit[unit].append(pair)
    return Repeats(pairs, {unit: tuple(found) for unit, found in of_unit.items()})


def spelled(text: str) -> list[str]:
    """The words of a sentence, lower case, without its list marker and hyphens."""
    return _WORD.findall(_MARKER.sub("", text).lower().replace("-", "").replace("\u00ad", ""))


def _needed(one: Sentence, other: Sentence, sections: Mapping[str, str], run: int) -> float:
    """How much alike two sentences with ``run`` words in a row in common must be."""
    questions = one.text.endswith("?") + other.text.endswith("?")
    if questions == 1:
        return 1.01
    if questions or sections.get(one.unit, one.unit) == sections.get(other.unit, other.unit):
        return SAME
    return ALIKE if run >= LONG_RUN else CLEAR


def _candidates(wordings: Sequence[Sequence[str]]) -> dict[tuple[int, int], int]:
    """Rows that share a telling run of words, and how long a run."""
    found: dict[tuple[int, int], int] = {}
    for length in (RUN, LONG_RUN):
        rows: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for row, words in enumerate(wordings):
            for run in set(zip(*(words[at:] for at in range(length)), strict=False)):
                rows[run].append(row)
        found |= {pair: length for same in rows.values() if 1 < len(same) <= COMMON for pair in combinations(same, 2)}
    return found


class _Weights:
    """Words by rarity."""

    def __init__(self, wordings: Sequence[Sequence[str]]) -> None:
        self._bags = [Counter(words) for words in wordings]
        df = Counter(word for bag in self._bags for word in bag)
        self._idf = {word: log(len(wordings) / count) for word, count in df.items()}
        self._totals = [self._weight(bag) for bag in self._bags]

    def _weight(self, bag: Mapping[str, int]) -> float:
        return sum(self._idf[word] * count for word, count in bag.items())

    def alike(self, one: int, other: int) -> float:
        """Weighted Dice of two rows; 0 when no word of theirs tells anything."""
        common = self._weight(self._bags[one] & self._bags[other])
        total = self._totals[one] + self._totals[other]
        return 2 * common / total if total else 0.0
