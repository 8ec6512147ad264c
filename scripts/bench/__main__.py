"""Speed, load and memory of this version on this machine, beside a plain LlamaIndex pipeline; written to ``docs/performance.md``.

    python scripts/bench [--quick] [--workers N]

Takes about half an hour on two cores; ``--quick`` a few minutes, to see whether all still works: it prints and writes nothing.
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import services
from load_client import Job
from measures import LEVELS, Endurance, Load, Starts
from page import written
from plot import drawn
from questions import bank, returning

from iobqa.interfaces.workers import count
from iobqa.settings import Settings

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
QUESTION = "Hoeveel projecten financierde het Mensenrechtenfonds per jaar?"
KEPT = 1000
THINKING = 2.0
"""Seconds, on average, that someone reads before asking again."""
SHARES = (0.5, 0.7, 0.8, 0.9)
"""Of the most questions per second that 64 connections got answered: loads that a service can be asked to carry."""


@dataclass(frozen=True)
class Size:
    """How much is asked."""

    load: int
    endurance: int
    starts: int


FULL = Size(load=2000, endurance=50_000, starts=5)
QUICK = Size(load=300, endurance=2000, starts=1)


def main() -> None:
    given = _given()
    size: Size = QUICK if given.quick else FULL
    questions = bank(Settings.read().corpus)
    with tempfile.TemporaryDirectory() as folder:
        starts = _starts(Path(folder), size)
        loads = [*_ours(size, given.workers, questions), *_plain(Path(folder), size, given.workers, questions)]
    endurance = _endurance(size, given.workers, questions)
    page = written(given.workers, starts, loads, endurance)
    if not given.quick:
        (DOCS / "performance.md").write_text(page, encoding="utf-8")
        (DOCS / "performance.svg").write_text(drawn(loads), encoding="utf-8")
    print(page)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Speed, load and memory, written to docs/performance.md")
    parser.add_argument("--quick", action="store_true", help="a tenth of it; writes nothing")
    parser.add_argument("--workers", type=int, default=count(Settings.read()), help="processes of each service")
    return parser.parse_args()


def _starts(folder: Path, size: Size) -> Starts:
    """Cold processes. The first build of each makes the index that the rest uses."""
    ours, plain = [*services.IOBQA, "ask", QUESTION], [*services.PLAIN, "ask", str(folder), QUESTION]
    with tempfile.TemporaryDirectory() as empty:
        build = services.seconds([*services.IOBQA, "index"], IOBQA_INDEX=empty)
    plain_build = services.seconds(plain)
    services.seconds(ours)
    ask, plain_ask = services.in_turn(size.starts, ours, plain)
    return Starts(ask, plain_ask, build, plain_build)


def _ours(size: Size, workers: int, questions: list[str]) -> Iterator[Load]:
    parts = iter([questions[at : at + size.load] for at in range(0, len(questions), size.load)])
    with services.iobqa(workers, kept=0) as service:
        at = service.address
        levels = [_load("iobqa, all different", service, Job(at, n, next(parts))) for n in LEVELS]
        yield from levels
        for share in SHARES:
            job = Job(at, 64, next(parts), rate=share * levels[-1].per_second)
            yield _load(f"iobqa, {share:.0%} of that load", service, job)
        few = next(parts)[: size.load // 2]
        yield _load("iobqa, all different, with thought", service, Job(at, 64, few, pause=THINKING))
        for n in LEVELS:
            yield _load("iobqa, search only", service, Job(at, n, questions[: size.load], search=True))
    with services.iobqa(workers, kept=KEPT) as service:
        for n in LEVELS:
            job = Job(service.address, n, returning(questions, size.load, n))
            yield _load("iobqa, questions come back", service, job)


def _plain(folder: Path, size: Size, workers: int, questions: list[str]) -> Iterator[Load]:
    with services.plain(folder, workers) as service:
        for n in LEVELS:
            yield _load("LlamaIndex, search only", service, Job(service.address, n, questions[: size.load]))


def _load(name: str, service: services.Service, job: Job) -> Load:
    before = _from_memory(service)
    outcome = services.ask(job)
    share = (_from_memory(service) - before) / len(job.questions)
    load = Load.of(name, job, outcome, service.memory(), share)
    print(
        f"{name}, {job.connections}: {load.per_second:.0f}/s, p99 {load.p99:.0f} ms, {load.errors} errors", flush=True
    )
    return load


def _from_memory(service: services.Service) -> float:
    if not service.has_figures:
        return 0
    return sum(service.figure(f'iobqa_answers_origin_total{{origin="{origin}"}}') for origin in ("bewaard", "samen"))


def _endurance(size: Size, workers: int, questions: list[str]) -> Endurance:
    """The whole bank round and round: more questions than are kept, so that nearly each is worked out."""
    asked, memory, errors = [], [], 0
    step = size.endurance // 50
    with services.iobqa(workers, kept=KEPT) as service:
        for start in range(0, size.endurance, step):
            part = [questions[number % len(questions)] for number in range(start, start + step)]
            errors += services.ask(Job(service.address, 8, part)).errors
            asked.append(start + step)
            memory.append(service.memory())
    print(f"endurance: {memory[0]:.0f} to {memory[-1]:.0f} MB", flush=True)
    return Endurance(tuple(asked), tuple(memory), errors)


if __name__ == "__main__":
    main()
