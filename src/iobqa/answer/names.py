"""Names in Dutch text: countries with their adjectives, organisations and their abbreviations, people."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from iobqa.answer.lemmas import is_word
from iobqa.answer.openings import matches_at
from iobqa.answer.readings import Reading, is_content, keys
from iobqa.answer.word_lists import lines

NameKind = Literal["land", "naam"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text. ``key`` is the same for all ways to say it: "Tunesische" and "Tunesië", "VN" and "Verenigde Naties"."""

    kind: NameKind
    key: str
    token: str
    start: int
    end: int


_FULL: Mapping[str, str] = {
    "VN": r"Verenigde Naties",
    "EU": r"Europese Unie|Europees(?= verband)|Europese(?= lidstaten)",
    "BZ": r"(?:het )?[Mm]inisterie van Buitenlandse Zaken|Buitenlandse Zaken|[Hh]et [Mm]inisterie(?! van\b)",
    "IOB": r"(?:[Dd]irectie )?Internationaal Onderzoek en Beleidsevaluaties?",
    "TK": r"Tweede Kamer",
    "EK": r"Eerste Kamer",
    "ICC": r"Internationaal Strafhof",
    "OVSE": r"Organisatie voor Veiligheid en Samenwerking in Europa",
    "OESO": r"Organisatie voor Economische Samenwerking en Ontwikkeling",
    "NAVO": r"Noord-Atlantische Verdragsorganisatie",
    "WRR": r"Wetenschappelijke Raad voor het Regeringsbeleid",
    "EDEO": r"Europese Dienst voor Extern Optreden",
    "UPR": r"Universal Periodic Review",
    "EZ": r"(?:[Mm]inisterie van )?Economische Zaken",
    "OIC": r"Organi[sz]ation of Islamic Cooperation|Organisatie (?:voor|van) (?:de )?Islamitische Samenwerking",
    "OCW": r"[Mm]inisterie van Onderwijs,? Cultuur en Wetenschap",
}
"""Abbreviations of Dutch foreign policy that every reader knows; those a report explains itself are added by the caller."""

_CAPITAL = re.compile(r"\b[A-ZÀ-Þ][\w’]*(?:-[\w’]+)*\+?|\b[a-z]+(?=-[A-Z])-[A-Z]\w*")
_OPENINGS = re.compile(r"(?<!\w)(?=[A-ZÀ-Þ]|het [Mm]inis|minis|direc)")
"""Where one of ``_known_names`` can begin."""
_RANKS = frozenset({"II", "III", "IV", "VI"})
"""As in "Rutte III": figures.py reads them."""
_HALF = 4
"""Letters of a part of a compound, at least."""
_OPENERS = frozenset(
    [
        "ambassade",
        "ambassades",
        "kabinet",
        "minister",
        "ministers",
        "kamer",
        "regering",
        "staat",
        "staten",
        "land",
        "landen",
        "mensenrechten",
        "project",
        "projecten",
    ]
)


@cache
def _known_names() -> tuple[re.Pattern[str], tuple[tuple[NameKind, str], ...]]:
    """One expression with a group for each name, and which name each group stands for."""
    rows = [line.split("\t") for line in lines("countries.tsv")]
    lands = [(row[0].split("|")[0], "|".join(row)) for row in rows if len(row) == 2]
    organisations = [(short, f"{short}|{full}") for short, full in _FULL.items()]
    groups = "|".join(f"({forms})" for _, forms in [*organisations, *lands])
    keys_: list[tuple[NameKind, str]] = [("naam", key) for key, _ in organisations]
    keys_ += [("land", key) for key, _ in lands]
    return re.compile(rf"(?<!\w)(?<!\w-)(?:{groups})(?:’s|s)?(?!\w)"), tuple(keys_)


@lru_cache(maxsize=4096)
def names(reading: Reading) -> tuple[Name, ...]:
    """All names in a text, by position; a word inside a longer known name is no name of its own."""
    found = [*_known(reading.text)]
    taken = [(name.start, name.end) for name in found]
    for match in _CAPITAL.finditer(reading.text):
        others = _others(reading, match)
        found += [other for other in others if not any(s < other.end and other.start < e for s, e in taken)]
    return tuple(sorted(found, key=lambda name: name.start))


def _known(text: str) -> Iterator[Name]:
    pattern, listed = _known_names()
    for match in matches_at(_OPENINGS, pattern, text):
        kind, key = listed[(match.lastindex or 1) - 1]
        yield Name(kind, key, match[0], match.start(), match.end())


def _others(reading: Reading, match: re.Match[str]) -> Iterator[Name]:
    """Capitalised words that open no sentence, or open one and are no ordinary word; the parts of "EU-delegatie" apart."""
    for part in re.finditer(r"[^\W_]+\+?", match[0]):
        token, start = part[0], match.start() + part.start()
        if (
            token[0].isupper()
            and len(token) > 1
            and token not in _RANKS
            and (_is_spelled_as_name(token) or not _opens(reading, start, token))
        ):
            yield Name("naam", token.lower(), token, start, start + len(token))


def _is_spelled_as_name(token: str) -> bool:
    return sum(c.isupper() for c in token) > 1


def _opens(reading: Reading, start: int, token: str) -> bool:
    """Whether the word is capitalised only because a sentence or quotation begins with it."""
    before = reading.text[:start].rstrip()
    if before and before[-1] not in ".!?:\"’'(":
        return False
    return token.lower() in _OPENERS or _is_ordinary(token.lower())


@lru_cache(maxsize=20_000)
def _is_ordinary(word: str) -> bool:
    """Whether a word is in the Dutch word list in lower case, or is a compound or inflection of listed words."""
    import simplemma

    return not is_content(word) or is_word(word) or len(word) > 9 or simplemma.lemmatize(word, lang="nl") != word


def _halves(word: str) -> Iterator[tuple[str, str]]:
    """A word cut in two, as a compound may be: "spoedvisa", "Kamermotie"."""
    yield from ((word[:cut], word[cut:]) for cut in range(_HALF, len(word) - _HALF + 1) if is_content(word[:cut]))


def _abbreviates(letters: str, source: Reading) -> bool:
    """Whether words of some length in a row begin with these letters: "AI" for "artificial intelligence"."""
    initials = "".join(word.low[0] if len(word.low) > _HALF else " " for word in source.words)
    return len(letters) > 1 and letters in initials


def holds_name(source: Reading, name: Name, also: Mapping[str, Iterable[str]]) -> bool:
    """Whether a text has a name, in any form. ``also``: other names for a key, in lower case, such as a report's own abbreviations."""
    wanted = {name.key, *also.get(name.key, ())}
    there = names(source)
    if any(other.key in wanted for other in there):
        return True
    if name.key == "Europa" and any(other.token.startswith("Europe") for other in there):
        return True  # "Europees verband" is that of the EU
    low = source.text.lower()
    if any(len(other) > 3 and other.lower() in low for other in wanted):
        return True
    token = name.token.lower()
    if any(keys(token) & keys(word.low) for word in source.words if token.isalpha()):
        return True
    if name.token.isupper() and name.key == token and _abbreviates(token, source):
        return True
    return name.kind == "naam" and any(
        min(map(len, parts)) > _HALF and all(keys(part) & source.keys for part in parts) for parts in _halves(token)
    )
