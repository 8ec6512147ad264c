"""What kind of answer a question asks for and a sentence gives: tables."""

import pytest

from iobqa.search.kinds import ASKS, GIVES, KINDS, asks, gives, kinds_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hoeveel boeren deden mee?", "number"),
        ("hoe vaak werd er gemeten", "number"),
        ("Wat was het aantal deelnemers?", "number"),
        ("How many farmers took part?", "number"),
        ("Hoeveel procent daalde de mest?", "percentage"),
        ("Welk deel van de boeren deed mee?", "percentage"),
        ("What share of the budget was spent?", "percentage"),
        ("Hoeveel geld ging ernaartoe?", "amount"),
        ("Wat kostte de strip?", "amount"),
        ("How much money was spent?", "amount"),
        ("Wanneer begon het programma?", "time"),
        ("In welk jaar stopten de metingen?", "time"),
        ("When did the measurements end?", "time"),
        ("Wie deed de meting?", "who"),
        ("Welk ministerie was verantwoordelijk?", "who"),
        ("Who measured the water?", "who"),
        ("Waarom bleef Slikhoek achter?", "cause"),
        ("Hoe kwam dat?", "cause"),
        ("Why did it fail?", "cause"),
        ("Wat beveelt het rapport aan?", "advice"),
        ("Wat moet er beter?", "advice"),
        ("What does the report recommend?", "advice"),
        ("Welke doelen waren er?", "list"),
        ("Noem de bronnen.", "list"),
        ("What are the goals?", "list"),
    ],
)
def test_a_question_asks_for(question: str, kind: str) -> None:
    assert kind in asks(question)


@pytest.mark.parametrize("question", ["Is het water schoner?", "Did the water get cleaner?", "mest in de sloot", ""])
def test_a_question_may_ask_for_nothing_in_particular(question: str) -> None:
    assert asks(question) == frozenset()


@pytest.mark.parametrize(
    ("sentence", "given", "absent"),
    [
        ("Interviews met 31 boeren.", {"number"}, {"amount", "percentage", "cause", "time"}),
        ("De aanpak werkte in twee van de drie polders.", {"number"}, {"amount", "cause"}),
        ("De afname was 34%.", {"number", "percentage"}, {"amount"}),
        ("De mest daalde met een derde.", {"number", "percentage"}, {"amount"}),
        ("Het budget was € 2,4 miljoen.", {"number", "amount"}, {"cause"}),
        ("De twee medewerkers vertrokken in 2019.", {"number", "time"}, {"amount"}),
        ("Daar zei Jansen niets over.", {"who"}, {"number", "time", "cause"}),
        ("De reeks ontbreekt omdat de boot lek was.", {"cause"}, {"number", "advice"}),
        ("Dit kwam als gevolg van de regen.", {"cause"}, {"number"}),
        ("a) Geef elke boer een strip; dit moet vaker.", {"advice"}, {"number"}),
        ("· Versterk de aanpak.", {"advice"}, {"number", "cause"}),
        ("De doelen waren:", {"list"}, {"number", "cause"}),
        ("Het water bleef troebel.", set(), {"number", "amount", "percentage", "cause", "who", "list", "advice"}),
    ],
)  # fmt: skip
def test_a_sentence_gives(sentence: str, given: set[str], absent: set[str]) -> None:
    kinds = gives(sentence)
    assert given <= kinds
    assert not absent & kinds


def test_every_kind_that_is_asked_for_can_be_given() -> None:
    assert set(ASKS) == set(GIVES)


def test_a_table_has_a_row_for_each_text() -> None:
    found = kinds_of(["Hoeveel boeren deden mee?", "Waarom?"], asks)
    assert [[kind for kind, flag in zip(KINDS, row, strict=True) if flag] for row in found] == [["number"], ["cause"]]
    assert kinds_of([], asks).shape == (0, len(KINDS))
