"""What tells whether the report answers a question: how well, how clearly and how completely it was found."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from iobqa.answer.aligned import Aligned
from iobqa.answer.intent import INTENTS, IntentReader
from iobqa.answer.selection import FEATURES, Candidates
from iobqa.answer.slots import counted
from iobqa.answer.wording import is_english
from iobqa.search.alignment import unmet, weighed
from iobqa.search.analysis import STOP_WORDS, fold, tokens
from iobqa.search.channels import CHANNELS
from iobqa.search.index import Index
from iobqa.search.kinds import KINDS, asks
from iobqa.search.retriever import Search

Floats = NDArray[np.float32]

SIGNALS = (
    *(f"top_{name}" for name in CHANNELS),
    *(f"best_{name}" for name in CHANNELS),
    "score",
    "margin_2",
    "margin_5",
    "sentence",
    "sentence_2",
    "sentences",
    "near_miss",
    "near_miss_ahead",
    "near_miss_3",
    "bank_3",
    "refusal",
    "refusal_ahead",
    "met_first",
    "unmet_first",
    "met_three",
    "unmet_three",
    "met_three_either",
    "unmet_three_either",
    "met_sentence_best",
    "known_met",
    "known_both",
    "known_both_3",
    "missed_met",
    "missed_both",
    "missed_both_3",
    "missed_both_ahead",
    "missed_among_nearest",
    "slot_best",
    "slot_wanted",
    "known_same_kind",
    "known_words",
    "covered_here",
    "covered_by_three",
    "said_in_answer",
    "said_or_asked_of_answer",
    "names_missing_here",
    "numbers_missing_here",
    "unknown_words",
    "unknown_names",
    "unknown_numbers",
    "numbers_elsewhere",
    "names_elsewhere",
    "words",
    "english",
    "wants_missing",
    *(f"intent_{intent}" for intent in INTENTS),
    *(f"asks_{kind}" for kind in KINDS),
)
"""Names of the signals: the channels of the best passage and the best of each; margins; the best sentences; how much nearer a
known near miss or refusal is than a known question; which words, names and numbers of the question are found where."""

_REMEMBERED = 4096
"""Terms whose passages are kept."""
_OPENING = 5
"""Letters that two forms of a name share."""
_VOTERS = 10
"""Nearest known questions and refusals of which the share of refusals is taken."""
_NAME = re.compile(r"(?<![.?!:“\"‘(]\s)(?<!^)\b[A-ZÀ-Þ][\w’-]{2,}")
_NUMBER = re.compile(r"\b\d[\d.,]*\b")


@dataclass(frozen=True)
class Mentions:
    """Names and numbers of the question that the report does not have, or not where the answer is looked for."""

    unknown: tuple[str, ...]
    unknown_names: tuple[str, ...]
    unknown_numbers: tuple[str, ...]
    elsewhere_names: tuple[str, ...]
    elsewhere_numbers: tuple[str, ...]


class SignalReader:
    """Signals for the questions to one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.intents = IntentReader.load(index.corpus.folder / "intent.json")

    def mentions(self, search: Search, leave_out: Sequence[int] = ()) -> Mentions:
        """Compare the question's words, names and numbers with the report and with the five best passages.

        ``leave_out``: rows of bank questions that do not count (in training).
        """
        near = [self._words_of(number) for number in search.order[:5]]
        report = [self._index.words["report"]]
        text = search.query.text
        names = [name for name in _NAME.findall(text) if tokens(name)]
        numbers = [number for number in _NUMBER.findall(text) if tokens(number)]
        spelled = search.query.mended
        content = [w for w in tokens(text) if w not in STOP_WORDS and w not in spelled and len(w) > 2]
        return Mentions(
            unknown=tuple(w for w in dict.fromkeys(content) if w.isalpha() and not self._known(w, leave_out)),
            unknown_names=tuple(n for n in names if not _in(n, report, spelled)),
            unknown_numbers=tuple(n for n in numbers if not _has_all(report, tokens(n))),
            elsewhere_names=tuple(n for n in names if not _in(n, near, spelled)),
            elsewhere_numbers=tuple(n for n in numbers if not _has_all(near, tokens(n))),
        )

    def _known(self, word: str, leave_out: Sequence[int]) -> bool:
        """Whether the report or a bank question has the word in some form."""
        terms = self._index.analysis.word_terms(word)
        return any(self._passages_with(term, leave_out) for term in terms)

    @cache  # noqa: B019 - lives as long as the index, one entry a passage
    def _words_of(self, number: int) -> frozenset[str]:
        """Words of a passage, its headings and its footnotes."""
        passage = self._index.passages[number]
        return frozenset(tokens(" ".join([*passage.section, passage.text, *(note.text for note in passage.footnotes)])))

    def read(
        self,
        search: Search,
        mentions: Mentions,
        candidates: Candidates,
        probabilities: Floats,
        leave_out: tuple[Sequence[int], Sequence[int]] = ((), ()),
        intent: Sequence[float] | None = None,
    ) -> Floats:
        """Shape (len(SIGNALS),). In training ``leave_out`` has the rows of bank questions and of refusals that are not to be
        used, and ``intent`` what models that did not see the question made of it.
        """
        best = np.sort(probabilities)[::-1]
        order = np.argsort(-probabilities, kind="stable")[:3]
        wanted = asks(search.query.text)
        given = {KINDS[kind] for kind in np.nonzero(self._index.kinds_given[candidates.rows[order]])[1]}
        values = [
            *search.channels[search.order[0]],
            *search.channels.max(axis=0),
            *self._margins(search),
            *(best[0], best[1] if len(best) > 1 else 0.0, best[:5].sum()),
            *self._neighbours(search, candidates.aligned.refusal_meaning, leave_out[0]),
            *self._alignment(candidates.aligned, order),
            *self._slot(search, candidates, order),
            *self._coverage(search, leave_out[0]),
            *self._answer_coverage(search, candidates.rows[order], leave_out[0]),
            *self._missing_here(search),
            len(mentions.unknown),
            len(mentions.unknown_names),
            len(mentions.unknown_numbers),
            len(mentions.elsewhere_numbers),
            len(mentions.elsewhere_names),
            len(search.query.words),
            is_english(search.query.text),
            len((wanted - {"list", "advice"}) - given),
            *(self.intents.read(search.query.text) if intent is None else intent),
            *(kind in wanted for kind in KINDS),
        ]
        return np.array(values, dtype=np.float32)

    @staticmethod
    def _margins(search: Search) -> tuple[float, float, float]:
        scores = search.scores[list(search.order[:6])]
        return float(scores[0]), float(scores[0] - scores[min(1, len(scores) - 1)]), float(scores[0] - scores[-1])

    def _neighbours(self, search: Search, refused: Floats, known_out: Sequence[int]) -> tuple[float, ...]:
        """Likeness to the known near misses and other refusals, and how far these are ahead of the known questions."""
        known = _best_three(_without(search.likeness.question_meaning, known_out))
        missed, other = refused[self._is_near_miss], refused[~self._is_near_miss]
        missed = _best_three(missed) if len(missed) else np.zeros(1, dtype=np.float32)
        best_other = float(other.max(initial=0.0))
        ahead = float(missed[0] - known[0]), best_other - float(known[0])
        return (
            float(missed[0]),
            ahead[0],
            float(missed[:3].mean()),
            float(known[:3].mean()),
            best_other,
            ahead[1],
        )

    @staticmethod
    def _alignment(aligned: Aligned, order: NDArray[np.int64]) -> Iterator[float]:
        """Word by word: what the best sentences meet, and how like the question is to known questions and to refusals."""
        weight, words = aligned.question.rarity, aligned.sentences.words
        either = aligned.either
        for rows in (words[order[:1]], words[order], either[order]):
            together = rows.max(axis=0, initial=0.0)[None, :]
            yield float(weighed(together, weight)[0])
            yield float(unmet(together, weight)[0])
        yield float(aligned.sentences.met.max(initial=0.0))
        known, missed = np.sort(aligned.known.both)[::-1], np.sort(aligned.refusals.both)[::-1]
        yield float(aligned.known.met.max(initial=0.0))
        yield from (float(known[:1].sum()), float(known[:3].sum() / 3))
        yield float(aligned.refusals.met.max(initial=0.0))
        yield from (float(missed[:1].sum()), float(missed[:3].sum() / 3))
        yield float(missed[:1].sum() - known[:1].sum())
        nearest = np.argsort(-np.concatenate([known, missed]), kind="stable")[:_VOTERS]
        yield float((nearest >= len(known)).mean()) if len(nearest) else 0.0

    @staticmethod
    def _slot(search: Search, candidates: Candidates, order: NDArray[np.int64]) -> tuple[float, float, float]:
        """Of a question that counts something: whether the best sentences count that; and the best known question of the same kind."""
        slot, kind = (candidates.features[:, FEATURES.index(name)] for name in ("slot", "question_both_same_kind"))
        return float(slot[order].max()), counted(search.query.text) is not None, float(kind.max())

    @cached_property
    def _is_near_miss(self) -> NDArray[np.bool_]:
        return np.array([refusal.kind == "near_miss" for refusal in self._index.refusals] or [False])

    def _coverage(self, search: Search, leave_out: Sequence[int]) -> tuple[float, float, float]:
        """Share of the question's term weight (by rarity) known at all, in the best passage, and in the best three."""
        total = known = here = three = 0.0
        first, best = {search.order[0]}, set(search.order[:3])
        for term, weight in search.query.terms.items():
            if weight < 1.0:
                continue
            holding = self._passages_with(term, leave_out)
            rarity = float(np.log1p(len(self._index.passages) / (1 + len(holding))))
            total += rarity
            known += rarity * bool(holding)
            here += rarity * bool(holding & first)
            three += rarity * bool(holding & best)
        return known / (total or 1.0), here / (total or 1.0), three / (total or 1.0)

    def _answer_coverage(
        self, search: Search, rows: NDArray[np.int64], leave_out: Sequence[int]
    ) -> tuple[float, float]:
        """Share of the question's term weight that the best sentences say, and that they say or the bank asks of them."""
        asked = np.setdiff1d(self._index.questions_of_sentence.rows[rows], [-1, *leave_out])
        total = said = either = 0.0
        for term, weight in search.query.terms.items():
            if weight < 1.0:
                continue
            sentences = self._index.sentence_words
            rarity = float(np.log1p(len(self._index.sentences) / (1 + len(sentences.documents(term)))))
            here = sentences.in_any(term, rows)
            total += rarity
            said += rarity * here
            either += rarity * (here or self._index.channels.question_words.in_any(term, asked))
        return said / (total or 1.0), either / (total or 1.0)

    def _missing_here(self, search: Search) -> tuple[int, int]:
        """Names and numbers of the question that the best passage does not have."""
        here = [self._words_of(search.order[0])]
        text, mended = search.query.text, search.query.mended
        names = [name for name in _NAME.findall(text) if tokens(name)]
        numbers = [number for number in _NUMBER.findall(text) if tokens(number)]
        return sum(not _in(n, here, mended) for n in names), sum(not _has_all(here, tokens(n)) for n in numbers)

    def _passages_with(self, term: str, leave_out: Sequence[int]) -> frozenset[int]:
        """Passages that hold ``term`` themselves or in a bank question that they answer."""
        return self._holders(term, tuple(leave_out))

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019 - lives as long as the index
    def _holders(self, term: str, leave_out: tuple[int, ...]) -> frozenset[int]:
        rows = self._index.channels.question_words.documents(term)
        asked = self._owner[rows[~np.isin(rows, leave_out)] if leave_out else rows]
        holding = np.union1d(self._index.channels.words.documents(term), asked[asked >= 0])
        return frozenset(holding.tolist())

    @cached_property
    def _owner(self) -> NDArray[np.int64]:
        """The passage of each bank question."""
        owner = np.full(self._index.channels.question_words.size, -1, dtype=np.int64)
        for passage, rows in enumerate(self._index.channels.of_questions.rows):
            owner[rows[rows >= 0]] = passage
        return owner


def _best_three(scores: Floats) -> Floats:
    """The best first; fewer when there are fewer."""
    best = np.partition(scores, -3)[-3:] if len(scores) > 3 else scores
    return np.sort(best)[::-1]


def _without(scores: Floats, rows: Sequence[int]) -> Floats:
    copy = scores.copy()
    copy[list(rows)] = 0.0
    return copy


def _has_all(texts: Sequence[frozenset[str]], words: Sequence[str]) -> bool:
    """Whether each of the words is in one of the texts."""
    return all(any(word in text for text in texts) for word in words)


def _in(name: str, texts: Sequence[frozenset[str]], mended: Mapping[str, str]) -> bool:
    """Whether a name, its mended spelling or another form of it ("Marokko", "Marokkaanse") is in one of the texts."""
    if any(mended.get(token, token) in text for token in tokens(name) for text in texts):
        return True
    stem = fold(name)[:_OPENING]
    return len(stem) == _OPENING and any(stem in _openings(text) for text in texts)


@lru_cache(maxsize=_REMEMBERED)
def _openings(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word[:_OPENING] for word in words)
