"""The listed normalisation, and that nothing beyond it is forgiven."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iobqa.desk.words import quoted_words, words


def said(text: str) -> list[str]:
    return [word.text for word in quoted_words(text)]


FORGIVEN = {
    "Unicode form": ("geëvalueerd", "gee\u0308valueerd"),
    "ligature": ("financieel", "ﬁnancieel"),
    "white space": ("een kloof", " een\n\u00a0 kloof "),
    "soft hyphen": ("autoriteiten", "auto\u00adriteiten"),
    "zero width": ("autoriteiten", "auto\u200briteiten"),
    "dash": ("2017-2022", "2017–2022"),
    "quotation marks": ("een ‘kloof’", 'een "kloof"'),
    "apostrophe": ("thema’s", "thema's"),
    "bullet": ("· meer geld", "• meer geld"),
    "list marker": ("a) meer geld", "meer geld"),
    "footnote in brackets": ("meer geld", "meer geld[12]"),
    "footnote in Markdown": ("meer geld", "meer geld[^3]"),
    "raised footnote": ("meer geld", "meer geld¹²"),
    "edited capital": ("De kloof", "[D]e kloof"),
    "Markdown": ("een kloof", "> een **kloof**"),
    "last full stop": ("een kloof.", "een kloof"),
}


@pytest.mark.parametrize(("one", "other"), FORGIVEN.values(), ids=FORGIVEN.keys())
def test_forgiven(one: str, other: str) -> None:
    assert said(one) == said(other)


NOT_FORGIVEN = [
    ("ruim 500", "ruim 550"),
    ("€ 1,5 miljard", "€ 15 miljard"),
    ("een kloof", "geen kloof"),
    ("hoogrisicolanden", "hoog-risicolanden"),
    ("landen, thema’s", "landen thema’s"),
    ("de Raad", "de raad"),
    ("500 [12] landen", "512 landen"),
    ("meer geld?", "meer geld"),
]


@pytest.mark.parametrize(("one", "other"), NOT_FORGIVEN)
def test_not_forgiven(one: str, other: str) -> None:
    assert said(one) != said(other)


@given(st.text())
def test_every_word_points_at_itself(text: str) -> None:
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.text


@given(st.text(alphabet="abcé ,.-“”‘’12"))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = said(text)
    assert said(" ".join(once)) == once
