"""What kind of word a word is, as far as changing it changes what a sentence claims."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from iobqa.answer.figures import number_words
from iobqa.desk.words import Word

Kind = Literal[
    "ontkenning",
    "bedrag",
    "jaar",
    "getal",
    "land",
    "voorbehoud",
    "richting",
    "sterkte",
    "naam",
    "volgorde",
    "samengevoegd",
    "woord",
    "schrijfwijze",
    "leesteken",
]
"""The kinds of change, gravest first."""

GRAVEST: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATIONS = _listed(
    "niet níet geen nooit nimmer niets niemand nergens noch evenmin zonder nauwelijks amper zelden onvoldoende ontbrak "
    "ontbraken ontbreekt"
)
HEDGES = _listed(
    "beperkt beperkte beperkter deels gedeeltelijk enigszins enige iets mede vooral hoofdzakelijk grotendeels meestal "
    "veelal vaak soms regelmatig mogelijk mogelijke mogelijkerwijs misschien waarschijnlijk wellicht vermoedelijk "
    "kennelijk blijkbaar potentieel potentiële lijkt lijken leek leken naar verluidt zou zouden kan kunnen kon konden "
    "mogen mocht ruim bijna circa ongeveer zo'n rond ca nagenoeg vrijwel minstens minimaal hoogstens maximaal meer "
    "minder "
    "weinig veel erg zeer uiterst relatief redelijk aanzienlijk aanzienlijke aanmerkelijk bescheiden gering "
    "geringe maar "
    "slechts alleen enkel uitsluitend nog vooralsnog alsnog enkele sommige meeste meesten alle elke ieder iedere "
    "belangrijk belangrijke nadrukkelijk volgens aldus inmiddels al reeds"
)
"""Words that say how far, how sure, how much or on whose word; the first thing to go when a finding is sharpened."""
LIMITS = _listed(
    "beperkt beperkte beperkter deels gedeeltelijk enigszins iets mede nauwelijks amper zelden weinig onvoldoende "
    "gering "
    "mogelijk"
)
"""Hedges without which a statement says something else."""
STRENGTHS = _listed(
    "opdracht verzoek verplicht verplichting moet moeten moest moesten dient dienen diende dienden hoort behoort wil "
    "willen wilde wilden zal zullen adviseert adviseerde verzoekt verzocht eist eiste vraagt vroeg pleit pleitte "
    "noodzaak "
    "noodzakelijk wens gewenst"
)
_OPPOSED = (
    (
        "steeg stegen stijgt stijgen gestegen stijging stijgende toenam toenamen toeneemt toegenomen toename "
        "toenemende "
        "toe groeide groei gegroeid",
        "daalde daalden daalt dalen gedaald daling dalende afnam afnamen afneemt afgenomen afname afnemende af "
        "kromp krimp "
        "gekrompen",
    ),
    (
        "meer hoger hoge hoog groter grotere groot grote langer lange vaker sterker sterke beter betere",
        "minder lager lage laag kleiner kleinere klein kleine korter korte zelden zwakker zwakke slechter slechte",
    ),
    (
        "verbeterde verbeterden verbeteren verbetert verbetering verbeterd verbeteringen",
        "verslechterde verslechterden verslechteren verslechtering verslechterd achteruitging",
    ),
    (
        "vergrootte vergroten vergroot verbreden verbreed verhogen verhoogde verhoogd versterkte versterken versterkt "
        "intensiveerde intensiveren geïntensiveerd uitbreiden breidde",
        "verkleinde verkleinen verkleind versmalde verlagen verlaagde verlaagd verzwakte verzwakken verzwakt "
        "verminderde "
        "verminderen verminderd afbouwde terugschroeven schroefde beperkte ondermijnde",
    ),
    ("voor vóór", "tegen tégen"),
    (
        "bevorderden bevorderde bevorderen bevorderd bevorderende",
        "belemmerden belemmerde belemmeren belemmerd belemmerende beperkende",
    ),
    ("positief positieve", "negatief negatieve"),
    ("actief actiever actieve", "inactief passief passieve terughoudend terughoudender terughoudende"),
    ("voorstemmen", "tegenstemmen"),
    ("hoogste meeste meest", "laagste minste minst"),
    ("eerste", "laatste"),
    ("winnen won gewonnen", "verliezen verloor verloren"),
    ("boven", "onder"),
    ("openbaar openbaarmaking", "vertrouwelijk geheim geheimhouding"),
)
_SIDE = {
    word: (row, side)
    for row, sides in enumerate(_OPPOSED)
    for side, listed in enumerate(sides)
    for word in _listed(listed)
}

_COUNTRIES = _listed(
    "Afghanistan Afrika Albanië Algerije Amerika Argentinië Armenië Australië Azerbeidzjan Azië Bangladesh Belarus "
    "België "
    "Benelux Brazilië Bulgarije Burundi Cambodja Canada Chili China Colombia Congo Cuba Denemarken Duitsland Ecuador "
    "Egypte Eritrea Estland Ethiopië Europa Filipijnen Finland Frankrijk Gaza Georgië Ghana Griekenland Guatemala "
    "Honduras "
    "Hongarije Ierland India Indonesië Irak Iran Israël Italië Jamaica Japan Jemen Jordanië Kaapverdië Kazachstan "
    "Kenia "
    "Koeweit Kosovo Kroatië Letland Libanon Libië Litouwen Luxemburg Maleisië Mali Marokko Mauritanië Mexico Moldavië "
    "Mozambique Myanmar Nederland Nepal Nicaragua Niger Nigeria Noorwegen Oceanië Oekraïne Oman Oostenrijk Pakistan "
    "Palestina Panama Peru Polen Portugal Qatar Roemenië Rusland Rwanda Salvador Senegal Servië Slovenië Slowakije "
    "Soedan "
    "Somalië Spanje Suriname Syrië Tanzania Thailand Tsjechië Tunesië Turkije Uganda Oeganda Venezuela Vietnam Zambia "
    "Zimbabwe Zweden Zwitserland VS VK EU VN Tigray Rif"
)
_STEMS = {
    re.sub(r"(?:ië|ije|ië|a|o|e|en|us|aan|é)$", "", name.lower()) for name in _COUNTRIES if len(name) > 4
} | _listed(
    "frans duits engels brits spaans pools russisch zweeds deens noors fins grieks turks palestijn libisch chinees "
    "chinese "
    "amerikaans afrikaans europees europese aziatisch arabi arabisch emiraten saoedi saoedisch"
)
_NATIONALITY = re.compile(r"(?:isch|ees|aans|s|er|iaans|jns|ijns|kaans)?(?:e|en)?$")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_SHARES = _listed("helft derde kwart dubbele tientallen honderden")
_MONEY = frozenset({"€", "euro", "miljoen", "miljard", "mln", "mld"})


def is_number(word: str) -> bool:
    return word[0].isdigit() or word.lower() in number_words() or word.lower() in _SHARES


def number_value(word: str) -> str:
    """A number in digits without the dots between thousands: ``1000`` for "1.000", "duizend" and "1000"."""
    bare = re.sub(r"\.(?=\d{3})", "", word.lower())
    return str(number_words().get(bare, bare))


def is_year(word: str) -> bool:
    return bool(_YEAR.fullmatch(word))


def is_money(word: str) -> bool:
    return word.lower() in _MONEY


def is_country(word: str) -> bool:
    """A country, region or nationality."""
    if not word[:1].isupper():
        return False
    low = word.lower()
    return word in _COUNTRIES or low in _STEMS or ((stem := _NATIONALITY.sub("", low)) in _STEMS and len(stem) > 3)


def is_name(word: str) -> bool:
    return word[:1].isupper()


def turned(gone: Iterable[Word], come: Iterable[Word]) -> Iterator[str]:
    """The words of ``gone`` and ``come`` that say the reverse of one another: "toe" and "daalde"."""
    ours, theirs = ([w.text.lower() for w in side if w.text.lower() in _SIDE] for side in (gone, come))
    for one in ours:
        for other in theirs:
            if _SIDE[one][0] == _SIDE[other][0] and _SIDE[one][1] != _SIDE[other][1]:
                yield from (one, other)
