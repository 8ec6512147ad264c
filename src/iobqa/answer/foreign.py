"""Text that does not belong: orders to a language model in a report, and replies that are about something else than it."""

import re
from collections.abc import Sequence

from iobqa.answer.readings import read

_MOST_STRANGE = 0.5
"""Share of a claim's content words, from which it is not about the sentences that it points at."""

_ORDER = re.compile(
    r"\b(?:negeer|vergeet|ignore|disregard|forget|override)\b.{0,60}\b(?:instructie|opdracht|regel|vraag|prompt|instruction|rule|"
    r"previous|voorgaand|bovenstaand|hiervoor)|"
    r"\b(?:systeem|system)[ -]?prompt\b|"
    r"(?:^|[^\w\s] ?|\ben )(?:zeg|antwoord|schrijf|beweer|vermeld|concludeer|say|answer|write|reply|respond)\b"
    r"(?: (?:nu|voortaan|altijd|alleen|slechts|in plaats daarvan|only|always|instead))* (?:dat|met|alleen|that|with|only)\b|"
    r"\b(?:je|jij|u) bent (?:nu|vanaf nu|voortaan)\b|\byou are (?:now|an? (?:ai|assistant))\b",
    re.IGNORECASE | re.DOTALL,
)


def gives_orders(text: str) -> bool:
    """Whether a sentence speaks to a language model instead of to a reader. Reports tell and advise; they do not say "zeg dat"."""
    return bool(_ORDER.search(" ".join(text.split())))


def is_about(claim: str, sources: Sequence[str]) -> bool:
    """Whether at least half of what a claim says is in the sentences it points at.

    A claim that is not covered is shown to a reader, with what is wrong with it. What is about something else is not: it
    may be a prompt that leaked, or the outcome of an order in the question, and would reach the reader in that way.
    """
    readings = [read(source) for source in sources]
    words = read(claim).content
    strange = [word for word in words if not any(reading.holds(word.low) for reading in readings)]
    return bool(words) and len(strange) < _MOST_STRANGE * len(words)
