"""Reading golden questions: all faults at once, with file and line."""

import json
from pathlib import Path
from typing import Any

import pytest

from iobqa.errors import GoldenError
from iobqa.evaluation.golden import GoldenQuestion, digest, read_golden

ROW: dict[str, Any] = {
    "id": "fact-001",
    "question": "Met hoeveel daalde de mest?",
    "lang": "nl",
    "kind": "fact",
    "answerable": True,
    "evidence": [["met een derde"]],
    "facts": [["derde"]],
    "note": "§ 2.1",
}
REFUSABLE = {"kind": "unanswerable", "answerable": False, "evidence": [], "facts": [], "note": "near_miss: net niet"}


def write(path: Path, *rows: dict[str, Any] | str) -> Path:
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
    return path


def test_a_question_is_read_whole(tmp_path: Path) -> None:
    (question,), problems = read_golden([write(tmp_path / "a.jsonl", "", ROW)])
    assert not problems
    assert question == GoldenQuestion(
        **{**ROW, "evidence": (("met een derde",),), "facts": (("derde",),)},
        set=None,
        file=str(tmp_path / "a.jsonl"),
        line=2,
    )


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"kind": "raadsel"}, "onbekende waarde voor kind: 'raadsel'"),
        ({"lang": "de"}, "onbekende waarde voor lang: 'de'"),
        ({"set": "train"}, "onbekende waarde voor set: 'train'"),
        ({"question": " "}, "question is leeg"),
        ({"evidence": "tekst"}, "velden van de verkeerde soort: evidence"),
        ({"evidence": ["tekst"]}, "evidence moet bestaan uit groepen"),
        ({"evidence": [[]]}, "evidence moet bestaan uit groepen"),
        ({"evidence": []}, "answerable en evidence spreken elkaar tegen"),
        ({"facts": [[" "]]}, "facts moet bestaan uit groepen"),
        ({"facts": []}, "answerable en facts spreken elkaar tegen"),
        ({"kind": "unanswerable"}, "answerable en kind spreken elkaar tegen"),
        ({"bron": "x"}, "onbekende velden: bron"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, change: dict[str, Any], fault: str) -> None:
    questions, problems = read_golden([write(tmp_path / "a.jsonl", {**ROW, **change})])
    assert not questions
    assert any(fault in problem.text for problem in problems)


@pytest.mark.parametrize(
    ("line", "fault"),
    [('{"id": ', "geen geldige JSON"), ("[]", "geen JSON-object"), ("{}", "velden ontbreken: id, question")],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str, fault: str) -> None:
    _, (problem,) = read_golden([write(tmp_path / "a.jsonl", line)])
    assert fault in problem.text


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", ROW, "{", {**ROW, "id": "fact-002", "kind": "x"})
    write(tmp_path / "b.jsonl", ROW)
    _, problems = read_golden([tmp_path])
    found = [(Path(problem.file).name, problem.line) for problem in problems]
    assert found == [("a.jsonl", 2), ("a.jsonl", 3), ("b.jsonl", 1)]
    assert "id 'fact-001' staat ook in" in problems[-1].text


def test_a_file_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\xff\xfe\x00")
    _, (problem,) = read_golden([tmp_path / "a.jsonl"])
    assert "niet te lezen als UTF-8" in str(problem)


def test_sets(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", ROW, {**ROW, "id": "fact-002", "set": "test"}, {**ROW, "id": "fact-003", "set": "dev"})
    dev, _ = read_golden([tmp_path], "dev", default_set="dev")
    test, _ = read_golden([tmp_path], "test", default_set="dev")
    assert [q.id for q in dev] == ["fact-001", "fact-003"]
    assert [q.id for q in test] == ["fact-002"]


@pytest.mark.parametrize("name", ["geen.jsonl", "leeg"])
def test_nothing_to_read_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "leeg").mkdir()
    with pytest.raises(GoldenError, match="Geen toetsvragen gevonden"):
        read_golden([tmp_path / name])


def test_an_empty_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldenError, match="geen toetsvragen voor de set 'test'"):
        read_golden([write(tmp_path / "a.jsonl", ROW)], "test", default_set="dev")


@pytest.mark.parametrize(
    ("change", "name"),
    [({}, None), (REFUSABLE, "near_miss"), ({**REFUSABLE, "note": "geen soort"}, "overig")],
)
def test_the_class_of_an_unanswerable_question(tmp_path: Path, change: dict[str, Any], name: str | None) -> None:
    (question,), _ = read_golden([write(tmp_path / "a.jsonl", {**ROW, **change})])
    assert question.unanswerable_class == name


def test_the_digest_sees_content_and_no_order_or_place(tmp_path: Path) -> None:
    other = {**ROW, "id": "fact-002"}
    one, _ = read_golden([write(tmp_path / "a.jsonl", ROW, other)])
    two, _ = read_golden([write(tmp_path / "b.jsonl", "", other, {**ROW, "note": "elders"})])
    three, _ = read_golden([write(tmp_path / "c.jsonl", ROW, {**other, "facts": [["een derde"]]})])
    assert digest(one) == digest(two) != digest(three)
