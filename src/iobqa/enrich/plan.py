"""Which passages still need questions, and what writing them will take."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from iobqa.answer.language_model import Message
from iobqa.enrich.prompting import passage_messages
from iobqa.records import Passage, Report
from iobqa.search.passages import words

SHORTEST = 12
"""Words below which a passage says too little to ask about."""
CHARACTERS_PER_TOKEN = 3.3
"""Of Dutch, with the tokenizers in use; an estimate needs no more."""
TOKENS_PER_QUESTION = 45
"""A question with its kind and sentence numbers, as JSON."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is still to be written, in tokens and, when prices are known, in money."""

    passages: int
    done: int
    tokens_in: int
    tokens_out: int
    price_in: float | None = None
    """For a million tokens that go in, in euro."""
    price_out: float | None = None

    @property
    def cost(self) -> float | None:
        """In euro."""
        if self.price_in is None or self.price_out is None:
            return None
        return (self.tokens_in * self.price_in + self.tokens_out * self.price_out) / 1e6


def to_write(passages: Sequence[Passage], done: Collection[tuple[str, ...]]) -> list[Passage]:
    """Passages of some length without questions, in reading order."""
    return [passage for passage in passages if passage.ids not in done and words(passage.text) >= SHORTEST]


def estimate(
    passages: Sequence[Passage],
    done: int,
    report: Report,
    count: int,
    prices: tuple[float | None, float | None] = (None, None),
) -> Estimate:
    """What ``count`` questions for each of ``passages`` will take."""
    sent = sum(_length(passage_messages(passage, report, count)) for passage in passages)
    written = len(passages) * (count * TOKENS_PER_QUESTION + 100)
    return Estimate(len(passages), done, round(sent / CHARACTERS_PER_TOKEN), written, *prices)


def _length(messages: Sequence[Message]) -> int:
    return sum(len(message.text) for message in messages)
