"""The fields of the researcher's desk, for the API's description: the payloads are made in ``desk_payload.py``."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from iobqa.desk.basket import MOST
from iobqa.desk.check import Verdict
from iobqa.desk.document import LONGEST
from iobqa.desk.kinds import Kind as ChangeKind
from iobqa.desk.lasting import Fate
from iobqa.desk.sources import SourceKind
from iobqa.desk.voices import Voice
from iobqa.interfaces.schemas import (
    End,
    Headings,
    Id,
    Link,
    Quote,
    Ref,
    Shown,
    Start,
    UnitKind,
    UnitRole,
    UnitText,
    Whole,
)
from iobqa.records import Role

Form = Literal["tekst", "md", "docx", "ris", "bibtex", "csl"]

_CLAIM = "Er zijn te veel kleine projecten"
_CHANGED = "jaarlijks ruim 400 projecten"
_CHECKED = f"Nederland financierde “{_CHANGED}” (§ 4.2.2)."
_KEPT = "jaarlijks ruim 500 projecten"
_SOURCE = "BZ (2021)"


class CiteRequest(BaseModel):
    """Een bewering of half onthouden citaat."""

    model_config = ConfigDict(strict=True)

    claim: Annotated[str, Field(min_length=1, pattern=r"\S", description="De bewering", examples=[_CLAIM]), Shown]
    k: Annotated[int, Field(ge=1, le=20, description="Aantal uitspraken", examples=[5]), Whole] = 5
    role: Annotated[
        Role | Literal[""], Field(description="Alleen onderdelen met deze rol; leeg: alle", examples=["conclusie"])
    ] = ""
    section: Annotated[
        str, Field(max_length=200, description="Alleen in dit deel van het rapport; leeg: overal", examples=["4.2"])
    ] = ""


class CheckRequest(BaseModel):
    """Een tekst die het rapport citeert."""

    model_config = ConfigDict(strict=True)

    text: Annotated[
        str,
        Field(min_length=1, max_length=LONGEST, description="Platte tekst of Markdown", examples=[_CHECKED]),
    ]


class CitationRow(BaseModel):
    """Een plaats en wat ervan wordt geciteerd."""

    id: Annotated[str, Field(min_length=1, max_length=200, description="Id of vindplaats", examples=["4.2.2-al1"])]
    quote: Annotated[
        str, Field(max_length=20_000, description="Letterlijk citaat; leeg: de hele alinea", examples=[""])
    ] = ""


class ExportRequest(BaseModel):
    """Citaten om te exporteren."""

    citations: Annotated[
        list[CitationRow], Field(min_length=1, max_length=MOST, description="De citaten, in de gewenste volgorde")
    ]
    form: Annotated[Form, Field(description="Vorm van het bestand", examples=["md"])] = "tekst"


class KeptCitation(BaseModel):
    """Een citaat uit een eerder antwoord."""

    id: Annotated[str, Field(min_length=1, max_length=200, description="Aanduiding van toen", examples=["4.2.2-al1"])]
    ref: Annotated[str, Field(max_length=300, description="Vindplaats van toen", examples=["§ 4.2.2, al. 1"])] = ""
    quote: Annotated[
        str,
        Field(min_length=1, max_length=20_000, pattern=r"\S", description="Het citaat van toen", examples=[_KEPT]),
    ]
    text: Annotated[
        str, Field(max_length=100_000, description="De hele alinea van toen; leeg: niet bewaard", examples=[""])
    ] = ""


class VerifyRequest(BaseModel):
    """De citaten van een bewaard antwoord."""

    citations: Annotated[list[KeptCitation], Field(min_length=1, max_length=100, description="De bewaarde citaten")]


class SourceBody(BaseModel):
    """Een publicatie, document of website waarop het rapport rust."""

    id: Annotated[str, Field(description="Vaste aanduiding van de bron", examples=["bz-2021"])]
    label: Annotated[str, Field(description="Zoals het rapport haar noemt", examples=[_SOURCE])]
    name: Annotated[str, Field(description="Schrijver of organisatie", examples=["BZ"])]
    year: Annotated[
        str, Field(description="Jaar, eventueel met letter; z.d. of leeg als het ontbreekt", examples=["2021"])
    ]
    kind: Annotated[SourceKind, Field(description="Soort bron", examples=["BZ"])]
    url: Annotated[str | None, Field(description="Webadres, als het rapport dat geeft", examples=[None])]


class MentionBody(SourceBody):
    """Een bron zoals genoemd in een voetnoot of bronregel."""

    start: Annotated[int, Field(ge=0, description="Begin in de tekst van de voetnoot, in tekens", examples=[0])]
    end: Annotated[int, Field(ge=0, description="Einde, in tekens, zelf niet meegeteld", examples=[len(_SOURCE)])]
    locator: Annotated[str, Field(description="Plaats in de bron; leeg als niet genoemd", examples=["artikel 1.3.h"])]


class ChainBody(BaseModel):
    """Waarop een zin rust: de voetnoot of bronregel, en de bronnen die daarin staan."""

    unit: Id
    start: Annotated[int, Field(ge=0, description="Begin van de zin in het onderdeel, in tekens", examples=[0])]
    end: Annotated[int, Field(ge=0, description="Einde van de zin, in tekens, zelf niet meegeteld", examples=[133])]
    note: Annotated[str, Field(description="Aanduiding van de voetnoot of bronregel", examples=["voetnoot-93"])]
    note_ref: Annotated[str, Field(description="Vindplaats daarvan", examples=["voetnoot 93"])]
    text: Annotated[str, Field(description="Tekst daarvan", examples=[f"{_SOURCE}, artikel 1.3.h."])]
    sources: Annotated[list[MentionBody], Field(description="Bronnen die erin staan")]


class CarrierBody(BaseModel):
    """Een plaats die een bewering draagt."""

    id: Id
    ref: Ref
    url: Link
    kind: UnitKind
    role: UnitRole
    section: Headings
    quote: Quote
    start: Start
    end: End
    text: UnitText
    score: Annotated[
        float,
        Field(description="Hoger is beter; alleen te vergelijken binnen één bewering, zonder eenheid", examples=[2.77]),
    ]
    literal: Annotated[bool, Field(description="Of de bewering er letterlijk staat", examples=[False])]
    voices: Annotated[list[Voice], Field(description="Wie er spreekt", examples=[["bevinding van IOB"]])]
    chain: Annotated[list[ChainBody], Field(description="Waarop het citaat rust")]


class StatementBody(BaseModel):
    """Een uitspraak van het rapport, met alle plaatsen waar zij staat."""

    rank: Annotated[int, Field(ge=1, description="Plaats in de rangschikking", examples=[1])]
    strongest: Annotated[str, Field(description="Aanduiding van de sterkste plaats", examples=["4.2.2-al1"])]
    places: Annotated[list[CarrierBody], Field(description="De plaatsen, sterkste eerst")]


class StatementsBody(BaseModel):
    """Uitspraken die een bewering dragen."""

    claim: Annotated[str, Field(description="De bewering", examples=[_CLAIM])]
    statements: Annotated[list[StatementBody], Field(description="Uitspraken, beste eerst; leeg als niets past")]


class StretchBody(BaseModel):
    """Een stuk van een onderdeel."""

    id: Id
    ref: Ref
    url: Link
    quote: Quote
    start: Start
    end: End


class DifferenceBody(BaseModel):
    """Een verschil tussen het rapport en wat ervan is gemaakt."""

    kind: Annotated[ChangeKind, Field(description="Soort verschil", examples=["getal"])]
    report: Annotated[str, Field(description="Wat het rapport zegt; leeg: toegevoegd", examples=["500"])]
    quoted: Annotated[str, Field(description="Wat ervan is gemaakt; leeg: weggelaten", examples=["400"])]


class FindingBody(BaseModel):
    """Het oordeel over één citaat of bewering."""

    kind: Annotated[
        Literal["citaat", "bewering"],
        Field(description="Tussen aanhalingstekens, of in eigen woorden", examples=["citaat"]),
    ]
    text: Annotated[str, Field(description="Het citaat of de bewering", examples=[_CHANGED])]
    start: Annotated[
        int, Field(ge=0, description="Begin in de gecontroleerde tekst, in tekens", examples=[_CHECKED.index(_CHANGED)])
    ]
    end: Annotated[
        int,
        Field(
            ge=0,
            description="Einde, in tekens, zelf niet meegeteld",
            examples=[_CHECKED.index(_CHANGED) + len(_CHANGED)],
        ),
    ]
    verdict: Annotated[Verdict, Field(description="Oordeel", examples=["gewijzigd"])]
    references: Annotated[list[str], Field(description="Vindplaatsen die de tekst erbij noemt", examples=[["§ 4.2.2"]])]
    places: Annotated[
        list[StretchBody], Field(description="Waar het staat; bij gewijzigd of niet gevonden: de naaste plaats")
    ]
    elsewhere: Annotated[list[StretchBody], Field(description="Andere plaatsen met dezelfde woorden")]
    differences: Annotated[list[DifferenceBody], Field(description="Wat er is veranderd")]
    notes: Annotated[list[str], Field(description="Toelichting voor de lezer", examples=[[]])]


class AuditBody(BaseModel):
    """Een gecontroleerde tekst."""

    counts: Annotated[
        dict[Verdict, int],
        Field(
            description="Aantal per oordeel",
            examples=[
                {
                    "letterlijk": 0,
                    "letterlijk, andere plaats dan vermeld": 0,
                    "gewijzigd": 1,
                    "geparafraseerd en gedekt": 0,
                    "niet gevonden": 0,
                }
            ],
        ),
    ]
    findings: Annotated[list[FindingBody], Field(description="Oordelen, in de volgorde van de tekst")]
    notes: Annotated[list[str], Field(description="Toelichting bij het geheel", examples=[[]])]


class RestingBody(BaseModel):
    """Een plaats die op een bron rust."""

    id: Id
    ref: Ref
    url: Link
    sentence: Annotated[
        str, Field(description="De zin met het cijfer van de voetnoot", examples=["Het fonds heeft twee delen."])
    ]
    note: Annotated[str, Field(description="Aanduiding van de voetnoot of bronregel", examples=["voetnoot-93"])]


class SourceWithPlacesBody(SourceBody):
    """Een bron met elke plaats die erop rust."""

    places: Annotated[list[RestingBody], Field(description="De plaatsen, in leesvolgorde")]


class SourcesBody(BaseModel):
    """Bronnen van het rapport."""

    sources: Annotated[list[SourceWithPlacesBody], Field(description="De bronnen, op naam")]


class ChangeBody(BaseModel):
    """Een verschil tussen twee plaatsen die bijna hetzelfde zeggen."""

    kind: Annotated[ChangeKind, Field(description="Soort verschil", examples=["voorbehoud"])]
    first: Annotated[str, Field(description="Op de eerste plaats; leeg: ontbreekt", examples=["vooral"])]
    second: Annotated[str, Field(description="Op de tweede plaats; leeg: ontbreekt", examples=["hoofdzakelijk"])]


class RepeatBody(BaseModel):
    """Twee zinnen die bijna hetzelfde zeggen."""

    first: Annotated[StretchBody, Field(description="De eerste plaats")]
    second: Annotated[StretchBody, Field(description="De tweede plaats")]
    alike: Annotated[
        float, Field(ge=0, le=1, description="Deel van de woorden dat gelijk is (0 tot 1)", examples=[0.833])
    ]
    differences: Annotated[list[ChangeBody], Field(description="Wat verschilt")]


class RepeatsBody(BaseModel):
    """Wat het rapport meer dan eens zegt."""

    repeats: Annotated[list[RepeatBody], Field(description="Paren, in leesvolgorde")]


class VerifiedCitationBody(BaseModel):
    """Wat er van een bewaard citaat is geworden."""

    id: Annotated[str, Field(description="Aanduiding van toen", examples=["4.2.2-al1"])]
    ref: Annotated[str, Field(description="Vindplaats van toen", examples=["§ 4.2.2, al. 1"])]
    quote: Annotated[str, Field(description="Het citaat van toen", examples=[_KEPT])]
    fate: Annotated[Fate, Field(description="Wat ervan is geworden", examples=["verplaatst"])]
    places: Annotated[list[StretchBody], Field(description="Waar het nu staat")]
    differences: Annotated[list[DifferenceBody], Field(description="Wat er is veranderd")]
    around_changed: Annotated[
        bool, Field(description="Of de alinea om een ongewijzigd citaat wel is veranderd", examples=[False])
    ]


class VerifiedBody(BaseModel):
    """De citaten van een bewaard antwoord, gecontroleerd."""

    citations: Annotated[list[VerifiedCitationBody], Field(description="In de volgorde van het verzoek")]
