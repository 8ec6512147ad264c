"""The command line: answers on stdout, the rest on stderr, in Dutch, with the right exit code and never a traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from iobqa import __version__
from iobqa.interfaces import cli
from iobqa.interfaces.payload import answer_payload, hit_payload
from iobqa.qa import ReportQA
from mini_qa import MINI, NO, YES, corpus_with, judging, mini_qa, static_encoder

QUESTION = "Hoeveel boeren deden mee in Natteveld?"


@dataclass(frozen=True)
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs ``iobqa`` on the made-up report, as its console script does."""
    for name in list(os.environ):
        if name.startswith("IOBQA_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("IOBQA_CORPUS", str(MINI))
    monkeypatch.setenv("IOBQA_INDEX", str(tmp_path / "index"))

    def invoke(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["iobqa", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        assert "Traceback" not in captured.err
        return Outcome(code, captured.out, captured.err)

    return invoke


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ReportQA:
    """The report is open already and answers everything."""
    qa = mini_qa(judging(tmp_path, YES))
    monkeypatch.setattr(cli, "_open", lambda *_: qa)
    return qa


def assert_complains(outcome: Outcome, code: int, *said: str) -> None:
    assert (outcome.code, outcome.out) == (code, "")
    for words in said:
        assert words in outcome.err
    assert outcome.err.endswith("\n")


# answers


def test_an_answer_goes_to_stdout_and_nothing_else(run: Run, ready: ReportQA) -> None:
    outcome = run("ask", QUESTION)
    answer = ready.ask(QUESTION)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(answer.answer + "\n")
    assert "[1] § 2.1, al. 1" in outcome.out


def test_piped_text_is_plain(run: Run, ready: ReportQA) -> None:
    outcome = run("ask", QUESTION)
    assert "\x1b" not in outcome.out
    assert outcome.out.splitlines()[0] == ready.ask(QUESTION).answer  # on one line however long


def test_json_is_the_contract(run: Run, ready: ReportQA) -> None:
    outcome = run("ask", QUESTION, "--json", "-k", "3")
    assert (outcome.code, outcome.err) == (0, "")
    assert json.loads(outcome.out) == answer_payload(ready.ask(QUESTION, 3))


def test_a_refusal_is_no_failure(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    qa = mini_qa(judging(tmp_path, NO))
    monkeypatch.setattr(cli, "_open", lambda *_: qa)
    outcome = run("ask", QUESTION)
    assert outcome.code == 0
    assert outcome.out.startswith("Het rapport geeft hierop geen antwoord.")


def test_an_explanation_goes_to_stderr_and_leaves_stdout_as_it_is(run: Run, ready: ReportQA) -> None:
    bare, explained = run("ask", QUESTION), run("ask", QUESTION, "--explain")
    assert explained.out == bare.out
    assert explained.err.startswith("De vraag\n")
    assert "drempel" in explained.err
    assert "Uitkomst: antwoord" in explained.err


def test_an_explanation_in_json_is_one_more_object_on_stderr(run: Run, ready: ReportQA) -> None:
    bare, explained = run("ask", QUESTION, "--json"), run("ask", QUESTION, "--json", "--explain")
    assert explained.out == bare.out
    (line,) = explained.err.splitlines()
    found: dict[str, Any] = json.loads(line)["explanation"]
    assert found["asks_for"] == ["number"]
    assert found["verdict"]["answer"] is True
    assert found["sentences"][0]["features"]


def test_search_lists_passages(run: Run, ready: ReportQA) -> None:
    outcome = run("search", QUESTION, "-k", "2", "--json")
    assert json.loads(outcome.out) == [hit_payload(hit) for hit in ready.search(QUESTION, 2)]
    outcome = run("search", QUESTION, "-k", "2", "--explain")
    assert outcome.out.startswith("1. ")
    assert "meaning" in outcome.err


@pytest.mark.parametrize("reference", ["2.1-al1", "§ 2.1, al. 1", "paragraaf 2.1 alinea 1"])
def test_show_takes_ids_and_references(run: Run, reference: str) -> None:
    outcome = run("show", reference)
    assert outcome.code == 0
    assert "In de polder Natteveld deden 14 van de 20 boeren mee." in outcome.out


def test_show_a_section_gives_a_list(run: Run) -> None:
    assert next(iter(json.loads(run("show", "§ 3.1", "--json").out)))["id"] == "3.1-al1"
    assert json.loads(run("show", "voetnoot 4", "--json").out)["id"] == "voetnoot-4"


# without a question


@pytest.mark.parametrize("arguments", [[], ["--help"], ["eval"], ["ask", "--help"], ["serve", "--help"]])
def test_help_is_dutch_on_stdout(run: Run, arguments: list[str]) -> None:
    outcome = run(*arguments)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("Gebruik: iobqa")
    assert "Opties:" in outcome.out
    for english in ("Usage", "Options", "Commands", "Arguments", "Show this", "required", "default"):
        assert english not in outcome.out


def test_help_names_every_command_of_the_contract(run: Run) -> None:
    outcome = run()
    for command in ("ask", "search", "show", "index", "eval", "serve", "doctor"):
        assert f"\n  {command} " in outcome.out


def test_the_version(run: Run) -> None:
    assert run("--version") == Outcome(0, f"iobqa {__version__}\n", "")


# problems


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "De vraag is leeg. Typ een vraag over het rapport."),
        ("   ", "De vraag is leeg"),
        ("\t\n\r", "De vraag is leeg"),
        ("\x00\x01\x1b", "De vraag is leeg"),
        ("a" * 10_000, "De vraag is te lang: 10000 tekens, hoogstens 2000"),
    ],
    ids=["empty", "blanks", "white space", "control characters", "10,000 characters"],
)
@pytest.mark.parametrize("command", ["ask", "search"])
def test_what_is_no_question_is_a_problem(run: Run, ready: ReportQA, command: str, question: str, said: str) -> None:
    assert_complains(run(command, question), 1, said)


def test_control_characters_within_a_question_do_no_harm(run: Run, ready: ReportQA) -> None:
    outcome = run("ask", f"\x1b[31m{QUESTION}\x07")
    assert outcome.code == 0
    assert "\x1b" not in outcome.out


@pytest.mark.parametrize("question", ["de", "?!", "日本語", "🙂", "ß", "-- ; DROP"])
def test_odd_questions_are_answered_or_refused(run: Run, ready: ReportQA, question: str) -> None:
    assert run("ask", "--", question).code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "x", "-k", "0"], "De waarde bij -k moet minstens 1 zijn"),
        (["ask", "x", "-k", "-5"], "De waarde bij -k moet minstens 1 zijn"),
        (["ask", "x", "-k", "10000"], "De waarde bij -k mag hoogstens 100 zijn"),
        (["ask", "x", "-k", "tien"], "De waarde bij -k moet een geheel getal zijn"),
        (["ask", "x", "-k", "1.5"], "De waarde bij -k moet een geheel getal zijn"),
        (["ask", "x", "-k"], "Bij -k ontbreekt de waarde"),
        (["ask"], "Er ontbreekt een argument: VRAAG"),
        (["show"], "Er ontbreekt een argument: VINDPLAATS"),
        (["ask", "hoeveel", "boeren"], "Dit is te veel: boeren"),
        (["ask", "x", "--snel"], "De optie --snel bestaat niet"),
        (["ask", "x", "--json=ja"], "Bij --json hoort geen waarde"),
        (["--snel"], "De optie --snel bestaat niet"),
        (["vraag", "x"], "De opdracht ‘vraag’ bestaat niet"),
        (["eval", "vraag"], "De opdracht ‘vraag’ bestaat niet"),
        (["serve", "--port", "0"], "De waarde bij --port moet minstens 1 zijn"),
        (["serve", "--port", "70000"], "De waarde bij --port mag hoogstens 65535 zijn"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_exit_code_2(run: Run, ready: ReportQA, arguments: list[str], said: str) -> None:
    assert_complains(run(*arguments), 2, said, "Zie ‘iobqa --help’.")


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("§ 9.9", "staat niet in het rapport"),
        ("voetnoot 400", "staat niet in het rapport"),
        ("", "Geef een verwijzing"),
        ("x" * 300, "hooguit 200 tekens"),
        ("aanbeveling 1a", "kan meer dan één plaats zijn: “Aanbeveling 1a (Samenvatting)” of “Aanbeveling 1a (hoofdstuk 3)”"),
    ],
    ids=["section", "footnote", "empty", "long", "ambiguous"],
)  # fmt: skip
def test_a_reference_that_names_nothing_or_too_much(run: Run, reference: str, said: str) -> None:
    assert_complains(run("show", reference), 1, said)


@pytest.mark.parametrize("command", [["ask", "x"], ["search", "x"], ["show", "§ 1.1"], ["index"]], ids=lambda c: c[0])
def test_a_missing_corpus_folder(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: list[str]) -> None:
    monkeypatch.setenv("IOBQA_CORPUS", str(tmp_path / "weg"))
    assert_complains(run(*command), 1, str(tmp_path / "weg"))


def test_a_missing_settings_file(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IOBQA_CONFIG", str(tmp_path / "weg.toml"))
    assert_complains(run("ask", "x"), 1, "IOBQA_CONFIG", "weg.toml", "bestaat niet")


@pytest.mark.parametrize(
    ("content", "said"),
    [("longest_question = 'veel'", "IOBQA_LONGEST_QUESTION"), ("kleur = 1", "kleur"), ("= = =", "geen geldige TOML")],
)  # fmt: skip
def test_a_settings_file_that_makes_no_sense(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "iobqa.toml").write_text(content)
    monkeypatch.setenv("IOBQA_CONFIG", str(tmp_path / "iobqa.toml"))
    assert_complains(run("ask", "x"), 1, said)


@pytest.mark.parametrize("files", [{}, {"tokenizer.json": "{}", "model.safetensors": "x"}], ids=["missing", "broken"])
def test_a_broken_encoder_folder(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, files: dict[str, str]
) -> None:
    corpus = corpus_with(tmp_path / "corpus", {})
    (corpus / "encoder").mkdir()
    for name, content in files.items():
        (corpus / "encoder" / name).write_text(content)
    monkeypatch.setenv("IOBQA_CORPUS", str(corpus))
    assert_complains(run("ask", "x"), 1, str(corpus / "encoder"), "niet te lezen")


def test_an_index_is_built_once_and_said_on_stderr(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IOBQA_CORPUS", str(static_encoder(corpus_with(tmp_path / "corpus", {}))))
    first, second = run("index"), run("index")
    assert first.out == second.out
    assert "0 vragen in de vragenbank" in first.out
    assert "wordt gebouwd" in first.err
    assert second.err == ""
    asked = run("ask", QUESTION, "--json")
    assert (asked.code, asked.err) == (0, "")
    assert json.loads(asked.out)["index"] in first.out


def test_what_nobody_foresaw_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("oei")

    monkeypatch.setattr(cli, "_open", fail)
    assert_complains(run("ask", "x"), 1, "Onverwachte fout", "oei", "iobqa doctor")


def test_the_whole_trace_is_there_for_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("oei")

    monkeypatch.setattr(cli, "_open", fail)
    monkeypatch.setattr(sys, "argv", ["iobqa", "ask", "x"])
    monkeypatch.setenv("IOBQA_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main()


def test_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_open", fail)
    assert_complains(run("ask", "x"), 130, "Afgebroken")


@pytest.mark.parametrize("arguments", [["show", "hoofdstuk 2"], ["show", "hoofdstuk 2", "--json"]])
def test_a_reader_that_goes_away_is_no_failure(arguments: list[str]) -> None:
    """``iobqa show ... | head -1`` with a reader that has gone before the first line."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "iobqa.interfaces.cli", *arguments],
            stdout=closed,
            stderr=subprocess.PIPE,
            env={**os.environ, "IOBQA_CORPUS": str(MINI)},
            timeout=120,
            check=False,
        )
    assert (done.returncode, done.stderr.decode()) == (0, "")
