"""Question to an answer made of the report's own sentences, or to a reasoned refusal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from iobqa.answer.abstention import Judge, Verdict
from iobqa.answer.calibration import load_calibration
from iobqa.answer.citations import Quote, cite
from iobqa.answer.composition import Composer, Piece
from iobqa.answer.continuation import Continuation
from iobqa.answer.explanation import Explanation, explain
from iobqa.answer.refusal_texts import REFUSAL
from iobqa.answer.scorer import SentenceScorer
from iobqa.answer.selection import Candidates, SentenceReader
from iobqa.answer.signals import Mentions, SignalReader
from iobqa.answer.wording import is_english
from iobqa.records import Answer, Hit
from iobqa.search.index import Index
from iobqa.search.retriever import Retriever, Search

GENERATOR = "extractive"


@dataclass(frozen=True)
class Considered:
    """All that led to an answer, for ``ask --explain``."""

    search: Search
    candidates: Candidates | None
    probabilities: NDArray[np.float32] | None
    mentions: Mentions | None
    verdict: Verdict
    pieces: tuple[Piece, ...]
    signals: NDArray[np.float32] | None = None


class Answerer:
    """Answers the questions to one index."""

    def __init__(self, index: Index, retriever: Retriever) -> None:
        self._index = index
        self._retriever = retriever
        self._reader = SentenceReader(index)
        folder = index.corpus.folder
        self._scorer = SentenceScorer.load(
            folder / "selection.json", load_calibration(folder / "calibration.json").sentences
        )
        self._signals = SignalReader(index)
        self._judge = Judge(index)
        self._composer = Composer(index, Continuation.load(folder / "continuation.json"))

    def answer(self, question: str, k: int) -> Answer:
        """The answer with the ``k`` nearest passages."""
        considered = self.consider(question)
        text, quotes = self._write(question, considered)
        verdict = considered.verdict
        return Answer(
            question=question,
            answered=verdict.answer,
            answer=text,
            reason=verdict.reason,
            confidence=verdict.confidence,
            generator=GENERATOR,
            index=self._index.fingerprint,
            citations=cite(self._index.report, quotes),
            passages=self._with_nearest(considered, self._retriever.hits(considered.search, k)),
        )

    def _with_nearest(self, considered: Considered, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """Each with its likeliest sentence: what a reader wants to see of a passage when the answer is not there, or not taken for one."""
        candidates, probabilities = considered.candidates, considered.probabilities
        if candidates is None or probabilities is None:
            return tuple(hits)
        likely = np.full(len(self._index.sentences) + 1, -1.0)  # the last one stands for the padding of the table
        likely[candidates.rows] = probabilities
        rows = self._index.channels.of_sentences.rows[[hit.passage.number for hit in hits]]
        best = rows[np.arange(len(hits)), likely[rows].argmax(axis=1)]
        return tuple(
            replace(hit, nearest=self._index.sentences[row].text) if likely[row] >= 0 else hit
            for hit, row in zip(hits, best.tolist(), strict=True)
        )

    def log_odds(self, question: str) -> float:
        """That the report answers ``question``; the least possible when no word of it is known."""
        signals = self.consider(question).signals
        return float("-inf") if signals is None else self._judge.score(signals)

    def consider(self, question: str) -> Considered:
        """Search, score the sentences, judge, and put the pieces together."""
        search = self._retriever.search(question)
        if not search.order:
            return Considered(search, None, None, None, self._judge.nothing_known(question), ())
        candidates = self._reader.candidates(search)
        mentions = self._signals.mentions(search)
        learnt, probabilities = self._scorer.probabilities(candidates.features)
        signals = self._signals.read(search, mentions, candidates, learnt)
        verdict = self._judge.judge(search, mentions, candidates.aligned, signals)
        pieces = self._composer.compose(question, candidates, probabilities) if verdict.answer else []
        if verdict.answer and not pieces:  # only titles, source lines and scraps were found
            verdict = self._judge.nothing_said(search, mentions, verdict.confidence)
        return Considered(search, candidates, probabilities, mentions, verdict, tuple(pieces), signals)

    def explain(self, question: str) -> Explanation:
        """How the answer to ``question`` comes about."""
        return explain(self.consider(question), self._index, self._scorer, self._judge)

    def _write(self, question: str, considered: Considered) -> tuple[str, Sequence[Quote]]:
        verdict = considered.verdict
        if verdict.answer:
            return written(considered.pieces, self._index, english=is_english(question))
        if verdict.contradiction:
            quote = self._quoted(verdict.contradiction)
            return f"{REFUSAL} {verdict.explanation} {quote} [1]", [verdict.contradiction]
        return f"{REFUSAL} {verdict.explanation}", []

    def _quoted(self, quote: Quote) -> str:
        return quoted(self._index.report.by_id[quote.unit].text[quote.start : quote.end])


def written(pieces: Sequence[Piece], index: Index, *, english: bool) -> tuple[str, Sequence[Quote]]:
    """The pieces as text with markers, and the quotes that the markers stand for, in order."""
    quotes: list[Quote] = []
    parts = ["The report says (quoted in Dutch):"] if english else []
    for piece in pieces:
        quotes.append(piece.quote)
        text = index.report.by_id[piece.quote.unit].text[piece.quote.start : piece.quote.end]
        label = (
            ("Elsewhere, with other figures: " if english else "Elders, met andere cijfers: ") if piece.differs else ""
        )
        parts.append(f"{label}{piece.before}{quoted(text)} [{len(quotes)}]")
        if piece.cut:
            parts.append("(…)")
        if piece.also:
            quotes.append(piece.also[0])
            label = "also in" if english else "ook in"
            parts.append(f"({label} {index.report.by_id[piece.also[0].unit].ref} [{len(quotes)}])")
    return " ".join(parts), quotes


def quoted(text: str) -> str:
    """Between quotation marks, on one line; cells of a table row parted by a bar."""
    return f"“{' '.join(text.replace(chr(9), ' | ').split())}”"
