"""The report as a reference list names it, from ``report.toml``; the paragraph is the locator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited."""

    title: str
    subtitle: str
    author: str
    publisher: str
    published: tuple[int, ...]
    """Year, and month if known."""
    kamerstuk: str
    """Such as ``Kamerstukken II 2024/25, 32 735, nr. 402``; empty when the report was not sent to parliament."""
    language: str

    @property
    def full_title(self) -> str:
        return f"{self.title}. {self.subtitle}" if self.subtitle else self.title

    @property
    def when(self) -> str:
        """``november 2024``."""
        year, *month = self.published
        return f"{_MONTHS.split()[month[0] - 1]} {year}" if month else str(year)


def work(about: Mapping[str, Any]) -> Work:
    """The report that ``report.toml`` describes."""
    sent = next((entry for entry in about.get("parliament", []) if entry.get("role") == "aanbieding"), None)
    published = tuple(int(part) for part in str(about.get("published", "")).split("-")[:2] if part.isdigit())
    return Work(
        title=about["title"],
        subtitle=about.get("subtitle", ""),
        author=about.get("author", ""),
        publisher=about.get("publisher", ""),
        published=published or (0,),
        kamerstuk=f"Kamerstukken II {_session(sent['date'])}, {sent['kamerstuk']}" if sent else "",
        language=about.get("language", "nl"),
    )


def _session(day: date) -> str:
    """The parliamentary year, which begins on the third Tuesday of September: ``2024/25``."""
    opening = next(d for d in (date(day.year, 9, n) for n in range(15, 22)) if d.weekday() == 1)
    first = day.year if day >= opening else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def legal(cited: Work, ref: str) -> str:
    """Dutch legal style (after the Leidraad voor juridische auteurs), place last, without a full stop."""
    return ", ".join(part for part in (*_before_place(cited), ref) if part)


def legal_parts(cited: Work, ref: str) -> tuple[str, str, str]:
    """The same in three parts: before the title, the title (printed in italics), behind it."""
    author, title, *rest = _before_place(cited)
    return f"{author}, " if author else "", title, ", ".join(["", *(part for part in (*rest, ref) if part)])


def _before_place(cited: Work) -> tuple[str, ...]:
    annex = f"bijlage bij {cited.kamerstuk}" if cited.kamerstuk else ""
    return cited.author, cited.full_title, cited.publisher, cited.when, annex
