"""Dictionary forms, for comparing a claim with what it rests on. Search does without: there they found nothing more."""

from functools import lru_cache


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """Dutch dictionary form, else English, else the word itself."""
    import simplemma

    return str(simplemma.lemmatize(word, lang=("nl", "en"))).lower().replace("_", "")


@lru_cache(maxsize=50_000)
def is_word(word: str) -> bool:
    """Whether the Dutch word list has a word in lower case."""
    import simplemma

    return bool(simplemma.is_known(word, lang="nl"))
