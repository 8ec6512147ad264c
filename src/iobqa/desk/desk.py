"""Everything of the researcher's desk behind one door; each part is made when it is first asked for, and kept."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from iobqa.desk import basket, lasting
from iobqa.desk.check import Audit, Checker
from iobqa.desk.cite import Finder, Statement
from iobqa.desk.concordance import Concordance
from iobqa.desk.coverage import Covering
from iobqa.desk.export import export
from iobqa.desk.quotation import Quotations
from iobqa.desk.reference_style import Work, work
from iobqa.desk.repeats import Repeat, repeats
from iobqa.desk.sources import Sources
from iobqa.qa import ReportQA
from iobqa.records import Paragraph
from iobqa.search.scope import scope


class ResearchDesk:
    """The desk for one report. Safe to share between threads: nothing changes but what is made once."""

    def __init__(self, qa: ReportQA) -> None:
        self._qa = qa

    @cached_property
    def concordance(self) -> Concordance:
        return Concordance(self._qa.report)

    @cached_property
    def quotations(self) -> Quotations:
        return Quotations(self.concordance)

    @cached_property
    def sources(self) -> Sources:
        return Sources(self._qa.report)

    @cached_property
    def finder(self) -> Finder:
        return Finder(self._qa, self.quotations, self.sources)

    @cached_property
    def checker(self) -> Checker:
        return Checker(self._qa.report, self.quotations, self.covering, [self._qa.about.get("subtitle", "")])

    @cached_property
    def covering(self) -> Covering:
        return Covering(self._qa.report, self.finder, self._qa.about)

    @cached_property
    def work(self) -> Work:
        """The report as a reference list names it."""
        return work(self._qa.about)

    def cite(self, claim: str, k: int = 5, role: str = "", section: str = "") -> tuple[Statement, ...]:
        """The places that carry ``claim``, best first. Raises QuestionError, UnknownReference."""
        return self.finder.cite(claim, k, scope(self._qa.report, role, section))

    def check(self, text: str) -> Audit:
        """Verdicts on what ``text`` quotes and says of the report. Raises DocumentError."""
        return self.checker.check(text)

    def repeats(self, section: str = "", *, everything: bool = False) -> list[Repeat]:
        """Statements made twice, in reading order: those that differ, or ``everything``. Raises UnknownReference."""
        allowed: Callable[[Paragraph], bool] = scope(self._qa.report, "", section) or (lambda _: True)
        units = self._qa.report.by_id
        found = repeats(self._qa.report, lambda unit: allowed(units[unit]))
        return [repeat for repeat in found if everything or repeat.telling]

    def export(self, form: str, rows: Iterable[Mapping[str, Any]]) -> bytes:
        """Rows with ``id`` and perhaps ``quote`` in one of ``export.FORMS``. Raises UnknownReference, DocumentError."""
        return export(form, basket.entries(self._qa.report, rows), self.work)

    def keep(self, payload: Mapping[str, Any]) -> str:
        """The file for an answer (as JSON of the contract)."""
        return lasting.keep(payload, self._qa.about, self._qa.index.corpus.sha256, date.today().isoformat())

    def verify(self, kept: lasting.KeptAnswer) -> tuple[lasting.Verified, ...]:
        """What became of a kept answer's citations in this edition."""
        return lasting.verify(self._qa.report, kept.citations, self.quotations)
