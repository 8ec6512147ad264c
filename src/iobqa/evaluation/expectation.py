"""One golden question held against one answer, for a team that tests its own copy."""

from collections.abc import Iterator, Sequence

from iobqa.evaluation import measures
from iobqa.evaluation.evidence import EvidenceFinder, Places
from iobqa.evaluation.folding import fold_figures, states
from iobqa.evaluation.golden import GoldenQuestion, Groups
from iobqa.evaluation.responses import Response
from iobqa.evaluation.scoring import is_genuine
from iobqa.records import Report


def golden(
    question: str, evidence: Sequence[Sequence[str]] = (), facts: Sequence[Sequence[str]] = ()
) -> GoldenQuestion:
    """A golden question written in a test; without evidence it is one that must be refused."""
    return GoldenQuestion(
        id=question,
        question=question,
        lang="nl",
        kind="staff" if evidence else "unanswerable",
        answerable=bool(evidence),
        evidence=_groups(evidence),
        facts=_groups(facts),
        note="",
        set=None,
        file="",
        line=0,
    )


def shortcomings(question: GoldenQuestion, response: Response, report: Report) -> list[str]:
    """What keeps an answer from being right, in Dutch; empty when it is right."""
    if not question.answerable:
        return [f"dit hoort geweigerd te worden, maar het antwoord is: {response.answer}"] if response.answered else []
    if not response.answered:
        return [f"dit hoort beantwoord te worden, maar is geweigerd ({response.reason})"]
    finder = EvidenceFinder(report)
    places = [[finder.places(snippet) for snippet in group] for group in question.evidence]
    found: Places = tuple(frozenset().union(*group) for group in places)
    return [*_lost(question, places), *_uncited(response, found, report), *_unstated(question, response)]


def _lost(question: GoldenQuestion, places: Sequence[Sequence[frozenset[tuple[str, ...]]]]) -> Iterator[str]:
    for snippets, found in zip(question.evidence, places, strict=True):
        for snippet, at in zip(snippets, found, strict=True):
            if not at:
                yield f"dit bewijs staat niet in het rapport: {snippet!r}"


def _uncited(response: Response, places: Places, report: Report) -> Iterator[str]:
    gold = measures.gold_ids(places)
    genuine = [citation.id for citation in response.citations if is_genuine(citation, report)]
    if not gold.intersection(genuine):
        wanted = ", ".join(report.by_id[id].ref for id in sorted(gold))
        yield f"geen geciteerde alinea bevat het bewijs ({wanted}); geciteerd: {[c.ref for c in response.citations]}"


def _unstated(question: GoldenQuestion, response: Response) -> Iterator[str]:
    text = fold_figures(measures.first_words(response.answer, measures.ANSWER_WORDS))
    for group in question.facts:
        if not any(states(text, fact) for fact in group):
            yield f"het antwoord noemt niet: {' of '.join(group)}; het antwoord is: {response.answer}"


def _groups(groups: Sequence[Sequence[str]]) -> Groups:
    return tuple(tuple(group) for group in groups)
