"""The made-up report with an extractive answer and passages, ready for a language model to write about."""

from collections.abc import Mapping, Sequence
from typing import Any

from iobqa.answer.citations import Quote, cite
from iobqa.answer.generative import Writer
from iobqa.answer.language_model import LanguageModel
from iobqa.answer.prompting import Numbered, number_sentences
from iobqa.records import Answer, Hit, Report
from iobqa.search.passages import build_passages
from iobqa.settings import Settings

QUESTION = "Wat leverde het meten door boeren op?"


def quote(report: Report, snippet: str) -> Quote:
    """The stretch of the report that says ``snippet``, in the last unit that does."""
    unit = next(unit for unit in reversed(report.paragraphs) if snippet in unit.text)
    start = unit.text.index(snippet)
    return Quote(unit.id, start, start + len(snippet))


def extractive(report: Report, question: str = QUESTION, *, answered: bool = True) -> Answer:
    """An answer in the report's own words."""
    citations = cite(report, [quote(report, "Waar boeren zelf maten, daalde de hoeveelheid mest met een derde.")])
    text = f"“{citations[0].quote}” [1]" if answered else "Het rapport geeft hierop geen antwoord."
    return Answer(
        question=question,
        answered=answered,
        answer=text,
        reason=None if answered else "not_stated",
        confidence=0.7 if answered else 0.1,
        generator="extractive",
        index="0",
        citations=citations if answered else (),
        passages=hits(report)[:3],
    )


def hits(report: Report) -> tuple[Hit, ...]:
    """Every passage of the report: it is short."""
    return tuple(Hit(passage, 1.0 / rank, rank) for rank, passage in enumerate(build_passages(report), start=1))


def sentences(report: Report) -> tuple[Numbered, ...]:
    """As ``Writer`` numbers them, with the default limit lifted."""
    quotes = [Quote(c.id, c.start, c.end) for c in extractive(report).citations]
    return number_sentences(report, quotes, hits(report), 400)


def number_of(report: Report, snippet: str) -> int:
    """The number a model sees before the sentence with ``snippet``."""
    return next(sentence.number for sentence in sentences(report) if snippet in sentence.text)


def written(
    report: Report,
    about: Mapping[str, Any],
    model: LanguageModel,
    answer: Answer | None = None,
    **settings: Any,  # noqa: ANN401
) -> Sequence[Any]:
    """All that a writer yields: claims, then the final answer."""
    limits = {"llm_seconds": 60.0, "llm_sentences": 400} | settings
    return list(Writer(report, about, model, Settings(**limits)).write(answer or extractive(report), hits(report)))
