"""A quotation held against the report: where it stands literally, or the nearest place and what is different there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from iobqa.desk import kinds
from iobqa.desk.concordance import BARRIER, Concordance, Stretch
from iobqa.desk.difference import Difference, differences
from iobqa.desk.kinds import Kind
from iobqa.desk.nearest import Nearest
from iobqa.desk.words import Word, quoted_words

ELLIPSIS = re.compile(r"\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{2,}|…)\s*\)|…|\.{3,}")
_LONGEST_GAP = 250  # words that [...] may leave out
_REACH = 8  # words back from a fragment in which "niet" still governs it
_SENTENCE_ENDS = frozenset(".?!") | {BARRIER}
_CLAUSE_ENDS = _SENTENCE_ENDS | frozenset(",;:()") | {"maar", "terwijl", "omdat", "waardoor", "zodat", "hoewel"}


@dataclass(frozen=True, slots=True)
class Found:
    """One literal place, and what a reader is not told: a "niet" just outside the quotation or under its [...]."""

    stretches: tuple[Stretch, ...]
    left_out: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What became of a quotation."""

    places: tuple[Found, ...]
    """Literal places, in reading order."""
    nearest: tuple[Stretch, ...] = ()
    """When there is none: the place that comes nearest."""
    likeness: float = 0.0
    """Share of the words, in order, that the nearest place has in common with the quotation."""
    differences: tuple[Difference, ...] = ()


class Quotations:
    """Holds quotations against one report."""

    def __init__(self, concordance: Concordance) -> None:
        self._concordance = concordance
        self._nearest = Nearest(concordance)

    def match(self, quotation: str, around: str = "") -> Match:
        """Find ``quotation``; ``around``: the rest of the sentence it is in (a "niet" there is not left out)."""
        pieces = [piece for part in ELLIPSIS.split(quotation) if (piece := quoted_words(part))]
        negated = _has_negation(around)
        places = tuple(self._found(place, negated) for place in self._literal(pieces)) if pieces else ()
        return Match(places) if places else self._suggest(pieces)

    def _literal(self, pieces: Sequence[Sequence[Word]]) -> Iterator[tuple[range, ...]]:
        """Places where all pieces stand in order, close together and in one section."""
        rest = [self._concordance.find(piece) for piece in pieces[1:]]
        for first in self._concordance.find(pieces[0]):
            chain = [first]
            for places in rest:
                following = next((p for p in places if self._joins(chain[-1], p)), None)
                if following is None:
                    break
                chain.append(following)
            else:
                yield tuple(chain)

    def _joins(self, one: range, other: range) -> bool:
        gap = range(one.stop, other.start)
        return other.start >= one.stop and len(gap) <= _LONGEST_GAP and not any(self._word(at) == BARRIER for at in gap)

    def _word(self, at: int) -> str:
        return self._concordance.row[at].text.lower()

    def _found(self, chain: tuple[range, ...], negated: bool) -> Found:
        stretches = tuple(s for piece in chain for s in self._concordance.stretches(piece))
        left_out = [*self._under_gaps(chain), *(() if negated else self._outside(chain))]
        return Found(stretches, tuple(left_out))

    def _under_gaps(self, chain: tuple[range, ...]) -> Iterator[Difference]:
        """What [...] hides: a "niet" or limit in a sentence quoted in part; two half sentences made one."""
        for one, other in pairwise(chain):
            gap = range(one.stop, other.start)
            ends = [at for at in gap if self._ends_sentence(at)]
            if not ends:
                yield from self._telling(gap, kinds.NEGATIONS | kinds.LIMITS)
            elif self._ends_sentence(one.stop) or other.start - 1 == ends[-1]:
                yield from self._telling(range(one.stop, ends[0]), kinds.NEGATIONS | kinds.LIMITS)
                yield from self._telling(range(ends[-1] + 1, other.start), kinds.NEGATIONS | kinds.LIMITS)
            else:
                yield self._omitted("samengevoegd", gap)

    def _ends_sentence(self, at: int) -> bool:
        if at >= len(self._concordance.row) or self._word(at) in _SENTENCE_ENDS:
            return True
        return (
            self._concordance.unit_of[at] != self._concordance.unit_of[at - 1]
            and at > 0
            and self._word(at - 1) not in _SENTENCE_ENDS
        )

    def _outside(self, chain: tuple[range, ...]) -> Iterator[Difference]:
        """A "niet" in the same clause just before or behind the quotation, a limit right beside it."""
        first, last = chain[0].start, chain[-1].stop
        yield from self._telling(self._clause_before(first), kinds.NEGATIONS)
        yield from self._telling(
            range(max(first - 2, self._clause_before(first).start), first), kinds.LIMITS - kinds.NEGATIONS
        )
        yield from self._telling(self._clause_behind(last), kinds.NEGATIONS)

    def _clause_before(self, first: int) -> range:
        at = first
        while at > max(0, first - _REACH) and self._word(at - 1) not in _CLAUSE_ENDS:
            at -= 1
        return range(at, first)

    def _clause_behind(self, last: int) -> range:
        at = last
        while at < min(len(self._concordance.row), last + _REACH // 2) and self._word(at) not in _CLAUSE_ENDS:
            at += 1
        return range(last, at)

    def _telling(self, place: range, listed: frozenset[str]) -> Iterator[Difference]:
        for at in place:
            if self._word(at) in listed:
                kind: Kind = "ontkenning" if self._word(at) in kinds.NEGATIONS else "voorbehoud"
                yield self._omitted(kind, range(at, at + 1))

    def _omitted(self, kind: Kind, place: range) -> Difference:
        return Difference(kind, self._concordance.text(place), "", (place.start, place.stop), (0, 0))

    def _suggest(self, pieces: Sequence[Sequence[Word]]) -> Match:
        """The nearest place, with what is different there. Of a quotation with [...] each piece by itself."""
        near = [self._nearest.find(piece) for piece in pieces]
        if not near or any(place is None for place in near):
            return Match(())
        placed = [place for place in near if place is not None]
        changes = tuple(
            difference
            for piece, place in zip(pieces, placed, strict=True)
            for difference in differences([self._concordance.row[at] for at in place.words], piece)
        )
        stretches = tuple(s for place in placed for s in self._concordance.stretches(place.words))
        glued = self._omitted("samengevoegd", range(0, 0))
        return Match((), stretches, min(place.likeness for place in placed), changes or (glued,))


def _has_negation(text: str) -> bool:
    return any(word.lower() in kinds.NEGATIONS for word in re.findall(r"\w+", text))
