"""Asking and searching over HTTP: the contract, to the letter."""

import json
from collections.abc import Iterator

import pytest
from service_toys import OFF_TOPIC, QUESTION, Scripted, client
from starlette.testclient import TestClient

from iobqa.interfaces.payload import answer_payload, hit_payload
from iobqa.interfaces.schemas import AnswerBody, SearchBody
from mini_qa import mini_qa


@pytest.fixture(scope="module")
def service() -> Iterator[TestClient]:
    with client() as found:
        yield found


@pytest.mark.parametrize("question", [QUESTION, OFF_TOPIC, "Werd het water schoner?", "mest", "How many farmers?"])
def test_ask_gives_exactly_the_payload_of_the_command_line(service: TestClient, question: str) -> None:
    reply = service.post("/v1/ask", json={"question": question, "k": 3})
    assert reply.status_code == 200
    assert reply.json() == json.loads(json.dumps(answer_payload(mini_qa().ask(question, 3))))
    assert reply.headers["content-type"] == "application/json"
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("question", [QUESTION, OFF_TOPIC])
def test_every_field_of_an_answer_is_described(service: TestClient, question: str) -> None:
    payload = service.post("/v1/ask", json={"question": question}).json()
    described = AnswerBody.model_validate(payload).model_dump(exclude_unset=True, mode="json")
    assert described == payload


def test_search_gives_the_best_passages(service: TestClient) -> None:
    payload = service.get("/v1/search", params={"q": QUESTION, "k": 2}).json()
    assert payload == {
        "query": QUESTION,
        "passages": json.loads(json.dumps([hit_payload(hit) for hit in mini_qa().search(QUESTION, 2)])),
    }
    assert SearchBody.model_validate(payload).model_dump(mode="json") == payload


def test_the_number_of_passages_is_ten_unless_asked_otherwise(service: TestClient) -> None:
    assert len(service.post("/v1/ask", json={"question": QUESTION}).json()["passages"]) == 10
    assert len(service.post("/v1/ask", json={"question": QUESTION, "k": 1.0}).json()["passages"]) == 1


def events(text: str) -> list[tuple[str, object]]:
    found = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_events_come_passages_first_then_the_answer(service: TestClient) -> None:
    reply = service.post("/v1/ask", json={"question": QUESTION, "k": 2}, headers={"Accept": "text/event-stream"})
    assert reply.headers["content-type"].startswith("text/event-stream")
    answer = json.loads(json.dumps(answer_payload(mini_qa().ask(QUESTION, 2))))
    assert events(reply.text) == [("passages", {"passages": answer["passages"]}), ("answer", answer)]


def test_a_question_that_cannot_be_asked_is_no_stream(service: TestClient) -> None:
    reply = service.post("/v1/ask", json={"question": "a" * 3000}, headers={"Accept": "text/event-stream"})
    assert reply.status_code == 400
    assert reply.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("question", ["\x00", "\u200b", "\U0006d91a", "🦆", "<script>", "؟", "1"])
def test_odd_signs_get_an_answer_or_a_refusal(service: TestClient, question: str) -> None:
    reply = service.post(
        "/v1/ask", content=json.dumps({"question": question}), headers={"Content-Type": "application/json"}
    )
    assert reply.status_code == 200
    assert reply.json()["question"]


def test_asked_again_the_answer_is_the_same_and_worked_out_once() -> None:
    qa = Scripted(lambda question: None)
    with client(qa) as service:
        first, again, other = (
            service.post("/v1/ask", json={"question": asked}).json()
            for asked in (QUESTION, f"  {QUESTION} ", OFF_TOPIC)
        )
    assert first == again != other
    assert qa.asked == [QUESTION, OFF_TOPIC]


def test_answers_kept_are_at_most_so_many() -> None:
    qa = Scripted(lambda question: None)
    with client(qa, answers_kept=1) as service:
        for asked in (QUESTION, OFF_TOPIC, QUESTION):
            service.post("/v1/ask", json={"question": asked})
    assert len(qa.asked) == 3
