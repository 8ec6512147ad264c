"""Who does it: the subject of a plain Dutch main clause, found by its place beside the verb, when it is a party.

Nothing is found in a passive clause, nor where the party stands elsewhere than right before or right behind the verb: a wrong
guess would reject a faithful claim, and a missed one leaves the claim to the other checks.
"""

import re
from dataclasses import dataclass

from iobqa.answer.figures import number_words
from iobqa.answer.lemmas import lemma
from iobqa.answer.names import names
from iobqa.answer.readings import Reading, Word, is_content, keys

_PARTY = re.compile(
    r"(?:[\w-]*(?:ministeries?|ambassades?|medewerkers?|ministers?|kabinet|regering|overhe(?:id|den)|autoriteiten|lidstaten|organisaties|"
    r"ngo's|bedrijven|bedrijf|diplomaten|directies?|onderzoekers|ambassadeurs?|verdedigers)|premier|president|landen|kamer|commissie|raad)",
    re.IGNORECASE,
)
_ARTICLE = frozenset(["de", "het", "een", "deze", "die", "dit", "dat", "zijn", "hun", "haar"])
_BORDER = frozenset(
    [
        "van",
        "in",
        "op",
        "bij",
        "uit",
        "voor",
        "met",
        "en",
        "of",
        "die",
        "dat",
        "om",
        "te",
        "aan",
        "over",
        "onder",
        "tussen",
        "door",
        "zonder",
        "naar",
        "tot",
        "als",
        "dan",
        "wel",
        "niet",
        "ook",
    ]
)
_PASSIVE = re.compile(r"\b(?:werd|werden|wordt|worden|is|zijn|was|waren)\b.*\bdoor\b", re.IGNORECASE)
_RECEIVES = frozenset(
    ["krijgen", "ontvangen", "verkrijgen", "vernemen", "leren", "horen", "ontlenen", "erven", "ondervinden"]
)
"""Verbs whose subject is not who does it."""
_MUTUAL = re.compile(r"\bsamen\b|\bonderling\w*|\bmet elkaar\b|\bovereenkom\w*|\bgezamenlijk\w*", re.IGNORECASE)
_SUBORDINATE = frozenset(
    [
        "omdat",
        "doordat",
        "terwijl",
        "toen",
        "als",
        "hoewel",
        "nadat",
        "voordat",
        "zodra",
        "aangezien",
        "indien",
        "waar",
        "wanneer",
        "dat",
        "wie",
    ]
)
_PARTICLE = re.compile(r"\b(over|op|aan|uit|in|af|mee|toe|terug|voor)(?= (?:van|en)\b|[.,;]|$)")


@dataclass(frozen=True)
class Doer:
    """A party, the verb beside it, and the clause that both stand in."""

    key: str
    word: Word
    verb: str
    clause: Reading

    def stands_in(self, reading: Reading) -> bool:
        """Whether a text names this party."""
        if any(name.key == self.key for name in names(reading)):
            return True
        return any(keys(self.word.low) & keys(word.low) for word in reading.words)

    def is_named(self, key: str) -> bool:
        """Whether ``key`` is said with this party: "Nederlandse" of "ambassades"."""
        before = self.clause.text[max(0, self.word.start - 30) : self.word.end]
        return any(name.key == key for name in names(Reading(before)))

    def is_same(self, other: "Doer") -> bool:
        """Whether two doers are one party, under one name or two: "Nederland" and "Nederlandse ambassades"."""
        return self.key == other.key or self.is_named(other.key) or other.is_named(self.key)

    def same_deed(self, other: "Doer") -> bool:
        """Whether both do the same: a verb in any form, or two verbs that say little with one particle."""
        if not (_is_light(self.verb) and _is_light(other.verb)):
            return bool(keys(self.verb) & other.clause.keys or keys(other.verb) & self.clause.keys)
        return bool(_particles(self) & _particles(other)) or any(
            keys(one) & keys(two) for one in _participles(self) for two in _participles(other)
        )


def _is_light(verb: str) -> bool:
    return verb in _LIGHT or not is_content(verb)


def _participles(doer: Doer) -> list[str]:
    """ "verzocht" after "hebben"."""
    return [w.low for w in doer.clause.content if w.start > doer.word.end and _is_verb(w.low)]


def _particles(doer: Doer) -> set[str]:
    return set(_PARTICLE.findall(doer.clause.text))


def doer(reading: Reading) -> Doer | None:
    """Who does it in the first sentence of a text."""
    reading = Reading(re.sub(r"\s*\([^()]*\)", "", reading.text))
    start, end = reading.sentences[0] if reading.sentences else (0, 0)
    words = [word for word in reading.words if start <= word.start < end]
    if not words or _PASSIVE.search(reading.text) or _MUTUAL.search(reading.text):
        return None
    found = _before_verb(reading, words) or _behind_verb(reading, words)
    return None if found and lemma(found.verb) in _RECEIVES else found


def _before_verb(reading: Reading, words: list[Word]) -> Doer | None:
    """ "De premier verzocht": a party at the beginning, and a verb right behind it."""
    first = words[0].low
    opens = first in _ARTICLE or first.endswith("e") or first in number_words() or first[0].isdigit()
    if first in _SUBORDINATE | _BORDER or not (opens or _key(reading, words[0])):
        return None
    for at, word in enumerate(words[:6]):
        if at and word.low in _BORDER:
            return None
        if _key(reading, word) and at + 1 < len(words) and words[at + 1].low not in _BORDER:
            if _key(reading, words[at + 1]):
                continue  # "Nederlandse diplomaten": the last is the head
            return _as_doer(reading, word, words[at + 1]) if _is_verb(words[at + 1].low) else None
    return None


def _behind_verb(reading: Reading, words: list[Word]) -> Doer | None:
    """ "In 2020 verzocht Nederland": the sentence begins with something else than a party."""
    if words[0].low in _ARTICLE or _key(reading, words[0]):
        return None
    for at, word in enumerate(words[:12]):
        if _is_verb(word.low) and words[at - 1].low not in {*_ARTICLE, "te"}:
            head = _head(reading, words[at + 1 : at + 5])
            if head:
                return _as_doer(reading, head, word)
    return None


def _head(reading: Reading, words: list[Word]) -> Word | None:
    """The party that a phrase begins with, behind an article and an adjective."""
    rest = words[1:] if words and words[0].low in _ARTICLE else words
    rest = rest[1:] if rest and not _key(reading, rest[0]) and rest[0].low.endswith("e") else rest
    heads = [word for word in rest[:2] if _key(reading, word)]
    if not heads or heads[0] is not rest[0]:
        return None
    return heads[-1]


def _is_verb(word: str) -> bool:
    """A finite form: not the infinitive, and no noun."""
    return word in _LIGHT | _STRONG or (lemma(word) != word and lemma(word).endswith("en") and not word.endswith("ing"))


_STRONG = frozenset(
    [
        "vroeg",
        "vroegen",
        "riep",
        "riepen",
        "bood",
        "boden",
        "koos",
        "kozen",
        "hielp",
        "hielpen",
        "sprak",
        "spraken",
        "schreef",
        "schreven",
        "zocht",
        "zochten",
        "bracht",
        "brachten",
        "trok",
        "trokken",
        "sloot",
        "sloten",
        "stemde",
        "verkreeg",
        "hield",
        "hielden",
        "verloor",
        "verloren",
        "won",
        "wonnen",
        "dwong",
        "dwongen",
        "wees",
        "wezen",
        "beval",
        "gebood",
        "verbood",
        "verboden",
    ]
)
"""Past tenses that the dictionary takes for other words."""
_LIGHT = frozenset(
    [
        "nam",
        "namen",
        "pakte",
        "pakten",
        "gaf",
        "gaven",
        "deed",
        "deden",
        "had",
        "hadden",
        "vond",
        "vonden",
        "zag",
        "zagen",
        "liet",
        "lieten",
        "heeft",
        "hebben",
    ]
)


_COMMON = frozenset(
    "is was zijn waren kwam kwamen bleef bleven ging gingen gaat gaan kreeg kregen stond stonden staat staan lag lagen steeg stegen "  # noqa: SIM905
    "bleek bleken kon konden kan kunnen werd werden wordt worden zie ziet doet doen houdt zou zouden mag mogen moet moeten wil willen "
    "weet wist wisten zet zetten valt vallen viel vielen geldt gelden vormt vormen wijst wijzen".split()
)
VERBS = _LIGHT | _STRONG | _COMMON
"""Finite forms that the dictionary does not know for what they are."""


def _as_doer(reading: Reading, word: Word, verb: Word) -> Doer:
    return Doer(_key(reading, word), word, verb.low, reading)


def _key(reading: Reading, word: Word) -> str:
    """What a party is called, or nothing when the word is none."""
    name = next((name for name in names(reading) if name.start <= word.start < name.end), None)
    if name and name.start == 0 and name.kind == "naam" and name.key == name.token.lower():
        name = None  # capitalised because the sentence begins: "Sindsdien"
    if name and not (name.kind == "land" and name.token != name.key and _is_adjective(word)):
        return name.key
    return lemma(word.low) if _PARTY.fullmatch(word.low) else ""


def _is_adjective(word: Word) -> bool:
    return word.low.endswith(("se", "s"))
