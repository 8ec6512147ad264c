"""What denies by itself, so that "niet" may stand for it in other words, or it for "niet": "bleef uit", "weigerde", "inactief", "te laat om"."""

import re
from functools import cache, lru_cache

from iobqa.answer.markers import MarkerKind, markers
from iobqa.answer.readings import Reading, keys
from iobqa.answer.word_lists import forms, lines

_PLAIN: frozenset[MarkerKind] = frozenset({"negation"})
_IN_A_WORD: frozenset[MarkerKind] = frozenset({"lack", "un", "little", "partly", "less"})
_TOO = re.compile(r"\bte (?!\w+en\b)\w+\b[^.;]* om\b", re.IGNORECASE)
"""Too much of something to be or do another."""


def denied_otherwise(mine: Reading, theirs: Reading) -> bool:
    """Whether ``theirs`` may say in other words what ``mine`` denies or does not: it denies as often, or with a word of its own."""
    return _negations(theirs) >= max(1, _negations(mine)) or any(not keys(word) & mine.keys for word in denials(theirs))


def _negations(reading: Reading) -> int:
    return sum(marker.kind in _PLAIN for marker in markers(reading.text))


@lru_cache(maxsize=4096)
def denials(reading: Reading) -> frozenset[str]:
    """Words in lower case that deny without "niet" or "geen"."""
    words = {word.meant for word in reading.words if forms(word.meant) & _listed()}
    tokens = {marker.token.lower() for marker in markers(reading.text) if marker.kind in _IN_A_WORD}
    return frozenset(words | tokens | {found[0].lower() for found in _TOO.finditer(reading.text)})


@cache
def _listed() -> frozenset[str]:
    return frozenset(form for line in lines("denying.txt") for word in line.split() for form in forms(word))
