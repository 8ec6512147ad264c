"""A pattern with many branches, tried only where one of them can begin."""

import re
from collections.abc import Iterator


def matches_at(openings: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer(text)`` gives, when ``openings`` matches wherever ``pattern`` can."""
    end = 0
    for opening in openings.finditer(text):
        match = pattern.match(text, opening.start()) if opening.start() >= end else None
        if match:
            end = match.end()
            yield match
