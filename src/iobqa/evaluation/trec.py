"""The golden questions for other people's systems: TREC topics, qrels with subtopics, and runs, out and in.

Columns as trec_eval and ndeval have them: qrels ``question group document 1``, run ``question Q0 document rank score
tag``. A document is a unit of the report, or several neighbouring ones joined by a plus sign.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from iobqa.errors import GoldenError
from iobqa.evaluation.diversity import Judged, place_name
from iobqa.evaluation.evidence import GoldenSet
from iobqa.evaluation.golden import GoldenQuestion, digest
from iobqa.evaluation.problems import Problem, refuse
from iobqa.evaluation.responses import Json
from iobqa.evaluation.runfile import Entry, Header, Run, by_id
from iobqa.evaluation.scoring import judged
from iobqa.records import Report

_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line of a TREC run."""

    question: str
    document: str
    rank: int
    score: float
    tag: str


def export_files(golden: GoldenSet, report: Report, run: Run | None = None) -> dict[str, str]:
    """File name to content: topics, documents, qrels, and the run when one is given.

    With a run the qrels judge its passages too, so that any tool finds the figures that `iobqa eval score` finds.
    """
    answerable = [question for question in golden.questions if question.answerable]
    topics = "".join(f"{q.id}\t{' '.join(q.question.split())}\n" for q in answerable)
    found = {"questions.tsv": topics, "paragraphs.jsonl": "".join(_documents(report))}
    if run is None:
        return {**found, "qrels.txt": "".join(_qrels(_places(golden, answerable)))}
    entries = by_id(run.entries)
    known = [judged(q, golden.places[q.id], entries[q.id].response(), report) for q in answerable if q.id in entries]
    return {**found, "qrels.txt": "".join(_qrels(known)), "run.txt": "".join(_run_lines(known, run.header.index))}


def import_run(path: Path, name: str, golden: GoldenSet, report: Report, corpus: str) -> Run:
    """A run of someone else's retriever, ready to be scored: a ranking, no answers.

    A question it is silent about keeps an empty ranking and scores zero. Raises `GoldenError` with all problems.
    """
    lines, problems = _read(path)
    asked = {question.id for question in golden.questions}
    problems += [
        Problem(str(path), number, f"onbekend stuk van het rapport: {line.document}")
        for number, line in lines
        if any(id not in report.by_id for id in line.document.split("+"))
    ]
    problems += [
        Problem(str(path), number, f"geen vraag van deze set: {line.question}")
        for number, line in lines
        if line.question not in asked
    ]
    refuse("De TREC-run klopt niet", sorted(problems))
    if not lines:
        raise GoldenError(f"{path} is leeg.")
    return _as_run([line for _, line in lines], name, golden, report, corpus)


def _documents(report: Report) -> Iterator[str]:
    for paragraph in report.paragraphs:
        notes = [note.text for note in paragraph.footnotes]
        row = {"id": paragraph.id, "ref": paragraph.ref, "text": paragraph.text, "footnotes": notes}
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _places(golden: GoldenSet, questions: Iterable[GoldenQuestion]) -> Iterator[Judged]:
    for question in questions:
        groups = enumerate(golden.places[question.id], 1)
        relevant = [(group, place_name(place)) for group, places in groups for place in sorted(places)]
        yield Judged(question.id, tuple(relevant), ())


def _qrels(known: Iterable[Judged]) -> Iterator[str]:
    return (f"{question.id} {group} {name} 1\n" for question in known for group, name in question.relevant)


def _run_lines(known: Iterable[Judged], tag: str) -> Iterator[str]:
    """Scores are made from ranks: fused scores may tie, and tools break ties each in their own way."""
    for question in known:
        for rank, name in enumerate(question.ranking, 1):
            yield f"{question.id} Q0 {name} {rank} {len(question.ranking) - rank + 1} {'-'.join(tag.split())}\n"


def _read(path: Path) -> tuple[list[tuple[int, Ranked]], list[Problem]]:
    try:
        text = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldenError(f"{path} is niet te lezen als UTF-8-tekst: {error}") from error
    lines: list[tuple[int, Ranked]] = []
    problems: list[Problem] = []
    for number, line in enumerate(text, 1):
        try:
            question, _, document, rank, score, tag = line.split()
            lines.append((number, Ranked(question, document, int(rank), float(score), tag)))
        except ValueError:
            if line.strip():
                problems.append(Problem(str(path), number, "geen zes kolommen: vraag Q0 document rang score naam"))
    return lines, problems


def _as_run(lines: Sequence[Ranked], name: str, golden: GoldenSet, report: Report, corpus: str) -> Run:
    ranked: Mapping[str, list[Ranked]] = defaultdict(list)
    for line in lines:
        ranked[line.question].append(line)
    tag = lines[0].tag
    header = Header(
        set=name,
        golden=digest(golden.questions),
        questions=len(golden.questions),
        corpus=corpus,
        index=tag,
        k=_DEPTH,
        source="trec",
        versions={},
        settings={},
        answers=False,
    )
    entries = (Entry(q.id, q.question, _payload(q, ranked[q.id], tag, report), None, 0.0) for q in golden.questions)
    return Run(header, tuple(entries), {})


def _payload(question: GoldenQuestion, ranking: Sequence[Ranked], tag: str, report: Report) -> Json:
    best = sorted(ranking, key=lambda line: (-line.score, line.rank))
    documents = list(dict.fromkeys(line.document for line in best))[:_DEPTH]
    return {
        "question": question.question,
        "answered": False,
        "answer": "",
        "reason": "ranking_only",
        "confidence": 0.0,
        "generator": tag,
        "index": tag,
        "citations": [],
        "passages": [_passage(name, rank, report) for rank, name in enumerate(documents, 1)],
    }


def _passage(name: str, rank: int, report: Report) -> Json:
    units = [report.by_id[id] for id in name.split("+")]
    return {
        "rank": rank,
        "score": float(-rank),
        "ids": [unit.id for unit in units],
        "ref": units[0].ref,
        "section": list(units[0].section),
        "text": "\n".join(unit.text for unit in units),
        "footnotes": [{"number": note.number, "text": note.text} for unit in units for note in unit.footnotes],
    }
