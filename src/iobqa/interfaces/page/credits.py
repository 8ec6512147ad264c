"""Who made the report and when, in one line."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from iobqa.interfaces.page.texts import TEXTS, Language

_MONTHS: Mapping[Language, str] = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}


def credits_line(about: Mapping[str, Any], language: Language) -> str:
    """Author, month of publication, and the parliamentary paper that it came with; what is not known is left out."""
    papers = about.get("parliament") or []
    paper = f"{TEXTS[language]['parliament']} {papers[0]['kamerstuk']}" if papers else ""
    author = about.get("author") or about.get("publisher") or ""
    made = ", ".join(part for part in (author, _month(about.get("published"), language)) if part)
    return " · ".join(part for part in (made, paper) if part)


def day(given: object) -> str:
    """``2025-02-11`` as ``11 februari 2025``; anything else as it stands. Dutch, as is what stands around it."""
    try:
        found = date.fromisoformat(str(given))
    except ValueError:
        return str(given)
    return f"{found.day} {_MONTHS['nl'].split()[found.month - 1]} {found.year}"


def _month(published: object, language: Language) -> str:
    """``2024-11`` as ``november 2024``; anything else as it stands."""
    year, _, month = str(published or "").partition("-")
    if month.isdigit() and 1 <= int(month) <= 12:
        return f"{_MONTHS[language].split()[int(month) - 1]} {year}"
    return str(published or "")
