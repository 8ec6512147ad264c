"""Words that say the opposite of each other, and which of them a text uses."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from iobqa.answer.readings import Reading
from iobqa.answer.verdicts import Source
from iobqa.answer.word_lists import lines


@cache
def opposites() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Pairs from ``opposites.tsv``, each both ways round."""
    rows = (line.split("\t") for line in lines("opposites.tsv"))
    pairs = [(row[0], row[1]) for row in rows if len(row) == 2]
    both = [*pairs, *((right, left) for left, right in pairs)]
    return tuple((_whole(left), _whole(right)) for left, right in both)


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _sides(word: str) -> frozenset[int]:
    """Which of ``opposites()`` have the whole word on their first side."""
    return frozenset(number for number, (side, _) in enumerate(opposites()) if side.fullmatch(word))


def are_opposites(word: str, other: str) -> bool:
    """ "steeg" and "daalde"."""
    return any(_turned(number) in _sides(other) for number in _sides(word))


def _turned(number: int) -> int:
    """The pair the other way round: it stands half the list further on."""
    half = len(opposites()) // 2
    return (number + half) % (2 * half)


def on_one_side(word: str, other: str) -> bool:
    """Whether two words have the same opposite: "gestopt" and "beëindigd"."""
    return not _sides(word).isdisjoint(_sides(other))


@lru_cache(maxsize=1024)
def _found(text: str) -> frozenset[int]:
    """Which of ``opposites()`` have a word of their first side in the text."""
    return frozenset(number for number, (word, _) in enumerate(opposites()) if word.search(text))


def opposed(claim: str, source: str) -> Iterator[tuple[re.Pattern[str], re.Pattern[str]]]:
    """The pairs of which the claim has the first side and its source the second."""
    yield from (opposites()[number] for number in sorted(_found(claim)) if _turned(number) in _found(source))


def directions(reading: Reading, source: Source) -> list[tuple[str, str, int]]:
    """The words in a text of which the source has the opposite as well: (which pair and side, the word, position)."""
    there = _found(source.text)
    both = [n for n in sorted(there & _found(reading.text)) if _turned(n) in there]
    return [(str(n), match[0], match.start()) for n in both for match in opposites()[n][0].finditer(reading.text)]
