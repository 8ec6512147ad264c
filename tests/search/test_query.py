"""A question made ready: typing errors mended, words joined, report words added, each with its weight."""

import pytest

from iobqa.search.analysis import Analysis
from iobqa.search.lexicon import Entry, Lexicon
from iobqa.search.query import ADDED, JOINED, TYPED, Query, QueryReader
from iobqa.search.spelling import Speller

REPORT = frozenset(["mensenrechtenfonds", "ambassade", "leidinggevende", "manager", "fonds", "mensenrechten"])
ENTRIES = (Entry("baas", "leidinggevende", "nl"), Entry("baas", "manager", "nl"), Entry("geldpot", "fonds", "nl"))


def read(question: str) -> Query:
    """With terms that are the words' Porter stems alone."""
    analysis = Analysis(REPORT, use_stems=False)
    return QueryReader(analysis, Lexicon(ENTRIES), Speller(REPORT | {"baas", "geldpot"})).read(question)


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        pytest.param("Wat doet de ambassade?", {"d:doet": TYPED, "d:ambassad": TYPED}, id="as typed"),
        pytest.param("de ambasade", {"d:ambassad": TYPED}, id="mended"),
        pytest.param("geldpot", {"d:geldpot": TYPED, "d:fond": ADDED}, id="added"),
        pytest.param(
            "baas",
            {"d:bas": TYPED, "d:leidinggev": ADDED / 2**0.5, "d:manager": ADDED / 2**0.5},
            id="alternatives share a weight",
        ),
        pytest.param(
            "baas baas",
            {"d:bas": TYPED, "d:leidinggev": ADDED / 2**0.5, "d:manager": ADDED / 2**0.5},
            id="typing it twice changes nothing",
        ),
        pytest.param("geldpot fonds", {"d:geldpot": TYPED, "d:fond": TYPED}, id="the highest weight counts"),
        pytest.param(
            "mensenrechten fonds",
            {"d:mensenrechtenfond": JOINED, "d:mensenrecht": TYPED, "d:fond": TYPED},
            id="joined, its parts as typed",
        ),
        pytest.param("Wat is de", {}, id="stop words"),
        pytest.param("?!", {}, id="no words"),
        pytest.param("", {}, id="nothing"),
    ],
)
def test_weights(question: str, terms: dict[str, float]) -> None:
    assert dict(read(question).terms) == pytest.approx(terms)


def test_a_query_tells_what_was_done() -> None:
    query = read("Welke baas heeft een mensenrechten fonds bij de ambasade?")
    assert query.text.startswith("Welke baas")
    assert query.mended == {"ambasade": "ambassade"}
    assert query.joined == ("mensenrechtenfonds",)
    assert [entry.term for entry in query.added] == ["leidinggevende", "manager"]
    assert query.words == ("welke", "baas", "heeft", "een", "mensenrechten", "fonds", "bij", "de", "ambassade")
