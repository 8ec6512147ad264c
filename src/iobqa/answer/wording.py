"""How a question is worded: its language, and how many things it asks for."""

import re

from iobqa.search.wordlists import listed_words

_PART = re.compile(
    r"\?|,? (?:en|and|maar|but|of)(?: (?:in|met|door|op|aan|voor|with|by|in|for|on))? (?:wat|wie|hoe|waar|wanneer|waarom|welke?|hoeveel|what|who|how|"
    r"where|when|why|which|whom)\b|\b(?:vergeleken|verschil|verschilde?n?|tegenover|enerzijds|zowel|respectievelijk|beide|allebei|"
    r"compared|differ\w*|versus|both|respectively)\b",
    re.I,
)


def parts(question: str) -> int:
    """How many things a question asks for: its question marks and question words behind "en", and signs of a comparison."""
    return 1 + len(_PART.findall(question.strip().rstrip("?")))


def is_english(question: str) -> bool:
    """Whether the question is more English than Dutch, by its function words."""
    words = re.findall(r"[a-z']+", question.lower())
    return sum(word in _ENGLISH for word in words) > sum(word in _DUTCH for word in words)


_ENGLISH = listed_words("english")
_DUTCH = listed_words("dutch")
