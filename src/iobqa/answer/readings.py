"""A Dutch text read for comparison: its words, the clauses they stand in, and which words of two texts are the same."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from os.path import commonprefix

from iobqa.answer.lemmas import is_word, lemma
from iobqa.answer.word_lists import lines
from iobqa.report.sentences import sentence_spans
from iobqa.search.analysis import STOP_WORDS, stems

_WORD = re.compile(r"[^\W\d_](?:[\w’'+-]*\w\+?)?|\d+(?:[.,]\d+)*")
_BREAK = re.compile(
    r"[;:]|\s[-–—]\s|,\s+(?:maar|terwijl|omdat|doordat|hoewel|want|waarbij|waardoor|waarmee|waaruit|waarin|waarop|waarna|zodat|die|dat|al|als|zonder|aangezien|en|of)\b|"
    r"\s(?=(?:maar\b(?!\s+(?:liefst|ook|een|één|beperkt\w*|matig\w*|deels|gedeeltelijk|ten dele|gering\w*|summier\w*|weinig|zelden|enkele|zeer|\d+|moeizaam|langzaam|mondjesmaat|half|net|\w+(?:tig|tien|lf))\b)|terwijl\b|omdat\b|doordat\b|hoewel\b|ondanks\b|zodat\b|waardoor\b|zonder\b|tenzij\b|daarentegen\b))|"
    r"\sen\s(?=(?:er|werd|werden|wordt|worden|was|waren|is|zijn|kwam|kwamen|had|hadden|heeft|hebben)\b)",
    re.IGNORECASE,
)
_COUNTED = r"(twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d+)"
"""A number inside a word: "vijfjarig", "vervijfvoudigd". It is set apart, so that it is read as a number."""
_MARK = re.compile(r"\[\d+\]")
_PART = 5
"""Letters from which the head or tail of a compound counts as the word itself: "projecten" in "mensenrechtenprojecten"."""
_EMPTY = frozenset(
    "rapport evaluatie iob onderzoek blijkt bleek blijken volgt sprake waarbij waarin waarvan waarmee daarbij daarin daarvan daarnaast hierbij "
    "hierin hiervan echter ook verder bovendien tevens namelijk immers dus zo zoals onder andere meer wel worden geworden gewest geweest "
    "doen deed deden laten liet hebben krijgen kreeg kregen zien zowel als alsook respectievelijk etc enzovoort tijdens periode jaar jaren "
    "geëvalueerde evaluatieperiode daarmee daardoor hierdoor hiermee vooral name bijvoorbeeld waaronder binnen buiten tussen rond sinds vanaf "
    "eigen eveneens zelf elkaar andere ander anders bepaalde steeds nog zich alleen slechts juist vormde vormden vormen bestond bestaat betreft "
    "manier wijze gebied terrein vlak waarop daarop hierop ervoor daarvoor hiervoor erop eraan ermee erin jegens inzake omtrent naast bestaan "
    "worden constateert constateerde stelt stelde concludeert vindt aldus volgens tegelijk tegelijkertijd toch desondanks niettemin dan ten via "
    # what markers.py and figures.py look after
    "niet geen nooit noch niemand niets zonder nauwelijks amper weinig zelden deels soms sommige enkele alle elke elk iedere ieder altijd overal "
    "meeste minder veel vele vaak regelmatig maar ruim bijna ongeveer circa omdat doordat hierdoor daardoor waardoor dankzij vanwege want zodat "
    "moeten moest moesten dient dienen wil willen wilde wilden mogelijk waarschijnlijk misschien wellicht lijkt lijken leek kon zeer erg heel "
    "procent miljoen miljard euro helft aantal volledig vonden vond gaven gaf geven aangeven aangaven zegt zeggen zei zeiden stellen stelden "
    "melden meldde meldt noemen noemde benadrukten benadrukte benadrukken vrijwel nagenoeg slechts hoeveelheid mate per minstens minimaal tenminste hoogstens maximaal krap liepen loopt lopen merendeel meerderheid "
    "minderheid grotendeels meestal overwegend doorgaans nam namen neemt nemen genomen besteedde besteedden besteden besteed stond stonden staan "
    "staat bevatten bevat bevatte inhouden omvatten spelen speelde speelden gespeeld kunnen ging gingen kwam kwamen komen gekomen bracht brachten brengen gebracht hield houden gehouden zette zetten stelt bleef bleven blijven kost kostte kostten maakt maakte maakten gebeurde gebeurden valt viel vielen vallen levert leverde leverden weet wist wisten raakt raakte raakten "
    "zo'n vóór hoewel hoeveel men qua mede ervan ruwweg pakweg plusminus zowat tegenover daarover daartoe onderzochte onderzoeksperiode naarmate aldus "
    "raken gold gelden diende dienden keek keken kijkt kijken richtte richt richten zodra terwijl toen nadat voordat totdat mits tenzij waarna indien wanneer".split()
)
"""Words that say nothing of their own in a paraphrase: of reporting, linking, place and time of the whole, and those that other
checks look after."""


def normalised(text: str) -> str:
    """One Unicode form, plain quotes, dashes and blanks, no citation markers, list marks or soft hyphens."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    text = re.sub(r"[‘’‚‛`´′]", "’", re.sub(r"[“”„‟″]", '"', text))
    text = re.sub(r"[‐‑‒–—−]", "-", _MARK.sub("", text))
    text = re.sub(r"\b(?:[Nn]íet|[Gg]één|[Ww]él)\b", lambda m: m[0].replace("í", "i").replace("é", "e"), text)
    text = re.sub(rf"\b{_COUNTED}-?jarige?\b", r"\1 jaar", text, flags=re.IGNORECASE)
    text = re.sub(rf"\bver{_COUNTED}voudig\w*", r"\1 keer vergroot", text, flags=re.IGNORECASE)
    return re.sub(r"^(?:·|\d\.|[a-z]\.|\(?[a-z]\))\s+", "", " ".join(text.split()))


@dataclass(frozen=True)
class Word:
    """A word of a text and where it stands."""

    text: str
    start: int
    end: int
    verb: str = ""
    """Of a separable verb in two pieces, on either, what the pieces make: "afnemen" for "nam ... af"."""

    @cached_property
    def low(self) -> str:
        return self.text.lower().replace("’", "'")

    @property
    def meant(self) -> str:
        """The word in lower case, a separable verb as one."""
        return self.verb or self.low


@dataclass(frozen=True)
class Clause:
    """Part of a sentence that says one thing: ``reading.text[start:end]``."""

    text: str
    start: int
    end: int
    words: frozenset[str]
    """Content words in lower case, numbers and years included."""

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(key for word in self.words for key in keys(word))

    def shared(self, other: "Clause") -> int:
        """How many content words of this clause the other has, in any form."""
        return sum(bool(keys(word) & other.keys) for word in self.words)


@dataclass(frozen=True)
class Reading:
    """A text, normalised, with its words and clauses."""

    text: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        found = [Word(m[0], m.start(), m.end()) for m in _WORD.finditer(self.text)]
        for start, end in (piece for span in self.sentences for piece in _cut(self.text, *span)):
            for at, verb in _separated([(n, w) for n, w in enumerate(found) if start <= w.start < end], self.text):
                found[at] = replace(found[at], verb=verb)
        return tuple(found)

    @cached_property
    def content(self) -> tuple[Word, ...]:
        """Words that carry meaning of their own; of a separable verb in two pieces the verb."""
        return tuple(w for w in self.words if is_content(w.meant) and not (w.verb and w.low in _PARTICLES))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        return sentence_spans(self.text)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(self._clause(start, end) for span in self.sentences for start, end in _cut(self.text, *span))

    def _clause(self, start: int, end: int) -> Clause:
        return Clause(
            self.text[start:end], start, end, frozenset(w.meant for w in self.content if start <= w.start < end)
        )

    @cached_property
    def keys(self) -> frozenset[str]:
        """Of all words, light ones too: "nam aan" carries "aangenomen"."""
        return frozenset(key for word in self.words for form in {word.low, word.meant} for key in keys(form))

    @cached_property
    def long_words(self) -> tuple[str, ...]:
        return tuple({word.low for word in self.words if len(word.low) >= _PART})

    def clause_at(self, position: int) -> Clause:
        """The clause that holds this character."""
        return next((c for c in self.clauses if c.start <= position < c.end), self.clauses[-1])

    def sentence_at(self, position: int) -> Clause:
        """The whole sentence that holds this character, as one clause."""
        start, end = next((span for span in self.sentences if span[0] <= position < span[1]), (0, len(self.text)))
        return self._clause(start, end)

    @lru_cache(maxsize=8192)  # noqa: B019 - readings are few and kept; many checks ask for the same word
    def holds(self, word: str) -> bool:
        """Whether the text has ``word`` in any form, as a part of a compound, or a listed synonym of it."""
        return bool(keys(word) & self.keys) or any(is_part(word, other) for other in self.long_words)


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """Read a text."""
    return Reading(normalised(text))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence at its inner borders; a piece with fewer than two content words stays with what comes before."""
    last = start
    for border in _BREAK.finditer(text, start, end):
        if _weight(text[last : border.start()]) >= 2 and _weight(text[border.start() : end]) >= 1:
            yield last, border.start()
            last = border.start()
    yield last, end


def is_thing(word: Word) -> bool:
    """A guess, by the dictionary form: no form of a verb."""
    form = lemma(word.low)
    return not word.verb and not form.endswith(_INFINITIVE)


_PARTICLES = frozenset(
    "aan achter achteruit af bij binnen door in mee na neer onder op open over samen tegen terecht terug toe uit vast voor voort vooruit "
    "vrij weg".split()
)
_PLAIN_PARTICLES = frozenset("achteruit af mee neer samen terecht terug toe vast voort vooruit vrij weg".split())
"""Those that seldom stand before a noun; the others are prepositions, unless the clause ends or goes on with one."""
_PRONOMINAL = frozenset({"er", "daar", "hier", "waar"})
"""Before these a particle is a preposition: "gingen er niet mee akkoord"."""
_GOES_ON = re.compile(
    r"\s*(?:$|[,.;:!?)]|(?:aan|als|bij|binnen|dan|dat|door|en|in|met|na|naar|of|om|onder|op|over|sinds|tegen|tijdens|tot|tussen|uit|vanaf|"
    r"van|via|volgens|voor|zoals|zonder)\b)"
)


def _separated(words: Sequence[tuple[int, Word]], text: str) -> Iterator[tuple[int, str]]:
    """Places of verbs in a clause whose particle stands apart ("nam ... af", "af te nemen"), and the whole verb."""
    for place, (piece, particle) in enumerate(words):
        if particle.low not in _PARTICLES or any(word.low in _PRONOMINAL for _, word in words[:place]):
            continue
        behind = words[place + 1 : place + 3]
        if [word.low for _, word in behind[:1]] == ["te"]:
            verbs = behind[1:]
        elif particle.low in _PLAIN_PARTICLES or _GOES_ON.match(text, particle.end):
            verbs = words[:place]
        else:
            continue
        found = next(((at, verb) for at, word in verbs if (verb := _joined(particle.low, word.low))), None)
        if found:
            yield from (found, (piece, found[1]))


@lru_cache(maxsize=20_000)
def _joined(particle: str, verb: str) -> str:
    """The infinitive that a particle makes with a form of a verb, or nothing when the dictionary has none."""
    form = lemma(verb)
    whole = particle + form
    return whole if form.endswith(_INFINITIVE) and is_word(whole) else ""


_INFINITIVE = ("en", "aan", "doen", "zien")


def _weight(text: str) -> int:
    return sum(is_content(word.lower()) for word in _WORD.findall(text))


@lru_cache(maxsize=50_000)
def is_content(word: str) -> bool:
    """Whether a word in lower case says something of its own."""
    return word not in STOP_WORDS and word not in _EMPTY and (len(word) > 2 or word.isdigit())


@lru_cache(maxsize=50_000)
def keys(word: str) -> frozenset[str]:
    """What a word in lower case may be matched by: stems, lemma, listed synonyms. A number is matched by itself alone."""
    if not word.isalpha() and not re.search(r"[^\W\d_]{3}", word):
        return frozenset([word])
    parts = [part for part in re.split(r"[-'+]", word) if len(part) > 1]
    found = {form for part in [word, word.replace("-", ""), *parts] for form in _forms(part)}
    return frozenset(found | {f"syn:{number}" for form in found for number in _synonyms().get(form, ())})


_ENDING = re.compile(r"(?:ingen|ing|enden|ende|den|de|ten|te|en|d|t)$")
"""What a verb and its noun differ in: "verankerd" and "verankering"; the comparative too."""
_LOAN = re.compile(r"(?:ati|iti|ti|i)es?$|(?:er(?:ing|en|end|ende|de|den|d|t|ingen))$|eer(?:d|de|den|t)?$")
"""The same of words from Latin and French: "selectie", "selecteren", "selecteerde"."""


def _forms(word: str) -> Iterable[str]:
    kraaij_pohlmann, porter = stems(word)
    forms = [f"k:{kraaij_pohlmann}", f"p:{porter}", f"l:{lemma(word)}"]
    return [*forms, *(f"r:{root}" for root in _roots(_plain(word).removeprefix("ge")) if len(root) >= _PART)]


def _roots(word: str) -> Iterable[str]:
    yield _ENDING.sub("", re.sub(r"(?<=.{5})ere?$", "", word))
    if _LOAN.search(word):
        yield _LOAN.sub("", word)


def _plain(word: str) -> str:
    """Without accents: "geïntensiveerd" has its "ï" of the "ge" before it."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@cache
def _synonyms() -> dict[str, tuple[int, ...]]:
    """Form to the numbers of the lines of ``synonyms.txt`` that have it."""
    found: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(lines("synonyms.txt")):
        for form in {form for word in line.split() for form in _forms(word)}:
            found[form] = (*found.get(form, ()), number)
    return found


def alike(one: str, other: str) -> bool:
    """Whether two words in lower case are forms, listed synonyms or compounds of each other."""
    return bool(keys(one) & keys(other)) or is_part(one, other)


@lru_cache(maxsize=50_000)
def is_part(word: str, other: str) -> bool:
    """Whether one is the head or tail of the other as a compound ("fonds" in "mensenrechtenfonds"), or both are compounds with
    one head and tails that say the same ("beleidsdoelen", "beleidsdoelstellingen")."""
    short, long = sorted((word, other), key=len)
    if len(short) >= _PART and len(long) - len(short) >= 3 and (long.startswith(short) or long.endswith(short)):
        return True
    if (
        len(short) > _PART and len(long) >= len(short) + 2 * _PART and short in long
    ):  # "risico" in "hoogrisicoprojecten"
        return True
    shared = len(commonprefix([word, other]))  # noqa: RUF071 - letters are meant
    cuts = range(_PART, min(shared, len(word) - 4, len(other) - 4) + 1)
    return any(keys(word[cut:]) & keys(other[cut:]) for cut in cuts)
