"""Golden questions and answers about the made-up report, small enough to score by hand."""

from collections.abc import Sequence
from typing import Any

from iobqa.evaluation.evidence import GoldenSet, golden_set
from iobqa.evaluation.golden import GoldenQuestion, Groups, digest
from iobqa.evaluation.runfile import Entry, Header, Run
from iobqa.evaluation.scoring import ScoreSheet, score_run
from iobqa.records import Report

CORPUS = "0" * 64

HALF = "maar de helft uit"  # samenvatting-deelconclusie-1-al2
BUDGET = "het budget van € 2,4 miljoen"  # the same paragraph
THIRD = "daalde de hoeveelheid mest met een derde"  # 2.1-bevinding1
FARMERS = "deden 14 van de 20 boeren mee"  # 2.1-al1
LATE = "Zuigmeer deed pas vanaf 2019 mee"  # voetnoot-6, carried by figuur-2.1-rij2
SCHONER = "Het water werd schoner, maar niet overal"  # samenvatting-hoofdconclusie-al1 and h3-al2


def asked(
    id: str = "fact-1",
    evidence: Groups = ((THIRD,),),
    facts: Groups = (("derde",),),
    kind: str = "fact",
    question: str | None = None,
    set: str | None = "dev",
    note: str = "",
) -> GoldenQuestion:
    """A golden question; without evidence an unanswerable one."""
    return GoldenQuestion(
        id=id,
        question=question or f"Vraag {id}?",
        lang="nl",
        kind=kind if evidence else "unanswerable",
        answerable=bool(evidence),
        evidence=evidence,
        facts=facts if evidence else (),
        note=note or ("" if evidence else "near_miss: bijna"),
        set=set,
        file="toy.jsonl",
        line=1,
    )


def answered(
    report: Report,
    question: GoldenQuestion,
    passages: Sequence[str] = (),
    cited: Sequence[str] = (),
    text: str | None = None,
    confidence: float = 0.5,
) -> dict[str, Any]:
    """The contract's JSON for an answer that quotes the cited paragraphs whole."""
    found = " ".join(f"{report.by_id[id].text} [{number}]" for number, id in enumerate(cited, 1))
    return {
        "question": question.question,
        "answered": True,
        "answer": found if text is None else text,
        "reason": None,
        "confidence": confidence,
        "generator": "extractive",
        "index": "i1",
        "citations": [_citation(report, id, number) for number, id in enumerate(cited, 1)],
        "passages": [_passage(report, id, rank) for rank, id in enumerate(passages, 1)],
    }


def refused(
    report: Report, question: GoldenQuestion, passages: Sequence[str] = (), reason: str = "not_stated"
) -> dict[str, Any]:
    """The contract's JSON for a refusal."""
    payload = answered(report, question, passages, text="Het rapport beantwoordt deze vraag niet.", confidence=0.1)
    return {**payload, "answered": False, "reason": reason}


def run_of(questions: Sequence[GoldenQuestion], payloads: Sequence[dict[str, Any] | str], index: str = "i1") -> Run:
    """A run; a string instead of a payload is an error."""
    entries = tuple(
        Entry(q.id, q.question, None if isinstance(p, str) else p, p if isinstance(p, str) else None, 0.25)
        for q, p in zip(questions, payloads, strict=True)
    )
    return Run(header(questions, index), entries, {"started": "2024-11-01T10:00:00", "finished": "2024-11-01T10:01:00"})


def header(questions: Sequence[GoldenQuestion], index: str = "i1") -> Header:
    """What such a run says about itself."""
    return Header("dev", digest(questions), len(questions), CORPUS, index, 10, "in-process", {"iobqa": "0"}, {})


def golden_of(questions: Sequence[GoldenQuestion], report: Report) -> GoldenSet:
    """Questions with the places of their evidence."""
    return golden_set(questions, (), report)


def sheet_of(
    questions: Sequence[GoldenQuestion], payloads: Sequence[dict[str, Any] | str], report: Report, index: str = "i1"
) -> ScoreSheet:
    """The scores of such a run."""
    return score_run(run_of(questions, payloads, index), golden_of(questions, report), report, CORPUS)


def _passage(report: Report, id: str, rank: int) -> dict[str, Any]:
    units = [report.by_id[part] for part in id.split("+")]
    return {
        "rank": rank,
        "score": 1 / rank,
        "ids": id.split("+"),
        "ref": units[0].ref,
        "section": list(units[0].section),
        "text": "\n".join(unit.text for unit in units),
        "footnotes": [{"number": note.number, "text": note.text} for unit in units for note in unit.footnotes],
    }


def _citation(report: Report, id: str, number: int) -> dict[str, Any]:
    unit = report.by_id[id]
    return {
        "number": number,
        "id": id,
        "ref": unit.ref,
        "kind": unit.kind,
        "section": list(unit.section),
        "quote": unit.text,
        "start": 0,
        "end": len(unit.text),
        "text": unit.text,
        "footnotes": [{"number": note.number, "text": note.text} for note in unit.footnotes],
        "url": f"/rapport#{id}",
    }
