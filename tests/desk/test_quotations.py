"""Quotations held against the made-up report, and a long table of true and falsified ones against the real report."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from iobqa.desk.check import Checker, Coverage
from iobqa.desk.concordance import Concordance
from iobqa.desk.quotation import Quotations
from iobqa.records import Report

DATA = Path(__file__).parent / "data"


def _rows(name: str) -> Iterator[tuple[str, ...]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield tuple(line.split("\t"))


ROWS = [*_rows("citaten-ontwikkel.tsv"), *_rows("citaten-apart.tsv")]
TRUE = [row for row in ROWS if row[0] == "letterlijk"]
MISPLACED = [row for row in ROWS if row[0].startswith("letterlijk,")]
FALSE = [row for row in ROWS if row[0] in {"gewijzigd", "niet gevonden"}]
NAMED = [row for row in _rows("citaten-ontwikkel.tsv") if row[1] != "-"]


@pytest.fixture(scope="module")
def checker(report: Report) -> Checker:
    return Checker(report, Quotations(Concordance(report)), lambda claim: Coverage("niet gevonden"))


def verdicts(checker: Checker, text: str) -> set[str]:
    return {finding.verdict for finding in checker.check(text).findings if finding.claim.kind == "citaat"}


def test_there_are_enough_cases() -> None:
    assert len(ROWS) >= 150
    assert len(FALSE) + len(MISPLACED) >= 90


@pytest.mark.parametrize("text", [row[2] for row in TRUE])
def test_true_quotation(checker: Checker, text: str) -> None:
    assert verdicts(checker, text) == {"letterlijk"}


@pytest.mark.parametrize("text", [row[2] for row in MISPLACED])
def test_wrong_reference(checker: Checker, text: str) -> None:
    assert verdicts(checker, text) == {"letterlijk, andere plaats dan vermeld"}


@pytest.mark.parametrize("text", [row[2] for row in FALSE])
def test_falsified_quotation_never_passes(checker: Checker, text: str) -> None:
    found = verdicts(checker, text)
    assert found
    assert found <= {"gewijzigd", "niet gevonden"}


@pytest.mark.parametrize(("_", "kind", "text"), NAMED)
def test_change_is_named(checker: Checker, _: str, kind: str, text: str) -> None:
    findings = checker.check(text).findings
    assert kind in {difference.kind for finding in findings for difference in finding.differences}


# the made-up report


@pytest.fixture(scope="module")
def quotations(mini_report: Report) -> Quotations:
    return Quotations(Concordance(mini_report))


def test_place_of_a_quotation(quotations: Quotations, mini_report: Report) -> None:
    (place,) = quotations.match("Slikhoek bleef achter").places
    (stretch,) = place.stretches
    assert mini_report.by_id[stretch.unit].text[stretch.start : stretch.end] == "Slikhoek bleef achter"


def test_every_place_of_a_repeated_sentence(quotations: Quotations) -> None:
    assert len(quotations.match("Het water werd schoner, maar niet overal.").places) == 2


def test_quotation_over_two_paragraphs(quotations: Quotations) -> None:
    (place,) = quotations.match("hoeveel mest er in het water zat. De uitkomst hing in het dorpshuis.").places
    assert len(place.stretches) == 2


def test_quotation_does_not_run_into_another_section(quotations: Quotations) -> None:
    assert not quotations.match("De metingen werden na 2021 gestaakt. Op basis van deze conclusies").places


def test_niet_under_the_ellipsis(quotations: Quotations) -> None:
    (place, *_) = quotations.match("Het water werd schoner, maar [...] overal").places
    assert [(d.kind, d.report) for d in place.left_out] == [("ontkenning", "niet")]


def test_niet_just_before_the_quotation(quotations: Quotations) -> None:
    fragment = "overal. De winst bleef beperkt"
    assert any(d.report == "niet" for place in quotations.match(fragment).places for d in place.left_out)
    assert not any(place.left_out for place in quotations.match(fragment, "Het werd niet").places)


def test_two_half_sentences_made_one(quotations: Quotations) -> None:
    (place,) = quotations.match("In de polder Natteveld [...] wat er uit mijn land komt").places
    assert "samengevoegd" in {difference.kind for difference in place.left_out}


@pytest.mark.parametrize("text", ["", "   ", "[...]", "…", "“”", "[12]"])
def test_nothing_to_look_for(quotations: Quotations, text: str) -> None:
    match = quotations.match(text)
    assert not match.places
    assert not match.nearest
