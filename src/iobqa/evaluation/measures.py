"""The measures as bare functions: DESIGN's definitions, the standard library alone.

Rankings hold passages and golden questions hold snippets: a passage covers an evidence group when one of the group's
snippets stands inside its text or footnotes. All snippets here are folded already.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from iobqa.evaluation.evidence import Place
from iobqa.evaluation.folding import fold_figures, states, without_markers

ANSWER_WORDS = 120
"""Facts count when they stand in the first so many words: a long extract holds facts cheaply."""


class Holder(Protocol):
    """Text that may hold a snippet."""

    def holds(self, folded_snippet: str) -> bool:
        """Whether the snippet stands in it."""


def group_ranks(groups: Sequence[Collection[str]], ranking: Sequence[Holder]) -> tuple[int | None, ...]:
    """Per evidence group the rank (from 1) of the first passage that holds one of its snippets."""
    return tuple(_first_rank(snippets, ranking) for snippets in groups)


def _first_rank(snippets: Collection[str], ranking: Sequence[Holder]) -> int | None:
    ranks = (rank for rank, passage in enumerate(ranking, 1) if any(passage.holds(text) for text in snippets))
    return next(ranks, None)


def subtopic_recall(ranks: Sequence[int | None], k: int) -> float:
    """StRecall@k: share of evidence groups covered by the first k passages.

    Subtopic recall of Zhai, Cohen and Lafferty, "Beyond independent relevance" (SIGIR 2003), a group being a subtopic.
    """
    return share(rank is not None and rank <= k for rank in ranks)


def citation_precision(cited: Sequence[str], groups: Sequence[Collection[Place]]) -> float:
    """Share of citations whose paragraph holds a gold snippet; 0 without citations.

    Named after ALCE (Gao et al., EMNLP 2023), but that judges entailment: this compares paragraph ids with gold places.
    """
    gold = gold_ids(groups)
    return share(id in gold for id in cited)


def citation_recall(cited: Sequence[str], groups: Sequence[Collection[Place]]) -> float:
    """Share of evidence groups of which at least one place is cited."""
    ids = set(cited)
    return share(any(ids & set(place) for place in group) for group in groups)


def gold_ids(groups: Sequence[Collection[Place]]) -> frozenset[str]:
    """Ids of every unit that holds gold evidence, or a part of it when a snippet runs over several."""
    return frozenset(id for group in groups for place in group for id in place)


def fact_recall(facts: Sequence[Collection[str]], answer: str) -> float:
    """Share of fact groups of which one alternative stands in the first `ANSWER_WORDS` words of the answer."""
    text = fold_figures(first_words(answer, ANSWER_WORDS))
    return share(any(states(text, fact) for fact in group) for group in facts)


def word_count(answer: str) -> int:
    """Words in an answer; markers such as [1] and loose punctuation are none."""
    return sum(_is_word(token) for token in without_markers(answer).split())


def first_words(answer: str, limit: int) -> str:
    """The answer up to and including so many words, without markers."""
    tokens = without_markers(answer).split()
    positions = [place for place, token in enumerate(tokens, 1) if _is_word(token)]
    return " ".join(tokens[: positions[limit - 1]] if len(positions) >= limit else tokens)


def _is_word(token: str) -> bool:
    return any(char.isalnum() for char in token)


def share(truths: Iterable[bool]) -> float:
    """Share that is true; 0 of nothing."""
    found = list(truths)
    return sum(found) / len(found) if found else 0.0
