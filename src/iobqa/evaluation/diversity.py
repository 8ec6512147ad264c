"""Measures of the ranking that ir_measures and pyndeval compute: qrels and run in, a value per question out.

The documents are the passages of the run plus every gold place that no passage of it holds, so that the ideal
ranking of alpha-nDCG knows what was missed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from iobqa.evaluation.evidence import Place
from iobqa.evaluation.measures import Holder

RANKING_MEASURES = ("StRecall@1", "StRecall@3", "StRecall@5", "StRecall@10", "RR@10", "alpha_nDCG@10")

_TWO_PARTS = "(a question with two parts)"


@dataclass(frozen=True, slots=True)
class Judged:
    """One question's qrels and ranking, in the words of TREC."""

    id: str
    relevant: tuple[tuple[int, str], ...]
    """Evidence group (from 1) and the document that covers it."""
    ranking: tuple[str, ...]
    """Documents, best first."""


def judge(
    id: str,
    snippets: Sequence[Collection[str]],
    places: Sequence[Collection[Place]],
    ranking: Sequence[Holder],
    names: Sequence[str],
    carrier: Mapping[str, str],
) -> Judged:
    """Qrels and ranking of one question; ``names`` are the documents' names in ranking order, all different.

    A footnote and the paragraph that carries it (``carrier``, id to id) are one thing to find.
    """
    relevant: list[tuple[int, str]] = []
    for group, (texts, alternatives) in enumerate(zip(snippets, places, strict=True), 1):
        covering = [name for name, passage in zip(names, ranking, strict=True) if any(map(passage.holds, texts))]
        shown = [{carrier.get(id, id) for id in name.split("+")} for name in covering]
        gold = {tuple(carrier.get(id, id) for id in place) for place in alternatives}
        missed = [place for place in sorted(gold) if not any(set(place) <= ids for ids in shown)]
        relevant += [(group, name) for name in (*covering, *map(place_name, missed))]
    return Judged(id, tuple(dict.fromkeys(relevant)), tuple(names))


def place_name(place: Place) -> str:
    """The name of a place, or of a passage, as one TREC document: its unit ids joined by a plus sign."""
    return "+".join(place)


def ranking_values(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Question id to measure to value. A question the ranking is silent about scores zero."""
    import ir_measures

    values = {question.id: dict.fromkeys(RANKING_MEASURES, 0.0) for question in judged}
    measures = [ir_measures.parse_measure(name) for name in RANKING_MEASURES]
    for metric in ir_measures.iter_calc(measures, *_as_trec(judged)):
        if metric.query_id in values:
            values[metric.query_id][str(metric.measure)] = float(metric.value)
    return values


def _as_trec(judged: Sequence[Judged]) -> tuple[list[Any], list[Any]]:
    from ir_measures import Qrel, ScoredDoc

    qrels = [Qrel(question.id, name, 1, str(group)) for question in judged for group, name in question.relevant]
    # pyndeval writes a warning on stderr about sets in which every question has one part. That is fine here, so:
    qrels += [Qrel(_TWO_PARTS, "-", 1, "1"), Qrel(_TWO_PARTS, "-", 1, "2")]
    run = [
        ScoredDoc(question.id, name, float(len(question.ranking) - rank))
        for question in judged
        for rank, name in enumerate(question.ranking)
    ]
    return qrels, run
