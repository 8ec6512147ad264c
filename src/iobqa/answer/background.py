"""What stands around cited sentences: headings and lead-ins, the report's period, abbreviations and author."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from iobqa.answer.citations import Quote
from iobqa.answer.verdicts import Near
from iobqa.answer.verification import Background
from iobqa.answer.weighing import Weighing
from iobqa.records import Paragraph, Report
from iobqa.search.lexicon import abbreviations


class Surroundings:
    """Backgrounds for the claims about one report. ``about``: its ``report.toml`` as read."""

    def __init__(
        self,
        report: Report,
        about: Mapping[str, Any],
        near: Near | None = None,
        weighing: Weighing | None = None,
    ) -> None:
        self._report = report
        self._near = near
        self._weighing = weighing
        self._about = about

    def of(self, quotes: Sequence[Quote]) -> Background:
        """The background of a claim that cites ``quotes``."""
        units = [self._report.by_id[unit] for unit in dict.fromkeys(quote.unit for quote in quotes)]
        return Background(
            context=[*dict.fromkeys(text for unit in units for text in self._above(unit)), *self._spelled_out(quotes)],
            period=self._period,
            abbreviations=self._names,
            author=str(self._about.get("author_short", "")),
            author_in_full=str(self._about.get("author", "")),
            near=self._near,
            weighing=self._weighing,
            advice=bool(units) and all(self._is_advice(unit) for unit in units),
        )

    def _above(self, unit: Paragraph) -> list[str]:
        """Headings, and the texts that introduce the unit; of a table row also the column heads."""
        texts = list(unit.section)
        above = self._report.by_id.get(self._report.carrier.get(unit.id, ""), unit).lead_in
        while above:
            lead = self._report.by_id[above]
            parts = [self._report.by_id[part] for part in self._report.parts.get(above, ())]
            texts += [lead.text, *(part.text for part in parts if part.kind == "columns")]
            above = lead.lead_in
        return texts

    def _is_advice(self, unit: Paragraph) -> bool:
        return unit.role == "aanbeveling" or unit.kind == "recommendation"

    @property
    def _period(self) -> tuple[int, int] | None:
        period = self._about.get("period")
        return (int(period[0]), int(period[1])) if isinstance(period, list) and len(period) == 2 else None

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        """Short to long and long to short, in lower case, by the key that names.py gives them."""
        found: dict[str, set[str]] = {}
        for entry in abbreviations(unit.text for unit in self._report.paragraphs):
            for key in (entry.typed, entry.typed.lower()):
                found.setdefault(key, set()).add(entry.term.lower())
        return {key: frozenset(names) for key, names in found.items()}

    def _spelled_out(self, quotes: Sequence[Quote]) -> list[str]:
        """What the abbreviations in the quotes stand for, as the report itself explains them."""
        words = {w for q in quotes for w in self._report.by_id[q.unit].text[q.start : q.end].replace("-", " ").split()}
        bare = {word.strip("().,;:’‘“”") for word in words}
        return [name for word in sorted(bare) for name in self._names.get(word, ()) if word.isupper()]
