"""An answer as any copy of the product gives it: the JSON of the contract, read into nouns.

Scores are taken from this JSON and not from objects of the program, so that a run made in-process and one made
over HTTP are the same thing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from iobqa.evaluation.folding import fold

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote under a citation or passage."""

    number: int
    text: str


@dataclass(frozen=True)
class Shown:
    """Text of the report that a reader gets to see, with its footnotes."""

    text: str
    ref: str
    section: tuple[str, ...]
    footnotes: tuple[Note, ...]

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The text and each footnote, folded."""
        return tuple(_fold_once(text) for text in (self.text, *(note.text for note in self.footnotes)))

    def holds(self, folded_snippet: str) -> bool:
        """Whether a snippet stands inside the text or one of the footnotes."""
        return any(folded_snippet in text for text in self.folded)


@dataclass(frozen=True)
class Passage(Shown):
    """A ranked passage."""

    rank: int
    score: float
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Citation(Shown):
    """A cited paragraph and the quote out of it."""

    number: int
    id: str
    kind: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Response:
    """What came back for one question."""

    question: str
    answered: bool
    answer: str
    reason: str | None
    confidence: float
    generator: str
    index: str
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...]
    """In order of rank."""


def read_response(payload: Mapping[str, Any]) -> Response:
    """Read the contract's JSON. Raises ValueError, in Dutch and with every fault, when it has another shape."""
    from pydantic import ValidationError

    try:
        response: Response = _adapter().validate_python(payload)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['type']}" for fault in error.errors()[:5])
        raise ValueError(f"het antwoord heeft niet de afgesproken vorm ({faults})") from error
    if not 0 <= response.confidence <= 1:
        raise ValueError(f"confidence hoort tussen 0 en 1 te liggen en is {response.confidence}")
    return replace(response, passages=tuple(sorted(response.passages, key=lambda passage: passage.rank)))


@lru_cache(maxsize=1)
def _adapter() -> Any:  # noqa: ANN401 - pydantic is imported where it is used
    from pydantic import TypeAdapter

    return TypeAdapter(Response)


@lru_cache(maxsize=20_000)
def _fold_once(text: str) -> str:
    """The same few hundred passages come back in every answer."""
    return fold(text)
