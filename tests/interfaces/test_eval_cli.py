"""`iobqa eval`, with the made-up report and someone to ask who needs no index."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from iobqa.errors import GoldenError
from iobqa.interfaces import eval_session
from iobqa.interfaces.eval_cli import app
from iobqa.interfaces.eval_session import Respondent
from iobqa.records import Report
from iobqa.settings import Settings

Invoke = Callable[..., Result]

GOLDEN: dict[str, Any] = {
    "id": "fact-001",
    "question": "Met hoeveel daalde de mest?",
    "lang": "nl",
    "kind": "fact",
    "answerable": True,
    "evidence": [["daalde de hoeveelheid mest met een derde"]],
    "facts": [["derde"]],
    "note": "§ 2.1",
}
REFUSABLE = {
    **GOLDEN,
    "id": "unanswerable-001",
    "question": "Wie won de tulp?",
    "kind": "unanswerable",
    "answerable": False,
    "evidence": [],
    "facts": [],
    "note": "off_topic: niets over een prijs",
    "set": "test",
}


class Service:
    """Knows one paragraph, until it is told to know nothing."""

    def __init__(self, report: Report) -> None:
        self.unit = report.by_id["2.1-bevinding1"]
        self.knows = True
        self.index = "i1"

    def __call__(self, question: str, k: int) -> dict[str, Any]:
        answered = self.knows and "mest" in question
        text = self.unit.text
        shown = {"ref": self.unit.ref, "section": list(self.unit.section), "text": text, "footnotes": []}
        citation = {
            "number": 1,
            "id": self.unit.id,
            "kind": "bullet",
            "quote": text,
            "start": 0,
            "end": len(text),
            **shown,
        }
        return {
            "question": question,
            "answered": answered,
            "answer": f"{text} [1]" if answered else "Het rapport beantwoordt deze vraag niet.",
            "reason": None if answered else "not_stated",
            "confidence": 0.8 if answered else 0.1,
            "generator": "extractive",
            "index": self.index,
            "citations": [citation] if answered else [],
            "passages": [{"rank": 1, "score": 1.0, "ids": [self.unit.id], **shown}] if answered else [],
        }


@pytest.fixture
def service(mini_report: Report, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Service:
    """Stands in for the program itself; the working folder holds two golden questions."""
    made = Service(mini_report)

    def respondent(settings: Settings, url: str | None) -> Respondent:
        return Respondent(made, made.index, "in-process", {"iobqa": "0"}, {})

    monkeypatch.setattr(eval_session, "respondent", respondent)
    monkeypatch.setattr("iobqa.interfaces.eval_gate.respondent", respondent)
    monkeypatch.setenv("IOBQA_CORPUS", str(Path(__file__).parent.parent / "corpora" / "mini"))
    monkeypatch.chdir(tmp_path)
    write_golden(GOLDEN, REFUSABLE)
    return made


def write_golden(*rows: dict[str, Any]) -> None:
    folder = Path("evals/golden")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "toy.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture
def invoke() -> Invoke:
    """Run a command; a failure that the main command line would tell is raised here."""
    runner = CliRunner()

    def run(*arguments: str, code: int = 0) -> Result:
        result = runner.invoke(app, list(arguments))
        if isinstance(result.exception, GoldenError):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return run


def test_check_is_content(service: Service, invoke: Invoke) -> None:
    result = invoke("check")
    assert "2 vragen, 0 problemen, 0 opmerkingen" in result.stderr
    assert "feit                1     -" not in result.stdout


def test_check_lists_everything_and_exits_1(service: Service, invoke: Invoke) -> None:
    write_golden(GOLDEN, {**GOLDEN, "evidence": [["staat er niet in"]]}, {**GOLDEN, "id": "x", "kind": "raadsel"})
    lines = [line for line in invoke("check", code=1).stdout.splitlines() if line.startswith("PROBLEEM")]
    assert [line.partition("toy.jsonl:")[2][:1] for line in lines] == ["2", "2", "2", "3"]


def test_run_and_score(service: Service, invoke: Invoke) -> None:
    result = invoke("run")
    assert result.stdout == "evals/runs/dev-i1.json\n"
    assert "1 vraag gesteld, 0 storingen" in result.stderr
    shown = invoke("score", "evals/runs/dev-i1.json").stdout
    assert "right_answer  100,0%" in shown
    figures = json.loads(invoke("score", "evals/runs/dev-i1.json", "--json").stdout)
    assert figures["questions"][0]["outcome"] == "right"
    assert figures["groups"]["overall"][0]["estimates"]["right_answer"]["n"] == 1


def test_sets(service: Service, invoke: Invoke) -> None:
    for name, count in [("dev", 1), ("test", 1), ("all", 2)]:
        path = invoke("run", "--set", name).stdout.strip()
        assert json.loads(Path(path).read_text())["header"]["questions"] == count
    with pytest.raises(GoldenError, match="Onbekende set 'train'"):
        invoke("run", "--set", "train")


def test_a_file_of_ones_own(service: Service, invoke: Invoke) -> None:
    Path("eigen.jsonl").write_text(json.dumps(GOLDEN))
    path = invoke("run", "--set", "eigen.jsonl").stdout.strip()
    assert path == "evals/runs/eigen-i1.json"
    with pytest.raises(GoldenError, match="geef dat bestand op met --set"):
        invoke("score", path)
    assert "100,0%" in invoke("score", path, "--set", "eigen.jsonl").stdout


def test_nothing_is_asked_or_written_when_the_questions_are_faulty(service: Service, invoke: Invoke) -> None:
    write_golden({**GOLDEN, "evidence": [["staat er niet in"]]})
    with pytest.raises(GoldenError, match="staat niet in het rapport"):
        invoke("run")
    assert not Path("evals/runs").exists()


def test_another_file_is_not_overwritten(service: Service, invoke: Invoke) -> None:
    Path("run.json").write_text("mijn aantekeningen")
    with pytest.raises(GoldenError, match="bestaat al"):
        invoke("run", "--out", "run.json")
    assert Path("run.json").read_text() == "mijn aantekeningen"
    invoke("run", "--out", "run.json", "--force")


def test_compare_shows_what_turned(service: Service, invoke: Invoke) -> None:
    invoke("run", "--out", "old.json")
    service.knows, service.index = False, "i2"
    invoke("run", "--out", "new.json")
    shown = invoke("compare", "old.json", "new.json").stdout
    assert "Verloren vragen (1)" in shown
    assert "fact-001: goed → geweigerd (not_stated); § 2.1, bevinding 1: rang 1 → -" in shown
    assert "Met hoeveel daalde de mest?" in shown


def test_the_gate(service: Service, invoke: Invoke) -> None:
    with pytest.raises(GoldenError, match=r"nog geen evals/baseline\.json"):
        invoke("gate")
    with pytest.raises(GoldenError, match="--reason"):
        invoke("gate", "--update-baseline")
    invoke("gate", "--update-baseline", "--reason", "eerste")
    assert "Oordeel: GROEN" in invoke("gate").stdout
    Path("evals/never-break.txt").write_text("fact-001  # de kern\n")
    service.knows, service.index = False, "i2"
    red = invoke("gate", "--junit", "gate.xml", "--summary", "gate.md", code=1)
    assert "ROOD   vraag fact-001 mag nooit breken en is nu: geweigerd" in red.stdout
    assert 'failures="1"' in Path("gate.xml").read_text()
    assert "# Toetsvragen: ROOD" in Path("gate.md").read_text()
    with pytest.raises(GoldenError, match="mogen nooit breken en gaan nu fout: fact-001"):
        invoke("gate", "--update-baseline", "--reason", "het is nu eenmaal zo")


def test_a_baseline_of_other_questions_is_refused_before_asking(service: Service, invoke: Invoke) -> None:
    invoke("gate", "--update-baseline", "--reason", "eerste")
    write_golden(GOLDEN)
    service.index = "niemand vraagt dit"
    with pytest.raises(GoldenError, match=r"andere toetsvragen \(toen 2, nu 1\)"):
        invoke("gate")


def test_gate_on_a_run_that_was_made_before(service: Service, invoke: Invoke) -> None:
    invoke("run", "--set", "all", "--out", "run.json")
    invoke("gate", "--update-baseline", "--reason", "eerste", "--run", "run.json")
    assert "Oordeel: GROEN" in invoke("gate", "--run", "run.json").stdout


def test_report_export_and_import(service: Service, invoke: Invoke) -> None:
    invoke("run", "--out", "run.json")
    assert invoke("report", "run.json", "--against", "run.json").stdout == "run.html\n"
    assert Path("run.html").read_text().startswith("<!doctype html>")
    invoke("export", "--run", "run.json", "--out", "trec")
    assert Path("trec/run.txt").read_text() == "fact-001 Q0 2.1-bevinding1 1 1 i1\n"
    invoke("import", "trec/run.txt", "--out", "ander.json")
    shown = invoke("score", "ander.json").stdout
    assert "StRecall@5  100,0%" in shown
    assert "right_answer" not in shown


def test_an_interrupted_run_says_how_to_go_on(
    service: Service, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(self: Service, question: str, k: int) -> dict[str, Any]:
        raise KeyboardInterrupt

    monkeypatch.setattr(Service, "__call__", interrupted)
    with pytest.raises(GoldenError, match="Hetzelfde commando gaat verder"):
        invoke("run", "--out", "run.json")
    assert Path("run.json.part").exists()


def test_without_the_libraries_that_score_there_is_a_message(
    service: Service, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eval_session, "find_spec", lambda name: None if name == "scipy" else object())
    invoke("run", "--out", "run.json")
    for arguments in (["score", "run.json"], ["gate"]):
        with pytest.raises(GoldenError, match=r"vraagt om scipy. .*iobqa\[eval\]"):
            invoke(*arguments)


@pytest.mark.parametrize("arguments", [["score"], ["compare", "a"], ["run", "--onzin"], ["onzin"]])
def test_wrong_usage_exits_2(invoke: Invoke, arguments: list[str]) -> None:
    invoke(*arguments, code=2)


@pytest.mark.parametrize(
    ("command", "verb"),
    [
        ("check", "Controleer"),
        ("run", "Stel"),
        ("score", "Scoor"),
        ("compare", "Vergelijk"),
        ("gate", "Bewaak"),
        ("report", "Schrijf"),
        ("export", "Schrijf"),
        ("import", "Lees"),
    ],
)
def test_help_says_in_dutch_what_a_command_does(invoke: Invoke, command: str, verb: str) -> None:
    assert invoke(command, "--help").stdout.split("\n\n")[1].strip().startswith(verb)
