"""The question bank and the near misses, and which passage each question belongs to."""

import json
from pathlib import Path
from typing import Any

import pytest

from iobqa.errors import ReportError
from iobqa.records import Footnote, Passage
from iobqa.search.questions import BankQuestion, NearMiss, load_bank, load_refusals, owners, questions_of

ROW: dict[str, Any] = {"question": "Wie?", "kind": "staff", "answers": [["al1", 0], ["al2", 1], ["al1", 2]]}
MISS: dict[str, Any] = {"question": "Hoe duur?", "kind": "near_miss", "missing": "de kosten", "ids": ["al1"]}


def write(tmp_path: Path, *lines: object, name: str = "questions.jsonl") -> Path:
    file = tmp_path / name
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_bank_question(tmp_path: Path) -> None:
    (question,) = load_bank(write(tmp_path, ROW))
    assert question == BankQuestion("Wie?", "staff", (("al1", 0), ("al2", 1), ("al1", 2)))
    assert question.ids == ("al1", "al2")


def test_a_near_miss(tmp_path: Path) -> None:
    write(tmp_path, MISS, name="near_misses.jsonl")
    assert load_refusals(tmp_path) == (NearMiss("Hoe duur?", "near_miss", "de kosten", ("al1",)),)


def test_a_corpus_without_them_has_none(tmp_path: Path) -> None:
    assert load_bank(tmp_path / "questions.jsonl") == ()
    assert load_refusals(tmp_path) == ()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "geen JSON-object"),
        ("", "geen JSON-object"),
        ("5", "geen JSON-object"),
        ('"question kind answers"', "geen JSON-object"),
        ('["question", "kind", "answers"]', "geen JSON-object"),
        ({"question": "Wie?"}, "answers, kind ontbreekt"),
        (ROW | {"answers": 5}, "heeft een veld van de verkeerde vorm"),
        (ROW | {"answers": ["al1"]}, "heeft een veld van de verkeerde vorm"),
        (ROW | {"answers": [["al1", "eerste"]]}, "heeft een veld van de verkeerde vorm"),
        (ROW | {"answers": [["al1", None]]}, "heeft een veld van de verkeerde vorm"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: object, problem: str) -> None:
    with pytest.raises(ReportError, match=rf"questions\.jsonl, regel 2.*{problem}"):
        load_bank(write(tmp_path, ROW, line))


def test_a_bad_near_miss_is_named(tmp_path: Path) -> None:
    write(tmp_path, MISS, MISS | {"ids": None}, name="near_misses.jsonl")
    with pytest.raises(ReportError, match=r"near_misses\.jsonl, regel 2"):
        load_refusals(tmp_path)


def passage(number: int, *ids: str, notes: tuple[int, ...] = ()) -> Passage:
    footnotes = tuple(Footnote(note, "Zie.", 0) for note in notes)
    return Passage(number, ids, "", (), "", footnotes)


PASSAGES = (passage(0, "al1"), passage(1, "al1", "al2", notes=(4,)), passage(2, "al1", "al3"), passage(3, "al4"))


@pytest.mark.parametrize(
    ("answers", "owner"),
    [
        pytest.param(["al4"], 3, id="the only one"),
        pytest.param(["al1", "al2"], 1, id="the one that holds most"),
        pytest.param(["al1"], 0, id="of equals the shortest"),
        pytest.param(["al2", "al3"], 1, id="of equally short ones the first"),
        pytest.param(["al1", "al3", "al3"], 2, id="every sentence counts"),
        pytest.param(["voetnoot-4"], 1, id="a footnote"),
        pytest.param(["al9"], -1, id="none"),
        pytest.param([], -1, id="no answer"),
    ],
)
def test_the_passage_that_a_question_belongs_to(answers: list[str], owner: int) -> None:
    question = BankQuestion("?", "staff", tuple((unit, 0) for unit in answers))
    assert owners([question], PASSAGES) == [owner]


def test_the_questions_of_each_passage() -> None:
    bank = [BankQuestion("?", "staff", ((unit, 0),)) for unit in ("al4", "al9", "al1", "al4")]
    assert questions_of(bank, PASSAGES) == [[2], [], [], [0, 3]]
