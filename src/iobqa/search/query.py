"""A question made ready for search: its words, the typing errors mended, and the report's words that were added and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from iobqa.search.analysis import STOP_WORDS, Analysis, tokens
from iobqa.search.lexicon import Entry, Lexicon
from iobqa.search.spelling import Speller

TYPED, JOINED, ADDED = 1.0, 0.7, 0.35
"""Weight of a word as typed (or mended), of a compound that was written apart, and of all the lexicon adds for one phrase."""


@dataclass(frozen=True)
class Query:
    """What is searched for."""

    text: str
    words: tuple[str, ...]
    """Folded, typing errors mended."""
    mended: Mapping[str, str]
    """Typed word to the known word it is read as."""
    joined: tuple[str, ...]
    """Compounds that the question writes apart."""
    added: tuple[Entry, ...]
    """Lexicon entries that fit."""
    terms: Mapping[str, float]
    """Search terms with their weights."""


class QueryReader:
    """Reads questions with the words of one index."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon, speller: Speller) -> None:
        self._analysis, self._lexicon, self._speller = analysis, lexicon, speller

    def read(self, question: str) -> Query:
        """Never fails: a question without a single word gives a query without terms."""
        typed = tokens(question)
        mended = self._speller.correct(typed)
        words = [mended.get(word, word) for word in typed]
        joined = tuple(dict.fromkeys(self._analysis.compounds.joined(words, self._analysis.vocabulary)))
        added = tuple(dict.fromkeys(self._lexicon.lookup(words)))
        return Query(question, tuple(words), mended, joined, added, self._weigh(words, joined, added))

    def _weigh(self, words: Sequence[str], joined: Sequence[str], added: Sequence[Entry]) -> dict[str, float]:
        weights: dict[str, float] = {}
        for entry in added:
            alternatives = sum(other.typed == entry.typed for other in added)
            self._add(weights, tokens(entry.term), ADDED / alternatives**0.5)
        self._add(weights, joined, JOINED)
        self._add(weights, words, TYPED)
        return weights

    def _add(self, weights: dict[str, float], words: Sequence[str], weight: float) -> None:
        for word in words:
            if word not in STOP_WORDS:
                for term in self._analysis.word_terms(word):
                    weights[term] = max(weights.get(term, 0.0), weight)
