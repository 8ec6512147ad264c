"""Typing errors: an unknown word is read as the nearest known one; a known word, a number or a name is never touched."""

from collections.abc import Collection, Sequence
from functools import lru_cache

SHORTEST = 5
"""Letters below which a word is left as it is: too many neighbours."""


class Speller:
    """Corrects against the words of the index."""

    def __init__(self, vocabulary: Collection[str]) -> None:
        self._known = frozenset(vocabulary)
        self._choices = sorted(word for word in self._known if word.isalpha() and len(word) >= SHORTEST - 1)
        self._nearest = lru_cache(maxsize=4096)(self._find)

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def correct(self, words: Sequence[str], names: Collection[str] = ()) -> dict[str, str]:
        """Unknown words of ``words`` (folded) that have one near neighbour, with that neighbour."""
        fixed = {}
        for word in words:
            if word in self._known or not word.isalpha() or len(word) < SHORTEST or word in names:
                continue
            if nearest := self._nearest(word):
                fixed[word] = nearest
        return fixed

    def _find(self, word: str) -> str | None:
        """Within one edit, or two from eight letters on; swapped neighbours count as one (Damerau-Levenshtein, OSA)."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        most = 1 if len(word) < 8 else 2
        near = process.extract(word, self._choices, scorer=OSA.distance, score_cutoff=most, limit=5)
        ranked = sorted(near, key=lambda match: (match[1], match[0][:1] != word[:1], match[0]))
        if not ranked or (ranked[0][0][:1] != word[:1] and ranked[0][1] > 1):
            return None
        return str(ranked[0][0])
