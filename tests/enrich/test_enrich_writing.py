"""A bank is written passage by passage, survives any interruption, and never overwrites what people wrote."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from iobqa.answer.language_model import Message
from iobqa.enrich.bank import BankFolder
from iobqa.enrich.plan import Estimate, estimate, to_write
from iobqa.enrich.prompting import numbered_sentences
from iobqa.enrich.writing import PATIENCE, BankWriter
from iobqa.errors import ModelError, ReportError
from iobqa.interfaces import cli
from iobqa.records import Passage, Report
from iobqa.report.corpus import load_report
from iobqa.search.passages import build_passages
from iobqa.search.questions import load_bank, load_refusals
from mini_qa import corpus_with


class Asks:
    """A model that asks one new question about the first sentence of every passage; fails at the turns in ``failing``."""

    name = "vraagt"

    def __init__(self, failing: Sequence[int] = (), reply: str | None = None) -> None:
        self.failing, self.reply = failing, reply
        self.turns = 0

    def stream(self, messages: Sequence[Message], schema: Mapping[str, Any] | None, until: float) -> Iterator[str]:
        self.turns += 1
        if self.turns in self.failing:
            raise ModelError("stuk.")
        number = sum(ord(c) * at for at, c in enumerate(messages[-1].text))
        row = {"question": f"wat weten we over geval {number}", "kind": "staff", "sentences": [1]}
        miss = {"question": f"wat kost geval {number}", "missing": "de kosten"}
        yield self.reply or json.dumps({"questions": [row], "near_misses": [miss]})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus without a bank."""
    return corpus_with(tmp_path / "corpus", {})


@pytest.fixture
def passages(mini_report: Report) -> list[Passage]:
    return to_write(build_passages(mini_report), ())


def _write(folder: Path, report: Report, passages: Sequence[Passage], model: Any) -> list[Any]:  # noqa: ANN401
    return list(BankWriter(report, BankFolder(folder), model, count=4, seconds=5).write(passages))


def test_bank_is_what_the_index_reads(folder: Path, mini_report: Report, passages: list[Passage]) -> None:
    _write(folder, mini_report, passages, Asks())
    counts = BankFolder(folder).publish()
    bank = load_bank(folder / "questions.jsonl")
    assert counts == (len(bank), len(load_refusals(folder))) == (len(passages), len(passages))
    assert all(question.answers[0][0] in mini_report.by_id for question in bank)


def test_goes_on_where_it_was_interrupted(folder: Path, mini_report: Report, passages: list[Passage]) -> None:
    steps = BankWriter(mini_report, BankFolder(folder), Asks(), count=4, seconds=5).write(passages)
    for _ in range(3):
        next(steps)
    steps.close()  # type: ignore[attr-defined]
    bank = BankFolder(folder)
    left = to_write(build_passages(mini_report), bank.done())
    assert left == passages[3:]
    _write(folder, mini_report, left, Asks())
    assert len(bank.done()) == len(passages)
    assert len(set(bank.questions())) == len(bank.questions()) == 2 * len(passages)


def test_half_a_line_is_no_damage(folder: Path, mini_report: Report, passages: list[Passage]) -> None:
    bank = BankFolder(folder)
    _write(folder, mini_report, passages[:2], Asks())
    with bank.journal.open("a", encoding="utf-8") as file:
        file.write('{"ids": ["half')
    assert len(bank.done()) == 2
    _write(folder, mini_report, passages[2:3], Asks())
    assert bank.done() == {passage.ids for passage in passages[:3]}


def test_damage_elsewhere_is_told(folder: Path) -> None:
    bank = BankFolder(folder)
    bank.journal.write_text('{"ids": [\n{"ids": ["1"], "questions": [], "near_misses": []}\n', encoding="utf-8")
    with pytest.raises(ReportError, match="regel 1"):
        bank.done()


def test_failure_is_tried_again_then_skipped(folder: Path, mini_report: Report, passages: list[Passage]) -> None:
    steps = _write(folder, mini_report, passages[:3], Asks(failing=(1, 3, 4)))
    assert [step.failure for step in steps] == [None, "stuk.", None]
    assert BankFolder(folder).done() == {passages[0].ids, passages[2].ids}


def test_stops_when_everything_fails(folder: Path, mini_report: Report, passages: list[Passage]) -> None:
    model = Asks(reply="geen idee")
    with pytest.raises(ModelError, match="blijft bewaard"):
        _write(folder, mini_report, passages, model)
    assert model.turns == 2 * PATIENCE


def test_bank_of_people_is_not_overwritten(tmp_path: Path) -> None:
    folder = corpus_with(tmp_path / "corpus", {"questions.jsonl": [{"question": "q", "kind": "staff", "answers": []}]})
    with pytest.raises(ReportError, match="niet overschreven"):
        BankFolder(folder).check_writable()


def test_short_passages_are_left_alone(mini_report: Report) -> None:
    every = build_passages(mini_report)
    assert 0 < len(to_write(every, ())) <= len(every)
    assert all(len(passage.text.split()) >= 12 for passage in to_write(every, ()))


def test_sentences_are_numbered_as_the_bank_wants_them(mini_report: Report, passages: list[Passage]) -> None:
    from iobqa.search.units import report_sentences

    there = {(sentence.unit, sentence.number): sentence.text for sentence in report_sentences(mini_report)}
    for passage in passages:
        for unit, number, text in numbered_sentences(passage, mini_report):
            assert there[unit, number] == text


def test_estimate(mini_report: Report, passages: list[Passage]) -> None:
    small = estimate(passages[:1], 0, mini_report, 10)
    large = estimate(passages[:2], 0, mini_report, 20, (1.0, 2.0))
    assert small.cost is None
    assert large.tokens_in > small.tokens_in
    assert large.tokens_out > 2 * small.tokens_out - 200
    assert Estimate(1, 0, 500_000, 250_000, 1.0, 2.0).cost == 1.0


# the command


def _run(monkeypatch: pytest.MonkeyPatch, folder: Path, *options: str, model: object = None) -> int:
    monkeypatch.setenv("IOBQA_CORPUS", str(folder))
    monkeypatch.setenv("IOBQA_LLM", "" if model is None else "ollama:x")
    monkeypatch.setattr("iobqa.answer.language_model.load_model", lambda settings: model)
    monkeypatch.setattr("sys.argv", ["iobqa", "enrich", *options])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_command_tells_the_cost_first_and_writes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, folder, "--yes", "--price-in", "1", "--price-out", "2", model=Asks()) == 0
    out, talk = capsys.readouterr()
    assert "naar schatting" in talk.split("Vragen schrijven")[0]
    assert "ongeveer € 0," in talk
    assert out.startswith(f"{len(load_bank(folder / 'questions.jsonl'))} vragen")
    load_report.cache_clear()


def test_command_begins_only_when_allowed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model = Asks()
    assert _run(monkeypatch, folder, model=model) == 1
    assert "--yes" in capsys.readouterr().err
    assert model.turns == 0
    assert not (folder / "questions.jsonl").exists()


def test_command_in_parts(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(monkeypatch, folder, "--yes", "--limit", "2", model=Asks()) == 0
    assert _run(monkeypatch, folder, "--yes", "--limit", "1", model=Asks()) == 0
    assert "(2 zijn al klaar)" in capsys.readouterr().err
    assert len(BankFolder(folder).done()) == 3


def test_command_without_a_model(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, folder, "--yes") == 1
    assert "IOBQA_LLM" in capsys.readouterr().err
