"""Questions of many clients at once to one ``ReportQA``: a few threads, a queue with an end, a time limit."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

import anyio
import anyio.to_thread

from iobqa.answer.call import Call
from iobqa.errors import IobqaError, ServiceUnavailable
from iobqa.interfaces.metrics import Metrics
from iobqa.interfaces.streaming import Event, events, first_answer, has_more
from iobqa.qa import ReportQA
from iobqa.records import Answer, Hit
from iobqa.settings import Settings

Result = TypeVar("Result")
_Asked = tuple[str, int]
"""A question and how many passages."""

_WAITING_THREADS = 16
_END: Any = object()
"""A StopIteration cannot leave a thread."""


class Answering:
    """What the routes ask. Everything happens on the event loop but the work itself, which has its own threads."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self._settings = settings
        self._metrics = metrics
        self._qa: ReportQA | None = None
        self._opened = asyncio.Event()
        self._threads = anyio.CapacityLimiter(settings.threads)
        self._busy = 0
        """Questions being worked out or waiting for a thread."""
        self._kept: OrderedDict[_Asked, Answer] = OrderedDict()
        self._under_way: dict[_Asked, asyncio.Future[Answer]] = {}
        self.failure: IobqaError | None = None
        """Why the report could not be opened."""

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

    async def ask(self, question: str, k: int) -> Answer:
        """The answer; with a language model configured, its answer. Raises IobqaError."""
        qa = await self.qa()
        if not has_more(qa):
            return await self.quick(question, k)
        call = Call()
        try:
            answer = await self._limited(self._work(lambda: call.run(lambda: qa.ask(question, k))))
        finally:  # who asked is gone, or waited too long: the model need not go on
            call.end()
        self._metrics.answered(answer)
        return answer

    async def quick(self, question: str, k: int) -> Answer:
        """The answer made of quotes; what is asked again, or by two at once, is worked out once. Raises IobqaError."""
        qa = await self.qa()
        key = (" ".join(question.split()), k)
        answer = self._kept.get(key)
        if answer is None:
            answer = await self._once(key, lambda: first_answer(qa, question, k))
        else:
            self._kept.move_to_end(key)
        self._metrics.answered(answer)
        return answer

    async def _once(self, key: _Asked, work: Callable[[], Answer]) -> Answer:
        """Work out an answer, or wait for who is working it out already."""
        if key not in self._under_way:
            self._under_way[key] = asyncio.ensure_future(self._work(work))
            self._under_way[key].add_done_callback(lambda done: self._keep(key, done))
        return await self._limited(asyncio.shield(self._under_way[key]))

    def _keep(self, key: _Asked, done: "asyncio.Future[Answer]") -> None:
        """Keep a good answer, and forget the one that was not asked for longest."""
        del self._under_way[key]
        if not done.cancelled() and not done.exception():
            self._kept[key] = done.result()
        while len(self._kept) > self._settings.answers_kept:
            self._kept.popitem(last=False)

    async def search(self, question: str, k: int) -> tuple[Hit, ...]:
        """The best passages. Raises IobqaError."""
        qa = await self.qa()
        return await self._limited(self._work(lambda: qa.search(question, k)))

    async def run(self, work: Callable[[ReportQA], Result]) -> Result:
        """Other work on the report, under the same limits. Raises IobqaError."""
        qa = await self.qa()
        return await self._limited(self._work(lambda: work(qa)))

    async def stream(self, question: str, k: int, conversation: str | None) -> AsyncIterator[Event]:
        """Events of an answer that is under way. Raises IobqaError."""
        qa = await self.qa()
        coming = events(qa, question, k, conversation)
        call = Call()
        try:
            while (event := await self._limited(self._work(lambda: call.run(lambda: next(coming, _END))))) is not _END:
                yield event
        finally:
            call.end()

    async def _work(self, work: Callable[[], Result]) -> Result:
        if self._busy >= self._threads.total_tokens + self._settings.most_waiting:
            self._metrics.refused.labels("vol").inc()
            raise ServiceUnavailable("Het is druk: er wachten al te veel vragen. Probeer het zo opnieuw.")
        self._busy += 1
        try:
            return await anyio.to_thread.run_sync(work, limiter=self._threads, abandon_on_cancel=True)
        finally:
            self._busy -= 1

    async def _limited(self, waiting: Awaitable[Result]) -> Result:
        try:
            return await asyncio.wait_for(waiting, self._settings.answer_seconds)
        except TimeoutError as error:
            self._metrics.refused.labels("te traag").inc()
            raise ServiceUnavailable("Het antwoord duurt te lang. Probeer het zo opnieuw.") from error
