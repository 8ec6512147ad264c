"""Units of one standing, in one place."""

import pytest

from iobqa.errors import QuestionError, UnknownReference
from iobqa.records import Report
from iobqa.search.scope import scope


def chosen(report: Report, role: str = "", section: str = "") -> set[str]:
    allowed = scope(report, role, section)
    assert allowed
    return {unit.id for unit in report.paragraphs if allowed(unit)}


def test_role(mini_report: Report) -> None:
    ids = chosen(mini_report, "aanbeveling")
    assert ids
    assert all("aanbeveling" in id_ for id_ in ids)


@pytest.mark.parametrize("section", ["2.1", "§ 2.1", "paragraaf 2.1"])
def test_section_as_people_write_it(mini_report: Report, section: str) -> None:
    ids = chosen(mini_report, section=section)
    assert "2.1-al1" in ids
    assert not any(id_.startswith(("2.2", "1.")) for id_ in ids)


def test_chapter_takes_its_sections_along(mini_report: Report) -> None:
    assert chosen(mini_report, section="hoofdstuk 2") > chosen(mini_report, section="2.1")


def test_footnotes_come_with_what_carries_them(mini_report: Report) -> None:
    assert "voetnoot-3" in chosen(mini_report, section="1.1")


def test_both(mini_report: Report) -> None:
    assert chosen(mini_report, "aanbeveling", "hoofdstuk 3") < chosen(mini_report, "aanbeveling")


def test_nothing_asked(mini_report: Report) -> None:
    assert scope(mini_report) is None


def test_unknown(mini_report: Report) -> None:
    with pytest.raises(QuestionError, match="bestaat niet"):
        scope(mini_report, "mening")
    with pytest.raises(UnknownReference):
        scope(mini_report, section="9.9")
