"""Question to ranked passages."""

import json
import shutil

import pytest

from iobqa.search.channels import CHANNELS
from iobqa.search.index import Index, index_in_memory
from iobqa.search.retriever import LONGEST_LIST, Retriever
from toy_models import MINI, CountingEncoder

BANK = (
    {"question": "hoeveel agrariërs deden er mee", "kind": "staff", "answers": [["2.1-al1", 0]]},
    {"question": "wie zegde zijn baan op", "kind": "staff", "answers": [["2.2-al2-punt1", 0]]},
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The made-up report with two bank questions and a lexicon of one word."""
    corpus = tmp_path_factory.mktemp("corpus") / "mini"
    shutil.copytree(MINI, corpus)
    lines = "".join(json.dumps(row) + "\n" for row in BANK)
    (corpus / "questions.jsonl").write_text(lines, encoding="utf-8")
    (corpus / "lexicon.tsv").write_text("roeiboot\tboot\tnl\n", encoding="utf-8")
    return index_in_memory(corpus, CountingEncoder(["teststrip", "boot", "boete", "student"]))


@pytest.mark.parametrize(
    ("question", "first"),
    [
        pytest.param("Wat vreesden de boeren?", "2.2-al2-punt2", id="words of the report"),
        pytest.param("wat vreezden de boeren", "2.2-al2-punt2", id="a typing error"),
        pytest.param("hoeveel agrariërs", "2.1-al1", id="words of the bank alone"),
        pytest.param("lekke roeiboot", "1.2-al1-punt2", id="a word of the lexicon; the report's stands in a footnote"),
        pytest.param("Sloten Drasland 2017 vuilste", "1.1-al1", id="keywords"),
    ],
)
def test_what_comes_first(index: Index, question: str, first: str) -> None:
    search = Retriever(index).search(question)
    assert first in index.passages[search.order[0]].ids


@pytest.mark.parametrize("question", ["", "?!", "wat is de", "qqqq xxxx"])
def test_nothing_that_is_known_finds_nothing(index: Index, question: str) -> None:
    retriever = Retriever(index)
    search = retriever.search(question)
    assert search.order == ()
    assert retriever.hits(search, 10) == ()


def test_every_passage_is_scored_and_ranked_once(index: Index) -> None:
    search = Retriever(index).search("boeren")
    assert sorted(search.order) == [passage.number for passage in index.passages]
    assert search.channels.shape == (len(index.passages), len(CHANNELS))
    assert [search.scores[number] for number in search.order] == sorted(search.scores, reverse=True)


@pytest.mark.parametrize("k", [1, 3, 1000])
def test_hits(index: Index, k: int) -> None:
    retriever = Retriever(index)
    search = retriever.search("boeren in de polder")
    hits = retriever.hits(search, k)
    assert len(hits) == min(k, len(index.passages), LONGEST_LIST)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.passage.number for hit in hits] == list(search.order[: len(hits)])
    assert [hit.score for hit in hits] == pytest.approx([search.scores[n] for n in search.order[: len(hits)]])


def test_a_list_is_never_too_long(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iobqa.search.retriever.LONGEST_LIST", 2)
    retriever = Retriever(index)
    assert len(retriever.hits(retriever.search("boeren"), 50)) == 2


def test_only_passages_with_an_allowed_unit_are_ranked(index: Index) -> None:
    everywhere = Retriever(index).search("boeren")
    within = Retriever(index, lambda unit: unit.section_id == "2.1").search("boeren")
    there = {p.number for p in index.passages if index.report.by_id[p.ids[0]].section_id == "2.1"}
    assert within.order == tuple(number for number in everywhere.order if number in there) != ()
    noted = Retriever(index, lambda unit: unit.id == "voetnoot-4").search("boeren")
    assert [index.passages[number].ids[0] for number in noted.order] == ["1.2-al1"]
    assert Retriever(index, lambda _: False).search("boeren").order == ()


def test_a_bank_question_that_is_left_out(index: Index) -> None:
    question = str(BANK[0]["question"])
    owner = next(passage.number for passage in index.passages if "2.1-al1" in passage.ids)
    retriever = Retriever(index)
    assert retriever.search(question).explain(owner)["question_words"] == 1
    assert retriever.search(question, leave_out=(0,)).explain(owner)["question_words"] == 0


def test_the_same_question_gives_the_same_ranking(index: Index) -> None:
    first, second = (Retriever(index).search("boeren in de polder") for _ in range(2))
    assert first.order == second.order


def test_explain_names_every_channel(index: Index) -> None:
    explained = Retriever(index).search("teststrip").explain(0)
    assert tuple(explained) == CHANNELS
