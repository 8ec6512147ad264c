"""The fields of the API, for its description: the payloads themselves are made in ``payload.py``.

Every field has an example; together they are the example of the whole reply (see ``examples.py``), so they fit each other.
"""

import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from iobqa.records import Kind, Role
from iobqa.search.retriever import LONGEST_LIST

_TEXT = (
    "De mensenrechteninzet van BZ was tijdens de geëvalueerde periode verspreid over een groot aantal landen en thema’s "
    "binnen deze landen. Het decentrale mensenrechtenfonds droeg bij aan deze versnippering van de Nederlandse inzet."
)
_QUOTE = "Het decentrale mensenrechtenfonds droeg bij aan deze versnippering van de Nederlandse inzet."
_HEADINGS = [
    "4. Bilaterale inzet",
    "4.2. Mensenrechtenfonds",
    "4.2.2. Beperkte effectiviteit en efficiëntie van ingezet geld door versnipperde aanpak",
]
INDEX = "170dec9d5282bcdc"

Headings = Annotated[
    list[str], Field(description="Koppen erboven, hoofdstuk eerst, tussenkop laatst", examples=[_HEADINGS])
]
Ref = Annotated[str, Field(description="Nederlandse vindplaats", examples=["§ 4.2.2, al. 1"])]
Id = Annotated[str, Field(description="Vaste aanduiding, veilig in een URL", examples=["4.2.2-al1"])]
Link = Annotated[str, Field(description="Adres in de leesweergave", examples=["/rapport#4.2.2-al1"])]
Quote = Annotated[str, Field(description="Letterlijk citaat: text[start:end]", examples=[_QUOTE])]
Start = Annotated[
    int,
    Field(
        ge=0,
        description="Begin van het citaat in text, in tekens (Unicode-codepunten)",
        examples=[_TEXT.index(_QUOTE)],
    ),
]
End = Annotated[
    int,
    Field(ge=0, description="Einde van het citaat in text, in tekens, zelf niet meegeteld", examples=[len(_TEXT)]),
]
UnitText = Annotated[str, Field(description="De hele alinea", examples=[_TEXT])]
UnitKind = Annotated[Kind, Field(description="Soort onderdeel van het rapport", examples=["paragraph"])]
UnitRole = Annotated[
    Role | None, Field(description="Rol, alleen waar het rapport die zelf geeft", examples=["conclusie"])
]


def _whole(value: object) -> object:
    """JSON does not tell 8 from 8.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _shown(text: str) -> str:
    """A text of which nothing can be shown is the sign for just that: a question, be it one without an answer."""
    return text if any(sign.isprintable() and not sign.isspace() for sign in text) else "\ufffd"


Whole = BeforeValidator(_whole)
Shown = AfterValidator(_shown)
Count = Annotated[int, Field(ge=1, le=LONGEST_LIST, description="Aantal passages", examples=[10]), Whole]

QUESTION = "Hoeveel projecten financierde het Mensenrechtenfonds per jaar?"


class AskRequest(BaseModel):
    """Een vraag over het rapport."""

    model_config = ConfigDict(strict=True)

    question: Annotated[
        str,
        Field(
            min_length=1,
            pattern=r"\S",
            description="De vraag, in gewone woorden, Nederlands of Engels",
            examples=[QUESTION],
        ),
        Shown,
    ]
    k: Count = 10
    conversation: Annotated[
        str | None,
        Field(
            max_length=64,
            pattern=r"^[A-Za-z0-9_-]+$",
            description="Aanduiding van een gesprek, om door te vragen; alleen als er een taalmodel is",
            examples=["gesprek-1"],
        ),
    ] = None


class FootnoteBody(BaseModel):
    """Een voetnoot van het rapport."""

    number: Annotated[int, Field(description="Nummer zoals gedrukt", examples=[93])]
    text: Annotated[str, Field(description="Tekst van de voetnoot", examples=["BZ (2021), MRF-jaarrapportage."])]


class CitationBody(BaseModel):
    """Wat achter een verwijzing [n] in het antwoord zit: een letterlijk citaat met zijn vindplaats."""

    number: Annotated[int, Field(ge=1, description="Nummer van de verwijzing in het antwoord", examples=[1])]
    id: Id
    ref: Ref
    kind: UnitKind
    section: Headings
    quote: Quote
    start: Start
    end: End
    text: UnitText
    footnotes: Annotated[list[FootnoteBody], Field(description="Voetnoten bij de alinea")]
    url: Link


class PassageBody(BaseModel):
    """Een of meer opeenvolgende onderdelen van één paragraaf: wat de zoekmachine rangschikt."""

    rank: Annotated[int, Field(ge=1, description="Plaats in de rangschikking", examples=[1])]
    score: Annotated[
        float,
        Field(
            description="Hoger is beter; alleen te vergelijken binnen één vraag, zonder eenheid", examples=[16.918921]
        ),
    ]
    ids: Annotated[
        list[str],
        Field(description="Onderdelen waaruit de passage bestaat, in leesvolgorde", examples=[["4.2.2-al1"]]),
    ]
    ref: Ref
    section: Headings
    text: Annotated[str, Field(description="Tekst, één onderdeel per regel", examples=[_TEXT])]
    footnotes: Annotated[list[FootnoteBody], Field(description="Voetnoten bij de passage")]


class ClaimBody(BaseModel):
    """Een bewering van een taalmodel, met het oordeel van de controle."""

    text: Annotated[str, Field(description="De bewering", examples=["Het fonds droeg bij aan de versnippering."])]
    verdict: Annotated[
        Literal["letterlijk", "geparafraseerd en gedekt", "niet gedekt"],
        Field(description="Oordeel van de controle", examples=["geparafraseerd en gedekt"]),
    ]
    citations: Annotated[list[int], Field(description="Nummers van de citaten die haar dragen", examples=[[1]])]
    problem: Annotated[str | None, Field(description="Wat er niet klopt", examples=[None])]


class AnswerBody(BaseModel):
    """Een antwoord met citaten, of een weigering met reden; altijd met de meest verwante passages."""

    question: Annotated[
        str,
        Field(description="De vraag zoals gelezen, zonder stuurtekens en dubbele spaties", examples=[QUESTION]),
    ]
    answered: Annotated[bool, Field(description="Of het rapport een antwoord geeft", examples=[True])]
    answer: Annotated[
        str,
        Field(
            description="Nederlands antwoord met verwijzingen [1]; anders een vaste zin en wat er ontbreekt",
            examples=[f"“{_QUOTE}” [1]"],
        ),
    ]
    reason: Annotated[
        str | None,
        Field(
            description=(
                "Waarom er geen antwoord is: off_topic, outside_report, not_stated, false_premise, not_a_question of "
                "instruction; null bij een antwoord"
            ),
            examples=[None, "not_stated"],
        ),
    ]
    confidence: Annotated[
        float, Field(ge=0, le=1, description="Gekalibreerde kans (0 tot 1) dat het antwoord juist is", examples=[0.72])
    ]
    generator: Annotated[str, Field(description="extractive, of de naam van het taalmodel", examples=["extractive"])]
    index: Annotated[str, Field(description="Vingerafdruk van de bevraagde index", examples=[INDEX])]
    citations: Annotated[list[CitationBody], Field(description="Eén per verwijzing in het antwoord")]
    passages: Annotated[list[PassageBody], Field(description="De k meest verwante passages, beste eerst")]
    claims: Annotated[
        list[ClaimBody] | None, Field(description="Alleen bij een antwoord van een taalmodel: elke bewering apart")
    ] = None
    note: Annotated[
        str | None, Field(description="Hoe dit antwoord tot stand kwam, als dat ertoe doet", examples=[None])
    ] = None
    rewritten: Annotated[
        str | None, Field(description="De vraag zoals gezocht, als een vervolgvraag is aangevuld", examples=[None])
    ] = None


class SearchBody(BaseModel):
    """Passages bij een vraag of zoekwoorden."""

    query: Annotated[str, Field(description="Waarnaar is gezocht", examples=[QUESTION])]
    passages: Annotated[list[PassageBody], Field(description="De k meest verwante passages, beste eerst")]


class PartBody(BaseModel):
    """Een onderdeel dat bij een ander hoort, zoals een punt bij zijn inleidende zin."""

    id: Id
    ref: Ref
    kind: UnitKind
    text: UnitText
    footnotes: Annotated[list[FootnoteBody], Field(description="Voetnoten bij dit deel")]


class PlaceBody(BaseModel):
    """Een andere plaats in het rapport die hetzelfde zegt."""

    id: Id
    ref: Ref
    url: Link


class ParagraphBody(BaseModel):
    """Eén onderdeel van het rapport: alinea, punt, box, figuur, rij of voetnoot."""

    id: Id
    ref: Ref
    kind: UnitKind
    role: UnitRole
    section: Headings
    section_id: Annotated[str, Field(description="Aanduiding van de paragraaf", examples=["4.2.2"])]
    text: Annotated[
        str,
        Field(
            description="Tekst, letterlijk uit het rapport; tussen cellen van een tabel staan tabs", examples=[_TEXT]
        ),
    ]
    lead_in: Annotated[str | None, Field(description="Onderdeel dat dit inleidt", examples=[None, "4.2.2-al2"])]
    parts: Annotated[list[PartBody], Field(description="Wat eronder hangt: punten, rijen, tekst van een box")]
    footnotes: Annotated[list[FootnoteBody], Field(description="Voetnoten bij dit onderdeel")]
    carrier: Annotated[
        str | None,
        Field(description="Bij een voetnoot: het onderdeel waar haar cijfer staat", examples=[None, "4.2.2-al3"]),
    ]
    previous: Annotated[str | None, Field(description="Vorige onderdeel in leesvolgorde", examples=["4.2.1-al6"])]
    next: Annotated[str | None, Field(description="Volgende onderdeel in leesvolgorde", examples=["4.2.2-al2"])]
    url: Link
    also_in: Annotated[list[PlaceBody], Field(description="Staat ook in: plaatsen die hetzelfde zeggen")]


class FoundBody(BaseModel):
    """De onderdelen waarnaar een verwijzing wijst."""

    ref: Ref
    paragraphs: Annotated[list[ParagraphBody], Field(description="De onderdelen, in leesvolgorde")]


class ParliamentBody(BaseModel):
    """Een Kamerstuk waar het rapport bij hoort."""

    kamerstuk: Annotated[str, Field(description="Dossier en nummer", examples=["32 735, nr. 402"])]
    date: Annotated[datetime.date, Field(description="Datum (jjjj-mm-dd)", examples=["2025-02-11"])]
    role: Annotated[str, Field(description="Wat het stuk bij het rapport is", examples=["aanbieding"])]


class SectionBody(BaseModel):
    """Een hoofdstuk of paragraaf."""

    id: Annotated[str, Field(description="Vaste aanduiding, veilig in een URL", examples=["4.2.2"])]
    ref: Annotated[str, Field(description="Nederlandse vindplaats", examples=["§ 4.2.2"])]
    title: Annotated[str, Field(description="Kop zoals gedrukt, met nummer", examples=[_HEADINGS[-1]])]
    level: Annotated[int, Field(ge=1, le=3, description="1 hoofdstuk, 2 paragraaf, 3 subparagraaf", examples=[3])]
    parent: Annotated[str | None, Field(description="Paragraaf waar deze onder valt", examples=["4.2"])]
    paragraphs: Annotated[
        list[str],
        Field(description="Onderdelen die er direct in staan, in volgorde", examples=[["4.2.2-al1", "4.2.2-al2"]]),
    ]


class ReportBody(BaseModel):
    """Welk rapport dit is, en zijn inhoudsopgave."""

    title: Annotated[str, Field(description="Titel", examples=["Tussen papier en praktijk"])]
    subtitle: Annotated[
        str | None,
        Field(description="Ondertitel", examples=["Evaluatie van het Nederlandse mensenrechtenbeleid (2017-2022)"]),
    ]
    author: Annotated[
        str | None,
        Field(description="Opsteller", examples=["Directie Internationaal Onderzoek en Beleidsevaluatie (IOB)"]),
    ]
    publisher: Annotated[str | None, Field(description="Uitgever", examples=["Ministerie van Buitenlandse Zaken"])]
    published: Annotated[str | None, Field(description="Jaar en maand (jjjj-mm)", examples=["2024-11"])]
    parliament: Annotated[list[ParliamentBody], Field(description="Kamerstukken bij het rapport")]
    licence: Annotated[str | None, Field(description="SPDX-aanduiding", examples=["CC0-1.0"])]
    paragraphs: Annotated[int, Field(ge=0, description="Aantal onderdelen, voetnoten meegeteld", examples=[869])]
    sections: Annotated[list[SectionBody], Field(description="Inhoudsopgave, in leesvolgorde")]


class LocationBody(BaseModel):
    """Waar in de invoer de fout zit."""

    pointer: Annotated[str | None, Field(description="JSON-pointer in de inhoud", examples=["#/question"])] = None
    name: Annotated[str | None, Field(description="Naam van de parameter", examples=["q"])] = None


class InvalidBody(BaseModel):
    """Een fout in de invoer."""

    model_config = ConfigDict(populate_by_name=True)

    place: Annotated[
        Literal["body", "query", "path", "header", "cookie"],
        Field(alias="in", description="Deel van het verzoek", examples=["body"]),
    ]
    location: Annotated[LocationBody, Field(description="Plaats in dat deel: pointer of name")]
    code: Annotated[str, Field(description="Soort fout, voor programma's", examples=["missing"])]
    detail: Annotated[str, Field(description="Wat er mis is, in het Nederlands", examples=["ontbreekt"])]


class ProblemBody(BaseModel):
    """Een fout volgens RFC 9457."""

    type: Annotated[str, Field(description="Soort fout; title en status zeggen genoeg", examples=["about:blank"])]
    title: Annotated[str, Field(description="De soort fout in woorden", examples=["Onjuist verzoek"])]
    status: Annotated[int, Field(ge=400, le=599, description="De HTTP-status", examples=[400])]
    detail: Annotated[
        str,
        Field(
            description="Wat er mis is en wat te doen, in het Nederlands",
            examples=["Het verzoek klopt niet: question ontbreekt."],
        ),
    ]
    instance: Annotated[
        str | None,
        Field(
            description="Nummer van dit verzoek, ook in de kopregel X-Request-ID",
            examples=["urn:iobqa:verzoek:695075846a9e46bf861069e51f0c1a2b"],
        ),
    ] = None
    errors: Annotated[list[InvalidBody] | None, Field(description="Bij 400: wat er waar mis is")] = None
