"""What a refusal says is missing, by the words of the question."""

import pytest

from iobqa.answer.refusal_texts import asked_for, explained

AN_ANSWER = "een antwoord op deze vraag staat er niet"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Hoe lang mag iemand blijven?", "niet hoe lang"),
        ("Hoe vaak kwam de jury bijeen?", "niet hoe vaak"),
        ("Hoeveel mensen werken er?", "niet hoeveel"),
        ("Wat heeft het fonds gekost?", "niet om welk bedrag het gaat"),
        ("Wat kostte de prijs?", "niet om welk bedrag het gaat"),
        ("Hoeveel geld ging erheen?", "niet om welk bedrag het gaat"),
        ("Welk deel ging naar Azië?", "niet welk deel dat is"),
        ("Sinds wanneer is dat zo?", "niet wanneer"),
        ("wie zat er in de jury en hoeveel kregen ze", "niet wie dat zijn"),
        ("Waarom viel dat tegen?", "niet of dat zo was en waarom"),
        ("Kwam de regering bij de prijsuitreiking?", AN_ANSWER),
        ("How many people work there?", "not how many"),
        ("Was the prize any good?", "an answer to this question is not stated"),
    ],
)
def test_what_is_asked_for(question: str, said: str) -> None:
    assert asked_for(question) == said


def test_the_text_says_where_the_subject_is_treated() -> None:
    question = "Hoe lang mag iemand blijven?"
    text = explained(question, "not_stated", where="§ 4.2", what=asked_for(question))
    assert text == "Het onderwerp komt wel voor (zie § 4.2), maar niet hoe lang."
