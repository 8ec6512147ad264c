"""An answer as it comes about: passages, the answer made of quotes, and with a language model claims and the final."""

from collections.abc import Iterator
from typing import Any

from iobqa.interfaces.payload import answer_payload, claim_payload, hit_payload
from iobqa.qa import ReportQA
from iobqa.records import Answer

Event = tuple[str, Any]
"""Name and what it is about: ``passages`` hits, ``answer`` and ``final`` an Answer, ``claim`` a model's claim."""


def events(qa: ReportQA, question: str, k: int, conversation: str | None = None) -> Iterator[Event]:
    """Events as objects. ``passages`` and ``answer`` always come; ``claim`` and ``final`` with a language model.

    Raises QuestionError before the first event.
    """
    yield from qa.stream(question, k, conversation)


def has_more(qa: ReportQA) -> bool:
    """Whether more than ``answer`` will come, so that a page does well to listen."""
    return qa.model is not None


def first_answer(qa: ReportQA, question: str, k: int) -> Answer:
    """The answer made of quotes, without waiting for a language model. Raises QuestionError."""
    answer: Answer = next(about for name, about in events(qa, question, k) if name == "answer")
    return answer


def answer_events(
    qa: ReportQA, question: str, k: int, conversation: str | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same as JSON: {"passages": [...]}, then whole answers. ``final`` replaces ``answer``."""
    for name, about in events(qa, question, k, conversation):
        yield name, event_payload(name, about)


def event_payload(name: str, about: Any) -> dict[str, Any]:  # noqa: ANN401
    """What goes over the line for one event."""
    if name == "passages":
        return {"passages": [hit_payload(hit) for hit in about]}
    if name == "claim":
        return claim_payload(about)
    return answer_payload(about)
