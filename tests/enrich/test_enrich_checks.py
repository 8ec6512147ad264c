"""Which questions of a model get into a bank: the sound ones, and of the others it is said why not."""

import json
from typing import Any

import pytest

from iobqa.enrich.checks import Checker
from iobqa.errors import ModelError

SENTENCES = [
    (
        "2.1-al1",
        0,
        "In de polder Natteveld deden 14 van de 20 boeren mee aan het meten van de mest in hun eigen sloten.",
    ),
    ("2.1-al1", 1, "Zuigmeer deed pas vanaf 2019 mee."),
]


def question(
    text: str = "hoeveel man deed er mee in natteveld", kind: str = "staff", sentences: object = (1,)
) -> dict[str, Any]:
    return {"question": text, "kind": kind, "sentences": list(sentences) if isinstance(sentences, tuple) else sentences}


def check(*questions: dict[str, Any], misses: Any = (), known: tuple[str, ...] = ()) -> Any:  # noqa: ANN401
    reply = json.dumps({"questions": list(questions), "near_misses": list(misses)})
    return Checker(known).check(reply, SENTENCES, ["2.1-al1"])


def test_sound_question_becomes_a_row_of_the_bank() -> None:
    written = check(question(sentences=(2, 1, 2)))
    assert written.questions == [
        {
            "question": "hoeveel man deed er mee in natteveld",
            "kind": "staff",
            "answers": [["2.1-al1", 1], ["2.1-al1", 0]],
        }
    ]
    assert written.rejected == []


def test_near_miss_becomes_a_row() -> None:
    written = check(misses=[{"question": "Hoe heten de boeren?", "missing": " namen van\nboeren "}])
    assert written.near_misses == [
        {"question": "Hoe heten de boeren?", "kind": "near_miss", "missing": "namen van boeren", "ids": ["2.1-al1"]}
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (question(kind="grappig"), "onbekende soort"),
        (question(sentences=()), "zinnen noemen"),
        (question(sentences=(3,)), "die er niet is"),
        (question(sentences=(0,)), "die er niet is"),
        (question(sentences=["1"]), "die er niet is"),
        (question(sentences="1"), "zinnen noemen"),
        (question(sentences=(1,) * 7), "zinnen noemen"),
        (question(""), "geen vraag"),
        (question("x"), "geen vraag"),
        (question("waarom " * 100), "geen vraag"),
        (question("Hoeveel boeren noemt deze tekst?"), "verwijst naar"),
        (question("What does this passage say about farmers?", "english"), "verwijst naar"),
        (question("How many farmers of this polder were in it?"), "verkeerde taal"),
        (question("Hoeveel boeren deden er mee?", "english"), "verkeerde taal"),
        (question("Klopt het dat 14 van de 20 boeren mee aan het meten van de mest deden?"), "overgeschreven"),
    ],
)
def test_unsound_question_is_left_out_with_the_reason(row: dict[str, Any], why: str) -> None:
    written = check(row)
    assert written.questions == []
    assert why in written.rejected[0]


@pytest.mark.parametrize(
    "miss", [{"question": "Hoe heten zij?"}, {"question": "Hoe heten zij?", "missing": " "}, {"missing": "namen"}]
)
def test_unsound_near_miss(miss: dict[str, str]) -> None:
    written = check(misses=[miss])
    assert written.near_misses == []
    assert len(written.rejected) == 1


def test_nothing_is_asked_twice() -> None:
    written = check(
        question("Wie deed er mee?"),
        question("wie deed er mee"),
        question("Wanneer begon Zuigmeer?"),
        misses=[{"question": "WIE DEED ER MEE?", "missing": "x"}],
        known=("wanneer begon zuigmeer",),
    )
    assert [row["question"] for row in written.questions] == ["Wie deed er mee?"]
    assert [reason.split(": ")[1] for reason in written.rejected] == ["stond er al"] * 3


@pytest.mark.parametrize("reply", ["", "Dat kan ik niet.", "[1, 2]", '{"questions": [', "null"])
def test_reply_that_is_no_json(reply: str) -> None:
    with pytest.raises(ModelError, match="geen JSON"):
        Checker().check(reply, SENTENCES, ["2.1-al1"])


def test_json_with_talk_around_it() -> None:
    reply = f"Graag:\n```json\n{json.dumps({'questions': [question()]})}\n```\nSucces!"
    assert len(Checker().check(reply, SENTENCES, ["2.1-al1"]).questions) == 1
