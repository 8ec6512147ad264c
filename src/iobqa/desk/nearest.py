"""The place that comes nearest to words that do not stand in the report: a suggestion, never a verdict."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import log

from iobqa.desk.concordance import BARRIER, Concordance
from iobqa.desk.words import Word

_TRIED = 6  # units looked at closely
_SHORTEST = 0.7  # of a quotation's length: so long is the run of sentences that it is held against
_NEAR_END = 3  # words
_ENDS = frozenset(".?!;:,") | {BARRIER}
_OUT_OF_ORDER = 0.9  # what a word in common counts for when it stands elsewhere


@dataclass(frozen=True, slots=True)
class Near:
    """Words of the report, and the share of all words, theirs and the quotation's, that both have (0 to 1)."""

    words: range
    likeness: float
    common: float

    @property
    def fit(self) -> float:
        """To choose between runs of words: what is in common, less a little for every word that is not."""
        return self.common - (len(self.words) - self.common) / 4


class Nearest:
    """Looks for like places in one report."""

    def __init__(self, concordance: Concordance) -> None:
        self._concordance = concordance

    @cached_property
    def _units(self) -> dict[str, list[str]]:
        """Of each word and pair of words the units that have it."""
        units: dict[str, dict[str, None]] = defaultdict(dict)
        row = self._concordance.row
        for at, unit in enumerate(self._concordance.unit_of):
            if unit and not row[at].is_sign:
                units[row[at].text.lower()][unit] = None
                if at and self._concordance.unit_of[at - 1] == unit:
                    units[f"{row[at - 1].text} {row[at].text}".lower()][unit] = None
        return {term: list(found) for term, found in units.items()}

    def find(self, quoted: Sequence[Word]) -> Near | None:
        """The likest place, or none when the report shares no telling word with ``quoted``."""
        texts = [word.text.lower() for word in quoted]
        tried = (self._window(unit, texts) for unit in self._candidates(texts))
        return max((near for near in tried if near), key=lambda near: near.fit, default=None)

    def _candidates(self, texts: Sequence[str]) -> list[str]:
        scores: Counter[str] = Counter()
        total = len(self._concordance.begin)
        for term in {*texts, *map(" ".join, pairwise(texts))}:
            units = self._units.get(term, [])
            if units and len(units) < total / 4:
                for unit in units:
                    scores[unit] += log(total / len(units))  # type: ignore[assignment]
        return [unit for unit, _ in scores.most_common(_TRIED)]

    def _window(self, unit: str, texts: Sequence[str]) -> Near | None:
        """The likest run of words in (and just behind) ``unit``."""
        place = self._concordance.range_of(unit)
        place = range(place.start, self._behind(place.stop, len(texts)))
        aligned = self._aligned(place, texts)
        slack = max(4, len(texts) // 3)
        wider = range(max(place.start, aligned.start - slack), min(place.stop, aligned.stop + slack))
        near = (self._trimmed(run, texts) for run in (aligned, wider, *self._sentences(place, len(texts))))
        return max((found for found in near if found), key=lambda found: found.fit, default=None)

    def _aligned(self, place: range, texts: Sequence[str]) -> range:
        """Where the quotation fits best as a string."""
        from rapidfuzz import fuzz

        joined, wanted = " ".join(self._texts(place)), " ".join(texts)
        found = fuzz.partial_ratio_alignment(wanted, joined) if len(wanted) < len(joined) else None
        if found is None:
            return place
        first, last = joined.count(" ", 0, found.dest_start), joined.count(" ", 0, found.dest_end) + 1
        return range(place.start + first, min(place.stop, place.start + last))

    def _sentences(self, place: range, length: int) -> Iterator[range]:
        """Runs of whole sentences about as long as the quotation."""
        ends = [at + 1 for at in place if self._concordance.row[at].text in ".?!"]
        starts = [place.start, *ends]
        for start in starts:
            stop = next((end for end in [*ends, place.stop] if end - start >= _SHORTEST * length), place.stop)
            if start < stop:
                yield range(start, stop)

    def _texts(self, place: range) -> list[str]:
        return [self._concordance.row[at].text.lower() for at in place]

    def _behind(self, stop: int, length: int) -> int:
        """So far may a long quotation run on into the next units of the section."""
        end = stop
        while end < min(len(self._concordance.row), stop + length) and self._concordance.unit_of[end]:
            end += 1
        return end

    def _trimmed(self, place: range, texts: Sequence[str]) -> Near | None:
        """Cut to the words in common and as many around them as the quotation has."""
        from rapidfuzz.distance import LCSseq

        row = self._texts(place)
        blocks = [op for op in LCSseq.opcodes(row, list(texts)) if op.tag == "equal"]
        if not blocks:
            return None
        first = max(0, blocks[0].src_start - blocks[0].dest_start)
        last = min(len(row), blocks[-1].src_end + len(texts) - blocks[-1].dest_end)
        in_order = sum(op.src_end - op.src_start for op in blocks)
        in_any_order = _OUT_OF_ORDER * (Counter(row) & Counter(texts)).total()
        if in_any_order / (len(texts) + len(row)) > in_order / (len(texts) + last - first):
            return _near(place, in_any_order, texts)
        return _near(range(place.start + first, self._whole(place.start + last)), in_order, texts)

    def _whole(self, stop: int) -> int:
        """On to a sentence's end that is near: in Dutch the last word can turn the first ("nam ... toe")."""
        row = self._concordance.row
        ends = (at for at in range(stop, min(len(row), stop + _NEAR_END)) if row[at].text in _ENDS)
        return next(ends, stop) if row[stop - 1].text not in _ENDS else stop


def _near(place: range, common: float, texts: Sequence[str]) -> Near:
    return Near(place, 2 * common / (len(texts) + len(place)), common)
