"""What kind of answer a question asks for, and which kinds a sentence can give; Dutch and English questions."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

ASKS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "number": re.compile(
            r"\bhoe ?veel|\baantal|\bhoe vaak|\bhow many|\bhow often|\bnumber of|\bhow much|\bhoe ?lang|\bhow long|"
            r"\bhoe groot|"
            r"\bhow (?:large|big)|\btelt|\bomvang|\bhoe hoog|\bhow high|\bcijfers?\b|\bfigures?\b|\bmaximum|\bminimaal|"
            r"\bhoogstens",
            re.I,
        ),
        "percentage": re.compile(
            r"procent|percentage|\bdeel van|\baandeel|\bpercent|\bshare|\bwelk deel|\bmeerderheid|\bhelft|\bderde deel|"
            r"\bproportion|%|"
            r"\bhoeveel van de|\bhow many of",
            re.I,
        ),
        "amount": re.compile(
            r"\bgeld|\bbudget|\bbedrag|\beuro|\bkost|\bmiljoen|\bmoney|\bamount|\bfunding|\bspen[dt]|\buitgaven|"
            r"\bbegroting|\bcost|"
            r"\bhoe duur|\bprijs|\bfonds|\bworth|\bwaard|€",
            re.I,
        ),
        "time": re.compile(
            r"\bwanneer|\bjaar\b|\bjaartal|\bwhen\b|\byear|\bsinds|\bdatum|\bdate\b|\bmaand|\bmonth|\bsince\b|\bperiode|"
            r"\bperiod",
            re.I,
        ),
        "who": re.compile(
            r"\bwie\b|\bwho\b|\bwhom\b|\bwelke? (?:land|staten|organisatie|partij|ministerie|directie|minister|instantie|"
            r"club|kamerlid|bedrijf)|"
            r"\bwhich (?:countr|state|organi|member|ministr|minister|part|compan|bod)|\bdoor wie",
            re.I,
        ),
        "cause": re.compile(
            r"\bwaarom|\bhoezo|\bhoe k(?:om[te]|wam)|\boorza|\breden|\bwaardoor|\bverklar|\bwhy\b|\breason|\bcause|"
            r"\bbecause|\bhow come|"
            r"\bwat zit daar|\bwaar lag|\bwhat explains|\bdoor wat|\bwaar kom",
            re.I,
        ),
        "advice": re.compile(
            r"\badvi[es]|\baanbe?vel|\bbev(?:eel|al)t? .*\baan\b|\bbevelen .*\baan\b|\brecommend|\bmoet(?:en)? (?:er|we|"
            r"wij|bz|nederland|het)|\bshould\b|\bzou(?:den)? .*moeten|\bvoortaan|"
            r"\bverbeter|\bbeter kunnen|\badvise|\bles(?:sen)?\b",
            re.I,
        ),
        "list": re.compile(
            r"\bwelke\b|\bnoem\b|\bwat zijn\b|\bwhich\b|\bwhat are\b|\bwhat were\b|\bopsomm|\blist\b|\bwat waren\b|"
            r"\bname the\b|\bsom op\b|"
            r"\bwat voor\b",
            re.I,
        ),
    }
)

GIVES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "number": re.compile(
            r"\d|\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|tiental|honderd|duizend|helft|derde|enkele|"
            r"twintig|dertig|"
            r"veertig|vijftig|zestig|zeventig)\b",
            re.I,
        ),
        "percentage": re.compile(r"\d ?%|procent|helft|meerderheid|\bderde\b|kwart", re.I),
        "amount": re.compile(r"€|\beuro|miljoen|miljard", re.I),
        "time": re.compile(
            r"\b(?:19|20)\d\d\b|\bjaar|\bmaand|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|"
            r"november|december"
        ),
        "who": re.compile(r"(?<=[a-z,;:’)] )[A-Z][A-Za-zÀ-ÿ-]+"),
        "cause": re.compile(
            r"\bomdat|\bdoordat|\bvanwege|\bhierdoor|\bdaardoor|\bdankzij|\baangezien|\bals gevolg|\bdoor het|\boorza|"
            r"\bte wijten|\bnamelijk|"
            r"\bimmers|\bwaardoor|\bmede dankzij|\bten grondslag|\bgezien\b|\bhad te maken met|\breden",
            re.I,
        ),
        "advice": re.compile(
            r"^(?:·\s*|\w\)\s*|\d\.\s*)?(?:Stuur|Behoud|Breng|Onderstreep|Beperk|Definieer|Vergroot|Versterk|Zorg|Werk|"
            r"Laat|Neem|Verbind|"
            r"Agendeer|Bied|Stel|Verhoog|Onderzoek|Maak|Bevorder|Verbeter|Veranker|Houd|Pleit|Betrek|Speel)\b|\baanbevel|"
            r"\badviseer|\bmoet(?:en)?\b"
        ),
        "list": re.compile(r":\s*$|, .*, | en "),
    }
)

KINDS = tuple(ASKS)
"""In the order of the columns of ``flags``."""

_REMEMBERED = 4096
"""Questions and sentences whose kinds are kept: one is read many times on the way to its answer."""


@lru_cache(maxsize=_REMEMBERED)
def asks(question: str) -> frozenset[str]:
    """Kinds of answer that ``question`` asks for."""
    return frozenset(kind for kind, pattern in ASKS.items() if pattern.search(question))


@lru_cache(maxsize=_REMEMBERED)
def gives(sentence: str) -> frozenset[str]:
    """Kinds of answer that ``sentence`` can give."""
    return frozenset(kind for kind, pattern in GIVES.items() if pattern.search(sentence))


def flags(kinds: frozenset[str]) -> NDArray[np.bool_]:
    """Shape (len(KINDS),)."""
    return np.array([kind in kinds for kind in KINDS])


def kinds_of(texts: Sequence[str], read: Callable[[str], frozenset[str]]) -> NDArray[np.bool_]:
    """Shape (texts, len(KINDS)): what ``asks`` or ``gives`` reads in each."""
    return np.array([flags(read(text)) for text in texts]).reshape(len(texts), len(KINDS))
