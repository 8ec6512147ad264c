"""Which units of the report a reader wants to be shown: of one standing, in one section."""

from collections.abc import Callable
from typing import get_args

from iobqa.errors import QuestionError
from iobqa.records import Paragraph, Report, Role
from iobqa.report.lookup import find

ROLES: tuple[str, ...] = get_args(Role)


def scope(report: Report, role: str = "", section: str = "") -> Callable[[Paragraph], bool] | None:
    """Whether a unit has this role and place; none when neither is given. Raises QuestionError, UnknownReference."""
    if role and role not in ROLES:
        raise QuestionError(f"De rol ‘{role}’ bestaat niet. Kies uit: {', '.join(ROLES)}.")
    if not role and not section:
        return None
    inside = _inside(report, section) if section else None

    def allowed(unit: Paragraph) -> bool:
        return (not role or unit.role == role) and (inside is None or unit.id in inside)

    return allowed


def _inside(report: Report, section: str) -> frozenset[str]:
    """Ids of the units at a place, their footnotes included; a bare number such as ``5.1`` is a section."""
    found = find(report, f"§ {section}" if section[:1].isdigit() and "." in section and "-" not in section else section)
    units = {found.id, *(unit.id for unit in found.paragraphs)}
    return frozenset(units | {note for note, carrier in report.carrier.items() if carrier in units})
