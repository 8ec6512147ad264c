"""Answers that are kept in memory: the same question to the same index has the same answer. Nothing of it is written anywhere."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from iobqa.interfaces.metrics import Metrics
from iobqa.interfaces.worker_process import Worked

Asked = tuple[str, int]
"""A question as it is read, and how many passages."""


class KeptAnswers:
    """The answers that were asked for last. Whoever asks what is being worked out waits for that."""

    def __init__(self, most: int, metrics: Metrics) -> None:
        self._most = most
        self._metrics = metrics
        self._kept: OrderedDict[Asked, Worked] = OrderedDict()
        self._under_way: dict[Asked, asyncio.Future[Worked]] = {}
        metrics.kept.set_function(lambda: len(self._kept))

    async def get(self, asked: Asked, work: Callable[[], Awaitable[Worked]]) -> Worked:
        """The answer: kept, under way, or now worked out. Who stops waiting does not stop the work."""
        if asked in self._kept:
            self._metrics.origin.labels("bewaard").inc()
            self._kept.move_to_end(asked)
            return self._kept[asked]
        if asked in self._under_way:
            self._metrics.origin.labels("samen").inc()
        else:
            self._metrics.origin.labels("uitgerekend").inc()
            self._under_way[asked] = asyncio.ensure_future(work())
            self._under_way[asked].add_done_callback(lambda done: self._keep(asked, done))
        return await asyncio.shield(self._under_way[asked])

    def _keep(self, asked: Asked, done: "asyncio.Future[Worked]") -> None:
        """Keep a good answer, and forget the one that was not asked for longest."""
        del self._under_way[asked]
        if not done.cancelled() and not done.exception():
            self._kept[asked] = done.result()
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
