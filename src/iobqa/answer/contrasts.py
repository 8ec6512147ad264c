"""Words of a claim that stand where its sources have a word that excludes them: "staatssecretaris" for "minister", "star" for "flexibel".

``opposites`` knows a few contraries by regular expression, wherever they stand. Here are many more, each a whole word, and other
things of one kind besides: a claim is in other words than its sources, so that what stands for what is told by what is left of both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from iobqa.answer.readings import Reading, Word
from iobqa.answer.verdicts import Source
from iobqa.answer.word_lists import forms, lines, paired
from iobqa.answer.wording_checks import is_held, own_content

ContrastKind = Literal["contrary", "of a kind", "swap"]
"""Two contraries; two of several things of a kind; a word and what is put in its place to say something else."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A word of a claim, and the word of its sources, in lower case, that it excludes."""

    word: Word
    other: str
    kind: ContrastKind


def contrasts(claim: Reading, source: Source, context: Source) -> Iterator[Contrast]:
    """For each word of the claim that neither its sources nor the headings above them say, the first that it excludes among the words
    of the sources that the claim does not say."""
    left = source.left_by(claim)
    for word in own_content(claim):
        if not is_held(word.meant, source, context):
            found = (Contrast(word, other, kind) for other in left if (kind := _kind(word.meant, other)))
            yield from list(found)[:1]


def _kind(word: str, other: str) -> ContrastKind | None:
    """How two words in lower case exclude each other, if they do."""
    for line, side in _sides(word):
        if any(line == other_line and side != other_side for other_line, other_side in _sides(other)):
            return "contrary" if len(_lines()[line]) == 2 else "of a kind"
    return "swap" if forms(other) & _swapped(word) else None


@cache
def _lines() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Lines of sides of words."""
    return tuple(tuple(tuple(side.split()) for side in line.split(" / ")) for line in lines("contrasts.txt"))


@cache
def _listed() -> dict[str, frozenset[tuple[int, int]]]:
    """Form to the lines, and the sides in them, that have it."""
    found: dict[str, set[tuple[int, int]]] = {}
    for number, line in enumerate(_lines()):
        for side, words in enumerate(line):
            for form in (form for word in words for form in forms(word)):
                found.setdefault(form, set()).add((number, side))
    return {form: frozenset(places) for form, places in found.items()}


@lru_cache(maxsize=4096)
def _sides(word: str) -> frozenset[tuple[int, int]]:
    return frozenset(place for form in forms(word) for place in _listed().get(form, frozenset()))


@lru_cache(maxsize=4096)
def _swapped(word: str) -> frozenset[str]:
    """What a word is put in the place of, or is put in its place, to say something else."""
    listed = paired("swaps.txt")
    return frozenset(other for form in forms(word) for other in listed.get(form, frozenset()))
