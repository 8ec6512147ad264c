"""Words of a claim that stand where its sources have a word that excludes them: "staatssecretaris" for "minister", "star" for "flexibel".

``opposites`` knows a few contraries by regular expression, wherever they stand. Here are many more, each a whole word, and other
things of one kind besides: a claim is in other words than its sources, so that what stands for what is told by what is left of both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from iobqa.answer.lemmas import lemma
from iobqa.answer.readings import WORDS, Reading, Word, keys
from iobqa.answer.verdicts import Source
from iobqa.answer.wording_checks import is_held, own_content

ContrastKind = Literal["contrary", "of a kind", "swap"]
"""Two contraries; two of several things of a kind; a word and what is put in its place to say something else."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A word of a claim, and the word of its sources that it excludes."""

    word: Word
    other: Word
    kind: ContrastKind


def contrasts(claim: Reading, source: Source, context: Source) -> Iterator[Contrast]:
    """For each word of the claim that neither its sources nor the headings above them say, the first that it excludes among the words
    of the sources that the claim does not say."""
    left = [word for reading in source.readings for word in reading.content if not keys(word.meant) & claim.keys]
    for word in own_content(claim):
        if not is_held(word.meant, source, context):
            found = (Contrast(word, other, kind) for other in left if (kind := _kind(word.meant, other.meant)))
            yield from list(found)[:1]


def _kind(word: str, other: str) -> ContrastKind | None:
    """How two words in lower case exclude each other, if they do."""
    for line, side in _sides(word):
        if any(line == other_line and side != other_side for other_line, other_side in _sides(other)):
            return "contrary" if len(_lines()[line]) == 2 else "of a kind"
    return "swap" if _forms(other) & _swapped(word) else None


@cache
def _lines() -> tuple[tuple[tuple[str, ...], ...], ...]:
    lines = (WORDS / "contrasts.txt").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(tuple(side.split()) for side in line.split(" / ")) for line in lines if not line.startswith("#"))


@cache
def _listed() -> dict[str, frozenset[tuple[int, int]]]:
    """Dictionary form to the lines, and the sides in them, that have it."""
    found: dict[str, set[tuple[int, int]]] = {}
    for number, line in enumerate(_lines()):
        for side, words in enumerate(line):
            for form in (form for word in words for form in _forms(word)):
                found.setdefault(form, set()).add((number, side))
    return {form: frozenset(places) for form, places in found.items()}


@cache
def _swaps() -> dict[str, frozenset[str]]:
    """Form to the forms that it is put in the place of, or that are put in its place."""
    found: dict[str, set[str]] = {}
    for line in (WORDS / "swaps.txt").read_text(encoding="utf-8").splitlines():
        head, _, others = line.partition(":")
        mine = {form for word in head.split() if not line.startswith("#") for form in _forms(word)}
        theirs = {form for word in others.split() if not line.startswith("#") for form in _forms(word)}
        for one, two in ((mine, theirs), (theirs, mine)):
            for form in one:
                found.setdefault(form, set()).update(two)
    return {form: frozenset(others) for form, others in found.items()}


def _forms(word: str) -> frozenset[str]:
    return frozenset({word, lemma(word)})


@lru_cache(maxsize=4096)
def _sides(word: str) -> frozenset[tuple[int, int]]:
    return frozenset(place for form in _forms(word) for place in _listed().get(form, frozenset()))


@lru_cache(maxsize=4096)
def _swapped(word: str) -> frozenset[str]:
    return frozenset(other for form in _forms(word) for other in _swaps().get(form, frozenset()))
