"""The JSON of the contract, to the letter."""

import json

import pytest

from iobqa.answer.citations import Quote, cite
from iobqa.interfaces.payload import (
    answer_payload,
    citation_payload,
    hit_payload,
    outline_payload,
    paragraph_payload,
    parts_of,
)
from iobqa.records import Answer
from mini_qa import NO, YES, judging, mini_index, mini_qa

QUESTION = "Hoeveel boeren deden mee in Natteveld?"


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    return mini_qa(judging(tmp_path_factory.mktemp("yes"), YES)).ask(QUESTION, 2)


def test_an_answer_has_the_fields_of_the_contract(answer: Answer) -> None:
    payload = answer_payload(answer)
    assert list(payload) == [
        "question",
        "answered",
        "answer",
        "reason",
        "confidence",
        "generator",
        "index",
        "citations",
        "passages",
    ]
    assert payload["question"] == QUESTION
    assert payload["answered"] is True
    assert payload["reason"] is None
    assert json.loads(json.dumps(payload, ensure_ascii=False)) == payload


def test_a_citation_has_the_fields_of_the_contract() -> None:
    (cited,) = cite(mini_index().report, [Quote("1.2-al1-punt2", 3, 31)])
    assert citation_payload(cited) == {
        "number": 1,
        "id": "1.2-al1-punt2",
        "ref": "§ 1.2, al. 1, punt 2",
        "kind": "point",
        "section": ["1. Inleiding", "1.2. Aanpak van het onderzoek"],
        "quote": "Metingen van het waterschap.",
        "start": 3,
        "end": 31,
        "text": "2. Metingen van het waterschap.",
        "footnotes": [{"number": 4, "text": "De reeks van 2020 ontbreekt [zie bijlage 2] door een lekke boot."}],
        "url": "/rapport#1.2-al1-punt2",
    }


def test_a_passage_has_the_fields_of_the_contract() -> None:
    (hit,) = mini_qa().search("Interviews met boeren, metingen en een enquête", 1)
    payload = hit_payload(hit)
    assert list(payload) == ["rank", "score", "ids", "ref", "section", "text", "footnotes"]
    assert payload["rank"] == 1
    assert payload["ids"] == ["1.2-al1", "1.2-al1-punt1", "1.2-al1-punt2", "1.2-al1-punt3"]
    assert payload["footnotes"] == [
        {"number": 4, "text": "De reeks van 2020 ontbreekt [zie bijlage 2] door een lekke boot."}
    ]


def test_a_refusal_has_a_code_and_still_the_passages(tmp_path_factory: pytest.TempPathFactory) -> None:
    payload = answer_payload(mini_qa(judging(tmp_path_factory.mktemp("no"), NO)).ask(QUESTION, 2))
    assert payload["answered"] is False
    assert isinstance(payload["reason"], str)
    assert payload["citations"] == []
    assert [hit["rank"] for hit in payload["passages"]] == [1, 2]


@pytest.mark.parametrize(
    ("unit", "previous", "following", "parts"),
    [
        ("samenvatting-al1", None, "samenvatting-1-al1", ["voetnoot-1"]),
        ("1.2-al1-punt1", "1.2-al1", "1.2-al1-punt2", []),
        ("voetnoot-4", "1.2-al1-punt1", "1.2-al1-punt3", []),  # a footnote stands where its paragraph stands
        ("aanbeveling-2a-h3", "aanbeveling-2-h3", None, []),
    ],
)
def test_a_paragraph_knows_its_neighbours(
    unit: str, previous: str | None, following: str | None, parts: list[str]
) -> None:
    report = mini_index().report
    payload = paragraph_payload(report, report.by_id[unit])
    assert (payload["previous"], payload["next"]) == (previous, following)
    assert payload["url"] == f"/rapport#{unit}"
    shown = [part["id"] for part in payload["parts"]]
    assert shown == (parts if unit in report.parts else [])


def test_the_parts_of_parts_are_parts() -> None:
    found = parts_of(mini_index().report, "aanbeveling-1-h3")
    assert found == ["aanbeveling-1a-h3", "aanbeveling-1a-h3-punt1", "aanbeveling-1a-h3-punt2", "aanbeveling-1c-h3"]


def test_a_footnote_names_its_carrier() -> None:
    report = mini_index().report
    assert paragraph_payload(report, report.by_id["voetnoot-4"])["carrier"] == "1.2-al1-punt2"
    assert paragraph_payload(report, report.by_id["1.1-al1"])["carrier"] is None


def test_the_outline_lists_every_section_with_its_units() -> None:
    qa = mini_qa()
    payload = outline_payload(qa.report, qa.about)
    assert payload["title"] == "Heldere sloot"
    assert payload["parliament"][0]["date"] == "2022-06-01"
    assert payload["paragraphs"] == len(qa.report.paragraphs)
    assert [section["id"] for section in payload["sections"]] == [section.id for section in qa.report.sections]
    listed = [unit for section in payload["sections"] for unit in section["paragraphs"]]
    assert len(listed) == len(set(listed))
    assert json.loads(json.dumps(payload)) == payload
