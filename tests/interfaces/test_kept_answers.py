"""Answers kept in memory: asked once, forgotten in order, never a failure."""

import asyncio
from collections.abc import Awaitable, Callable

import anyio
import pytest
from prometheus_client import generate_latest
from service_toys import QUESTION, Scripted, answer_of, client, settings

from iobqa.errors import QuestionError
from iobqa.interfaces.answering import Answering
from iobqa.interfaces.kept_answers import KeptAnswers
from iobqa.interfaces.metrics import Metrics
from iobqa.interfaces.worker_process import Sent, Worked, work_out
from mini_qa import mini_qa

ANSWER = Worked(answer_of(QUESTION), b"{}")


class Work:
    """Counts how often something is worked out."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def of(self, question: str) -> Callable[[], Awaitable[Worked]]:
        async def work() -> Worked:
            await asyncio.sleep(0.01)
            self.done.append(question)
            if question == "mag niet":
                raise QuestionError("Dat mag niet.")
            return ANSWER

        return work


@pytest.mark.parametrize(
    ("most", "asked", "worked_out"),
    [
        (2, "a a b a", "ab"),
        (2, "a b c a", "abca"),  # a was forgotten when c came
        (2, "a b a c a b", "abcb"),  # a was asked for later than b
        (1, "a b a", "aba"),
        (0, "a a", "aa"),
    ],
)
def test_what_was_asked_for_last_is_kept(most: int, asked: str, worked_out: str) -> None:
    work = Work()

    async def ask() -> None:
        kept = KeptAnswers(most, Metrics())
        for question in asked.split():
            await kept.get((question, 1), work.of(question))

    anyio.run(ask)
    assert "".join(work.done) == worked_out


def test_another_number_of_passages_is_another_answer() -> None:
    work = Work()

    async def ask() -> None:
        kept = KeptAnswers(9, Metrics())
        for k in (1, 2, 1):
            await kept.get(("a", k), work.of(str(k)))

    anyio.run(ask)
    assert work.done == ["1", "2"]


def test_a_failure_is_told_to_all_who_wait_and_not_kept() -> None:
    work = Work()

    async def ask() -> list[object]:
        kept = KeptAnswers(9, Metrics())
        waiting = (kept.get(("mag niet", 1), work.of("mag niet")) for _ in range(3))
        found = await asyncio.gather(*waiting, return_exceptions=True)
        with pytest.raises(QuestionError):
            await kept.get(("mag niet", 1), work.of("mag niet"))
        return list(found)

    assert [type(found) for found in anyio.run(ask)] == [QuestionError] * 3
    assert len(work.done) == 2


def test_who_stops_waiting_does_not_stop_the_work() -> None:
    work = Work()

    async def ask() -> None:
        kept = KeptAnswers(9, Metrics())
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(kept.get(("a", 1), work.of("a")), 0.001)
        assert await kept.get(("a", 1), work.of("a")) is ANSWER

    anyio.run(ask)
    assert work.done == ["a"]


def test_where_answers_come_from_is_counted() -> None:
    metrics, work = Metrics(), Work()

    async def ask() -> None:
        kept = KeptAnswers(9, metrics)
        await asyncio.gather(*(kept.get(("a", 1), work.of("a")) for _ in range(3)))
        await kept.get(("a", 1), work.of("a"))

    anyio.run(ask)
    written = generate_latest(metrics.registry).decode()
    for origin, count in (("uitgerekend", 1), ("samen", 2), ("bewaard", 1)):
        assert f'iobqa_answers_origin_total{{origin="{origin}"}} {count}.0' in written


def test_a_question_typed_with_other_blanks_is_the_same() -> None:
    qa = Scripted(lambda _: None)

    async def ask(answering: Answering) -> list[bytes]:
        return [(await answering.ask(typed, 3)).body for typed in (QUESTION, f"  {QUESTION}\n", QUESTION + "\x00")]

    answering = Answering(settings(), Metrics())
    answering.use(qa)
    assert len(set(anyio.run(ask, answering))) == 1
    assert len(qa.asked) == 1


def test_the_page_the_api_and_a_stream_share_what_is_kept() -> None:
    qa = Scripted(lambda _: None)
    with client(qa) as service:
        service.get("/", params={"q": QUESTION})
        whole = service.post("/v1/ask", json={"question": QUESTION}).text
        events = service.post("/v1/ask", json={"question": QUESTION}, headers={"Accept": "text/event-stream"}).text
    assert len(qa.asked) == 1
    assert f"event: answer\ndata: {whole}\n\n" in events


@pytest.mark.parametrize("question", [QUESTION, "qqqq xxxx"])
def test_an_answer_on_its_way_from_another_process_stays_the_same(question: str) -> None:
    qa = mini_qa()
    worked = work_out(qa, question, 4)
    assert Sent.of(worked).whole(qa.index.passages) == worked
