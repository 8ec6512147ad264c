"""A real model end to end over real HTTP, opt-in: IOBQA_TEST_LLM=openai-like:MODEL@URL (or ollama:MODEL).

Whatever the model writes, what is shown holds: quotes are the report's, every number and name of a shown claim is in what it
cites. How good the answers are is for the evaluation, not for a test. The counts, and what was shown with what carries it, are
printed (``pytest -s``); IOBQA_TEST_QUESTIONS says how many questions are asked, IOBQA_LLM_SENTENCES how many sentences are sent.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from iobqa.answer.figures import figures, same
from iobqa.answer.language_model import LlamaIndexModel, parse_address
from iobqa.answer.names import names
from iobqa.answer.readings import normalised, read
from iobqa.qa import ReportQA
from iobqa.records import Answer
from iobqa.settings import Settings

ADDRESS = os.environ.get("IOBQA_TEST_LLM", "")

pytestmark = pytest.mark.skipif(not ADDRESS, reason="opt-in: set IOBQA_TEST_LLM to the address of a running model")

GOLDEN = Path(__file__).parents[2] / "evals" / "golden"


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _questions(most: int) -> list[str]:
    """Golden questions for development that the report answers, taken in turn from all kinds."""
    kinds = [_rows(file) for file in sorted(GOLDEN.glob("*.jsonl"))]
    rows = [row for turn in zip_longest(*kinds) for row in turn if row and row["answerable"] and row["set"] == "dev"]
    return [row["question"] for row in rows[:most]]


QUESTIONS = _questions(int(os.environ.get("IOBQA_TEST_QUESTIONS", "16")))


@pytest.fixture(scope="module")
def qa() -> Iterator[ReportQA]:
    """The real report and the real model."""
    settings = Settings(llm=ADDRESS, llm_silence=300, llm_seconds=600)
    model = LlamaIndexModel(parse_address(ADDRESS), settings)
    opened = ReportQA.open(settings, say=lambda _: None)
    yield ReportQA(opened.index, settings, model=model)
    model.close()


@pytest.fixture(scope="module")
def answers(qa: ReportQA) -> list[Answer]:
    """What a reader would get."""
    counts: Counter[str] = Counter()
    answers = []
    for question in QUESTIONS:
        print(f"\n{question}")  # noqa: T201
        for name, about in qa.stream(question):
            if name == "claim":
                counts[about.verdict] += 1
                print(f"  {about.verdict:26} {about.text}  ({about.problem})", flush=True)  # noqa: T201
            if name == "final":
                counts[f"final: {about.generator}"] += 1
                answers.append(about)
                for citation in about.citations if about.claims else ():
                    print(f"    [{citation.number}] {citation.quote}")  # noqa: T201
    print(dict(counts))  # noqa: T201
    assert counts.total() > len(QUESTIONS), "the model made no claim at all: is it running?"
    return answers


def test_every_question_gets_an_answer_and_every_quote_is_the_reports(answers: list[Answer]) -> None:
    assert len(answers) == len(QUESTIONS)
    assert all(c.text[c.start : c.end] == c.quote for answer in answers for c in answer.citations)


def test_shown_claims_hold_nothing_that_is_not_cited(answers: list[Answer]) -> None:
    for answer in answers:
        for claim in (claim for claim in answer.claims if claim.citations):
            cited = " ".join(answer.citations[number - 1].quote for number in claim.citations)
            there = figures(normalised(cited))
            assert claim.verdict != "niet gedekt"
            for figure in figures(normalised(claim.text)):
                near = any(abs(figure.value - other.value) <= 0.1 * other.value for other in there)
                assert figure.kind == "jaar" or near or any(same(figure, other) for other in there), (claim, cited)
            unknown = {name.key for name in names(read(claim.text))} - {name.key for name in names(read(cited))}
            headings = " ".join(h for n in claim.citations for h in answer.citations[n - 1].section)
            assert not {name for name in unknown if name.lower() not in f"{cited} {headings}".lower()} - {
                "BZ",
                "Nederland",
            }


def test_what_is_removed_is_not_in_the_answer(answers: list[Answer]) -> None:
    for answer in answers:
        removed = [claim.text for claim in answer.claims if claim.verdict == "niet gedekt"]
        assert not [text for text in removed if text in answer.answer]
