"""Processes that answer and search, so that questions use all cores while the service itself stays free to listen.

One process talks to the clients and keeps the answers, so limits and figures count for all together. It has the report open as
well and answers by itself while the others start, or when one was killed: a client does not notice.
"""

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from typing import Any

from iobqa.errors import IobqaError
from iobqa.interfaces import logs
from iobqa.interfaces.streaming import has_more
from iobqa.interfaces.worker_process import SIZE, Sent, Task, Worked, answer_to_send, passages_as_json, to_message
from iobqa.qa import ReportQA
from iobqa.records import Passage
from iobqa.settings import Settings

_MOST_BY_ITSELF = 4
"""Processes when nobody said how many: each takes some 200 MB."""
_SOONEST, _LATEST = 1.0, 60.0
"""Seconds before a process that ended is started again; each time twice as long for one that does not start."""
_ENDING = 5.0
"""Seconds that a process gets to end by itself."""
# -P: the folder that the service happens to be started in is no place to import from
_COMMAND = (sys.executable, "-P", "-c", "from iobqa.interfaces.worker_process import main; main()")


def count(settings: Settings) -> int:
    """How many processes: what was set, else one for each core that may be used, within reason."""
    return settings.workers or min(_cores(), _MOST_BY_ITSELF)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # knows what a container or a systemd unit may use
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """The processes of one service. They only quote: a language model is mostly waited for, and threads can do that."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._idle: asyncio.Queue[Process | None] = asyncio.Queue()
        self._waiting = 0
        """Questions that wait for an idle process."""
        self._keepers: list[asyncio.Task[None]] = []
        self._passages: Sequence[Passage] = ()
        self.ready = 0
        """How many have the report open."""

    def start(self, qa: ReportQA) -> None:
        """Begin to start them, for the report that ``qa`` has open. One alone would only be a detour: then there are none."""
        if count(self._settings) > 1 and not has_more(qa):
            self._passages = qa.index.passages
            self._keepers = [asyncio.create_task(self._keep(qa.fingerprint)) for _ in range(count(self._settings))]

    async def stop(self) -> None:
        """End them all."""
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        self._keepers = []

    async def work_out(self, question: str, k: int) -> Worked | None:
        """The answer; nothing when no process can give it: then the service has to do it itself. Raises QuestionError."""
        found = await self._hand_over(answer_to_send, question, k)
        return found.whole(self._passages) if isinstance(found, Sent) else None

    async def look_up(self, question: str, k: int) -> bytes | None:
        """The passages as JSON, or nothing. Raises QuestionError."""
        found = await self._hand_over(passages_as_json, question, k)
        return found if isinstance(found, bytes) else None

    async def _hand_over(self, task: Task, question: str, k: int) -> object:
        process = await self._next_idle() if self.ready else None
        if process is None:
            return None
        try:
            found = await _talk(process, (task, question, k))
        except (OSError, EOFError):  # killed; its keeper starts another
            return None
        except asyncio.CancelledError:  # its answer would be taken for that to the next question
            process.kill()
            raise
        self._idle.put_nowait(process)
        if isinstance(found, IobqaError):
            raise found
        return found

    async def _next_idle(self) -> Process | None:
        self._waiting += 1
        try:
            return await self._idle.get()
        finally:
            self._waiting -= 1

    async def _keep(self, fingerprint: str) -> None:
        """Keep one process going."""
        pause = _SOONEST
        while True:
            was_ready = await self._one(fingerprint)
            pause = _SOONEST if was_ready else min(pause * 2, _LATEST)
            logs.warn("rekenproces weggevallen", over=self.ready, opnieuw_na=pause)
            await asyncio.sleep(pause)

    async def _one(self, fingerprint: str) -> bool:
        """One process, from its start to its end. Whether it got as far as having the report open."""
        process = await asyncio.create_subprocess_exec(*_COMMAND, stdin=PIPE, stdout=PIPE, start_new_session=True)
        try:
            await _talk(process, (self._settings, fingerprint))  # it answers once the report is open
            self.ready += 1
            self._idle.put_nowait(process)
            try:
                await process.wait()
            finally:
                self.ready -= 1
                self._send_away()
        except (OSError, EOFError):  # it could not open the report, and has said why
            return False
        else:
            return True
        finally:
            await _end(process)

    def _send_away(self) -> None:
        """Once the last process is gone, nobody should go on waiting for one."""
        if not self.ready:
            for _ in range(self._waiting):
                self._idle.put_nowait(None)


async def _talk(process: Process, content: object) -> Any:  # noqa: ANN401
    """Send a message and read the reply. Raises OSError or EOFError when the process is gone."""
    assert process.stdin and process.stdout
    process.stdin.write(to_message(content))
    await process.stdin.drain()
    size = int.from_bytes(await process.stdout.readexactly(SIZE))
    return pickle.loads(await process.stdout.readexactly(size))


async def _end(process: Process) -> None:
    """Let it finish what it is at; it ends when nothing more can come."""
    assert process.stdin
    process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), _ENDING)
    except TimeoutError:
        process.kill()
        await process.wait()
