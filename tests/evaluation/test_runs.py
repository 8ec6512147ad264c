"""Making a run: repeatable, resumable, and no question drops out."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from evaluation_toys import answered, asked, header, refused

from iobqa.errors import GoldenError, QuestionError
from iobqa.evaluation.asking import Ask, AskFailed
from iobqa.evaluation.runfile import Entry, dump_run, read_run, write_whole
from iobqa.evaluation.runs import PartialRun, check_target, finish, make_run
from iobqa.records import Report

QUESTIONS = [asked("a"), asked("b"), asked("c", evidence=())]
HEADER = header(QUESTIONS)


def quiet(entry: Entry) -> None:
    """No progress bar."""


class Asker:
    """Answers, and remembers what it was asked; some questions fail as told."""

    def __init__(self, report: Report, failing: dict[str, BaseException] | None = None) -> None:
        self.report = report
        self.failing = failing or {}
        self.asked: list[tuple[str, int]] = []

    def __call__(self, question: str, k: int) -> dict[str, Any]:
        self.asked.append((question, k))
        if question in self.failing:
            raise self.failing[question]
        found = next(q for q in QUESTIONS if q.question == question)
        return refused(self.report, found, ["1.1-al1"])


def test_every_question_is_asked_once_for_k_passages(mini_report: Report) -> None:
    ask = Asker(mini_report)
    run = make_run(ask, QUESTIONS, HEADER, quiet)
    assert ask.asked == [("Vraag a?", 10), ("Vraag b?", 10), ("Vraag c?", 10)]
    assert [entry.id for entry in run.entries] == ["a", "b", "c"]
    assert run.entries[0].payload == refused(mini_report, QUESTIONS[0], ["1.1-al1"])


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        (AskFailed("HTTP 500: stuk"), "AskFailed: HTTP 500: stuk"),
        (QuestionError("De vraag is leeg."), "QuestionError: De vraag is leeg."),
        (ZeroDivisionError("oei"), "onverwacht: ZeroDivisionError: oei"),
    ],
)
def test_a_failure_is_kept_with_its_question(mini_report: Report, failure: Exception, message: str) -> None:
    run = make_run(Asker(mini_report, {"Vraag b?": failure}), QUESTIONS, HEADER, quiet)
    assert [entry.error for entry in run.entries] == [None, message, None]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda payload: payload.pop("confidence"), "niet de afgesproken vorm (confidence: missing)"),
        (lambda payload: payload.update(confidence=7), "confidence hoort tussen 0 en 1"),
        (lambda payload: payload.update(index="i2"), "een andere index antwoordde: i2"),
        (lambda payload: payload["passages"][0].pop("ids"), "passages.0.ids: missing"),
    ],
)
def test_an_answer_of_another_shape_is_an_error(
    mini_report: Report, spoil: Callable[[dict[str, Any]], object], message: str
) -> None:
    def ask(question: str, k: int) -> dict[str, Any]:
        payload = refused(mini_report, QUESTIONS[0], ["1.1-al1"])
        spoil(payload)
        return payload

    (entry,) = make_run(ask, QUESTIONS[:1], HEADER, quiet).entries
    assert entry.payload is None
    assert message in str(entry.error)


def test_two_runs_differ_in_their_times_only(mini_report: Report) -> None:
    first, second = (dump_run(make_run(Asker(mini_report), QUESTIONS, HEADER, quiet)) for _ in range(2))
    assert first.partition('"times"')[0] == second.partition('"times"')[0]


def test_a_run_is_read_back_as_it_was_written(mini_report: Report, tmp_path: Path) -> None:
    run = make_run(Asker(mini_report, {"Vraag b?": AskFailed("stuk")}), QUESTIONS, HEADER, quiet)
    write_whole(tmp_path / "run.json", dump_run(run))
    assert read_run(tmp_path / "run.json") == run


def carry_on(path: Path, ask: Ask) -> list[str | None]:
    """Make a run to disk; the errors of its entries."""
    with PartialRun(path, HEADER) as partial:
        run = make_run(ask, QUESTIONS, HEADER, quiet, partial)
        finish(run, path, partial)
    return [entry.error for entry in run.entries]


def test_an_interrupted_run_goes_on_where_it_was(mini_report: Report, tmp_path: Path) -> None:
    path = tmp_path / "runs" / "run.json"
    with pytest.raises(KeyboardInterrupt):
        carry_on(path, Asker(mini_report, {"Vraag c?": KeyboardInterrupt()}))
    assert not path.exists()
    ask = Asker(mini_report)
    carry_on(path, ask)
    assert ask.asked == [("Vraag c?", 10)]
    assert [entry.id for entry in read_run(path).entries] == ["a", "b", "c"]
    assert list(path.parent.iterdir()) == [path]


def test_failed_questions_are_asked_again(mini_report: Report, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    failing: dict[str, BaseException] = {"Vraag a?": AskFailed("stuk"), "Vraag c?": KeyboardInterrupt()}
    with pytest.raises(KeyboardInterrupt):
        carry_on(path, Asker(mini_report, failing))
    ask = Asker(mini_report)
    assert carry_on(path, ask) == [None, None, None]
    assert ask.asked == [("Vraag a?", 10), ("Vraag c?", 10)]


@pytest.mark.parametrize(
    ("damage", "again"),
    [
        (lambda lines: [*lines[:2], lines[2][:40]], ["Vraag b?", "Vraag c?"]),
        (lambda lines: ['{"index": "i2"}', *lines[1:]], ["Vraag a?", "Vraag b?", "Vraag c?"]),
        (lambda lines: [], ["Vraag a?", "Vraag b?", "Vraag c?"]),
    ],
    ids=["half a line", "another version", "nothing"],
)
def test_what_a_partial_run_is_worth(
    mini_report: Report, tmp_path: Path, damage: Callable[[list[str]], list[str]], again: list[str]
) -> None:
    path = tmp_path / "run.json"
    with pytest.raises(KeyboardInterrupt):
        carry_on(path, Asker(mini_report, {"Vraag c?": KeyboardInterrupt()}))
    partial = tmp_path / "run.json.part"
    partial.write_text("\n".join(damage(partial.read_text().splitlines())))
    ask = Asker(mini_report)
    carry_on(path, ask)
    assert [question for question, _ in ask.asked] == again


def test_only_the_same_run_is_overwritten(mini_report: Report, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    check_target(path, HEADER)
    write_whole(path, dump_run(make_run(Asker(mini_report), QUESTIONS, HEADER, quiet)))
    check_target(path, HEADER)
    check_target(path, replace(HEADER, index="i2"), force=True)
    with pytest.raises(GoldenError, match="bestaat al en is iets anders"):
        check_target(path, replace(HEADER, index="i2"))
    path.write_text("mijn aantekeningen")
    with pytest.raises(GoldenError, match="bestaat al en is iets anders"):
        check_target(path, HEADER)
    with pytest.raises(GoldenError, match="is een map"):
        check_target(tmp_path, HEADER)


def test_a_place_that_cannot_be_written_is_told_before_asking(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GoldenError, match="niet te schrijven"):
        PartialRun(tmp_path / "file" / "run.json", HEADER)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "niet te lezen"),
        ("{", "geen geldige JSON"),
        ("[]", "is niet een run"),
        ('{"format": "iobqa-baseline/1"}', "is niet een run"),
        ('{"format": "iobqa-run/1", "answers": [], "times": {}}', "geen volledige run"),
        ('{"format": "iobqa-run/1", "answers": [{}], "times": {}, "header": {}}', "geen volledige run"),
    ],
)
def test_a_file_that_is_no_run(tmp_path: Path, content: str | None, message: str) -> None:
    path = tmp_path / "run.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(GoldenError, match=message):
        read_run(path)


def test_an_answer_stands_on_a_line_of_its_own(mini_report: Report) -> None:
    payload = answered(mini_report, QUESTIONS[0], cited=["2.1-al1"])
    text = dump_run(make_run(lambda question, k: payload, QUESTIONS[:1], HEADER, quiet))
    (line,) = [line for line in text.splitlines() if line.startswith('  {"id"')]
    assert json.loads(line)["answer"] == payload
