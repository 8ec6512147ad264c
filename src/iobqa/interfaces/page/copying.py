"""What the copy buttons put on the clipboard."""

from collections.abc import Mapping, Sequence
from typing import Any

from iobqa.answer.citations import MARKER
from iobqa.records import Answer

_BULLETS = "·•▪‣ "


def citation_text(about: Mapping[str, Any], ref: str) -> str:
    """Plain reference: ``IOB (2024), Tussen papier en praktijk, § 4.2.2, al. 1``."""
    return ", ".join([*_head(about), ref])


def quote_text(about: Mapping[str, Any], ref: str, quote: str) -> str:
    """The quote and where it stands."""
    return f"“{bare(quote)}” ({citation_text(about, ref)})"


def markdown_text(about: Mapping[str, Any], ref: str, quote: str, url: str) -> str:
    """The quote as a block, its place as a link."""
    author, *title = _head(about)
    place = ", ".join([author, *(f"*{part}*" for part in title), ref])
    return f"> {' '.join(bare(quote).split())}\n>\n> — [{place}]({url})"


def answer_text(about: Mapping[str, Any], answer: Answer) -> str:
    """The answer and the list of its sources."""
    sources = [f"[{c.number}] {citation_text(about, c.ref)}" for c in answer.citations]
    return "\n".join([answer.question, "", answer.answer, *([""] if sources else []), *sources])


def bare(quote: str) -> str:
    """A quote without the sign of the bullet it was; cells of a table row parted by a bar."""
    return quote.lstrip(_BULLETS).replace("\t", " | ")


def quoted_spans(answer: Answer) -> Sequence[tuple[int, int]]:
    """Where in ``answer.answer`` the words of the report stand, as far as they can be found again."""
    found, at = [], 0
    for citation in answer.citations:
        quote = " ".join(bare(citation.quote).split())  # an answer keeps a quote on one line
        start = answer.answer.find(quote, at)
        if start >= 0:
            found.append((start, start + len(quote)))
            at = start + len(quote)
    return found


def marker_spans(answer: Answer) -> Sequence[tuple[int, int, int]]:
    """Where the markers stand: start, end, number."""
    return [(match.start(), match.end(), int(match[1])) for match in MARKER.finditer(answer.answer)]


def _head(about: Mapping[str, Any]) -> list[str]:
    """Author with year, and title."""
    author = str(about.get("author_short") or about.get("author") or about.get("publisher") or "")
    year = str(about.get("published", ""))[:4]
    dated = f"{author} ({year})" if year else author
    return [part for part in (dated.strip(), str(about.get("title", ""))) if part]
