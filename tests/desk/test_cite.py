"""Places for a claim, on the made-up report with vectors that count words."""

import pytest

from iobqa.desk.check import Coverage
from iobqa.desk.cite import Statement
from iobqa.desk.claims import Claim
from iobqa.desk.desk import ResearchDesk
from iobqa.errors import DocumentError, QuestionError, UnknownReference
from mini_qa import mini_qa


@pytest.fixture(scope="module")
def desk() -> ResearchDesk:
    return ResearchDesk(mini_qa())


CLAIMS = [
    ("In Natteveld deden 14 van de 20 boeren mee, las ik.", "2.1-al1"),
    ("Volgens het rapport vertrokken twee medewerkers in 2019.", "2.2-al2-punt1"),
    ("Klopt het dat het water niet overal schoner werd?", "samenvatting-hoofdconclusie-al1"),
    ("De metingen zijn na 2021 gestaakt.", "samenvatting-deelconclusie-2-al1"),
    ("Zuigmeer deed pas vanaf 2019 mee.", "voetnoot-6"),
]


def ids(statement: Statement) -> list[str]:
    return [place.unit.id for place in statement.places]


@pytest.mark.parametrize(("claim", "unit"), CLAIMS)
def test_best_place(desk: ResearchDesk, claim: str, unit: str) -> None:
    (first, *_) = desk.cite(claim)
    assert unit in ids(first)


def test_literal_words_come_first(desk: ResearchDesk) -> None:
    (first, *_) = desk.cite("Slikhoek bleef achter.")
    assert first.places[0].literal
    assert first.places[0].quote == "Slikhoek bleef achter"


def test_repeats_are_one_statement_and_the_conclusion_is_strongest(desk: ResearchDesk) -> None:
    (first, *others) = desk.cite("Het water werd schoner, maar niet overal.", 10)
    assert set(ids(first)) == {"samenvatting-hoofdconclusie-al1", "h3-al2"}
    assert first.strongest.unit.role == "conclusie"
    assert not {"samenvatting-hoofdconclusie-al1", "h3-al2"} & {id_ for other in others for id_ in ids(other)}


def test_no_place_twice(desk: ResearchDesk) -> None:
    found = [id_ for statement in desk.cite("de boeren en het water in de polders", 20) for id_ in ids(statement)]
    assert len(found) == len(set(found))


def test_quotes_are_the_report_s_own(desk: ResearchDesk) -> None:
    for statement in desk.cite("boeren maten de mest in het water", 20):
        for place in statement.places:
            assert place.unit.text[place.start : place.end] == place.quote
            assert place.voices


def test_only_in_a_role_or_section(desk: ResearchDesk) -> None:
    for statement in desk.cite("geef elke boer een strip", 10, role="aanbeveling"):
        assert {place.unit.role for place in statement.places} == {"aanbeveling"}
    for statement in desk.cite("geef elke boer een strip", 10, section="2.1"):
        assert all(place.unit.section_id in {"2.1", "box-2.a-2.1"} for place in statement.places)


def test_number_of_statements(desk: ResearchDesk) -> None:
    assert len(desk.cite("boeren in de polder", 2)) == 2


def test_chain_comes_along(desk: ResearchDesk) -> None:
    (first, *_) = desk.cite("De sloten van Drasland waren in 2017 de vuilste van de provincie.")
    (link,) = first.places[0].chain
    assert [mention.source.label for mention in link.sources] == ["Provincie (2017)"]


def test_unusable_claims(desk: ResearchDesk) -> None:
    with pytest.raises(QuestionError):
        desk.cite("  ")
    with pytest.raises(QuestionError):
        desk.cite("a " * 2000)
    with pytest.raises(UnknownReference):
        desk.cite("boeren", section="9.9")


# what is said without quoting


def cover(desk: ResearchDesk, text: str) -> Coverage:
    return desk.covering(Claim("bewering", text, 0, len(text), text))


COVERED = [
    "Volgens het rapport vertrokken de twee medewerkers in 2019.",
    "Het rapport meldt dat boeren een boete vreesden.",
    "De evaluatie stelt dat de metingen na 2021 werden gestaakt.",
]
NOT_COVERED = [
    "Volgens het rapport vertrokken de twee medewerkers in 2020.",
    "Volgens het rapport vertrokken de drie medewerkers in 2019.",
    "Het rapport meldt dat boeren geen boete vreesden.",
    "De evaluatie stelt dat de metingen na 2012 werden gestaakt.",
    "Volgens het rapport bouwden konijnen een brug over de sloot.",
]


@pytest.mark.parametrize("text", COVERED)
def test_covered(desk: ResearchDesk, text: str) -> None:
    assert cover(desk, text).verdict == "geparafraseerd en gedekt"


@pytest.mark.parametrize("text", NOT_COVERED)
def test_not_covered(desk: ResearchDesk, text: str) -> None:
    found = cover(desk, text)
    assert found.verdict in {"gewijzigd", "niet gevonden"}
    assert found.notes or not found.places


# the desk as a whole


def test_audit_through_the_desk(desk: ResearchDesk) -> None:
    audit = desk.check("Volgens Waterproef: “Slikhoek bleef achter.” Volgens het rapport vreesden boeren een boete.")
    assert [finding.verdict for finding in audit.findings] == ["letterlijk", "geparafraseerd en gedekt"]


def test_keep_and_verify(desk: ResearchDesk) -> None:
    from iobqa.desk.lasting import parse_kept

    payload = {
        "question": "?",
        "citations": [{"id": "2.2-al2", "ref": "", "quote": "Slikhoek bleef achter.", "text": ""}],
    }
    (found,) = desk.verify(parse_kept(desk.keep(payload), "x"))
    assert found.fate == "ongewijzigd"


def test_export_through_the_desk(desk: ResearchDesk) -> None:
    assert "Kamerstukken II 2021/22, 99 999, nr. 1" in desk.export("tekst", [{"id": "2.2-al2"}]).decode()
    with pytest.raises(DocumentError):
        desk.export("tekst", [])


def test_repeats_through_the_desk(desk: ResearchDesk) -> None:
    assert desk.repeats() == []
    assert len(desk.repeats(everything=True)) == 6
    assert {r.pair.second.unit for r in desk.repeats("hoofdstuk 3", everything=True)} >= {"h3-al2"}
