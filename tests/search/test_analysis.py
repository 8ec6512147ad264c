"""Text to search terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iobqa.search.analysis import STOP_WORDS, Analysis, Compounds, fold, stems, tokens, vocabulary


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Mensenrechten", "mensenrechten"),
        ("ﬁnanciën", "financiën"),
        ("coo\u0308rdinatie", "coördinatie"),
        ("‘zelfscan’", "'zelfscan'"),
        ("2017 – 2022 — of − 3", "2017 - 2022 - of - 3"),
        ("€ 1.250.000 in 2022", "€ 1250000 in 2022"),
        ("1.000.", "1000."),
        ("§ 4.2.2 en 2.50 en 1.2345", "§ 4.2.2 en 2.50 en 1.2345"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dat is niet zo, geen idee!", ["dat", "is", "niet", "zo", "geen", "idee"]),
        pytest.param("art. 3, punt b)", ["art", "3", "punt", "b"], id="digits and single letters are kept"),
        pytest.param("§ 4.2.2: 2,5% van € 1.000", ["4.2.2", "2,5", "van", "1000"], id="numbers stay whole"),
        pytest.param("COVID-19 en MH17", ["covid", "19", "en", "mh", "17"], id="letters and digits part"),
        pytest.param("NAVO’s foto's, zo’n", ["navo", "foto", "zo", "n"], id="plurals with an apostrophe"),
        pytest.param("mensenrechten-fonds", ["mensenrechten", "fonds"], id="a hyphen parts"),
        pytest.param("Erdoğan in Łódź", ["erdoğan", "in", "łódź"], id="letters that Dutch does not have"),
        ("?! …", []),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text())
def test_tokens_are_words_of_the_folded_text_in_order(text: str) -> None:
    folded = fold(text)
    at = 0
    for token in tokens(text):
        at = folded.index(token, at) + len(token)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("huizen", ("huis", "huiz")),  # Kraaij-Pohlmann turns z back into s, Porter does not
        ("personeel", ("personeel", "personel")),
        ("roulatie", ("rouleer", "roulatie")),
    ],
)
def test_both_stems(word: str, expected: tuple[str, str]) -> None:
    assert stems(word) == expected


WORDS = ("personeel", "roulatie", "mensenrechten", "rechtenfonds", "fonds", "land", "beleid", "vrede", "dame", "blad")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("landbeleid", ("land", "beleid")),
        pytest.param("personeelsroulatie", ("personeel", "roulatie"), id="linking s"),
        pytest.param("landenbeleid", ("land", "beleid"), id="linking en"),
        pytest.param("damesblad", ("dame", "blad"), id="linking s behind a part on e"),
        pytest.param("vredesbeleid", ("vrede", "beleid"), id="linking s again"),
        pytest.param("mensenrechtenfonds", ("mensenrechten", "fonds"), id="the shortest tail counts"),
        pytest.param("onzinbeleid", (), id="a head that nobody knows"),
        pytest.param("beleidsonzin", (), id="a tail that nobody knows"),
        pytest.param("landland", (), id="too short"),
        pytest.param("beleid", (), id="a part by itself"),
    ],
)
def test_compounds_split(word: str, parts: tuple[str, ...]) -> None:
    assert Compounds(WORDS).split(word) == parts


def test_short_words_and_numbers_are_no_parts() -> None:
    assert Compounds({"vn", "resolutie", "2022"}).split("vnresolutie") == ()
    assert Compounds({"2022", "resolutie"}).split("2022resolutie") == ()


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        (["mensenrechten", "fonds"], ["mensenrechtenfonds"]),
        (["bestuur", "akkoord"], ["bestuursakkoord"]),
        (["het", "bestuur", "akkoord"], ["bestuursakkoord"]),
        (["fonds", "mensenrechten"], []),
        (["mensenrechten", "van", "fonds"], []),
        (["mensenrechten"], []),
        ([], []),
    ],
)
def test_compounds_joined(words: list[str], joined: list[str]) -> None:
    known = {"mensenrechtenfonds", "bestuursakkoord"}
    assert list(Compounds(()).joined(words, known)) == joined


@pytest.mark.parametrize(
    ("analysis", "text", "terms"),
    [
        (Analysis(frozenset()), "De huizen", ["k:huis", "p:huiz", "d:huiz"]),
        (Analysis(frozenset(), use_stems=False), "huizen", ["d:huiz"]),
        (Analysis(frozenset(), use_parts=False), "huizen", ["k:huis", "p:huiz"]),
        (
            Analysis(frozenset({"land", "huizen"}), use_stems=False),
            "landhuizen land huizen",
            ["d:landhuiz", "d:land", "d:huiz", "d:land", "d:huiz"],
        ),
        (Analysis(frozenset(), use_stems=False), "niet geen 3 b 2,5", ["d:niet", "d:gen", "3", "d:b", "2,5"]),
        (Analysis(frozenset()), "wat is de het the of", []),
    ],
)
def test_terms(analysis: Analysis, text: str, terms: list[str]) -> None:
    assert analysis.terms(text) == terms


def test_words_that_turn_a_statement_round_are_no_stop_words() -> None:
    assert not {"niet", "geen", "nooit", "zonder", "not", "no"} & STOP_WORDS


def test_vocabulary_is_every_folded_word() -> None:
    assert vocabulary(["De VN, in 2022", "de vn’s"]) == {"de", "vn", "in", "2022"}
