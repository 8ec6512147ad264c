"""The figures as Markdown."""

import os
import sys
from collections.abc import Iterable, Sequence

from measures import Endurance, Load, Starts

MOST_TIMES = 20
"""Times the p50 of one connection that the p99 of 64 may be."""
_HEAD = "| what | connections | errors | questions per second | p50 | p95 | p99 | p99 / single p50 | from memory | MB |"


def written(workers: int, starts: Starts, loads: Sequence[Load], endurance: Endurance) -> str:
    """The whole page."""
    first = loads[0]
    at_64 = {load.name: load for load in loads if load.connections == 64}
    plain = at_64["LlamaIndex, search only"]
    search, different = at_64["iobqa, search only"], at_64["iobqa, all different"]
    course = ", ".join(
        f"{memory:.0f} MB after {asked:,}" for asked, memory in map(endurance.after, (0, 0.2, 0.5, 0.8, 1))
    )
    carried = max((load.per_second for load in at_64.values() if is_carried(load, first)), default=0.0)
    return f"""# Speed, load and memory

Written by `make bench`: {os.cpu_count()} processor cores that client and service share, {workers} processes that work out answers,
Python {sys.version.split()[0]}. Ratios travel to another machine, milliseconds do not.

## Load

A client in a process of its own, over loopback; each connection sends its next question as soon as it has an answer. Times in
milliseconds, memory of all the service's processes together.

* *all different*: questions of the bank, each asked once, no answers kept: every one is worked out.
* *N% of that load*: over 64 connections as well, but questions come up by themselves (Poisson), at a share of the rate that 64
  connections just got; a time counts from the moment the question came up, so waiting for a free connection is in it.
* *with thought*: all different, by 64 people who read for two seconds on average (exponential) before they ask again.
* *questions come back*: questions drawn by Zipf's law (exponent 1) from the bank, 1000 answers kept, the service freshly started.
* *search only*: passages without an answer (`GET /v1/search`), to set beside LlamaIndex.
* *LlamaIndex*: the export cut by `SentenceSplitter`, in a `VectorStoreIndex`, both as they come, with the model that ships with
  iobqa for the vectors, served by FastAPI and uvicorn in as many processes. It finds the ten best pieces, with no answer,
  citation or refusal (`scripts/bench/plain_pipeline.py`).

{_HEAD}
| {" | ".join(["---"] * 10)} |
{_rows(loads, first.p50)}

*p99 / single p50* is held against one connection with all different questions ({first.p50:.1f} ms). Over 64 connections it stays under
{MOST_TIMES} up to {carried:.0f} questions per second, {carried / different.per_second:.0%} of the most that 64 connections got answered. When all 64 ask again
the moment they have an answer, the time is that of the queue, 64 divided by how many questions are worked out at once: only more cores
bring that down.

![Times at 1, 8 and 64 connections](performance.svg)

At 64 connections, LlamaIndex's search against ours: {plain.per_second / search.per_second:.2f} times the questions per second,
{plain.p99 / search.p99:.2f} times the p99. Our whole answers against its search: {different.per_second / plain.per_second:.2f} times
the questions per second.

## Starting

| what | iobqa | LlamaIndex | ratio |
| --- | --- | --- | --- |
| a cold process to the answer (there: to the passages), s | {starts.ask:.2f} | {starts.plain_ask:.2f} | {starts.ask / starts.plain_ask:.2f} |
| building the index, process start included, s | {starts.build:.1f} | {starts.plain_build:.1f} | {starts.build / starts.plain_build:.2f} |

## Memory

{endurance.asked[-1]:,} questions by 8 connections, the whole bank round and round, 1000 answers kept, {endurance.errors} errors:
{course}. A straight line through the second half rises {endurance.slope:+.2f} MB for each 10,000 questions (standard error
{endurance.slope_error:.2f}).
"""


def is_carried(load: Load, single: Load) -> bool:
    """Whether questions that came up by themselves were answered in time."""
    return load.rate > 0 and load.p99 < MOST_TIMES * single.p50


def _rows(loads: Iterable[Load], single: float) -> str:
    return "\n".join(
        f"| {load.name} | {load.connections} | {load.errors} | {load.per_second:.0f} | {load.p50:.1f} | {load.p95:.1f}"
        f" | {load.p99:.1f} | {load.p99 / single:.1f} | {load.from_memory:.0%} | {load.memory:.0f} |"
        for load in loads
    )
