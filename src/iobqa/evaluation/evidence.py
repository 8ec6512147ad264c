"""Where in the report the snippets of golden questions stand: snippets in, paragraph ids out.

Snippets and not ids stand in the golden questions, so that these outlive a change in the parser.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from iobqa.evaluation.folding import fold
from iobqa.evaluation.golden import GoldenQuestion
from iobqa.evaluation.problems import Problem, refuse
from iobqa.records import Paragraph, Report

Place = tuple[str, ...]
"""Id of the unit that holds a snippet; more than one when it runs on over neighbouring units, such as list items."""

Places = tuple[frozenset[Place], ...]
"""Per evidence group every place that settles it: the qrels of one question, group for subtopic."""


class EvidenceFinder:
    """Finds snippets in a report: in a unit's text, in a footnote, or running over neighbouring units.

    What stands in a footnote stands in two places: the footnote, and the paragraph that carries it and shows it.
    """

    def __init__(self, report: Report) -> None:
        footnotes = [paragraph for paragraph in report.paragraphs if paragraph.kind == "footnote"]
        self._body = _Joined(report.body(), " ")
        # A line feed never survives folding, so no snippet runs from one footnote into the next.
        self._footnotes = _Joined(footnotes, "\n")
        self._carrier = report.carrier

    def places(self, snippet: str) -> frozenset[Place]:
        """Every place where the snippet stands; empty when it is not in the report."""
        wanted = fold(snippet)
        if not wanted:
            return frozenset()
        notes = list(self._footnotes.find(wanted))
        carriers = [(self._carrier[id],) for (id,) in notes if id in self._carrier]
        return frozenset((*self._body.find(wanted), *notes, *carriers))


class _Joined:
    """Folded texts of units in one string, and which unit each character belongs to."""

    def __init__(self, units: Iterable[Paragraph], separator: str) -> None:
        self._ids: list[str] = []
        self._starts: list[int] = []
        texts: list[str] = []
        position = 0
        for unit in units:
            self._ids.append(unit.id)
            self._starts.append(position)
            texts.append(fold(unit.text))
            position += len(texts[-1]) + len(separator)
        self._text = separator.join(texts)

    def find(self, wanted: str) -> Iterator[Place]:
        start = self._text.find(wanted)
        while start >= 0:
            first = bisect_right(self._starts, start) - 1
            last = bisect_right(self._starts, start + len(wanted) - 1) - 1
            yield tuple(self._ids[first : last + 1])
            start = self._text.find(wanted, start + 1)


@dataclass(frozen=True, slots=True)
class GoldenSet:
    """Golden questions that fit a report, with the places of their evidence."""

    questions: tuple[GoldenQuestion, ...]
    places: Mapping[str, Places]
    """Question id to the places of each evidence group."""


def resolve(questions: Sequence[GoldenQuestion], report: Report) -> tuple[dict[str, Places], list[Problem]]:
    """Places of the evidence of every question, and a problem for each snippet that the report does not hold."""
    finder = EvidenceFinder(report)
    places: dict[str, Places] = {}
    problems: list[Problem] = []
    for question in questions:
        found = [[(snippet, finder.places(snippet)) for snippet in group] for group in question.evidence]
        places[question.id] = tuple(frozenset().union(*(at for _, at in group)) for group in found)
        lost = [snippet for group in found for snippet, at in group if not at]
        problems += [Problem(question.file, question.line, f"staat niet in het rapport: {text!r}") for text in lost]
    return places, problems


def golden_set(questions: Sequence[GoldenQuestion], faults: Sequence[Problem], report: Report) -> GoldenSet:
    """Questions with their places; `GoldenError` with all faults of the files and all snippets not in the report."""
    places, lost = resolve(questions, report)
    refuse("De toetsvragen kloppen niet", sorted([*faults, *lost]))
    return GoldenSet(tuple(questions), places)
