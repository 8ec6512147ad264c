"""Questions of many clients at once to one ``ReportQA``: processes or a few threads, a queue with an end, a time limit."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import anyio
import anyio.to_thread

from iobqa.answer.call import Call
from iobqa.errors import IobqaError, ServiceUnavailable
from iobqa.interfaces.kept_answers import KeptAnswers
from iobqa.interfaces.metrics import Metrics
from iobqa.interfaces.payload import answer_payload
from iobqa.interfaces.replies import to_json
from iobqa.interfaces.streaming import Event, events, has_more
from iobqa.interfaces.worker_process import Worked, passages_as_json, work_out
from iobqa.interfaces.workers import Workers
from iobqa.qa import ReportQA, cleaned
from iobqa.records import Answer
from iobqa.settings import Settings

Result = TypeVar("Result")

_WAITING_THREADS = 16
_END: Any = object()
"""A StopIteration cannot leave a thread."""


class Answering:
    """What the routes ask. Everything happens on the event loop but the work itself."""

    def __init__(self, settings: Settings, metrics: Metrics, workers: Workers | None = None) -> None:
        """Without ``workers``, or while they start, the answers are worked out by threads of this process."""
        self._settings = settings
        self._metrics = metrics
        self._workers = workers
        self._qa: ReportQA | None = None
        self._opened = asyncio.Event()
        self._threads = anyio.CapacityLimiter(settings.threads)
        self._busy = 0
        """Questions being worked out or waiting for their turn."""
        self._kept = KeptAnswers(settings.answers_kept, metrics)
        self.failure: IobqaError | None = None
        """Why the report could not be opened."""
        if workers:
            metrics.workers.set_function(lambda: workers.ready)

    def use(self, qa: ReportQA) -> None:
        """Answer from this report."""
        self._qa = qa
        if has_more(qa):  # its threads mostly wait for the language model
            self._threads.total_tokens = max(self._settings.threads, _WAITING_THREADS)
        self._metrics.ready.set(1)
        self._opened.set()

    async def open(self, open_qa: Callable[[], ReportQA]) -> None:
        """Open the report, building the index first when there is none. Never raises IobqaError: see ``failure``."""
        try:
            self.use(await anyio.to_thread.run_sync(open_qa))
        except IobqaError as error:
            self.failure = error
            self._opened.set()
        if self._qa and self._workers:
            self._workers.start(self._qa)

    async def close(self) -> None:
        """End what was started for this."""
        if self._workers:
            await self._workers.stop()

    @property
    def ready(self) -> bool:
        return self._qa is not None

    async def qa(self) -> ReportQA:
        """The report; who asks while it is being opened waits. Raises IobqaError."""
        if not self._qa:
            await self._limited(self._opened.wait())
        if self.failure:
            raise self.failure
        if not self._qa:
            raise ServiceUnavailable("De dienst stopt of start. Probeer het zo opnieuw.")
        return self._qa

    async def ask(self, question: str, k: int) -> Worked:
        """The answer; with a language model configured, its answer, which is never kept. Raises IobqaError."""
        qa = await self.qa()
        if not has_more(qa):
            return await self._quoted(qa, question, k)
        call = Call()
        try:
            answer = await self._limited(self._in_thread(lambda: call.run(lambda: qa.ask(question, k))))
        finally:  # who asked is gone, or waited too long: the model need not go on
            call.end()
        self._metrics.answered(answer)
        return Worked(answer, to_json(answer_payload(answer)))

    async def quick(self, question: str, k: int) -> Answer:
        """The answer made of quotes. Raises IobqaError."""
        return (await self._quoted(await self.qa(), question, k)).answer

    async def _quoted(self, qa: ReportQA, question: str, k: int) -> Worked:
        """What is asked again, or by two at once, is worked out once."""
        worked = await self._limited(self._kept.get((cleaned(question), k), lambda: self._worked_out(qa, question, k)))
        self._metrics.answered(worked.answer)
        return worked

    async def _worked_out(self, qa: ReportQA, question: str, k: int) -> Worked:
        return await self._by_process(lambda workers: workers.work_out(question, k), lambda: work_out(qa, question, k))

    async def search(self, question: str, k: int) -> bytes:
        """The best passages, as JSON. Raises IobqaError."""
        qa = await self.qa()
        work = self._by_process(lambda workers: workers.look_up(question, k), lambda: passages_as_json(qa, question, k))
        return await self._limited(work)

    async def _by_process(
        self, handed_over: Callable[[Workers], Awaitable[Result | None]], here: Callable[[], Result]
    ) -> Result:
        """What a process does, or when none can a thread of this one."""
        with self._place():
            if self._workers and (found := await handed_over(self._workers)) is not None:
                return found
        return await self._in_thread(here)

    async def run(self, work: Callable[[ReportQA], Result]) -> Result:
        """Other work on the report, under the same limits. Raises IobqaError."""
        qa = await self.qa()
        return await self._limited(self._in_thread(lambda: work(qa)))

    async def stream(self, question: str, k: int, conversation: str | None) -> AsyncIterator[Event]:
        """Events of an answer that is under way. Raises IobqaError."""
        qa = await self.qa()
        if not has_more(qa):
            answer = await self.quick(question, k)
            yield "passages", answer.passages
            yield "answer", answer
            return
        coming = events(qa, question, k, conversation)
        call = Call()
        try:
            while (
                event := await self._limited(self._in_thread(lambda: call.run(lambda: next(coming, _END))))
            ) is not _END:
                yield event
        finally:
            call.end()

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        with self._place():
            return await anyio.to_thread.run_sync(work, limiter=self._threads, abandon_on_cancel=True)

    @contextmanager
    def _place(self) -> Iterator[None]:
        """A place among those who wait or are helped. Raises ServiceUnavailable when there is none left."""
        at_work = self._threads.total_tokens + (self._workers.ready if self._workers else 0)
        if self._busy >= at_work + self._settings.most_waiting:
            self._metrics.refused.labels("vol").inc()
            raise ServiceUnavailable("Het is druk: er wachten al te veel vragen. Probeer het zo opnieuw.")
        self._busy += 1
        try:
            yield
        finally:
            self._busy -= 1

    async def _limited(self, waiting: Awaitable[Result]) -> Result:
        try:
            return await asyncio.wait_for(waiting, self._settings.answer_seconds)
        except TimeoutError as error:
            self._metrics.refused.labels("te traag").inc()
            raise ServiceUnavailable("Het antwoord duurt te lang. Probeer het zo opnieuw.") from error
