"""With a language model: its claims and final answer follow the quotes, over HTTP and on the page."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from service_toys import QUESTION, client
from starlette.testclient import TestClient

from iobqa.interfaces.payload import answer_payload
from iobqa.interfaces.schemas import AnswerBody
from iobqa.qa import ReportQA
from iobqa.records import Answer, Claim
from iobqa.settings import Settings
from mini_qa import MINI, mini_qa

CLAIMS = (
    Claim("Er deden 41 boeren mee.", "geparafraseerd en gedekt", (1,), None),
    Claim("Er deden 99 boeren mee.", "niet gedekt", (), "99 staat niet in de bron"),
)


def final_of(answer: Answer) -> Answer:
    return replace(answer, answer=f"{CLAIMS[0].text} [1]", generator="toy", claims=CLAIMS, note="Door een model.")


class WithModel(ReportQA):
    """Writes one claim that holds and one that does not."""

    model: Any = "toy"

    def __init__(self) -> None:
        super().__init__(mini_qa().index, Settings(corpus=MINI))

    def stream(self, question: str, k: int = 10, conversation: str | None = None) -> Iterator[tuple[Any, Any]]:
        answer = mini_qa().ask(question, k)
        yield "passages", answer.passages
        yield "answer", answer
        yield from (("claim", claim) for claim in CLAIMS)
        yield "final", final_of(answer)

    def ask(self, question: str, k: int = 10) -> Answer:
        return final_of(mini_qa().ask(question, k))


@pytest.fixture(scope="module")
def service() -> Iterator[TestClient]:
    with client(WithModel()) as found:
        yield found


def events(text: str) -> list[tuple[str, Any]]:
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_events_end_with_the_answer_of_the_model(service: TestClient) -> None:
    reply = service.post("/v1/ask", json={"question": QUESTION}, headers={"Accept": "text/event-stream"})
    found = events(reply.text)
    assert [name for name, _ in found] == ["passages", "answer", "claim", "claim", "final"]
    assert found[1][1]["generator"] == "extractive"
    assert found[2][1] == {"text": CLAIMS[0].text, "verdict": CLAIMS[0].verdict, "citations": [1], "problem": None}
    assert found[4][1] == json.loads(json.dumps(answer_payload(final_of(mini_qa().ask(QUESTION)))))
    AnswerBody.model_validate(found[4][1])


def test_asked_in_one_go_the_model_answers(service: TestClient) -> None:
    assert service.post("/v1/ask", json={"question": QUESTION}).json()["generator"] == "toy"


def test_the_page_shows_the_quotes_at_once_and_listens(service: TestClient) -> None:
    html = service.get("/", params={"q": QUESTION, "lang": "en"}).text
    assert CLAIMS[0].text not in html
    assert 'data-vervolg="/antwoord?q=' in html
    assert "lang=en" in html.split('data-vervolg="')[1].split('"')[0]


def test_what_replaces_the_quotes_shows_how_each_claim_stands(service: TestClient) -> None:
    found = events(service.get("/antwoord", params={"q": QUESTION}).text)
    assert [name for name, _ in found] == ["final"]
    html = found[0][1]["html"]
    assert CLAIMS[0].text in html
    assert "niet gedekt" in html
    assert "99 staat niet in de bron" in html
    assert "Door een model." in html
    assert "<html" not in html


def test_without_a_model_the_page_does_not_listen() -> None:
    with client() as plain:
        assert "data-vervolg" not in plain.get("/", params={"q": QUESTION}).text
