"""What a reviewer of golden questions wants to know beyond faults: doubtful facts, near-duplicates, gaps."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from iobqa.evaluation.evidence import Places, resolve
from iobqa.evaluation.folding import fold, fold_figures, states
from iobqa.evaluation.golden import GoldenQuestion
from iobqa.evaluation.measures import gold_ids
from iobqa.evaluation.problems import Problem
from iobqa.records import Report

_NEAR = 0.75
"""Share of words in common from which two questions are near-duplicates."""
_SHORT_SNIPPET = 4
"""Words; a shorter snippet is hardly unique."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many questions have evidence in a section of the report."""

    ref: str
    title: str
    level: int
    questions: int


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All there is to say about a set of golden questions."""

    problems: tuple[Problem, ...]
    """These must be mended."""
    remarks: tuple[Problem, ...]
    """These ask for a second look."""
    coverage: tuple[Coverage, ...]
    """Every section that holds text, in order of the report."""
    counts: dict[tuple[str, str], int]
    """Questions by kind and set."""


def check(questions: Sequence[GoldenQuestion], faults: Iterable[Problem], report: Report) -> CheckReport:
    """Everything at once: faults of the files, snippets, facts, duplicates and coverage."""
    places, lost = resolve(questions, report)
    same, near = _duplicates(questions)
    remarks = [remark for question in questions for remark in _remarks(question, places[question.id], report)]
    return CheckReport(
        problems=tuple(sorted([*faults, *lost, *same])),
        remarks=tuple(sorted([*remarks, *near])),
        coverage=tuple(_coverage(places.values(), report)),
        counts=dict(Counter((question.kind, question.set or "-") for question in questions)),
    )


def _remarks(question: GoldenQuestion, places: Places, report: Report) -> Iterator[Problem]:
    at = (question.file, question.line)
    for group in question.evidence:
        short = [snippet for snippet in group if len(snippet.split()) < _SHORT_SNIPPET]
        yield from (Problem(*at, f"{question.id}: fragment is te kort om uniek te zijn: {text!r}") for text in short)
    if any(len(place) > 1 for group in places for place in group):
        yield Problem(*at, f"{question.id}: een fragment loopt door over meer alinea's of punten; neem er een uit één")
    for number, group in enumerate(_unstated_facts(question, places, report), 1):
        yield Problem(*at, f"{question.id}: feit niet in de tekst van het bewijs ({number}): {', '.join(group)}")
    if question.unanswerable_class == "overig":
        yield Problem(*at, f"{question.id}: de note noemt geen soort (een woord en een dubbele punt vooraan)")


def _unstated_facts(question: GoldenQuestion, places: Places, report: Report) -> list[tuple[str, ...]]:
    """Fact groups of which no alternative stands in a place of the evidence."""
    texts = [fold_figures(report.by_id[id].text) for id in sorted(gold_ids(places))]
    texts += [fold_figures(note.text) for id in sorted(gold_ids(places)) for note in report.by_id[id].footnotes]
    if not texts:
        return []
    return [group for group in question.facts if not any(states(text, fact) for fact in group for text in texts)]


def _duplicates(questions: Sequence[GoldenQuestion]) -> tuple[list[Problem], list[Problem]]:
    """Questions that are the same, and questions that share nearly all their words."""
    words = [(question, frozenset(re.findall(r"\w+", fold(question.question)))) for question in questions]
    same: list[Problem] = []
    near: list[Problem] = []
    for (first, a), (second, b) in combinations(words, 2):
        overlap = len(a & b) / len(a | b) if a | b else 1.0
        if overlap < _NEAR:
            continue
        text = f"{second.id} lijkt op {first.id} in {first.file}:{first.line} ({overlap:.0%} dezelfde woorden)"
        leak = "; dev en test horen niets gemeen te hebben" if first.set != second.set else ""
        is_same = fold(first.question) == fold(second.question)
        (same if is_same else near).append(Problem(second.file, second.line, text + leak))
    return same, near


def _coverage(places: Iterable[Places], report: Report) -> Iterator[Coverage]:
    """A question counts once for every section in which it has evidence."""
    touched = Counter(
        section for question in places for section in {report.by_id[id].section_id for id in gold_ids(question)}
    )
    for section in report.sections:
        if section.paragraphs:
            yield Coverage(section.ref, section.title, section.level, touched[section.id])
