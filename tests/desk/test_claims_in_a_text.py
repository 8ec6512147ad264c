"""What is found in a text: quotations in all their marks, sentences about the report, the places named for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iobqa.desk.claims import claims

QUOTATIONS = {
    "curly": ("Hij schrijft: “er is veel mis gegaan”.", ["er is veel mis gegaan"]),
    "low": ("Hij schrijft: „er is veel mis gegaan”.", ["er is veel mis gegaan"]),
    "angled": ("Hij schrijft: «er is veel mis gegaan».", ["er is veel mis gegaan"]),
    "straight": ('Hij schrijft: "er is veel mis gegaan".', ["er is veel mis gegaan"]),
    "single": ("Hij schrijft: ‘er is veel mis gegaan’.", ["er is veel mis gegaan"]),
    "straight single": ("Hij schrijft: 'er is veel mis gegaan'.", ["er is veel mis gegaan"]),
    "outermost only": ("“er is ‘veel mis’ gegaan hier”", ["er is ‘veel mis’ gegaan hier"]),
    "apostrophes": ("De foto's van 's avonds, thema's en zo'n 20 pv's van toen.", []),
    "two": ("“een twee drie” en “vier vijf zes”", ["een twee drie", "vier vijf zes"]),
    "block": ("Er staat:\n\n> een twee\n> drie vier\n\nKlaar.", ["> een twee\n> drie vier"]),
    "over lines": ("“een twee\ndrie vier”", ["een twee\ndrie vier"]),
    "not closed": ("“een twee drie\n\nvier vijf”", []),
    "too short": ("Hij noemt het “leuk” ook.", []),
    "short, of the report": ("IOB noemt het “leuk” ook.", ["leuk"]),
    "a title": ("Lees “Heldere sloot” van Waterproef.", []),
}


@pytest.mark.parametrize(("text", "expected"), QUOTATIONS.values(), ids=QUOTATIONS.keys())
def test_quotations(text: str, expected: list[str]) -> None:
    found = [claim for claim in claims(text, ["Heldere sloot"]) if claim.kind == "citaat"]
    assert [claim.text for claim in found] == expected
    assert all(text[claim.start : claim.end] == claim.text for claim in found)


SENTENCES = {
    "names the report": ("Volgens het rapport stegen de kosten elk jaar.", 1),
    "names IOB": ("IOB vindt dat de kosten te snel stegen.", 1),
    "names a place": ("De kosten stegen elk jaar te snel (§ 4.2).", 1),
    "names neither": ("De kosten stegen elk jaar te snel.", 0),
    "says nothing itself": ("IOB schrijft: “de kosten stegen elk jaar te snel”.", 0),
    "is about the report": ("Zie het rapport.", 0),
    "wrapped": ("Volgens het rapport stegen de\nkosten elk jaar te snel.", 1),
    "abbreviation": ("Volgens IOB (zie § 4.2, al. 3) stegen de kosten c.q. de lasten te snel.", 1),
}


@pytest.mark.parametrize(("text", "count"), SENTENCES.values(), ids=SENTENCES.keys())
def test_sentences_about_the_report(text: str, count: int) -> None:
    assert len([claim for claim in claims(text) if claim.kind == "bewering"]) == count


REFERENCES = {
    "behind": ("“een twee drie” (§ 4.2.2, al. 3)", ("§ 4.2.2, al. 3",)),
    "before": ("In paragraaf 4.2.2 staat: “een twee drie”", ("paragraaf 4.2.2",)),
    "chapter": ("In hoofdstuk 5 staat “een twee drie”.", ("hoofdstuk 5",)),
    "box": ("In box 4.b staat “een twee drie”.", ("box 4.b",)),
    "footnote": ("“een twee drie” (voetnoot 93)", ("voetnoot 93",)),
    "recommendation": ("Aanbeveling 2b: “een twee drie”", ("Aanbeveling 2b",)),
    "summary": ("“een twee drie” (Samenvatting, Deelconclusie 2, al. 5)", ("Samenvatting, Deelconclusie 2, al. 5",)),
    "none": ("“een twee drie”", ()),
    "of the next sentence": ("“een twee drie”. In § 4.2 staat iets anders.", ()),
    "of another quotation": ("“een twee drie” en “vier vijf zes” (§ 4.2)", ()),
}


@pytest.mark.parametrize(("text", "expected"), REFERENCES.values(), ids=REFERENCES.keys())
def test_place_named_for_the_first_quotation(text: str, expected: tuple[str, ...]) -> None:
    first = next(claim for claim in claims(text) if claim.kind == "citaat")
    assert first.references == expected


def test_rest_of_the_sentence() -> None:
    (claim,) = claims("Dat is niet “goed genoeg gelukt” bij ons. Dat wel.")
    assert "niet" in claim.around
    assert "Dat wel" not in claim.around


@given(st.text(alphabet="ab .“”‘’'\"\n>IOB§4[]…"))
def test_any_text(text: str) -> None:
    for claim in claims(text):
        assert text[claim.start : claim.end] == claim.text
