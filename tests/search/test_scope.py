"""Which units a reader wants to be shown."""

import pytest

from iobqa.errors import QuestionError, UnknownReference
from iobqa.records import Report
from iobqa.search.scope import ROLES, scope


def allowed(report: Report, role: str = "", section: str = "") -> set[str]:
    inside = scope(report, role, section)
    assert inside is not None
    return {unit.id for unit in report.paragraphs if inside(unit)}


def test_without_a_wish_there_is_no_scope(mini_report: Report) -> None:
    assert scope(mini_report) is None


@pytest.mark.parametrize("role", ROLES)
def test_a_role(mini_report: Report, role: str) -> None:
    assert allowed(mini_report, role=role) == {unit.id for unit in mini_report.paragraphs if unit.role == role}


@pytest.mark.parametrize("section", ["1.2", "§ 1.2"])
def test_a_section_with_its_footnotes(mini_report: Report, section: str) -> None:
    units = {unit.id for unit in mini_report.paragraphs if unit.section_id == mini_report.by_id["1.2-al1"].section_id}
    assert allowed(mini_report, section=section) == units | {"voetnoot-4"}


def test_a_role_in_a_section(mini_report: Report) -> None:
    assert allowed(mini_report, role="voetnoot", section="§ 1.2") == {"voetnoot-4"}
    assert allowed(mini_report, role="bevinding", section="§ 1.2") == set()


def test_a_role_that_does_not_exist(mini_report: Report) -> None:
    with pytest.raises(QuestionError, match="‘mening’ bestaat niet. Kies uit: bevinding, conclusie"):
        scope(mini_report, role="mening")


def test_a_section_that_does_not_exist(mini_report: Report) -> None:
    with pytest.raises(UnknownReference):
        scope(mini_report, section="§ 9.9")
