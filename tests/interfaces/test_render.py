"""Lines for the terminal: what is shown, never lost to markup, and short enough to read."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from iobqa.answer.refusal_texts import REFUSAL
from iobqa.interfaces import render
from iobqa.interfaces.explained import explanation_lines, explanation_payload
from iobqa.interfaces.explained_names import feature_name, signal_name
from iobqa.records import Answer, Footnote
from iobqa.search.lexicon import Entry
from iobqa.search.query import Query
from mini_qa import NO, QUESTIONS, YES, judging, mini_index, mini_qa

QUESTION = "Hoeveel boeren deden mee in Natteveld?"


def printed(lines: object) -> list[str]:
    """As it comes out when piped: markup read, no colours."""
    target = io.StringIO()
    console = Console(file=target, highlight=False, soft_wrap=True, width=400)
    for line in lines:  # type: ignore[attr-defined]
        console.print(line)
    return target.getvalue().splitlines()


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    return mini_qa(judging(tmp_path_factory.mktemp("yes"), YES)).ask(QUESTION)


@pytest.fixture(scope="module")
def refusal(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    return mini_qa(judging(tmp_path_factory.mktemp("no"), NO)).ask(QUESTION)


def test_an_answer_shows_its_text_and_every_citation_with_its_place(answer: Answer) -> None:
    lines = printed(render.answer_lines(answer))
    assert lines[0] == answer.answer
    for citation in answer.citations:
        at = lines.index(f"[{citation.number}] {citation.ref}")
        assert lines[at + 1].strip() == " › ".join(citation.section)
    assert lines[-1] == "Zekerheid: zeker (99%)"


def test_a_citation_shows_the_footnotes_of_its_paragraph(answer: Answer) -> None:
    noted = replace(answer.citations[0], footnotes=(Footnote(12, "Zie [bijlage] 3.", 5),))
    assert "    voetnoot 12: Zie [bijlage] 3." in printed(render.answer_lines(replace(answer, citations=(noted,))))


def test_a_refusal_shows_the_nearest_passages_and_no_certainty(refusal: Answer) -> None:
    lines = printed(render.answer_lines(refusal))
    assert lines[0] == refusal.answer
    assert lines[0].startswith(REFUSAL)
    assert "Het dichtst in de buurt:" in lines
    assert refusal.passages[0].nearest.split()[-1] in lines[lines.index("Het dichtst in de buurt:") + 1]
    assert sum(" — " in line for line in lines) == 3
    assert not any(line.startswith("Zekerheid") for line in lines)


@pytest.mark.parametrize(
    "text", ["[bold]vet[/bold]", "[/]", "zie [bijlage 2]", "[red]", "\\[x]", "[link=http://x]y[/link]"]
)
def test_the_text_of_a_report_is_never_read_as_markup(answer: Answer, text: str) -> None:
    assert printed(render.answer_lines(replace(answer, answer=text)))[0] == text


@pytest.mark.parametrize(
    ("confidence", "word"),
    [
        (1.0, "zeker"),
        (0.8, "zeker"),
        (0.79, "waarschijnlijk"),
        (0.5, "waarschijnlijk"),
        (0.49, "onzeker"),
        (0.0, "onzeker"),
    ],
)
def test_confidence_in_words(confidence: float, word: str) -> None:
    assert render.confidence_word(confidence) == word


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("kort", 10, "kort"),
        ("een  twee\ndrie", 20, "een twee drie"),
        ("een twee drie", 13, "een twee drie"),
        ("een twee drie", 12, "een twee …"),
        ("", 5, ""),
    ],
)
def test_shortened_at_a_word(text: str, most: int, expected: str) -> None:
    assert render.shortened(text, most) == expected


def test_hits_are_numbered_with_their_place() -> None:
    lines = printed(render.hit_lines(mini_qa().search(QUESTION, 2)))
    assert [line[:2] for line in lines if line[:1].isdigit()] == ["1.", "2."]
    assert "§ 2.1, al. 1" in lines[0]


def test_no_hits_is_said() -> None:
    assert printed(render.hit_lines(()))[0].startswith("Niets gevonden")


def test_a_unit_shows_its_address_headings_text_and_notes() -> None:
    assert printed(render.unit_lines(mini_index().report.by_id["figuur-2.1-rij2"])) == [
        "Figuur 2.1, rij 2  figuur-2.1-rij2",
        "2. Uitvoering en resultaten › 2.2. Uitgaven en resultaten per polder › Figuur 2.1. Mest in het water per polder",
        "Zuigmeer  |  29%  |  € 480.000",
        "  voetnoot 6: Zuigmeer deed pas vanaf 2019 mee.",
        "",
    ]


QUERY = Query("sloodt", ("sloot",), {"sloodt": "sloot"}, ("slootwater",), (Entry("gracht", "sloot", "nl"),), {})


def test_the_words_of_a_query_are_accounted_for() -> None:
    assert list(render.query_lines(QUERY)) == [
        "gelezen als: sloodt → sloot",
        "aaneengeschreven: slootwater",
        "toegevoegd: gracht → sloot (nl)",
    ]


# ask --explain


def explained(question: str) -> list[str]:
    return list(explanation_lines(mini_qa().why(question)))


def test_an_explanation_goes_from_the_question_to_the_outcome() -> None:
    lines = explained("Hoeveel boeren deden mee in Groningen in 1995?")
    heads = [line for line in lines if not line.startswith(" ")]
    assert heads[:3] == ["De vraag", "De zinnen, met de kans dat ze het antwoord geven", "De afweging"]
    assert heads[3].startswith("Uitkomst: ")
    assert "  vraagt om: een aantal" in lines
    assert "  naam die het rapport niet heeft: Groningen" in lines
    assert "  getal dat het rapport niet heeft: 1995" in lines


def test_an_explanation_shows_mended_joined_and_added_words() -> None:
    why = replace(mini_qa().why(QUESTION), query=QUERY)
    assert list(explanation_lines(why))[1:4] == [f"  {line}" for line in render.query_lines(QUERY)]


def test_an_explanation_shows_each_candidate_with_its_chance_and_reasons() -> None:
    lines = explained("In de polder Natteveld deden 14 van de 20 boeren mee")
    at = next(n for n, line in enumerate(lines) if "% " in line)
    assert "§ 2.1, al. 1: In de polder Natteveld deden 14 van de 20 boeren mee.  (in het antwoord)" in lines[at]
    assert "betekenis van de zin +" in lines[at + 1]


def test_an_explanation_says_the_score_the_threshold_and_the_outcome() -> None:
    lines = explained("In de polder Natteveld deden 14 van de 20 boeren mee")
    assert any("drempel 0,00: gehaald" in line for line in lines)
    assert lines[-1].startswith("Uitkomst: antwoord (zekerheid ")
    lines = explained("kangoeroes en olifanten")
    assert any("drempel 0,00: niet gehaald" in line for line in lines)
    assert lines[-1].startswith("Uitkomst: geweigerd, ")


def test_a_question_without_words_is_explained() -> None:
    lines = explained("?!")
    assert "  geen: geen woord van de vraag is bekend" in lines
    assert "  niets te wegen" in lines
    assert lines[-1].startswith("Uitkomst: geweigerd, not_a_question: ")


@pytest.mark.parametrize("question", QUESTIONS)
def test_explanations_are_dutch_and_short_enough(question: str) -> None:
    why = mini_qa().why(question)
    assert all(len(line) < 300 for line in explanation_lines(why))
    assert explanation_payload(why)["explanation"]["question"]["text"] == question


def test_every_feature_and_signal_has_a_dutch_name() -> None:
    from iobqa.answer.selection import FEATURES
    from iobqa.answer.signals import SIGNALS

    unnamed = {name for name in FEATURES if feature_name(name) == name} | {n for n in SIGNALS if signal_name(n) == n}
    assert unnamed == set(), "give these a name in interfaces/explained_names.py"
    assert feature_name("iets_nieuws") == signal_name("iets_nieuws") == "iets_nieuws"
