"""Which word may stand for which when a sentence is told again: "standpunt" for "lijn", "bod" (in "aan bod komen") for "behandelen".

Less than the synonyms of ``readings``, which hold everywhere: these hold in one sense of a word, or in one turn of phrase.
"""

from functools import cache, lru_cache

from iobqa.answer.lemmas import lemma
from iobqa.answer.readings import WORDS


@lru_cache(maxsize=50_000)
def may_replace(one: str, other: str) -> bool:
    """Whether two words in lower case may stand for each other."""
    mine, theirs = {one, lemma(one)}, {other, lemma(other)}
    return any(theirs & _listed().get(form, frozenset()) for form in mine)


@cache
def _listed() -> dict[str, frozenset[str]]:
    """Form to the forms that it may stand for, both ways round."""
    found: dict[str, set[str]] = {}
    for line in (WORDS / "replacements.txt").read_text(encoding="utf-8").splitlines():
        head, _, others = line.partition(":")
        if line.startswith("#"):
            continue
        for other in others.split():
            for one, two in ((head, other), (other, head)):
                for form in {one, lemma(one)}:
                    found.setdefault(form, set()).update({two, lemma(two)})
    return {form: frozenset(others) for form, others in found.items()}
