"""Whose voice a sentence of the report is: IOB's own, a survey, an interview, an internal document, another's work.

Read from the sentence's own words ("Uit de IOB-enquête van 2023 blijkt ...") and from the sources in its footnote.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from iobqa.desk.sources import Link
from iobqa.records import Paragraph

Voice = Literal[
    "bevinding van IOB",
    "aanbeveling van IOB",
    "enquête",
    "interview",
    "intern BZ-document",
    "externe bron",
    "tekst van het rapport",
]
"""The last one where the sentence does not say on what it rests."""

_WORDS: tuple[tuple[Voice, re.Pattern[str]], ...] = (
    ("enquête", re.compile(r"enquête|\bsurvey\b|\brespons\b", re.I)),
    (
        "interview",
        re.compile(
            r"\binterviews?\b|focusgroep|tegenover IOB|volgens (?:\w+[ ,]+){0,4}\w*(?:diplomaten|medewerkers?|"
            r"ambtenaren|betrokkenen|respondenten|"
            r"deskundigen|experts|mensenrechtenverdedigers|hen|hem)\b|\baldus een\b|respondenten|geïnterviewde|zo "
            r"(?:benadrukten|erkenden)|"
            r"(?:diplomaten|medewerkers|mensenrechtenverdedigers|ambtenaren|experts|deskundigen|organisaties|"
            r"betrokkenen|consultants)(?: \w+){0,6} "
            r"(?:benadrukten|benadrukken|erkenden|gaven|typeerden|typeren|wezen|noemden|vonden|zagen|ervaarden|ervaren|bestempelden|stelden|hebben)\b",
            re.I,
        ),
    ),
    (
        "intern BZ-document",
        re.compile(
            r"intern\w*(?: \w+)? (?:BZ-)?(?:documen\w+|stuk\w*|nota|rapportage\w*|berichten\w*)|BZ-document\w*|"
            r"projectdocumentatie",
            re.I,
        ),
    ),
    (
        "externe bron",
        re.compile(
            r"\bvolgens (?:de )?(?:AIV|WRR|EDEO|onderzoekers)\b|\b(?:de )?(?:AIV|WRR)\b (?:\w+ )?(?:pleitte|"
            r"benadruk\w+|constateerde|onderstreept)|"
            r"zo constateerde de AIV|\bstudie van\b|\bonderzoek van\b|rapport van (?:het|de)|\bexterne evaluatie\b|"
            r"de literatuur|Freedom House|"
            r"\bIndex\b|\b(?:de|deze) onderzoekers\b|adviesraad|monitorings?verslagen",
            re.I,
        ),
    ),
    (
        "bevinding van IOB",
        re.compile(
            r"\bIOB (?:\w+ )?(?:constateert|concludeert|heeft|stelt|onderscheidt|vindt|beoordeelde|baseert)|"
            r"constateert IOB|"
            r"(?:uit|in) (?:de|deze) evaluatie (?:blijkt|komt|komen|is|zijn|heeft)|de evaluatie (?:\w+ )?(?:toont|"
            r"laat|heeft laten)|blijkt uit de evaluatie|"
            r"oordeel van IOB|heeft IOB|constateerden? IOB|\bIOB-analyse\b|deze evaluatie",
            re.I,
        ),
    ),
)
_OWN = frozenset({"bevinding", "conclusie"})
_OUTSIDE = frozenset({"extern", "adviesraad", "website"})


def voices(unit: Paragraph, sentence: str, links: Iterable[Link] = ()) -> tuple[Voice, ...]:
    """The voices of ``sentence``, which is in ``unit``; ``links``: its footnotes, or the source line under its box.

    Never empty."""
    links = tuple(links)
    told = " ".join([sentence, *(link.text for link in links if link.note.endswith("-bron"))])
    found = [voice for voice, pattern in _WORDS if pattern.search(told)]
    if unit.role == "aanbeveling":
        return ("aanbeveling van IOB",)
    if unit.role in _OWN and "bevinding van IOB" not in found:
        found.append("bevinding van IOB")
    if "externe bron" not in found and _rests_outside(links):
        found.append("externe bron")
    return tuple(found) or ("tekst van het rapport",)


def _rests_outside(links: Iterable[Link]) -> bool:
    """Whether every source in the footnotes is somebody else's."""
    kinds: Sequence[str] = [mention.source.kind for link in links for mention in link.sources]
    return bool(kinds) and all(kind in _OUTSIDE for kind in kinds)
