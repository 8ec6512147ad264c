"""What counts as the same text when an answer is held against the report."""

import re
import unicodedata

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´", "'"),
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
    }
)
_CURRENCY = re.compile(r"(?:€|\beur\b) ?(?=\d)")
_PERCENT = re.compile(r"(?<=\d) ?(?:%|procent\b|percent\b)")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[. ]\d{3})+(?!\d|[.,]\d)")
_MARKER = re.compile(r"\s?\[\d+(?:\s*,\s*\d+)*\]")


def fold(text: str) -> str:
    """Unicode NFKC, lower case, quotes and dashes folded, white space collapsed."""
    # Twice, because NFKC takes some quotes apart and makes others.
    plain = unicodedata.normalize("NFKC", text.translate(_TYPOGRAPHY)).translate(_TYPOGRAPHY)
    return " ".join(plain.lower().split())


def fold_figures(text: str) -> str:
    """`fold`, and one way of writing amounts: "€ 30" as "€30", "30 procent" as "30%", "1.000" and "1 000" as "1000"."""
    folded = _PERCENT.sub("%", _CURRENCY.sub("€", fold(text)))
    return _THOUSANDS.sub(lambda number: re.sub(r"[. ]", "", number[0]), folded)


def without_markers(answer: str) -> str:
    """An answer without its citation markers such as [1]."""
    return _MARKER.sub("", answer)


def states(folded_text: str, fact: str) -> bool:
    """Whether a text (already through `fold_figures`) states a fact.

    A figure must stand on its own: "45" is not stated by "1945", "2,45" or "45.000".
    """
    wanted = fold_figures(fact)
    before = r"(?<!\d)(?<!\d[.,])" if wanted[:1].isdigit() else ""
    after = r"(?![.,]?\d)" if wanted[-1:].isdigit() else ""
    return bool(wanted) and re.search(before + re.escape(wanted) + after, folded_text) is not None
