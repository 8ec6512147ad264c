"""The one door: ``ReportQA.open(settings).ask(question)``."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from iobqa.answer.explanation import Explanation
from iobqa.answer.extractive import Answerer, Considered
from iobqa.answer.language_model import LanguageModel, load_model
from iobqa.errors import QuestionError
from iobqa.records import Answer, Hit, Paragraph, Report
from iobqa.search.index import Index, open_index
from iobqa.search.retriever import LONGEST_LIST, Retriever, Search
from iobqa.settings import Settings

if TYPE_CHECKING:  # what only a language model needs is imported when one is configured
    from iobqa.answer.conversation import Conversations
    from iobqa.answer.generative import Writer

_READ = 6
"""Passages whose sentences a language model gets to read."""


class ReportQA:
    """One report, ready for questions. Safe to share between threads: nothing changes after opening."""

    def __init__(
        self,
        index: Index,
        settings: Settings,
        allowed: Callable[[Paragraph], bool] | None = None,
        model: LanguageModel | None = None,
    ) -> None:
        """``model``: instead of the one in ``settings``."""
        self._index = index
        self._settings = settings
        self._allowed = allowed
        self._given_model = model

    @classmethod
    def open(cls, settings: Settings, *, say: Callable[[str], None] | None = None) -> "ReportQA":
        """Load the index, building it first when there is none for these settings. Raises IobqaError."""
        return cls(open_index(settings, say=say) if say else open_index(settings), settings)

    def within(self, allowed: Callable[[Paragraph], bool] | None) -> "ReportQA":
        """The same report, asked and searched only in passages with an ``allowed`` unit (see ``search.scope``)."""
        return ReportQA(self._index, self._settings, allowed, self.model) if allowed else self

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

    def log_odds(self, question: str) -> float:
        """That the report answers ``question``, before calibration. Raises QuestionError."""
        return self._answerer.log_odds(self._checked(question, 1))

    @cached_property
    def model(self) -> LanguageModel | None:
        """The configured language model, not yet connected to; nothing when none is. Raises SettingsError."""
        return self._given_model or load_model(self._settings)

    @cached_property
    def _writer(self) -> "Writer | None":
        from iobqa.answer.generative import Writer
        from iobqa.answer.nearness import Nearness

        near = Nearness.of(self._index.encoder)
        return Writer(self.report, self.about, self.model, self._settings, near) if self.model else None

    @cached_property
    def _conversations(self) -> "Conversations":
        from iobqa.answer.conversation import Conversations

        return Conversations()

    def ask(self, question: str, k: int = 10) -> Answer:
        """A cited answer or a reasoned refusal, with the ``k`` nearest passages.

        In the report's own words; with a language model configured in its words, each claim verified, or else the former
        with a note that says why. Raises QuestionError.
        """
        if not self.model:
            return self._answerer.answer(self._checked(question, k), k)
        *_, (_, last) = self.stream(question, k)
        assert isinstance(last, Answer)  # ``stream`` always ends with one
        return last

    def stream(
        self, question: str, k: int = 10, conversation: str | None = None
    ) -> Iterator[tuple[Literal["passages", "answer", "claim", "final"], Any]]:
        """The answer as it comes about: ("passages", hits), ("answer", Answer in the report's own words), and with a language
        model ("claim", Claim) for each that was checked and ("final", Answer).

        ``conversation``: any id; with a language model a follow-up question is rewritten to stand alone. Raises QuestionError.
        """
        asked = self._checked(question, k)
        alone = self._standalone(asked, conversation)
        extractive = self._answerer.answer(alone, k)
        if alone != asked:
            extractive = replace(extractive, question=asked, rewritten=alone)
        yield "passages", extractive.passages
        yield "answer", extractive
        if self.model and self._writer:
            yield from self._written(self._writer, extractive, conversation)

    def _written(
        self, writer: "Writer", extractive: Answer, conversation: str | None
    ) -> Iterator[tuple[Literal["claim", "final"], Any]]:
        from iobqa.answer.conversation import Turn

        hits = self.search(extractive.rewritten or extractive.question, _READ)
        for written in writer.write(extractive, hits):
            if not isinstance(written, Answer):
                yield "claim", written
                continue
            if conversation:
                self._conversations.add(conversation, Turn(written.rewritten or written.question, written.answer))
            yield "final", written

    def _standalone(self, question: str, conversation: str | None) -> str:
        if not self.model or not conversation:
            return question
        from iobqa.answer.conversation import standalone

        history = self._conversations.history(conversation)
        until = time.monotonic() + self._settings.llm_seconds
        return standalone(self.model, history, question, longest=self._settings.longest_question, until=until)

    def search(self, question: str, k: int = 10) -> tuple[Hit, ...]:
        """The ``k`` best passages. Raises QuestionError."""
        return self.retriever.hits(self.retriever.search(self._checked(question, k)), k)

    def explain(self, question: str) -> Search:
        """The search behind a ranking: words added and mended, every passage's channels. Raises QuestionError."""
        return self.retriever.search(self._checked(question, 1))

    def _checked(self, question: str, k: int) -> str:
        """The question as it is read. Raises QuestionError."""
        asked = cleaned(question)
        if not asked:
            raise QuestionError("De vraag is leeg. Typ een vraag over het rapport.")
        if len(asked) > self._settings.longest_question:
            raise QuestionError(
                f"De vraag is te lang: {len(asked)} tekens, hoogstens {self._settings.longest_question}. "
                "Stel de kern als vraag."
            )
        if not 1 <= k <= LONGEST_LIST:
            raise QuestionError(f"k moet tussen 1 en {LONGEST_LIST} liggen, niet {k}.")
        return asked


def cleaned(question: str) -> str:
    """A question as it is read: without control characters and double blanks."""
    return " ".join("".join(c if c.isprintable() else " " for c in question).split())
