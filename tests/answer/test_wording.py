"""How a question is worded: tables."""

import pytest

from iobqa.answer.wording import is_english


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("How many farmers took part?", True),
        ("What did the report say about the water?", True),
        ("WHY WAS THE WATER DIRTY", True),
        ("Which polders did worse than the others?", True),
        ("Hoeveel boeren deden mee?", False),
        ("Wat zegt het rapport over water?", False),
        ("Was het water in de polder schoner?", False),
        ("Wat deed de Human Rights Council met het voorstel?", False),
        ("mest", False),
        ("", False),
    ],
)
def test_a_question_is_english_by_its_small_words(question: str, english: bool) -> None:
    assert is_english(question) is english
