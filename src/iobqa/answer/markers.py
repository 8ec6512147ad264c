"""Small words that turn, weaken or widen a statement: negation, doubt, intention, "de meeste", "door", "volgens".

For each kind: which kinds in the source make it right in a claim (``ADDED``), and which kinds in a claim keep it when the
source has it (``KEPT``). A kind that is not in ``KEPT`` may be left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

MarkerKind = Literal[
    "negation", "lack", "un", "little", "partly", "less", "possible", "able", "ought", "intent", "all", "most", "many", "some",
    "only", "strong", "cause", "said", "view",
]  # fmt: skip

Scope = Literal["clause", "next"]
"""What a marker bears on: its whole clause, or the word behind it."""


@dataclass(frozen=True, slots=True)
class Marker:
    """One such word in a text."""

    kind: MarkerKind
    token: str
    start: int
    end: int
    scope: Scope


_CLAUSE: Mapping[MarkerKind, str] = MappingProxyType(
    {
        "negation": r"(?<!bijna )(?<!vrijwel )(?<!nagenoeg )(?<!zo goed als )(?:niet(?! (?:alleen|enkel|slechts|zozeer alleen|uitsluitend|meer dan|minder dan)\b)|geen|nooit|noch|niemand|niets|nergens|nimmer|evenmin|allerminst|"
        r"zonder(?! (?:meer|uitzondering)\b)|geenszins)",
        "lack": r"ontbr(?:eekt|eken|ak|aken|oken)|ontbreken|gebrek|tekort(?:en|sch\w+)?|afwezig\w*|uitbl(?:ijft|ijven|eef|even)|"
        r"uitgebleven|(?:ble(?:ef|ven)|blij(?:ft|ven)) weg|(?:ble(?:ef|ven)|blij(?:ft|ven))(?: \w+){0,4} uit\b(?! (?:de|het|een)\b)|(?:valt|vallen|viel|vielen|bl\w+|buiten) buiten (?:de|het|deze)|buiten (?:de|het|deze|hun|onze) (?:\w+ ){0,3}(?:val(?:t|len)|viel(?:en)?)|buiten beschouwing|weiger\w*|geweigerd|misluk\w*|faal\w*|gefaald|verzuim\w*|nihil|on(?:voldoende|toereikend\w*)|buiten beeld|achterwege|kw(?:am|amen) \w+ (?:\w+ ){0,6}niet",
        "un": r"on(?:bekend|duidelijk|mogelijk|afhankelijk|veilig|gelijk|wenselijk|gunstig|eens|succesvol|geschikt|haalbaar|volledig|zeker|tevreden)\w*|"
        r"in(?:effectie|efficiënt|consistent|formee?l|stabiel|coherent)\w*|dis(?:balans|proportione)\w*",
        "little": r"nauwelijks|amper|(?:bijna|vrijwel|nagenoeg|zo goed als) (?:niet|geen|niets|nooit)|zelden|weinig|te (?:beperkt|gering|bescheiden|klein)|(?:maar|slechts) (?:zeer )?(?:beperkt|matig|ten dele)|in (?:zeer )?beperkte mate|in mindere mate|"
        r"in minder mate|marginaal|(?:was|waren|bleef|bleven|is|blijkt|bleek)(?: \w+){0,8} (?:zeer )?(?:beperkt|gering|bescheiden|minimaal)\b(?! tot)|"
        r"(?:beperkt|gering|bescheiden|minimaal) (?:was|waren|is|zijn|bleef|bleven|bleek|bleken|blijft|blijven)",
        "partly": r"deels|lichtelijk|een beetje|ietwat|licht(?= \w+ende?\b)|gedeeltelijk\w*|ten dele|enigszins|engszins|in zekere (?:mate|zin)|tot op zekere hoogte|voor een deel|soms|af en toe|incidenteel|"
        r"niet (?:altijd|overal|volledig|helemaal|geheel|alle|elke?|iedere?|per se|in alle)",
        "possible": r"mogelijkerwijs|naar verluidt|vermeend\w*|misschien|wellicht|waarschijnlijk\w*|vermoedelijk|lijk(?:t|en)|leek|leken|zou(?:den)?(?![^.;,:]{0,60} moeten)|naar verwachting|"
        r"(?<!niet )(?<!zo goed )(?<!zo veel )(?<!zoveel )(?<!waar )(?<!zo groot )mogelijk(?! (?:gemaakt|maken|maakt|te maken))|aannemelijk|"
        r"denkbaar|potentieel|niet (?:uit te sluiten|ondenkbaar)|naar schatting",
        "able": r"kan|kunnen|kon|konden|kunt|in staat|mogelijk(?!heid|heden)\w*|vermogen|gelegenheid|mag|mogen|mocht|mochten",
        "ought": r"moet(?:en)?(?! (?:vaststellen|constateren|concluderen))|moest(?:en)?|dien(?:t|en|den|de)(?! als\b)(?![^.;]* in\b[^.;]* te\b)(?= (?:[^\s.;]+ ){0,18}te\b)|hoort te|horen te|behoren te|behoort te|verplicht\w*|plicht|geëist|eis(?:t|en|te|ten)?|vereis\w*|nodig|"
        r"noodza\w*|aanbev\w*|aanbeveel\w*|beveelt|bevelen|adviseer\w*|advies|raadt|zou(?:den)? moeten|geadviseerd|pleit(?:en)? voor|roept? \w+ op",
        "intent": r"wil(?:len)?|wilde(?:n)?|wenst\w*|beo(?:ogt|ogde|ogden|ogd|ogen)|strev\w*|streef\w*|nastre\w*|ambities?|voornemen\w*|van plan|plannen om|"
        r"bedoel\w*|probeer\w*|geprobeerd|tracht\w*|poging\w*|had(?:den)? (?:als|tot) doel|met als doel|doel was|(?:zou|zouden|(?<!aan )te) gaan",
        "cause": r"omdat|doordat|daardoor|hierdoor|waardoor|dankzij|vanwege|wegens|als gevolg van|ten gevolge van|veroorzaak\w*|leid(?:t|en|de|den) (?:er(?: \w+){0,3} toe|tot)|"
        r"geleid (?:heeft )?tot|tot gevolg|komt door|kwam door|te danken aan|te wijten aan|aangezien|want|zodat|omdat|(?:heeft|hebben|had)(?: \w+){0,6} geleid",
        "said": r"volgens(?! (?:iob|het rapport|de evaluatie|het onderzoek|deze evaluatie|de afspra\w+|planning|de regels)\b)|(?<=, )aldus|"
        r"naar eigen zeggen|in de ogen van|naar (?:hun|zijn|haar) (?:mening|oordeel)|(?:gaf|gaven)(?: [\w,]+){1,12}? aan dat|gaf aan|gaven aan|aangaf|aangaven|(?:aangegeven|opgemerkt|toegelicht|verklaard|laten weten|gezegd|gemeld) dat|l(?:iet|ieten) weten|"
        r"(?:benadruk\w*|onderstre\w+)(?: [\w,]+){0,12} dat|von?d(?:en)? dat|st(?:elt|elden|elde) dat|wezen\b(?: \w+){0,8} op|wees\b(?: \w+){0,8} op",
        "view": r"noem\w*|typeer\w*|von?d(?:en)?|vind(?:t|en)|za(?:g|gen)|zie(?:t|n)|oordeel\w*|erva(?:ar|ren)\w*|ervoer\w*|meld\w*|meen(?:t|de|den)|menen|beschouw\w*|schat(?:te|ten|ting)?|"
        r"zei(?:den)?|zegt|zeggen|gezegd|(?:gaf|gaven|geeft) toe|toegegeven|"
        r"erken\w*|waarschuw\w*|vertel\w*|verklaar\w*|verzeker\w*|hoorde\w*|"
        r"(?:be)?twijfel\w*|vrees\w*|benadruk\w*|onderstre\w+|klaag\w*|bestempel\w*|(?:om|be)schr(?:eef|even|ijft|ijven)|ste(?:l|ll)en dat",
    }
)
_NEXT: Mapping[MarkerKind, str] = MappingProxyType(
    {
        "less": r"minder(?! dan (?:\d|€|een (?:ton|derde|kwart|vijfde|tiende)|de helft))|beperktere?|lagere?|kleinere?|geringere?|zwakkere?|slechtere?",
        "little": r"weinig|beperkte?(?! (?:tot|de|het|een|bovendien|ook|zich|hun|haar|dit|deze|die|daarmee|met)\b)(?=\s+\w)|geringe|bescheiden|marginale|minimale",
        "all": r"(?<!bijna )(?<!vrijwel )(?<!nagenoeg )(?<!goed als )(?:alle(?! \d)|allemaal|elke?(?! jaar)|iedere?(?! jaar)|iedereen|altijd|overal|"
        r"volledige?|geheel|gehele|helemaal)|steevast|stelselmatig|zonder uitzondering|"
        r"compleet|unaniem",
        "most": r"(?:bijna|vrijwel|nagenoeg|zo goed als) (?:alle|elke?|iedere?|iedereen|altijd|overal|geheel|volledige?)|in de regel|doorgaans|"
        r"over het algemeen|in het algemeen|meeste|\w*meerderheid|merendeel|grotendeels|meestal|overwegend|overgrote deel|hoofdzakelijk|veelal|(?:een )?groot deel|het gros",
        "many": r"veel(?! (?:meer|minder|te|\w{3,}ere?)\b)|vele|talrijke|tal van|vaak|regelmatig|geregeld|dikwijls|frequent|(?:een|relatief|aanzienlijk) groot aantal|veelvuldig|vaker",
        "some": r"sommige|bepaalde(?! samen\b)(?= \w+(?:en|'s)\b)|(?<!geen )(?<!op )enkele|enige(?= \w+en\b)|een paar|een aantal|(?:een|één) deel(?: van)?|een handvol|een beperkt aantal|een klein deel|minderheid|"
        r"een enkel\w*",
        "only": r"(?<!niet )(?<!niet )alleen(?! maar verder)|(?<!niet )uitsluitend|(?<!niet )(?<!geen )enkel(?! \w+ van)|louter|exclusief|(?:slechts|maar) (?:één|1)\b|(?:het|de|als) enige",
        "strong": r"zeer|erg|heel|sterke?(?! (?:te )?(?:maak|maken|gemaakt))|forse?|flinke?|aanzienlijke?|enorme?|drastisch\w*|substantie\w+|significante?|cruciale?|beslissend\w*|"
        r"doorslaggevend\w*|uiterst|buitengewoon|verreweg",
    }
)

ADDED: Mapping[MarkerKind, frozenset[MarkerKind]] = MappingProxyType(
    {
        "negation": frozenset({"negation", "lack", "un"}),
        "lack": frozenset({"lack", "negation", "un", "little"}),
        "little": frozenset({"little", "less", "partly", "lack"}),
        "partly": frozenset({"partly", "little", "some", "many", "most"}),
        "less": frozenset({"less", "little"}),
        "possible": frozenset({"possible", "able"}),
        "ought": frozenset({"ought", "intent"}),
        "intent": frozenset({"intent", "ought"}),
        "all": frozenset({"all"}),
        "most": frozenset({"most"}),
        "many": frozenset({"many", "most", "all"}),
        "some": frozenset({"some", "partly"}),
        "only": frozenset({"only"}),
        "strong": frozenset({"strong"}),
        "cause": frozenset({"cause"}),
    }
)
KEPT: Mapping[MarkerKind, frozenset[MarkerKind]] = MappingProxyType(
    {
        "negation": frozenset({"negation", "lack", "un"}),
        "lack": frozenset({"lack", "negation", "un", "little", "less"}),
        "little": frozenset({"little", "partly", "less", "lack"}),
        "partly": frozenset({"partly", "little", "some", "many", "most"}),
        "less": frozenset({"less", "little"}),
        "possible": frozenset({"possible", "able"}),
        "able": frozenset({"able", "possible", "ought"}),
        "ought": frozenset({"ought", "intent"}),
        "intent": frozenset({"intent", "ought"}),
        "most": frozenset({"most", "many"}),
        "many": frozenset({"many", "most"}),
        "some": frozenset({"some", "partly"}),
        "only": frozenset({"only"}),
        "said": frozenset({"said", "view"}),
    }
)
_PATTERNS: tuple[tuple[MarkerKind, Scope, re.Pattern[str]], ...] = (
    *((kind, "clause", re.compile(rf"\b(?:{words})\b", re.I)) for kind, words in _CLAUSE.items()),
    *((kind, "next", re.compile(rf"\b(?:{words})\b", re.I)) for kind, words in _NEXT.items()),
)

NAMES: Mapping[MarkerKind, str] = MappingProxyType(
    {
        "negation": "ontkenning",
        "lack": "ontkenning",
        "un": "ontkenning",
        "little": "voorbehoud",
        "partly": "voorbehoud",
        "less": "richting",
        "possible": "voorbehoud",
        "able": "voorbehoud",
        "ought": "voorbehoud",
        "intent": "voorbehoud",
        "all": "hoeveelheid",
        "most": "hoeveelheid",
        "many": "hoeveelheid",
        "some": "hoeveelheid",
        "only": "hoeveelheid",
        "strong": "voorbehoud",
        "cause": "oorzaak",
        "said": "toeschrijving",
        "view": "toeschrijving",
    }
)
"""What each kind is called in a verdict."""

WEIGHED_AS: Mapping[MarkerKind, str] = MappingProxyType(
    {
        **{kind: name for kind, name in NAMES.items() if kind != "cause"},
        "able": "wijze",
        "ought": "wijze",
        "intent": "wijze",
        "strong": "nadruk",
        "many": "menigte",
        "only": "menigte",
    }
)
"""What a changed marker counts as when problems are weighed. A faithful paraphrase often leaves out "kunnen" or "moesten" or says
"veel" anew, and seldom "deels" or "alle". A negation put in or left out stands by itself unless the other text has a word that denies; a
cause put in always does."""


@lru_cache(maxsize=4096)
def markers(text: str) -> tuple[Marker, ...]:
    """All markers in ``text``, by position."""
    return tuple(sorted(_find(text), key=lambda marker: (marker.start, marker.kind)))


def _find(text: str) -> Iterator[Marker]:
    for kind, scope, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Marker(kind, match[0], match.start(), match.end(), scope)
