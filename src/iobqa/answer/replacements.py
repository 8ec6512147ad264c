"""Which word may stand for which when a sentence is told again: "standpunt" for "lijn", "bod" (in "aan bod komen") for "behandelen".

Less than the synonyms of ``readings``, which hold everywhere: these hold in one sense of a word, or in one turn of phrase.
"""

from functools import lru_cache

from iobqa.answer.word_lists import forms, paired


@lru_cache(maxsize=50_000)
def may_replace(one: str, other: str) -> bool:
    """Whether two words in lower case may stand for each other."""
    listed = paired("replacements.txt")
    return any(forms(other) & listed.get(form, frozenset()) for form in forms(one))
