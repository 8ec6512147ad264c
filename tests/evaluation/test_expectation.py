"""One question against one answer."""

import pytest
from evaluation_toys import FARMERS, THIRD, answered, refused

from iobqa.evaluation.expectation import golden, shortcomings
from iobqa.evaluation.responses import read_response
from iobqa.records import Report

QUESTION = golden("Hoe sterk daalde de mest?", [[THIRD]], [["derde", "33%"], ["mest"]])
FORBIDDEN = golden("Wie won de tulp?")


@pytest.mark.parametrize(
    ("cited", "text", "missing"),
    [
        (["2.1-bevinding1"], None, []),
        (["1.1-al1"], "Mest: met een derde.", ["geen geciteerde alinea bevat het bewijs (§ 2.1, bevinding 1)"]),
        (["2.1-bevinding1"], "De mest daalde. [1]", ["het antwoord noemt niet: derde of 33%"]),
    ],
)
def test_what_an_answer_falls_short_of(
    mini_report: Report, cited: list[str], text: str | None, missing: list[str]
) -> None:
    found = shortcomings(QUESTION, read_response(answered(mini_report, QUESTION, cited=cited, text=text)), mini_report)
    assert len(found) == len(missing)
    assert all(told.startswith(expected) for told, expected in zip(found, missing, strict=True))


def test_refusing_what_is_answerable_and_answering_what_is_not(mini_report: Report) -> None:
    no = read_response(refused(mini_report, QUESTION))
    yes = read_response(answered(mini_report, FORBIDDEN, text="Een dichter."))
    assert shortcomings(QUESTION, no, mini_report) == ["dit hoort beantwoord te worden, maar is geweigerd (not_stated)"]
    assert shortcomings(FORBIDDEN, no, mini_report) == []
    assert shortcomings(FORBIDDEN, yes, mini_report) == [
        "dit hoort geweigerd te worden, maar het antwoord is: Een dichter."
    ]


def test_evidence_that_is_not_in_the_report_is_told(mini_report: Report) -> None:
    question = golden("Wat?", [["staat nergens", FARMERS]], [["14"]])
    response = read_response(answered(mini_report, question, cited=["2.1-al1"]))
    assert shortcomings(question, response, mini_report) == ["dit bewijs staat niet in het rapport: 'staat nergens'"]
