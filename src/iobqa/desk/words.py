"""Text to the words that a quotation is compared by: the listed normalisation, and nothing beyond it.

What does not count as a difference, and only this: the Unicode form (NFC, ligatures), white space, soft hyphens and
other invisible characters, kinds of dash, quotation marks, bullets, Markdown's ``*``, ``_`` and ``>``, marks of
footnotes (``[12]``, ``[^12]``, ``¹²``), and the capital of a quotation's first word. Everything else does: every
letter, every figure, every comma.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import takewhile

from iobqa.records import Span

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LETTER = rf"[^\W\d_{_RAISED}]"
_INNER = rf"[\u0300-\u036f{_INVISIBLE}]"
_TOKEN = re.compile(
    rf"(?P<mark>\[\^?\d{{1,3}}\](?!\w)|[{_RAISED}]+)"
    rf"|(?P<word>\d+(?:[.,]\d+)*|{_LETTER}(?:{_LETTER}|{_INNER})*(?:['’‘ʼ](?:{_LETTER}|{_INNER})+)*)"
    rf"|(?P<sign>[^\w\s]|_)"
)
_DASHES = "‐‑‒–—―−"
_IGNORED = frozenset("\"'‘’‚‛“”„‟«»‹›′″`´·•▪‣*_>" + _INVISIBLE)
_EDITED_CAPITAL = re.compile(r"\[(\w)\](?=\w)")
_CLOSING = frozenset(".,;:")
_MARKER = re.compile(r"\s*(?:[·•▪‣]|[a-z][.)]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or punctuation mark as compared, and where it stands in its text."""

    text: str
    start: int
    end: int

    @property
    def is_sign(self) -> bool:
        return not self.text[0].isalnum()


def words(text: str, *, marker: bool = False) -> tuple[Word, ...]:
    """The words and signs of ``text`` in order; with ``marker`` without the list marker that it may open with."""
    skipped = opened.end() if marker and (opened := _MARKER.match(text)) else 0
    return tuple(
        Word(_form(found), found.start(), found.end())
        for found in _TOKEN.finditer(text, skipped)
        if not found["mark"] and found[0] not in _IGNORED
    )


def _form(found: re.Match[str]) -> str:
    if found["sign"]:
        return "-" if found[0] in _DASHES else unicodedata.normalize("NFKC", found[0])
    bare = found[0].translate(dict.fromkeys(map(ord, _INVISIBLE)))
    return re.sub("[’‘ʼ]", "'", unicodedata.normalize("NFKC", bare))


def quoted_words(text: str) -> tuple[Word, ...]:
    """Words of a quotation: ``[D]e`` reads as ``De``; its list marker and last full stop or comma do not count."""
    found = words(_EDITED_CAPITAL.sub("\u200b\\1\u200b", text), marker=True)
    closing = sum(1 for _ in takewhile(lambda word: word.text in _CLOSING, reversed(found)))
    return found[: len(found) - closing]


def covered(found: tuple[Word, ...]) -> Span:
    """From the first to the last of ``found`` in their text."""
    return found[0].start, found[-1].end
