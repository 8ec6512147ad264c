"""Which questions are held out together in training: those of one writer about one passage."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from iobqa.search.questions import BankQuestion, NearMiss
from mini_qa import mini_index, with_refusals

SCRIPTS = Path(__file__).parents[1] / "scripts"


@pytest.fixture
def held_out(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """``scripts/held_out.py``."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return importlib.import_module("held_out")


def question(text: str, unit: str, writer: int) -> BankQuestion:
    return BankQuestion(text, "staff", ((unit, 0),), writer)


BANK = [
    question("een", "2.1-al1", 1),
    question("twee", "2.1-al1", 1),
    question("drie", "2.1-al1", 2),
    question("vier", "h3-al2", 1),
    question("vijf", "nergens", 1),
    question("zes", "nergens", 1),
]
LATER = question("zeven", "h3-al2", 4)


def test_questions_of_one_writer_about_one_passage_leave_one_another_out(held_out: ModuleType) -> None:
    split = held_out.split_bank(BANK, mini_index().passages)
    assert split.together == [(0, 1), (0, 1), (2,), (3,), (4,), (5,)]  # those without a passage stand alone


def test_they_are_in_one_fold_and_every_question_is_in_just_one(held_out: ModuleType) -> None:
    split = held_out.split_bank(BANK, mini_index().passages)
    assert split.fold[0] == split.fold[1]
    assert sorted(row for fold in range(held_out.FOLDS) for row in split.rows(fold)) == list(range(len(BANK)))
    assert split.fold == held_out.split_bank(BANK, mini_index().passages).fold


def test_a_later_writer_stands_alone_and_moves_no_other_question(held_out: ModuleType) -> None:
    """The encoders of the folds were trained without them: the older questions must stay in their folds."""
    split = held_out.split_bank([*BANK, LATER], mini_index().passages)
    assert split.together[-1] == (len(BANK),)
    assert split.fold[:-1] == held_out.split_bank(BANK, mini_index().passages).fold
    assert LATER.writer not in held_out.ENCODED_WRITERS


def test_refusals_go_by_the_passage_that_comes_nearest(held_out: ModuleType) -> None:
    misses = [
        NearMiss("een", "near_miss", "x", ("2.1-al1",)),
        NearMiss("twee", "near_miss", "x", ("2.1-al1", "h3-al2")),
        NearMiss("drie", "off_topic", "", ()),
        NearMiss("vier", "off_topic", "", ()),
    ]
    assert held_out.split_refusals(with_refusals(misses)).together == [(0, 1), (0, 1), (2,), (3,)]
