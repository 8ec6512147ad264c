"""Who does it: found in a plain main clause, and nowhere else."""

import pytest

from iobqa.answer.doers import doer
from iobqa.answer.nearness import Nearness
from iobqa.answer.readings import read
from iobqa.answer.verification import Background, verify
from mini_qa import HashedWords


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De Tunesische premier verzocht Nederland garant te staan.", ("premier", "verzocht")),
        ("Nederland vroeg de premier om hulp.", ("Nederland", "vroeg")),
        ("In 2020 verzocht Nederland de premier om hulp.", ("Nederland", "verzocht")),
        ("In Tunesië bouwde Nederland de samenwerking af.", ("Nederland", "bouwde")),
        ("Ondanks verzet van landen boekte Nederland resultaat.", ("Nederland", "boekte")),
        ("Vijf lidstaten (waaronder Polen) pakten het initiatief over.", ("lidstaat", "pakten")),
        ("Het verzoek werd door Nederland gedaan.", None),
        ("Nederland en Canada werkten samen.", None),
        ("Nederland kreeg een verzoek van de premier.", None),
        ("Omdat Nederland dat vroeg, kwam het er.", None),
        ("De samenwerking met Marokko liep vast.", None),
    ],
)
def test_doer(text: str, expected: tuple[str, str] | None) -> None:
    found = doer(read(text))
    assert (found and (found.key, found.verb)) == expected


REQUEST = "De Tunesische premier verzocht Nederland garant te staan voor een lening."


@pytest.mark.parametrize(
    ("claim", "source", "covered"),
    [
        ("Nederland vroeg de Tunesische premier garant te staan voor een lening.", REQUEST, False),
        ("De premier van Tunesië vroeg Nederland garant te staan voor een lening.", REQUEST, True),
        ("Nederland kreeg van de Tunesische premier het verzoek garant te staan voor een lening.", REQUEST, True),
    ],
)
def test_another_doer_is_a_problem_and_another_turn_is_not(claim: str, source: str, covered: bool) -> None:
    assert verify(claim, [source]).covered == covered


HINDERED = ["Het voorzitterschap rouleerde elk jaar.", "Hierdoor vielen netwerken van diplomaten stil."]


def test_cause_and_effect_in_two_sentences() -> None:
    turned = "Doordat netwerken van diplomaten stilvielen, rouleerde het voorzitterschap elk jaar."
    straight = "Doordat het voorzitterschap elk jaar rouleerde, vielen netwerken van diplomaten stil."
    assert [problem.kind for problem in verify(turned, HINDERED).problems] == ["oorzaak"]
    assert verify(straight, HINDERED).covered


def near(word: str, other: str) -> float:
    """Two pairs of words are near: one of a meaning, one of a kind."""
    return 0.7 if {word, other} in ({"haven", "aanlegplaats"}, {"geslacht", "leeftijd"}) else 0.0


@pytest.mark.parametrize(
    ("claim", "source", "covered"),
    [
        ("De haven ligt in zee.", "De aanlegplaats ligt in zee.", True),
        (
            "Het ging om leeftijd, geslacht en inkomen van boeren.",
            "Het ging om leeftijd en inkomen van boeren.",
            False,
        ),  # "leeftijd" is said already: "geslacht" does not stand for it
    ],
)
def test_near_word_stands_for_one_that_is_left(claim: str, source: str, covered: bool) -> None:
    assert verify(claim, [source], Background(near=near)).covered == covered
    assert not verify(claim, [source]).covered


def test_only_a_model_that_was_trained_for_it_is_asked_what_is_near() -> None:
    assert Nearness.of(HashedWords()) is None
