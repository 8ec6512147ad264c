"""Is what is counted in the question counted in the sentence? "Hoeveel projecten": a number that stands with a word like "projecten"."""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from iobqa.search.alignment import Aligner
from iobqa.search.analysis import STOP_WORDS, tokens
from iobqa.search.wordlists import listed_words

Floats = NDArray[np.float32]

BEFORE, AFTER = 3, 4
"""Words before and after a number among which the counted thing is looked for."""

_COUNTED = re.compile(
    r"\b(?:hoe ?veel|how many|how much|(?:het )?aantal|(?:the )?number of|percentage|procent van|deel van|share of|proportion of)\s+"
    r"((?:[^\W\d_]|[-’'])+(?:\s+(?:[^\W\d_]|[-’'])+){0,3})",
    re.IGNORECASE,
)
_NUMBER_WORDS = listed_words("numbers")


def counted(question: str) -> str | None:
    """The first word with a subject behind "hoeveel" and its like: what the question counts."""
    found = _COUNTED.search(question)
    words = [word for word in tokens(found[1]) if word not in STOP_WORDS] if found else []
    return words[0] if words else None


def is_number(word: str) -> bool:
    """In figures or in words."""
    return word[0].isdigit() or word in _NUMBER_WORDS


class SlotReader:
    """Looks for counted things in sentences; ``texts`` by row."""

    def __init__(self, aligner: Aligner, texts: Sequence[str]) -> None:
        self._aligner, self._texts = aligner, texts

    def read(self, question: str, rows: Sequence[int] | NDArray[np.integer]) -> Floats:
        """Shape (rows,): cosine of the counted thing with the nearest word beside a number; 0 when nothing is counted."""
        what = counted(question)
        if what is None:
            return np.zeros(len(rows), dtype=np.float32)
        near = self._aligner.likeness(what)
        return np.array(
            [near[beside].max(initial=0.0) for beside in map(self._beside, map(int, rows))], dtype=np.float32
        )

    @cache  # noqa: B019 - lives as long as the index, one entry a sentence
    def _beside(self, row: int) -> NDArray[np.int32]:
        """Numbers (in the vocabulary) of the words beside the numbers of a sentence."""
        words = tokens(self._texts[row])
        at = [place for place, word in enumerate(words) if is_number(word)]
        beside = {
            near for place in at for near in range(max(0, place - BEFORE), min(len(words), place + AFTER + 1))
        } - {*at}
        known = self._aligner.numbers
        return np.array(sorted(known[words[place]] for place in beside if words[place] in known), dtype=np.int32)
