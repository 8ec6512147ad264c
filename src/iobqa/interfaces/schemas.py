"""The fields of the API, for its description: the payloads themselves are made in ``payload.py``."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from iobqa.records import Kind, Role
from iobqa.search.retriever import LONGEST_LIST

Headings = Annotated[list[str], Field(description="Koppen erboven, hoofdstuk eerst, tussenkop laatst")]
Ref = Annotated[str, Field(description="Nederlandse vindplaats", examples=["§ 4.2.2, al. 1"])]
Id = Annotated[str, Field(description="Vaste aanduiding, veilig in een URL", examples=["4.2.2-al1"])]
Link = Annotated[str, Field(description="Adres in de leesweergave", examples=["/rapport#4.2.2-al1"])]


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
        ),
    ] = None


class FootnoteBody(BaseModel):
    """Een voetnoot van het rapport."""

    number: Annotated[int, Field(description="Nummer zoals gedrukt", examples=[93])]
    text: Annotated[str, Field(description="Tekst van de voetnoot")]


class CitationBody(BaseModel):
    """Wat achter een verwijzing [n] in het antwoord zit: een letterlijk citaat met zijn vindplaats."""

    number: Annotated[int, Field(ge=1, description="Nummer van de verwijzing in het antwoord")]
    id: Id
    ref: Ref
    kind: Annotated[Kind, Field(description="Soort onderdeel van het rapport")]
    section: Headings
    quote: Annotated[str, Field(description="Letterlijk citaat: text[start:end]")]
    start: Annotated[int, Field(ge=0, description="Begin van het citaat in text, in tekens (Unicode-codepunten)")]
    end: Annotated[int, Field(ge=0, description="Einde van het citaat in text, in tekens, zelf niet meegeteld")]
    text: Annotated[str, Field(description="De hele alinea")]
    footnotes: Annotated[list[FootnoteBody], Field(description="Voetnoten bij de alinea")]
    url: Link


class PassageBody(BaseModel):
    """Een of meer opeenvolgende onderdelen van één paragraaf: wat de zoekmachine rangschikt."""

    rank: Annotated[int, Field(ge=1, description="Plaats in de rangschikking")]
    score: Annotated[float, Field(description="Hoger is beter; alleen te vergelijken binnen één vraag, zonder eenheid")]
    ids: Annotated[list[str], Field(description="Onderdelen waaruit de passage bestaat, in leesvolgorde")]
    ref: Ref
    section: Headings
    text: Annotated[str, Field(description="Tekst, één onderdeel per regel")]
    footnotes: Annotated[list[FootnoteBody], Field(description="Voetnoten bij de passage")]


class ClaimBody(BaseModel):
    """Een bewering van een taalmodel, met het oordeel van de controle."""

    text: Annotated[str, Field(description="De bewering")]
    verdict: Annotated[
        Literal["letterlijk", "geparafraseerd en gedekt", "niet gedekt"], Field(description="Oordeel van de controle")
    ]
    citations: Annotated[list[int], Field(description="Nummers van de citaten die haar dragen")]
    problem: Annotated[str | None, Field(description="Wat er niet klopt")]


class AnswerBody(BaseModel):
    """Een antwoord met citaten, of een weigering met reden; altijd met de meest verwante passages."""

    question: Annotated[str, Field(description="De vraag zoals gelezen, zonder stuurtekens en dubbele spaties")]
    answered: Annotated[bool, Field(description="Of het rapport een antwoord geeft")]
    answer: Annotated[
        str,
        Field(description="Nederlands antwoord met verwijzingen [1]; anders een vaste zin en wat er ontbreekt"),
    ]
    reason: Annotated[
        str | None,
        Field(
            description=(
                "Waarom er geen antwoord is: off_topic, outside_report, not_stated, false_premise, not_a_question of "
                "instruction; null bij een antwoord"
            ),
            examples=["not_stated"],
        ),
    ]
    confidence: Annotated[float, Field(ge=0, le=1, description="Gekalibreerde kans dat het antwoord juist is")]
    generator: Annotated[str, Field(description="extractive, of de naam van het taalmodel", examples=["extractive"])]
    index: Annotated[str, Field(description="Vingerafdruk van de bevraagde index")]
    citations: Annotated[list[CitationBody], Field(description="Eén per verwijzing in het antwoord")]
    passages: Annotated[list[PassageBody], Field(description="De k meest verwante passages, beste eerst")]
    claims: Annotated[
        list[ClaimBody] | None, Field(description="Alleen bij een antwoord van een taalmodel: elke bewering apart")
    ] = None
    note: Annotated[str | None, Field(description="Hoe dit antwoord tot stand kwam, als dat ertoe doet")] = None
    rewritten: Annotated[str | None, Field(description="De vraag zoals gezocht, als een vervolgvraag is aangevuld")] = (
        None
    )


class SearchBody(BaseModel):
    """Passages bij een vraag of zoekwoorden."""

    query: Annotated[str, Field(description="Waarnaar is gezocht")]
    passages: list[PassageBody]


class PartBody(BaseModel):
    """Een onderdeel dat bij een ander hoort, zoals een punt bij zijn inleidende zin."""

    id: Id
    ref: Ref
    kind: Kind
    text: str
    footnotes: list[FootnoteBody]


class PlaceBody(BaseModel):
    """Een andere plaats in het rapport die hetzelfde zegt."""

    id: Id
    ref: Ref
    url: Link


class ParagraphBody(BaseModel):
    """Eén onderdeel van het rapport: alinea, punt, box, figuur, rij of voetnoot."""

    id: Id
    ref: Ref
    kind: Annotated[Kind, Field(description="Soort onderdeel")]
    role: Annotated[Role | None, Field(description="Rol, alleen waar het rapport die zelf geeft")]
    section: Headings
    section_id: Annotated[str, Field(description="Aanduiding van de paragraaf", examples=["4.2.2"])]
    text: Annotated[str, Field(description="Tekst, letterlijk uit het rapport; tussen cellen van een tabel staan tabs")]
    lead_in: Annotated[str | None, Field(description="Onderdeel dat dit inleidt")]
    parts: Annotated[list[PartBody], Field(description="Wat eronder hangt: punten, rijen, tekst van een box")]
    footnotes: Annotated[list[FootnoteBody], Field(description="Voetnoten bij dit onderdeel")]
    carrier: Annotated[str | None, Field(description="Bij een voetnoot: het onderdeel waar haar cijfer staat")]
    previous: Annotated[str | None, Field(description="Vorige onderdeel in leesvolgorde")]
    next: Annotated[str | None, Field(description="Volgende onderdeel in leesvolgorde")]
    url: Link
    also_in: Annotated[list[PlaceBody], Field(description="Staat ook in: plaatsen die hetzelfde zeggen")]


class FoundBody(BaseModel):
    """De onderdelen waarnaar een verwijzing wijst."""

    ref: Ref
    paragraphs: list[ParagraphBody]


class ParliamentBody(BaseModel):
    """Een Kamerstuk waar het rapport bij hoort."""

    kamerstuk: Annotated[str, Field(examples=["32 735, nr. 402"])]
    date: Annotated[str, Field(description="Datum, RFC 3339 (jjjj-mm-dd)")]
    role: str


class SectionBody(BaseModel):
    """Een hoofdstuk of paragraaf."""

    id: Id
    ref: Ref
    title: Annotated[str, Field(description="Kop zoals gedrukt, met nummer")]
    level: Annotated[int, Field(ge=1, le=3, description="1 hoofdstuk, 2 paragraaf, 3 subparagraaf")]
    parent: Annotated[str | None, Field(description="Paragraaf waar deze onder valt")]
    paragraphs: Annotated[list[str], Field(description="Onderdelen die er direct in staan, in volgorde")]


class ReportBody(BaseModel):
    """Welk rapport dit is, en zijn inhoudsopgave."""

    title: str
    subtitle: str | None
    author: str | None
    publisher: str | None
    published: Annotated[str | None, Field(description="Jaar en maand (jjjj-mm)", examples=["2024-11"])]
    parliament: list[ParliamentBody]
    licence: Annotated[str | None, Field(description="SPDX-aanduiding", examples=["CC0-1.0"])]
    paragraphs: Annotated[int, Field(description="Aantal onderdelen, voetnoten meegeteld")]
    sections: list[SectionBody]


class HealthBody(BaseModel):
    """Of het proces draait."""

    status: Literal["ok"]


class ReadyBody(BaseModel):
    """Of er vragen kunnen worden beantwoord."""

    status: Literal["ok"]
    index: Annotated[str, Field(description="Vingerafdruk van de index")]


class LocationBody(BaseModel):
    """Waar in de invoer de fout zit."""

    pointer: Annotated[str | None, Field(description="JSON-pointer in de inhoud")] = None
    name: Annotated[str | None, Field(description="Naam van de parameter")] = None


class InvalidBody(BaseModel):
    """Een fout in de invoer."""

    model_config = ConfigDict(populate_by_name=True)

    place: Annotated[str, Field(alias="in", description="body, query of path")]
    location: LocationBody
    code: str
    detail: str


class ProblemBody(BaseModel):
    """Een fout volgens RFC 9457."""

    type: Annotated[str, Field(examples=["about:blank"])]
    title: Annotated[str, Field(examples=["Niet gevonden"])]
    status: Annotated[int, Field(ge=400, le=599, examples=[404])]
    detail: Annotated[str, Field(description="Wat er mis is en wat te doen, in het Nederlands")]
    instance: Annotated[str | None, Field(description="Nummer van dit verzoek, ook in de kopregel X-Request-ID")] = None
    errors: Annotated[list[InvalidBody] | None, Field(description="Bij 400: wat er waar mis is")] = None
