"""How many processes work out answers, and when there are none. What they do is tested on a running service."""

import os

import anyio
import pytest
from service_toys import settings

from iobqa.interfaces.workers import Workers, count
from iobqa.qa import ReportQA
from iobqa.settings import Settings
from mini_qa import MINI, mini_index, mini_qa


@pytest.mark.parametrize(("given", "cores", "expected"), [(0, 1, 1), (0, 3, 3), (0, 64, 4), (1, 64, 1), (7, 2, 7)])
def test_one_for_each_core_unless_said_otherwise(
    given: int, cores: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert count(settings(workers=given)) == expected


@pytest.mark.parametrize(
    ("qa", "workers"),
    [
        pytest.param(mini_qa(), 1, id="one would only be a detour"),
        pytest.param(
            ReportQA(mini_index(), Settings(corpus=MINI, llm="ollama:klein@http://127.0.0.1:9")), 4, id="a model"
        ),
    ],
)
def test_none_are_started_when_they_bring_nothing(qa: ReportQA, workers: int) -> None:
    async def start() -> None:
        found = Workers(settings(workers=workers))
        found.start(qa)
        assert found._keepers == []
        assert await found.work_out("Hoeveel boeren?", 1) is None
        await found.stop()

    anyio.run(start)
