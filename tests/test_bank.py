"""The question bank, the near misses and the lexicon that ship: sound, wide enough, and no golden question in them."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from iobqa.records import Report
from iobqa.search.analysis import tokens
from iobqa.search.encoder import StaticEncoder
from iobqa.search.lexicon import read_lexicon
from iobqa.search.passages import build_passages, words
from iobqa.search.questions import BankQuestion, NearMiss, load_bank, load_refusals, questions_of
from iobqa.search.units import report_sentences

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
KINDS = {"staff", "formal", "fact", "cause", "keyword", "english", "context"}
MISSED_KINDS = {"near_miss", "false_premise", "outside_report", "off_topic", "instruction", "not_a_question"}
LONG, ENOUGH = 25, 20
"""Words of a passage from which it needs so many questions."""
PHRASE = 4
"""Words of a lexicon phrase that is long enough to be a question."""
SAME, CLOSE, AND_ALIKE = 0.7, 0.97, 0.5
"""Jaccard of the folded words from which two questions are nearly equal; cosine from which they are, given ``AND_ALIKE``."""

Floats = NDArray[np.float32]


@pytest.fixture(scope="module")
def bank() -> tuple[BankQuestion, ...]:
    return load_bank(CORPUS / "questions.jsonl")


@pytest.fixture(scope="module")
def misses() -> tuple[NearMiss, ...]:
    return load_refusals(CORPUS)


class Golden(dict[str, str]):
    """Texts by id. A failing test names ids alone, so that nobody learns a question from it."""

    def __repr__(self) -> str:
        return f"{len(self)} golden questions"


@pytest.fixture(scope="module")
def golden() -> Golden:
    files = sorted((ROOT / "evals/golden").glob("*.jsonl"))
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return Golden((row["id"], row["question"]) for row in rows)


def folded(text: str) -> str:
    return " ".join(tokens(text))


def twice(texts: Iterable[str]) -> list[str]:
    return [text for text, count in Counter(texts).items() if count > 1]


def test_every_answer_is_a_sentence_of_the_report(bank: Sequence[BankQuestion], report: Report) -> None:
    there = {(sentence.unit, sentence.number) for sentence in report_sentences(report)}
    assert [q.question for q in bank if not q.answers or not set(q.answers) <= there] == []


def test_every_near_miss_names_units_of_the_report(misses: Sequence[NearMiss], report: Report) -> None:
    assert [m.question for m in misses if not set(m.ids) <= report.by_id.keys()] == []


def test_kinds(bank: Sequence[BankQuestion], misses: Sequence[NearMiss]) -> None:
    assert {q.kind for q in bank} == KINDS
    assert {m.kind for m in misses} == MISSED_KINDS


def test_a_near_miss_says_what_is_missing(misses: Sequence[NearMiss]) -> None:
    """A false premise may have nothing that contradicts it."""
    assert [m.question for m in misses if not m.missing.strip() and m.kind != "false_premise"] == []


def test_no_question_stands_twice(bank: Sequence[BankQuestion], misses: Sequence[NearMiss]) -> None:
    asked = [folded(q.question) for q in bank]
    assert "" not in asked
    assert twice([*asked, *(fold for m in misses if (fold := folded(m.question)))]) == []
    assert twice(m.question.strip().lower() for m in misses) == []


def test_every_passage_of_some_length_has_questions(bank: Sequence[BankQuestion], report: Report) -> None:
    passages = build_passages(report)
    few = {
        passages[number].ref: len(rows)
        for number, rows in enumerate(questions_of(bank, passages))
        if words(passages[number].text) >= LONG and len(rows) < ENOUGH
    }
    assert not few, "\n".join(f"{ref}: {count}" for ref, count in few.items())


# no golden question may have been learnt


def overlap(ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]]) -> Floats:
    """Jaccard of the words of each with each, shape (ours, theirs); 0 for a text without words."""
    holding: dict[str, Floats] = defaultdict(lambda: np.zeros(len(theirs), dtype=np.float32))
    for column, text in enumerate(theirs):
        for word in set(text):
            holding[word][column] = 1
    shared = np.zeros((len(ours), len(theirs)), dtype=np.float32)
    for row, text in enumerate(ours):
        for word in set(text) & holding.keys():
            shared[row] += holding[word]
    sizes = [np.array([len(set(text)) for text in texts], dtype=np.float32) for texts in (ours, theirs)]
    return np.asarray(shared / np.maximum(sizes[0][:, None] + sizes[1][None, :] - shared, 1), dtype=np.float32)


def leaks(ours: Mapping[str, str], golden: Golden) -> list[tuple[str, str]]:
    """Which of ours (text by place) is nearly which golden question (its id)."""
    texts, asked = list(ours.values()), list(golden.values())
    alike = overlap([tokens(text) for text in texts], [tokens(text) for text in asked])
    encoder = StaticEncoder(CORPUS / "encoder")
    cosine = encoder.encode_questions(texts) @ encoder.encode_questions(asked).T
    places, ids = list(ours), list(golden)
    found = np.argwhere((alike >= SAME) | ((cosine >= CLOSE) & (alike >= AND_ALIKE)))
    return [(places[row], ids[column]) for row, column in found]


def by_line(file: str, texts: Iterable[str]) -> dict[str, str]:
    return {f"{file}:{number}": text for number, text in enumerate(texts, start=1)}


def phrases(report: Report) -> dict[str, str]:
    """Of the lexicon, without the report's very own words: those are in the report already."""
    said = "\n".join(f" {folded(unit.text)} " for unit in report.paragraphs)
    listed = {text for entry in read_lexicon(CORPUS / "lexicon.tsv") for text in (entry.typed, entry.term)}
    return {
        f"lexicon.tsv: {text}": text
        for text in sorted(listed)
        if len(tokens(text)) >= PHRASE and f" {folded(text)} " not in said
    }


@pytest.mark.parametrize("source", ["bank", "near misses", "lexicon"])
def test_no_golden_question_is_in_what_was_learnt_from(
    source: str, bank: Sequence[BankQuestion], misses: Sequence[NearMiss], golden: Golden, report: Report
) -> None:
    ours = {
        "bank": by_line("questions.jsonl", (question.question for question in bank)),
        "near misses": by_line("near_misses.jsonl", (miss.question for miss in misses)),
        "lexicon": phrases(report),
    }[source]
    assert len(ours) > 100 and len(golden) > 100
    found = leaks(ours, golden)
    assert not found, f"delete these from corpus/, never from evals/golden: {found}"


def test_a_golden_question_in_another_order_and_a_word_short_would_be_found(golden: Golden) -> None:
    id_, text = next((id_, text) for id_, text in golden.items() if len(set(tokens(text))) == 10)
    turned = " ".join(reversed(tokens(text)[:-1])).upper()
    assert ("b", id_) in leaks({"a": "Is dit een heel andere vraag?", "b": turned}, golden)
    assert leaks({"a": "Is dit een heel andere vraag?", "b": ""}, golden) == []
