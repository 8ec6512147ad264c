"""Dutch sentence boundaries."""

import re

from iobqa.records import Span

_BOUNDARY = re.compile(r"[.!?]+[”’\"')\]]*(?=\s+[\"“‘'(\[]*[A-ZÀ-Þ0-9€])|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“‘\"'])(?:[A-Za-z]\.)*(?:[Bb]ijv|bv|[Aa]rtt?|[Dd]rs?|[Ii]r|[Ii]ng|[Mm]rs?|[Pp]rof|"
    r"[Dd]hr|[Mm]evr|[Pp]ar|[Nn]rs?|[Bb]lz|pp?|[Vv]gl|ca|resp|incl|excl|jl|[Ss]t|vs|zgn|nl|[Rr]ed|[Aa]fd|[Hh]fst|[Ff]ig|[Tt]ab|"
    r"max|min|ong|evt|[A-Z]|[a-z])\.$"
)
_MARKER = re.compile(r"^(?:\d{1,2}[.)]|\(?[a-z]\)|[a-z]\.)$")


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Half-open ranges of the sentences in ``text``, in order, without the white space around them.

    A list marker (``1.``, ``·``) stays with the sentence it opens; a line break always ends a sentence.
    """
    spans: list[Span] = []
    start = 0
    for boundary in _BOUNDARY.finditer(text):
        end = boundary.end() if not boundary[0].startswith("\n") else boundary.start()
        if boundary[0].startswith("\n") or not _is_abbreviation(text[start:end]):
            _append(spans, text, start, end)
            start = boundary.end()
    _append(spans, text, start, len(text))
    return tuple(spans)


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of ``text``."""
    return tuple(text[start:end] for start, end in sentence_spans(text))


def _is_abbreviation(sentence: str) -> bool:
    stripped = sentence.strip()
    if _MARKER.fullmatch(stripped):
        return True
    return bool(_ABBREVIATION.search(stripped)) and not stripped.endswith(("..", ".”", ".’"))


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    part = text[start:end]
    if part.strip():
        spans.append((start + len(part) - len(part.lstrip()), start + len(part.rstrip())))
