"""The word lists under ``answer/words``, read: what one word may be put for, in lower case and by dictionary form."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from iobqa.answer.lemmas import lemma

WORDS = Path(__file__).parent / "words"


def lines(name: str) -> Iterator[str]:
    """The lines of a list; those that begin with # are comments."""
    for line in (WORDS / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def forms(word: str) -> frozenset[str]:
    """A word in lower case and its dictionary form."""
    return frozenset({word, lemma(word)})


@cache
def paired(name: str) -> dict[str, frozenset[str]]:
    """Of a list of "word and its forms: others", each form to those of the other side, both ways round."""
    found: dict[str, set[str]] = {}
    for line in lines(name):
        mine, theirs = (_all_forms(side) for side in line.split(":"))
        for one, two in ((mine, theirs), (theirs, mine)):
            for form in one:
                found.setdefault(form, set()).update(two)
    return {form: frozenset(others) for form, others in found.items()}


def _all_forms(words: str) -> frozenset[str]:
    return frozenset(form for word in words.split() for form in forms(word))
