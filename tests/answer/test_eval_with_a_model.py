"""The golden set asked of a language model, over real HTTP: what it gains and loses, and how much it wavers."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from scripted_model import Reply, Script, as_json, pointing, serving
from typer.testing import CliRunner

from iobqa.errors import GoldenError
from iobqa.interfaces import eval_gate, eval_session
from iobqa.interfaces.eval_cli import app
from iobqa.interfaces.eval_session import Respondent, respondent_of
from iobqa.qa import ReportQA
from iobqa.settings import Settings
from mini_qa import MINI, YES, judging, mini_qa

BROAD = "Met hoeveel daalde de mest waar boeren zelf maten?"
OTHER = "Wat gebeurde er na 2021 met de metingen?"
RIGHT = ("Waar boeren zelf maten, nam de hoeveelheid mest met een derde af.", "daalde de hoeveelheid mest")
NOTHING = Reply('{"claims": []}')


def beside(told: str) -> str:
    """A model that gives the last whole sentence it read, whatever was asked."""
    number, text = [row for row in re.findall(r"^\[(\d+)\] (.+)$", told, re.MULTILINE) if row[1].endswith(".")][-1]
    return as_json([(text.lstrip("· "), [int(number)])])


Invoke = Callable[..., str]


def golden(id: str, question: str, evidence: str, fact: str) -> dict[str, Any]:
    row = {"id": id, "question": question, "lang": "nl", "kind": "fact", "answerable": True, "note": ""}
    return row | {"evidence": [[evidence]], "facts": [[fact]]}


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    """The report with a model when IOBQA_LLM is set, in a folder with two golden questions."""
    with serving(Reply("")) as (model, script):

        def respondent(settings: Settings, url: str | None) -> Respondent:
            index = judging(tmp_path, YES)
            return respondent_of(ReportQA(index, settings, model=model if settings.llm else None), settings)

        for module in (eval_session, eval_gate):
            monkeypatch.setattr(module, "respondent", respondent)
        monkeypatch.setenv("IOBQA_CORPUS", str(MINI))
        monkeypatch.chdir(tmp_path)
        first = mini_qa(judging(tmp_path, YES)).ask(OTHER)
        cited = first.citations[0].quote
        rows = [
            golden("gains-001", BROAD, RIGHT[1], "met een derde af"),  # as nobody but the model says it
            golden("loses-001", OTHER, cited, cited[:20]),
        ]
        Path("evals/golden").mkdir(parents=True)
        Path("evals/golden/toy.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        yield script


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """Run a command, with the model or without; what it says on stdout and stderr."""

    def run(*arguments: str, model: bool = True) -> str:
        monkeypatch.setenv("IOBQA_LLM", "openai-like:speler@http://127.0.0.1:1/v1" if model else "")
        result = CliRunner().invoke(app, list(arguments))
        if isinstance(result.exception, GoldenError):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.output

    return run


def test_compare_shows_what_the_model_gains_and_loses(script: Script, invoke: Invoke) -> None:
    plain = invoke("run", model=False).splitlines()[-1]
    assert script.requests == []
    script.play(Reply(pointing(RIGHT)), Reply(beside))
    written = invoke("run").splitlines()[-1]
    assert written == plain.replace(".json", "-speler.json")
    shown = invoke("compare", plain, written)
    gained, lost = shown.index("gains-001: "), shown.index("loses-001: ")
    assert "→ goed" in shown[gained:].splitlines()[0]
    assert "goed → fout" in shown[lost:].splitlines()[0]
    assert shown.index("Verloren vragen (1)") < lost
    assert BROAD in shown


def test_repeats_tell_mean_and_spread(script: Script, invoke: Invoke) -> None:
    script.play(Reply(pointing(RIGHT)), Reply(beside), Reply(pointing(RIGHT)), NOTHING)
    told = invoke("run", "--repeat", "2", "--out", "m.json")
    assert [line for line in told.splitlines() if line.startswith("m-")] == ["m-1.json", "m-2.json"]
    assert len(script.requests) == 4
    assert "2 herhalingen van 2 vragen" in told
    shown = invoke("score", "m-1.json", "m-2.json")
    (row,) = [line.split() for line in shown.splitlines() if " right_answer " in line]
    # 1 of 2 and 2 of 2 right: mean 75%, deviation sqrt(2 * 0.25 ** 2) = 0.354
    assert row[-4:] == ["75,0%", "35,4%", "50,0%", "100,0%"]
    assert "Vragen met wisselende uitkomst (1 van 2)" in shown
    assert ["loses-001", "fout,", "goed"] in [line.split() for line in shown.splitlines()]
    figures = json.loads(invoke("score", "m-1.json", "m-2.json", "--json"))
    assert figures["spread"]["right_answer"]["values"] == [0.5, 1.0]


def test_repeats_go_on_after_an_interruption(script: Script, invoke: Invoke) -> None:
    script.play(NOTHING)
    invoke("run", "--repeat", "2", "--out", "m.json")
    header, *entries = _as_partial(Path("m-2.json"))
    Path("m-2.json").unlink()
    Path("m-2.json.part").write_text("\n".join([header, entries[0], ""]), encoding="utf-8")
    script.play(NOTHING)
    assert "1 daarvan al eerder gesteld" in invoke("run", "--repeat", "2", "--out", "m.json")
    assert len(script.requests) == 3


def _as_partial(run: Path) -> list[str]:
    """The lines that an interrupted run leaves."""
    content = json.loads(run.read_text(encoding="utf-8"))
    rows = [
        {"id": row["id"], "question": row["question"], "payload": row["answer"], "error": None, "seconds": 1.0}
        for row in content["answers"]
    ]
    return [json.dumps(line, ensure_ascii=False) for line in (content["header"], *rows)]


def test_repeating_without_a_model_makes_no_sense(script: Script, invoke: Invoke) -> None:
    with pytest.raises(GoldenError, match="IOBQA_LLM"):
        invoke("run", "--repeat", "3", model=False)


def test_runs_of_other_indexes_are_no_repeats(script: Script, invoke: Invoke) -> None:
    invoke("run", "--out", "a.json", model=False)
    Path("b.json").write_text(Path("a.json").read_text().replace(mini_qa().fingerprint, "ander"))
    with pytest.raises(GoldenError, match="geen herhalingen"):
        invoke("score", "a.json", "b.json")


def test_gate_asks_no_model(script: Script, invoke: Invoke) -> None:
    invoke("gate", "--update-baseline", "--reason", "eerste")
    assert "Oordeel: GROEN" in invoke("gate")
    assert script.requests == []
    script.play(NOTHING)
    invoke("run", "--out", "m.json", "--set", "all")
    with pytest.raises(GoldenError, match="met een taalmodel gemaakt"):
        invoke("gate", "--run", "m.json")
