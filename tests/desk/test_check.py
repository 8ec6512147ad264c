"""From a text to verdicts, on the made-up report."""

import pytest

from iobqa.desk.check import VERDICTS, Audit, Checker, Coverage
from iobqa.desk.claims import Claim
from iobqa.desk.concordance import Concordance, Stretch
from iobqa.desk.quotation import Quotations
from iobqa.errors import DocumentError
from iobqa.records import Report


def covers_everything(claim: Claim) -> Coverage:
    return Coverage("geparafraseerd en gedekt", (Stretch("2.2-al1", 0, 5),))


@pytest.fixture(scope="module")
def checker(mini_report: Report) -> Checker:
    return Checker(mini_report, Quotations(Concordance(mini_report)), covers_everything, ["Evaluatie"])


TEXTS = {
    "literal": ("Er staat: “Slikhoek bleef achter.”", "letterlijk"),
    "at its place": ("Er staat: “Slikhoek bleef achter.” (§ 2.2)", "letterlijk"),
    "at another": ("Er staat: “Slikhoek bleef achter.” (§ 2.1)", "letterlijk, andere plaats dan vermeld"),
    "at no place": ("Er staat: “Slikhoek bleef achter.” (§ 9.9)", "letterlijk, andere plaats dan vermeld"),
    "in one of two": ("“Het water werd schoner, maar niet overal.” (hoofdstuk 3)", "letterlijk"),
    "open reference": ("“Geef elke boer een teststrip.” (Aanbeveling 1a)", "letterlijk"),
    "changed": ("Er staat: “De twee medewerkers vertrokken in 2020.”", "gewijzigd"),
    "not there": ("Er staat: “Konijnen graven graag gangen onder dijken.”", "niet gevonden"),
    "paraphrase": ("Volgens het rapport lag Slikhoek op achterstand.", "geparafraseerd en gedekt"),
}


@pytest.mark.parametrize(("text", "verdict"), TEXTS.values(), ids=TEXTS.keys())
def test_verdict(checker: Checker, text: str, verdict: str) -> None:
    (finding,) = checker.check(text).findings
    assert finding.verdict == verdict


def test_unknown_place_is_said(checker: Checker) -> None:
    (finding,) = checker.check("“Slikhoek bleef achter.” (§ 9.9)").findings
    assert "staat niet in het rapport" in finding.notes[0]


def test_other_places_are_named(checker: Checker) -> None:
    (finding,) = checker.check("“Het water werd schoner, maar niet overal.” (hoofdstuk 3)").findings
    assert finding.places[0].unit.startswith("h3")
    assert [stretch.unit for stretch in finding.elsewhere] == ["samenvatting-hoofdconclusie-al1"]


def test_change_is_shown(checker: Checker) -> None:
    (finding,) = checker.check("Er staat: “De twee medewerkers vertrokken in 2020.”").findings
    assert [(d.kind, d.report, d.quoted) for d in finding.differences] == [("jaar", "2019", "2020")]


def test_paraphrase_with_a_wrong_place(checker: Checker) -> None:
    (finding,) = checker.check("Volgens het rapport lag Slikhoek op achterstand (§ 1.1).").findings
    assert any("niet waar dit staat" in note for note in finding.notes)


def test_a_quotation_without_words_is_nowhere(checker: Checker) -> None:
    (finding,) = checker.check("Volgens het rapport “\x00”.").findings
    assert (finding.verdict, finding.places) == ("niet gevonden", ())


def test_counts_add_up(checker: Checker) -> None:
    audit: Audit = checker.check("\n\n".join(text for text, _ in TEXTS.values()))
    assert sum(audit.count(verdict) for verdict in VERDICTS) == len(audit.findings) == len(TEXTS)


@pytest.mark.parametrize("text", ["", "Een brief zonder citaat en zonder verwijzing.", "\n\n"])
def test_nothing_to_check(checker: Checker, text: str) -> None:
    with pytest.raises(DocumentError):
        checker.check(text)


def test_english_is_said(checker: Checker) -> None:
    with pytest.raises(DocumentError, match="Engels"):
        checker.check("The government did not answer any of the questions that were put to them by the members.")
    audit = checker.check("The evaluation says: “the water was not clean at all” and that is all there is to it.")
    assert "Engels" in audit.notes[0]
