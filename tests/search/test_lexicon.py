"""Everyday words to report words, and the abbreviations that the report explains."""

from pathlib import Path

import pytest

from iobqa.errors import ReportError
from iobqa.search.lexicon import Entry, Lexicon, abbreviations, read_lexicon


def test_read_lexicon_skips_remarks_and_empty_lines(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.tsv"
    file.write_text("# wat mensen zeggen\n\nbaas\tleidinggevende\tnl\nfund\tfonds\ten\n", encoding="utf-8")
    assert read_lexicon(file) == (Entry("baas", "leidinggevende", "nl"), Entry("fund", "fonds", "en"))


def test_a_corpus_without_a_lexicon_has_none(tmp_path: Path) -> None:
    assert read_lexicon(tmp_path / "lexicon.tsv") == ()


@pytest.mark.parametrize("line", ["baas leidinggevende nl", "baas\tleidinggevende", "baas\t\tnl", "a\tb\tnl\tx", " "])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "lexicon.tsv"
    file.write_text(f"# kop\n{line}\n", encoding="utf-8")
    with pytest.raises(ReportError, match=r"lexicon\.tsv, regel 2: "):
        read_lexicon(file)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("van Buitenlandse Zaken (BZ) is", ("BZ", "Buitenlandse Zaken")),
        ("het ministerie van de Verenigde Naties (VN).", ("VN", "Verenigde Naties")),
        pytest.param("de Raad voor de Mensenrechten (RvdM)", ("RvdM", "Raad voor de Mensenrechten"), id="small words"),
        pytest.param("Raad en Rekenkamer (RK)", ("RK", "Rekenkamer"), id="the shortest run that fits"),
        pytest.param("het Mensenrechtenfonds (MF)", ("MF", "Mensenrechtenfonds"), id="letters inside one word"),
        pytest.param("de raad voor mensenrechten (RM)", None, id="no name without a capital"),
        pytest.param("in Zweden (EU)", None, id="letters that are not there"),
        pytest.param("Buitenlandse Zaken (zie bijlage)", None, id="no abbreviation"),
        pytest.param("(BZ)", None, id="nothing before it"),
    ],
)
def test_abbreviations_go_both_ways(text: str, pair: tuple[str, str] | None) -> None:
    short, full = pair or ("", "")
    both = [Entry(short, full, "afkorting"), Entry(full, short, "afkorting")]
    assert list(abbreviations([text])) == (both if pair else [])


def test_an_abbreviation_is_given_once() -> None:
    assert len(list(abbreviations(["Buitenlandse Zaken (BZ)", "bij Buitenlandse Zaken (BZ)"]))) == 2


def found(entries: list[tuple[str, str]], *words: str) -> list[str]:
    lexicon = Lexicon(Entry(typed, term, "nl") for typed, term in entries)
    return [entry.term for entry in lexicon.lookup(words)]


@pytest.mark.parametrize(
    ("entries", "words", "terms"),
    [
        ([("baas", "leidinggevende")], ["de", "bazen", "baas"], ["leidinggevende"]),
        pytest.param([("rijden", "varen")], ["reed"], [], id="another stem"),
        pytest.param([("landen", "staten")], ["land"], ["staten"], id="same stem"),
        pytest.param([("baas", "leiding"), ("baas", "chef")], ["baas"], ["leiding", "chef"], id="several terms"),
        pytest.param([("baas", "chef"), ("baas", "chef")], ["baas"], ["chef"], id="an entry counts once"),
        pytest.param(
            [("wit", "blank"), ("witte zwaan", "gans")], ["witte", "zwaan"], ["gans"], id="a phrase hides its words"
        ),
        pytest.param(
            [("a b c d", "vier"), ("b c", "twee")], ["a", "b", "c", "d"], ["vier"], id="the longest phrase hides"
        ),
        pytest.param(
            [("b c", "links"), ("c d", "rechts")], ["b", "c", "d"], ["links", "rechts"], id="overlap does not hide"
        ),
        pytest.param(
            [("b c x", "een"), ("d x y", "twee"), ("x d", "over de grens")],
            ["b", "c", "x", "d", "x", "y"],
            ["een", "twee", "over de grens"],
            id="what lies across two phrases is inside neither",
        ),
        pytest.param([("b c x y z", "vijf")], ["b", "c", "x", "y", "z"], [], id="too long a phrase"),
        pytest.param([("de", "lidwoord"), ("van de", "x")], ["van", "de"], [], id="stop words alone lead nowhere"),
        pytest.param([("baas", "chef")], [], [], id="nothing asked"),
    ],
)
def test_lookup(entries: list[tuple[str, str]], words: list[str], terms: list[str]) -> None:
    assert found(entries, *words) == terms


def test_length_counts_what_can_be_typed() -> None:
    assert len(Lexicon([Entry("baas", "chef", "nl"), Entry("baas", "leiding", "nl"), Entry("de", "x", "nl")])) == 1
