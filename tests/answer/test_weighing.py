"""Problems of a claim in other words weigh together, by a function made up here; what stands by itself is never outweighed."""

import json
import re
from pathlib import Path

import pytest
from test_generative_claims import CASES

from iobqa.answer.background import Surroundings
from iobqa.answer.citations import Quote
from iobqa.answer.logistic import Logistic
from iobqa.answer.nearness import Nearness
from iobqa.answer.signs import SIGNS, Compared
from iobqa.answer.verdicts import Source
from iobqa.answer.verification import Background, compare, verify
from iobqa.answer.weighing import WEIGHTS, Weighing, values
from iobqa.records import Report
from iobqa.report.corpus import Corpus
from iobqa.report.sentences import sentence_spans
from iobqa.search.encoder import StaticEncoder

SOURCES = ["De ambassade in Kenia steunde in 2019 wellicht twaalf kleine projecten van vrouwen op het platteland."]
FREE = "In 2019 gaf men in Kenia subsidie aan twaalf initiatieven voor plattelandsvrouwen."


def near(one: str, other: str) -> float:
    """Half as near as the shared words say."""
    mine, theirs = set(one.lower().split()), set(other.lower().split())
    return len(mine & theirs) / len(mine | theirs)


def weighing(threshold: float = 0.0, offset: float = 1.0, **weights: float) -> Weighing:
    return Weighing(Logistic(Logistic.only(SIGNS, **weights).weights, offset), threshold)


def background(weighed: Weighing | None) -> Background:
    return Background(near=near, weighing=weighed)


def test_score_by_hand() -> None:
    compared = compare("Men hielp misschien wellicht niet.", ["Men hielp wellicht."], background(None))
    signs = compared.signs()
    row = values(signs)
    assert signs["unlike"].value == pytest.approx(1 - 2 / 6)  # "wellicht." is another word than "wellicht"
    assert signs["negation new"].value == 1
    learnt = Logistic.only(SIGNS, **{"unlike": -3.0, "negation new": -0.5})
    assert float(learnt.score(row)[0]) == pytest.approx(-3 * (1 - 2 / 6) - 0.5)


def test_weighs_together() -> None:
    strict = verify(FREE, SOURCES, background(None))
    assert [problem.weighed for problem in strict.problems] == ["voorbehoud weggelaten"]
    assert verify(FREE, SOURCES, background(weighing(unlike=-0.5))).covered
    assert not verify(FREE, SOURCES, background(weighing(threshold=0.9, unlike=-0.5))).covered


def test_names_the_word_that_weighs_most() -> None:
    heavy = weighing(offset=0.0, **{"hedge gone": -3.0, "unlike": -1.0})
    first, *_ = verify(FREE, SOURCES, background(heavy)).problems
    assert (first.token, first.message) == ("wellicht", "‘wellicht’ uit de bron is weggelaten")
    far = weighing(offset=0.0, **{"hedge gone": -1.0, "far": -30.0})
    first, *_ = verify(FREE, SOURCES, background(far)).problems
    assert first.token == "subsidie"
    assert first.message == "‘subsidie’ staat niet in de aangehaalde zin, ook niet in andere woorden"


def test_says_so_when_no_word_does() -> None:
    source = ["Men koos toen."]
    compared = compare("Men koos.", source, background(None))
    bare = Compared(compared.claim, compared.source, Source(()), near, ())
    (problem,) = weighing(offset=-1.0)(bare)
    assert problem.message == "de bewering lijkt te weinig op de aangehaalde zinnen"


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        (FREE.replace("2019", "2020"), "jaar"),
        (FREE.replace("twaalf", "dertien"), "getal"),
        (FREE.replace("Kenia", "Ghana"), "land"),
        (FREE.replace("men", "Oxfam"), "naam"),
        ("In Kenia grote projecten van vrouwen steunde men in 2019 op het platteland.", "richting"),
        ("Niet meer in Kenia.", "inhoud"),
    ],
)
def test_nothing_outweighs(claim: str, kind: str) -> None:
    problems = verify(claim, SOURCES, background(weighing(offset=99.0))).problems
    assert kind in {problem.kind for problem in problems}
    assert problems == verify(claim, SOURCES, background(None)).problems


def test_a_copy_is_not_weighed() -> None:
    copy = SOURCES[0].replace(" wellicht", "")
    assert not verify(copy, SOURCES, background(weighing(offset=99.0))).covered


def test_without_nearness_nothing_is_weighed() -> None:
    assert not verify(FREE, SOURCES, Background(weighing=weighing(offset=99.0))).covered


def test_advice_told_as_a_fact_is_not_weighed() -> None:
    advice = ["Zorg voor meer lokale medewerkers met kennis van mensenrechten op alle ambassades in Afrika."]
    claim = "Op de posten in Afrika werken al meer lokale krachten die mensenrechten kennen."
    verdict = verify(claim, advice, background(weighing(offset=99.0)))
    assert verdict.problem == "de bron is een aanbeveling; de bewering zegt dat het al zo is"


def test_weights_of_the_program() -> None:
    learnt = Weighing.load()
    assert (learnt.learnt.weights <= 0).all()  # no sign speaks for a claim
    content = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match="other features"):
        Weighing.of({**content, "weights": {**content["weights"], "length": 1.0}})


def test_every_weighed_problem_has_a_weight() -> None:
    from iobqa.answer import figure_checks, marker_checks, role_checks, wording_checks
    from iobqa.answer.markers import ADDED, KEPT, WEIGHED_AS

    named = {f"{WEIGHED_AS[kind]} toegevoegd" for kind in ADDED if kind in WEIGHED_AS} | {
        f"{WEIGHED_AS[kind]} weggelaten" for kind in KEPT if kind in WEIGHED_AS
    }
    for module in (figure_checks, marker_checks, role_checks, wording_checks):
        text = Path(str(module.__file__)).read_text(encoding="utf-8")
        named |= set(re.findall(r'weighed="([^"{]+)"', text))
    assert named <= set(SIGNS)


def test_scripted_claims_with_the_encoder_and_the_weights(mini_report: Report, mini_corpus: Corpus) -> None:
    """As in the program: every planted falsification is caught, and no paraphrase is rejected."""
    near_words = Nearness.of(StaticEncoder(Path(__file__).parents[2] / "corpus" / "encoder"))
    surroundings = Surroundings(mini_report, mini_corpus.about, near_words, Weighing.load())
    wrong = []
    for said, snippets, expected in CASES:
        quotes = [_sentence(mini_report, snippet) for snippet in snippets]
        texts = [mini_report.by_id[q.unit].text[q.start : q.end] for q in quotes]
        if verify(said, texts, surroundings.of(quotes)).covered != (expected in {"letterlijk", "gedekt"}):
            wrong.append(said)
    assert wrong == []


def _sentence(report: Report, snippet: str) -> Quote:
    unit = next(unit for unit in report.paragraphs if snippet in unit.text)
    at = unit.text.index(snippet)
    return next(Quote(unit.id, *span) for span in sentence_spans(unit.text) if span[0] <= at < span[1])
