"""Hits to an answer made of the report's own sentences."""

from collections.abc import Sequence

import numpy as np

from iobqa.answer.citations import Quote, cite
from iobqa.records import Answer
from iobqa.report.sentences import sentence_spans
from iobqa.search.index import Index
from iobqa.search.retriever import Retriever, Search

REFUSAL = "Het rapport geeft hierop geen antwoord."


def answer(index: Index, retriever: Retriever, question: str, k: int) -> Answer:
    search = retriever.search(question)
    hits = retriever.hits(search, k)
    quotes = _best_sentences(index, search) if search.order else ()
    citations = cite(index.report, quotes)
    return Answer(
        question=question,
        answered=bool(citations),
        answer=" ".join(f"{c.quote.lstrip('· ')} [{c.number}]" for c in citations) or REFUSAL,
        reason=None if citations else "not_stated",
        confidence=0.5 if citations else 0.0,
        generator="extractive",
        index=index.fingerprint,
        citations=citations,
        passages=hits,
    )


def _best_sentences(index: Index, search: Search) -> Sequence[Quote]:
    passage = index.passages[search.order[0]]
    candidates = [
        Quote(unit, start, end) for unit in passage.ids for start, end in sentence_spans(index.report.by_id[unit].text)
    ]
    vectors = index.encoder.encode_passages([index.report.by_id[c.unit].text[c.start : c.end] for c in candidates])
    best = sorted(np.argsort(-(vectors @ search.vector), kind="stable")[:2])
    return [candidates[at] for at in best]
