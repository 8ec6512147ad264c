"""Dutch (and English) text to search terms.

A word gives several terms, each marked with what it is: both Snowball Dutch stems (each fails on other words, so both are
kept), and the parts of a compound. A question word thus meets a report word by any of these ways.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from iobqa.search.wordlists import listed_words

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'s\b)?")
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?:\D|$))")

STOP_WORDS = listed_words("stop")
"""Words that carry no subject. "niet" and "geen" are no stop words: they turn a statement round."""


_REMEMBERED = 50_000
"""Words whose terms or stems are kept."""


def fold(text: str) -> str:
    """Lower case, one Unicode form, straight quotes and dashes, no thousands separators."""
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'").replace("‘", "'")
    return _THOUSANDS.sub("", re.sub(r"[‐-―−]", "-", text))


def tokens(text: str) -> list[str]:
    """The words and numbers of ``text`` in order, folded; digits and single letters are kept."""
    return [_bare(token) for token in _WORD.findall(fold(text))]


def _bare(token: str) -> str:
    return token[:-2] if token.endswith("'s") and len(token) > 3 else token


@lru_cache(maxsize=1)
def _stemmers() -> tuple[Callable[[str], str], ...]:
    import Stemmer

    return tuple(Stemmer.Stemmer(name).stemWord for name in ("dutch", "dutch_porter"))


@lru_cache(maxsize=_REMEMBERED)
def stems(word: str) -> tuple[str, ...]:
    """The word's stems by both Snowball Dutch algorithms: Kraaij-Pohlmann and Porter."""
    return tuple(stem(word) for stem in _stemmers())


class Compounds:
    """Splits words into words of a given vocabulary: "personeelsroulatie" into "personeel" and "roulatie"."""

    def __init__(self, vocabulary: Collection[str], shortest: int = 4) -> None:
        self._parts = frozenset(word for word in vocabulary if len(word) >= shortest and word.isalpha())
        self._shortest = shortest

    def split(self, word: str) -> tuple[str, ...]:
        """The two parts of ``word`` (linking s, e or en dropped), or nothing when it is no compound of known words."""
        if len(word) < 2 * self._shortest + 1:
            return ()
        for at in range(len(word) - self._shortest, self._shortest - 1, -1):
            tail = word[at:]
            if tail in self._parts and (head := self._head(word[:at])):
                return head, tail
        return ()

    def _head(self, head: str) -> str | None:
        for link in ("", "s", "en", "e", "n"):
            bare = head.removesuffix(link) if link else head
            if bare in self._parts and (not link or head.endswith(link)):
                return bare
        return None

    def joined(self, words: Sequence[str], known: Collection[str]) -> Iterator[str]:
        """Compounds of ``known`` that ``words`` writes apart: "mensenrechten fonds"."""
        for left, right in pairwise(words):
            for link in ("", "s", "en", "e"):
                if left + link + right in known:
                    yield left + link + right


@dataclass(frozen=True)
class Analysis:
    """Which ways lead from a word to its terms."""

    vocabulary: frozenset[str]
    """The index's own words: what compounds are split into."""
    use_stems: bool = True
    use_parts: bool = True
    _memory: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def compounds(self) -> Compounds:
        return Compounds(self.vocabulary)

    def terms(self, text: str) -> list[str]:
        """Search terms of ``text``; stop words give none."""
        return [term for word in tokens(text) if word not in STOP_WORDS for term in self.word_terms(word)]

    def word_terms(self, word: str) -> tuple[str, ...]:
        """Terms of one folded word."""
        if word not in self._memory:
            if len(self._memory) >= _REMEMBERED:  # who types nonsense all day may not fill the memory
                self._memory.clear()
            self._memory[word] = tuple(self._word_terms(word))
        return self._memory[word]

    def _word_terms(self, word: str) -> Iterator[str]:
        if not word.isalpha():
            yield word
            return
        yield from self._inflections(word)
        if self.use_parts:
            for part in self.compounds.split(word):
                yield "d:" + stems(part)[1]

    def _inflections(self, word: str) -> Iterator[str]:
        if self.use_stems:
            kraaij_pohlmann, porter = stems(word)
            yield "k:" + kraaij_pohlmann
            yield "p:" + porter
        if self.use_parts:
            yield "d:" + stems(word)[1]


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """All folded words of ``texts``."""
    return frozenset(word for text in texts for word in tokens(text))
