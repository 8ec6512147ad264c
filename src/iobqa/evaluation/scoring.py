"""A run held against the golden questions: one row of scores per question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from iobqa.errors import GoldenError
from iobqa.evaluation import measures
from iobqa.evaluation.diversity import Judged, judge, place_name, ranking_values
from iobqa.evaluation.evidence import GoldenSet, Places
from iobqa.evaluation.fit import check_corpus, check_questions
from iobqa.evaluation.folding import fold
from iobqa.evaluation.golden import GoldenQuestion, digest
from iobqa.evaluation.measure_table import MEASURES, in_scope
from iobqa.evaluation.responses import Citation, Passage, Response
from iobqa.evaluation.runfile import Entry, Run, by_id
from iobqa.records import Report

Outcome = Literal["right", "partial", "wrong", "refused", "error"]
"""What became of a question. 

* ``right``: answered, all facts, and a cited paragraph holds gold evidence;
* ``partial``: answered with gold evidence cited, facts missing;
* ``wrong``: answered and nothing cited holds gold evidence, which is any answer to an unanswerable question.
"""


@dataclass(frozen=True, slots=True)
class Find:
    """A passage that covers an evidence group."""

    id: str
    """The first unit of the passage that is a gold place, else its first unit."""
    ref: str
    rank: int


@dataclass(frozen=True, slots=True)
class Score:
    """One question's scores and what they rest on."""

    id: str
    kind: str
    set: str | None
    answerable: bool
    unanswerable_class: str | None
    chapters: tuple[str, ...]
    """Every chapter that holds evidence for it, in order of the report."""
    outcome: Outcome
    reason: str | None
    confidence: float
    values: Mapping[str, float]
    """Measure to value, for the measures that the question counts for."""
    gold: tuple[tuple[str, ...], ...]
    """Names of the gold places per evidence group."""
    found: tuple[tuple[Find, ...], ...]
    """Per evidence group the passages that cover it, best first."""
    cited: tuple[str, ...]
    """References of the cited paragraphs."""
    broken: int
    """Citations that are not what the report says at that address."""
    words: int
    error: str | None

    @property
    def good(self) -> bool:
        """Whether a user was served: a right answer, or a refusal of what the report does not answer."""
        return self.outcome == ("right" if self.answerable else "refused")


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """All rows of a run, in the order of the golden questions."""

    set: str
    golden: str
    """Digest of the golden questions scored."""
    corpus: str
    """sha256 of the report's export."""
    index: str
    versions: Mapping[str, str]
    answers: bool
    rows: tuple[Score, ...]


def score_run(run: Run, golden: GoldenSet, report: Report, corpus: str) -> ScoreSheet:
    """Score every golden question. Raises `GoldenError` for a run of other questions or of another report."""
    entries = by_id(run.entries)
    check_questions(entries, golden.questions)
    responses = {question.id: _response(entries[question.id]) for question in golden.questions}
    check_corpus(run.header, [response for response in responses.values() if response], report, corpus)
    ranked = ranking_values([judged(q, golden.places[q.id], responses[q.id], report) for q in golden.questions])
    rows = tuple(
        _Scorer(question, golden.places[question.id], report, run.header.answers).score(
            responses[question.id], entries[question.id].error, ranked[question.id]
        )
        for question in golden.questions
    )
    head = run.header
    return ScoreSheet(head.set, digest(golden.questions), corpus, head.index, head.versions, head.answers, rows)


class _Scorer:
    """One golden question, ready to judge a response."""

    def __init__(self, question: GoldenQuestion, places: Places, report: Report, answers: bool) -> None:
        self._question = question
        self._places = places
        self._report = report
        self._answers = answers
        self._snippets = folded_snippets(question)

    def score(self, response: Response | None, error: str | None, ranked: Mapping[str, float]) -> Score:
        question = self._question
        genuine = [c.id for c in response.citations if is_genuine(c, self._report)] if response else []
        values = {**ranked, **self._text_values(response, genuine)}
        outcome = self._outcome(response, values)
        values |= self._outcome_values(outcome)
        return Score(
            id=question.id,
            kind=question.kind,
            set=question.set,
            answerable=question.answerable,
            unanswerable_class=question.unanswerable_class,
            chapters=chapters(self._places, self._report),
            outcome=outcome,
            reason=response.reason if response else None,
            confidence=response.confidence if response else 0.0,
            values=self._counted(values),
            gold=tuple(tuple(sorted(place_name(place) for place in group)) for group in self._places),
            found=self._found(response),
            cited=tuple(citation.ref for citation in response.citations) if response else (),
            broken=len(response.citations) - len(genuine) if response else 0,
            words=measures.word_count(response.answer) if response and response.answered else 0,
            error=error,
        )

    def _text_values(self, response: Response | None, genuine: Sequence[str]) -> dict[str, float]:
        """A refusal and an error state and cite nothing."""
        answered = response is not None and response.answered
        ranks = measures.group_ranks(self._snippets, response.passages if response else ())
        return {
            **{f"StRecall@{k}": measures.subtopic_recall(ranks, k) for k in (1, 3, 5, 10)},
            "answered": float(answered),
            "citation_precision": self._precision(response, genuine) if answered else 0.0,
            "citation_recall": measures.citation_recall(genuine, self._places) if answered else 0.0,
            "fact_recall": measures.fact_recall(self._question.facts, response.answer)
            if response and answered
            else 0.0,
        }

    def _precision(self, response: Response | None, genuine: Sequence[str]) -> float:
        """Broken citations count as citations that hold nothing."""
        broken = (len(response.citations) if response else 0) - len(genuine)
        return measures.citation_precision([*genuine, *[""] * broken], self._places)

    def _outcome(self, response: Response | None, values: Mapping[str, float]) -> Outcome:
        if response is None:
            return "error"
        if not response.answered:
            return "refused"
        if not values["citation_precision"]:
            return "wrong"
        return "right" if values["fact_recall"] == 1 else "partial"

    def _outcome_values(self, outcome: Outcome) -> dict[str, float]:
        return {
            "right_answer": float(outcome == "right"),
            "refused": float(outcome == "refused"),
            "wrong_answer": float(outcome == "wrong"),
            "error": float(outcome == "error"),
        }

    def _counted(self, values: Mapping[str, float]) -> dict[str, float]:
        """The measures that this question, and this sort of run, counts for; always in the same order."""
        return {
            measure.name: values[measure.name]
            for measure in MEASURES
            if in_scope(measure, self._question.answerable) and (self._answers or not measure.of_answer)
        }

    def _found(self, response: Response | None) -> tuple[tuple[Find, ...], ...]:
        passages = response.passages if response else ()
        gold = measures.gold_ids(self._places)
        return tuple(
            tuple(
                Find(next((id for id in passage.ids if id in gold), passage.ids[0]), passage.ref, rank)
                for rank, passage in enumerate(passages, 1)
                if any(map(passage.holds, snippets))
            )
            for snippets in self._snippets
        )


def folded_snippets(question: GoldenQuestion) -> tuple[tuple[str, ...], ...]:
    """The evidence of a question as it is looked for in texts."""
    return tuple(tuple(fold(snippet) for snippet in group) for group in question.evidence)


def is_genuine(citation: Citation, report: Report) -> bool:
    """Whether the report says at this address what the citation shows, and the quote stands where it says."""
    paragraph = report.by_id.get(citation.id)
    said = paragraph is not None and fold(paragraph.text) == citation.folded[0]
    return said and citation.text[citation.start : citation.end] == citation.quote


def chapters(places: Places, report: Report) -> tuple[str, ...]:
    """Chapters that hold evidence, in order of the report."""
    wanted = measures.gold_ids(places)
    found = (p.section[0] if p.section else "(buiten de hoofdstukken)" for p in report.paragraphs if p.id in wanted)
    return tuple(dict.fromkeys(found))


def passage_names(passages: Sequence[Passage]) -> list[str]:
    """A TREC document name for each passage; the same passage ranked twice stays two documents."""
    names: list[str] = []
    for passage in passages:
        name = place_name(passage.ids)
        names.append(name if name not in names else f"{name}+@{passage.rank}")
    return names


def judged(question: GoldenQuestion, places: Places, response: Response | None, report: Report) -> Judged:
    """Qrels and ranking of a question as TREC has them."""
    passages = response.passages[:10] if response else ()
    names = passage_names(passages)
    return judge(question.id, folded_snippets(question), places, passages, names, report.carrier)


def _response(entry: Entry) -> Response | None:
    try:
        return entry.response()
    except ValueError as error:
        raise GoldenError(f"De run klopt niet bij vraag {entry.id}: {error}. Maak de run opnieuw.") from error
