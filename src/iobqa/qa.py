"""The one door: ``ReportQA.open(settings).ask(question)``."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from iobqa.answer.explanation import Explanation
from iobqa.answer.extractive import Answerer, Considered
from iobqa.errors import QuestionError
from iobqa.records import Answer, Hit, Paragraph, Report
from iobqa.search.index import Index, open_index
from iobqa.search.retriever import LONGEST_LIST, Retriever, Search
from iobqa.settings import Settings


class ReportQA:
    """One report, ready for questions. Safe to share between threads: nothing changes after opening."""

    def __init__(self, index: Index, settings: Settings, allowed: Callable[[Paragraph], bool] | None = None) -> None:
        self._index = index
        self._settings = settings
        self._allowed = allowed

    @classmethod
    def open(cls, settings: Settings, *, say: Callable[[str], None] | None = None) -> "ReportQA":
        """Load the index, building it first when there is none for these settings. Raises IobqaError."""
        return cls(open_index(settings, say=say) if say else open_index(settings), settings)

    def within(self, allowed: Callable[[Paragraph], bool] | None) -> "ReportQA":
        """The same report, asked and searched only in passages with an ``allowed`` unit (see ``search.scope``)."""
        return ReportQA(self._index, self._settings, allowed) if allowed else self

    @property
    def report(self) -> Report:
        return self._index.report

    @property
    def about(self) -> dict[str, Any]:
        """``report.toml`` as read."""
        return self._index.corpus.about

    @property
    def fingerprint(self) -> str:
        """Of the index: changes with the report, the model, the bank, the code that made it."""
        return self._index.fingerprint

    @property
    def index(self) -> Index:
        return self._index

    @cached_property
    def retriever(self) -> Retriever:
        return Retriever(self._index, self._allowed)

    @cached_property
    def _answerer(self) -> Answerer:
        return Answerer(self._index, self.retriever)

    def consider(self, question: str) -> Considered:
        """All that leads to the answer to ``question``. Raises QuestionError."""
        return self._answerer.consider(self._checked(question, 1))

    def why(self, question: str) -> Explanation:
        """What weighed how much in the answer to ``question``, for people. Raises QuestionError."""
        return self._answerer.explain(self._checked(question, 1))

    def ask(self, question: str, k: int = 10) -> Answer:
        """A cited answer or a reasoned refusal, with the ``k`` nearest passages. Raises QuestionError."""
        return self._answerer.answer(self._checked(question, k), k)

    def search(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        """The ``k`` best passages. Raises QuestionError."""
        return self.retriever.hits(self.retriever.search(self._checked(question, k)), k)

    def explain(self, question: str) -> Search:
        """The search behind a ranking: words added and mended, every passage's channels. Raises QuestionError."""
        return self.retriever.search(self._checked(question, 1))

    def _checked(self, question: str, k: int) -> str:
        """The question without control characters and double blanks."""
        cleaned = " ".join("".join(c if c.isprintable() else " " for c in question).split())
        if not cleaned:
            raise QuestionError("De vraag is leeg. Typ een vraag over het rapport.")
        if len(cleaned) > self._settings.longest_question:
            raise QuestionError(
                f"De vraag is te lang: {len(cleaned)} tekens, hoogstens {self._settings.longest_question}. "
                "Stel de kern als vraag."
            )
        if not 1 <= k <= LONGEST_LIST:
            raise QuestionError(f"k moet tussen 1 en {LONGEST_LIST} liggen, niet {k}.")
        return cleaned
