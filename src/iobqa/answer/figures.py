"""Numbers in Dutch text, in digits or in words: counts, amounts, percentages and shares, years, ordinals, vague tens.

Normalised so that "€ 30 miljoen" is "dertig miljoen euro", and "twee derde" is "67%" (a share rounds to whole percents).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from iobqa.answer.openings import matches_at

FigureKind = Literal["getal", "bedrag", "percentage", "jaar", "rangtelwoord"]
Bound = Literal["", "ruim", "bijna", "ongeveer", "hooguit"]
"""What stands before a number: at least it, just under or at most it, about it, "niet meer dan" it
(which may be said of the number itself: "slechts een derde")."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text; ``text[start:end]`` says it. An amount is in euro, a percentage in hundredths of the whole."""

    kind: FigureKind
    value: float
    token: str
    start: int
    end: int
    bound: Bound = ""


_ONES = "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien"
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
_SCALES = {"duizend": 1e3, "miljoen": 1e6, "mln": 1e6, "miljard": 1e9, "mld": 1e9, "biljoen": 1e12}
_PARTS = {"derde": 3, "vierde": 4, "kwart": 4, "vijfde": 5, "zesde": 6, "achtste": 8, "tiende": 10}
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"


@cache
def number_words() -> dict[str, int]:
    """Dutch cardinals up to 9999 as written in one word, with and without the diaeresis."""
    small = dict(zip(_ONES.split(), range(20), strict=True))
    for tens, word in enumerate(_TENS.split(), start=2):
        small[word] = 10 * tens
        for one in range(1, 10):
            unit = _ONES.split()[one]
            small[f"{unit}{'ën' if unit.endswith('e') else 'en'}{word}"] = 10 * tens + one
    words = dict(small)
    for head, value in small.items():
        if 1 < value < 20:
            words |= _with_rest(f"{head}honderd", 100 * value, small)
        if 1 < value < 100:
            words |= {f"{head}duizend": 1000 * value, f"{head}tal": value}
    words |= _with_rest("honderd", 100, small) | {"duizend": 1000, "honderdduizend": 100_000, "één": 1}
    del words["een"]  # the article
    return words | {word.replace("ë", "e"): value for word, value in words.items()}


def _with_rest(head: str, value: int, small: dict[str, int]) -> dict[str, int]:
    rest = {f"{head}{link}{word}": value + below for word, below in small.items() if below for link in ("", "en")}
    return {head: value, **rest}


def _word_shape() -> str:
    """A regular expression for what ``number_words`` lists; short, because it is used many times over in one pattern."""
    ones = "|".join(_ONES.split()[2:10])
    teens = "|".join(_ONES.split()[10:])
    tens = "|".join(_TENS.split())
    small = rf"(?:(?:(?:een|één|{ones})[eë]n)?(?:{tens})|{teens}|{ones})"
    return rf"(?:(?:{ones}|{teens})?honderd(?:(?:duizend|(?:en)?(?:een|{small})))?|{small}?duizend|{small}tal|{small}|nul|één)"


@cache
def _ordinals() -> dict[str, int]:
    irregular = {"eerste": 1, "derde": 3, "achtste": 8}
    names = {w: v for w, v in number_words().items() if 1 < v < 100 and v not in (3, 8) and not w.endswith("tal")}
    return irregular | {w + ("de" if v < 20 else "ste"): v for w, v in names.items()}


_ROMAN = {"II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"


@cache
def _pattern() -> re.Pattern[str]:
    ordinals = "|".join(sorted(_ordinals(), key=len, reverse=True))
    scales = "|".join(_SCALES)
    words = rf"{_word_shape()}|anderhalf|anderhalve|half(?= (?:{'|'.join(_SCALES)}))"
    number = rf"(?:{_DIGITS}|\b(?:{words})\b)"
    parts = "|".join(_PARTS)
    return re.compile(
        rf"(?P<share>(?:\b(?:een|één|twee|drie|vier|1|2|3|4) ?(?:{parts})(?: deel)?(?=\s+(?:van|deel|hiervan|daarvan|minder|meer|lager|"
        rf"hoger|kleiner|groter|af|toe|uit|en|of|was|is|werd|waren|had|in|bij|op|gedaald|gestegen|afgenomen|toegenomen|terug|omhoog|omlaag)\b|\s*[.,;:)]|\s*$)|\b(?:twee|drie) ?(?:derde|kwart)\b|\bde helft\b|\bdriekwart\b|\been kwart\b(?! eeuw)|\b(?:1|2|3)/[2-9]\b))"
        rf"|(?P<ratio>\b(?:een|één|{number}) op de (?:{number}))"
        rf"|(?P<percent>{number}\s*(?:%|procent\b|percent\b))"
        rf"|(?P<amount>(?:€|\beuro|\beur)\s*{number}(?:\s*(?:{scales})\b)?|{number}(?:\s*(?:{scales}))?\s*(?:euro\b|€)|(?:{number}|\b(?:een|halve)) ton\b)"
        rf"|(?P<year>(?<![\d.,€])\b(?:1[89]|20)\d\d\b(?![.,]\d|\s*(?:{scales}|%|euro)))"
        rf"|(?P<ordinal>\b(?:nummer|plaats|plek) (?:{number})(?!\d)|\b(?:{ordinals})\b|\b\d{{1,2}}e\b|(?<=[a-z] )(?:II|III|IV|VI|V)\b)"
        rf"|(?P<decade>\bdecennium\b|\b(?:{words}) decennia\b)"
        rf"|(?P<count>(?<!(?-i:[A-Z])-)(?<![Cc]ovid-)(?<![A-Za-z\d.,])(?:{number})(?:\s*(?:{scales})\b)?(?![\d%])(?!-?[a-z]\))|\b(?:{words})\b)",
        re.IGNORECASE,
    )


@cache
def _openings() -> re.Pattern[str]:
    """Where ``_pattern`` can match at all."""
    words = [
        *number_words(),
        *_ordinals(),
        "een",
        "halve",
        "half",
        "anderhal",
        "euro",
        "eur",
        "nummer",
        "plaats",
        "plek",
    ]
    openings = {word[:3].lower() for word in [*words, "de helft", "driekwart", "decennium", *_ROMAN]}
    return re.compile(rf"[\d€]|\b(?:{'|'.join(sorted(openings, key=len, reverse=True))})", re.IGNORECASE)


_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("hooguit", re.compile(r"\bniet meer dan\s*$", re.I)),
    (
        "ruim",
        re.compile(
            r"\b(?:ruim|(?<!niet )meer dan|niet minder dan|minstens|minimaal|tenminste|ten minste|boven de|over de|op zijn minst|in ieder geval)\s*$",
            re.I,
        ),
    ),
    (
        "bijna",
        re.compile(
            r"\b(?:bijna|minder dan|hoogstens|hooguit|maximaal|tot maximaal|(?-i:onder) de|net geen|nog geen|ten hoogste|krap)\s*$",
            re.I,
        ),
    ),
    (
        "ongeveer",
        re.compile(
            r"(?:\b(?:ongeveer|circa|ca\.|rond|rond de|om en nabij|zo['’`]n|grofweg|ruwweg|plusminus|pakweg|zowat|naar schatting)|±)\s*$",
            re.I,
        ),
    ),
)
_NO_RANK = re.compile(r"\b(?:ten|in|voor het|op de|in de|als)\s+$", re.I)
"""Before an ordinal that ranks nothing: "ten eerste", "in eerste instantie"."""


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """Every number in ``text``, in order. "een" and "beide" are no numbers here, "één" is."""
    found = list(_read(text))
    for at, (one, other) in enumerate(pairwise(found)):
        if _RANGE.fullmatch(text[one.end : other.start]) and one.kind == "getal":
            found[at] = _as_its_end(one, other)
    return tuple(found)


_RANGE = re.compile(r"-?\s*(?:tot|à|-|of)\s*")


def _as_its_end(one: Figure, other: Figure) -> Figure:
    """The "1" of "1 tot 3 miljoen euro" is a million euro too, the "vijf" of "vijf- tot vijftienduizend" a thousandfold."""
    if " " in one.token:
        return replace(one, kind=other.kind) if other.kind == "bedrag" else one
    if not one.token.isdigit():
        thousands = other.token.lower().split()[0].endswith("duizend") and other.value >= 1000 > one.value
        return replace(one, kind=other.kind, value=one.value * 1000) if thousands else one
    scale = next((value for word, value in _SCALES.items() if re.search(rf"\b{word}\b", other.token, re.I)), 1.0)
    if other.kind == "percentage" or scale > 1:
        return replace(one, kind=other.kind, value=one.value * scale)
    return one


def _read(text: str) -> Iterator[Figure]:
    for match in matches_at(_openings(), _pattern(), text):
        kind = str(match.lastgroup)
        if kind == "ordinal" and (match[0].lower() == "eerste" or _NO_RANK.search(text[: match.start()])):
            continue
        value: float = _VALUES[kind](match[0].lower() if kind != "ordinal" else match[0])
        yield Figure(_KINDS[kind], value, match[0], match.start(), match.end(), _bound(text[: match.start()]))


def _bound(before: str) -> Bound:
    return next((bound for bound, pattern in _BEFORE if pattern.search(before[-40:])), "")


_KINDS: dict[str, FigureKind] = {
    "share": "percentage",
    "ratio": "percentage",
    "percent": "percentage",
    "amount": "bedrag",
    "year": "jaar",
    "ordinal": "rangtelwoord",
    "count": "getal",
    "decade": "getal",
}


_HALVES = {"anderhalf": 1.5, "anderhalve": 1.5, "half": 0.5, "halve": 0.5, "een": 1.0}
""" "een" and "halve" before "ton" alone."""


def _number(token: str) -> float:
    token = token.strip()
    if token in _HALVES:
        return _HALVES[token]
    if token in number_words():
        return float(number_words()[token])
    if token.isalpha():
        return float("nan")  # looks like a number word and is none: equal to nothing
    return float(token.replace(".", "").replace(",", "."))


def _scaled(token: str) -> float:
    bare = re.sub(r"€|\beuro?\b|%|procent|percent", " ", token)
    parts = bare.split()
    scale = {**_SCALES, "ton": 1e5}[parts.pop()] if len(parts) > 1 and parts[-1] in {*_SCALES, "ton"} else 1.0
    return _number(parts[0]) * scale


def _share(token: str) -> float:
    if token in {"de helft"}:
        return 50.0
    if "/" in token:
        numerator, denominator = token.split("/")
        return 100.0 * int(numerator) / int(denominator)
    below = next(value for word, value in _PARTS.items() if word in token)
    heads = {"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "1": 1, "2": 2, "3": 3, "4": 4}
    above = next((value for word, value in heads.items() if token.startswith(word)), 1)
    return 100.0 * above / below


def _ratio(token: str) -> float:
    above, below = token.split(" op de ")
    return 100.0 * (1.0 if above in {"een", "één"} else _number(above)) / max(_number(below), 1.0)


def _rank(token: str) -> float:
    if token in _ROMAN:
        return float(_ROMAN[token])
    low = token.lower()
    if " " in low:
        return _number(low.split()[1])
    return float(_ordinals()[low]) if low in _ordinals() else float(low.rstrip("e"))


_VALUES: dict[str, Callable[[str], float]] = {
    "share": _share,
    "ratio": _ratio,
    "percent": _scaled,
    "amount": _scaled,
    "year": _number,
    "ordinal": _rank,
    "count": _scaled,
    "decade": lambda token: 10.0 if token == "decennium" else 10.0 * _number(token.split()[0]),
}


def same(one: Figure, other: Figure) -> bool:
    """Whether two figures say the same number of the same thing. Years and counts may be each other: "in 2000"."""
    if one.kind != other.kind and {one.kind, other.kind} != {"jaar", "getal"}:
        return False
    if one.kind == "percentage" and abs(one.value - other.value) < 0.75:
        return "," not in one.token + other.token or abs(one.value - other.value) < 0.05
    return abs(one.value - other.value) <= 1e-6 * max(1.0, abs(one.value))


def near(claimed: Figure, source: Figure) -> bool:
    """Whether ``claimed``, which says "ruim", "bijna" or "ongeveer", is a fair rounding of the exact ``source``."""
    if claimed.kind != source.kind or source.bound or not source.value:
        return False
    ratio = claimed.value / source.value
    fair = {"ruim": 0.9 <= ratio < 1, "bijna": 1 < ratio <= 1.1, "ongeveer": 0.95 <= ratio <= 1.05}
    return fair.get(claimed.bound, False)


VAGUE = re.compile(
    r"\b(?:tientallen|honderden|duizenden|miljoenen|miljarden|verdubbel\w*|halve(?:er|ring)\w*|gehalveerd|dubbele?|"
    r"verdrievoudig\w*|(?:twee|drie|vier|vijf|tien) (?:keer|maal))\b",
    re.IGNORECASE,
)
"""Words for numbers without an exact value; a claim may have them only when its source does."""
UNIT = re.compile(
    r"\b(?:dollars?|pond|yen|hectares?|(?:vierkante )?(?:kilo)?meters?|uren|uur|dag|dagen|weken|maanden)\b",
    re.IGNORECASE,
)
"""What is measured in; years and euro aside, which are read as figures."""
MONTH = re.compile(rf"\b(?:{_MONTHS})\b", re.IGNORECASE)
