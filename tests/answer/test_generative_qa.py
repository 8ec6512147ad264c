"""``ReportQA`` with and without a language model: the order of events, and what stays as it was."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from scripted_model import Reply, Script, as_json, serving

from iobqa.answer.language_model import LlamaIndexModel
from iobqa.interfaces.payload import answer_payload
from iobqa.interfaces.render import answer_lines
from iobqa.interfaces.streaming import answer_events, has_more
from iobqa.qa import ReportQA
from iobqa.records import Answer, Claim
from iobqa.settings import Settings
from mini_qa import MINI, judging, mini_index

QUESTION = "Wat gebeurde er na 2021 met de metingen?"
CLAIM = "Na 2021 zijn de metingen gestaakt."
TESTS = Path(__file__).parent.parent


@pytest.fixture
def qa(stage: tuple[LlamaIndexModel, Script], tmp_path: Path) -> ReportQA:
    """The made-up report, a judge that answers everything, and the scripted model."""
    return ReportQA(judging(tmp_path, 5.0), Settings(corpus=MINI), model=stage[0])


def _number(script: Script, snippet: str) -> int:
    """The number before a sentence in what the model was told last."""
    line = next(line for line in script.requests[-1]["messages"][-1]["content"].splitlines() if snippet in line)
    return int(line[1 : line.index("]")])


def _play(qa: ReportQA, script: Script, claim: str, snippet: str) -> None:
    """Let the model make ``claim`` with the number of ``snippet``: look first, then say it."""
    script.play(Reply('{"claims": []}'))
    qa.ask(QUESTION)
    number = _number(script, snippet)
    script.play(Reply(as_json([(claim, [number])])))


def test_events_in_order(qa: ReportQA, stage: tuple[LlamaIndexModel, Script]) -> None:
    _play(qa, stage[1], CLAIM, "De metingen werden na 2021")
    events = list(qa.stream(QUESTION, 3))
    assert [name for name, _ in events] == ["passages", "answer", "claim", "final"]
    passages, extractive, claim, final = [about for _, about in events]
    assert passages == extractive.passages == final.passages
    assert len(passages) == 3
    assert extractive.generator == "extractive"
    assert claim == Claim(CLAIM, "geparafraseerd en gedekt", (1,), None)
    assert (final.generator, final.answer) == ("speler", f"{CLAIM} [1]")
    assert final.confidence == extractive.confidence
    assert qa.ask(QUESTION, 3) == final


def test_extractive_answer_comes_before_the_model_is_asked(qa: ReportQA, stage: tuple[LlamaIndexModel, Script]) -> None:
    stage[1].play(Reply('{"claims": []}'))
    events = qa.stream(QUESTION)
    assert [next(events)[0], next(events)[0]] == ["passages", "answer"]
    assert stage[1].requests == []
    events.close()  # type: ignore[attr-defined]
    assert stage[1].requests == []


def test_refusal_stands(stage: tuple[LlamaIndexModel, Script], tmp_path: Path) -> None:
    qa = ReportQA(judging(tmp_path, -5.0), Settings(corpus=MINI), model=stage[0])
    stage[1].play(Reply(as_json([(CLAIM, [1])])))
    events = dict(qa.stream(QUESTION))
    assert not events["final"].answered
    assert events["final"] == events["answer"]
    assert stage[1].requests == []


def test_payload_has_claims_only_when_a_model_wrote(qa: ReportQA, stage: tuple[LlamaIndexModel, Script]) -> None:
    plain = answer_payload(ReportQA(qa.index, Settings(corpus=MINI)).ask(QUESTION))
    assert not {"claims", "note", "rewritten"} & set(plain)
    _play(qa, stage[1], CLAIM, "De metingen werden na 2021")
    written = answer_payload(qa.ask(QUESTION))
    assert set(written) - set(plain) == {"claims"}
    assert written["claims"] == [
        {"text": CLAIM, "verdict": "geparafraseerd en gedekt", "citations": [1], "problem": None}
    ]


def test_payload_and_lines_say_why_it_is_extractive(qa: ReportQA, stage: tuple[LlamaIndexModel, Script]) -> None:
    stage[1].play(Reply(status=500))
    answer = qa.ask(QUESTION)
    payload = answer_payload(answer)
    assert payload["generator"] == "extractive"
    assert "claims" not in payload
    assert "in de woorden van het rapport zelf" in payload["note"]
    assert payload["note"] in " ".join(answer_lines(answer)).replace("\\[", "[")


def test_lines_show_verdicts() -> None:
    answer = Answer(
        "v", True, "a [1]", None, 0.9, "m", "i", (), (), (Claim("Zo is het.", "niet gedekt", (), "‘9’ staat er niet"),)
    )
    assert any("Zo is het. — niet gedekt (‘9’ staat er niet)" in line for line in answer_lines(answer))


def test_events_as_json(qa: ReportQA, stage: tuple[LlamaIndexModel, Script]) -> None:
    _play(qa, stage[1], CLAIM, "De metingen werden na 2021")
    assert has_more(qa)
    assert not has_more(ReportQA(mini_index(), Settings(corpus=MINI)))
    events = dict(answer_events(qa, QUESTION, 2))
    assert [*events] == ["passages", "answer", "claim", "final"]
    assert len(events["passages"]["passages"]) == 2
    assert events["claim"]["verdict"] == "geparafraseerd en gedekt"
    assert events["final"]["claims"] == [events["claim"]]


# conversation


def test_follow_up_question_is_rewritten_and_shown(qa: ReportQA, stage: tuple[LlamaIndexModel, Script]) -> None:
    _, script = stage
    script.play(Reply('{"claims": []}'))
    list(qa.stream(QUESTION, conversation="a"))
    script.play(Reply('{"vraag": "Waarom zijn de metingen na 2021 gestaakt?"}'), Reply('{"claims": []}'))
    final = dict(qa.stream("En waarom dan?", conversation="a"))["final"]
    assert (final.question, final.rewritten) == ("En waarom dan?", "Waarom zijn de metingen na 2021 gestaakt?")
    assert QUESTION in script.requests[0]["messages"][-1]["content"]
    assert "Waarom zijn de metingen na 2021 gestaakt?" in script.requests[1]["messages"][-1]["content"]
    assert any("Gelezen als: Waarom zijn" in line for line in answer_lines(final))


def test_other_conversations_and_none_know_nothing_of_it(qa: ReportQA, stage: tuple[LlamaIndexModel, Script]) -> None:
    _, script = stage
    script.play(Reply('{"claims": []}'))
    list(qa.stream(QUESTION, conversation="a"))
    for other in ("b", None):
        script.play(Reply('{"claims": []}'))
        final = dict(qa.stream("En waarom dan?", conversation=other))["final"]
        assert final.rewritten is None
        assert all(QUESTION not in request["messages"][-1]["content"] for request in script.requests)


# without a model


_WITHOUT = """
import socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("a socket was opened")
socket.socket.connect = socket.socket.bind = socket.getaddrinfo = socket.create_connection = refuse
from pathlib import Path
from mini_qa import MINI, mini_index
from iobqa.qa import ReportQA
from iobqa.settings import Settings
qa = ReportQA(mini_index(), Settings(corpus=MINI))
answer = qa.ask("Wat gebeurde er na 2021 met de metingen?")
events = [name for name, _ in qa.stream("Wat gebeurde er na 2021 met de metingen?", conversation="a")]
assert events == ["passages", "answer"], events
assert qa.model is None
loaded = {"llama_index", "openai", "ollama", "httpx", "torch", "iobqa.answer.generative"} & set(sys.modules)
assert not loaded, loaded
"""


def test_nothing_is_imported_and_no_socket_opened_without_a_model() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _WITHOUT], cwd=TESTS, capture_output=True, text=True, env={"PATH": "", "IOBQA_LLM": ""}
    )
    assert ran.returncode == 0, ran.stderr


def test_model_is_not_connected_to_until_a_question_is_asked() -> None:
    with serving(Reply("")) as (_, script):
        qa = ReportQA(mini_index(), Settings(corpus=MINI, llm="openai-like:m@http://127.0.0.1:9/v1"))
        assert qa.model is not None
        assert qa.model.name == "m"
        assert script.requests == []


def test_part_of_a_report_is_asked_with_the_same_model(qa: ReportQA) -> None:
    assert qa.within(lambda unit: True).model is qa.model


def test_model_is_kept_out_of_the_answer_record_of_others(qa: ReportQA, stage: tuple[LlamaIndexModel, Script]) -> None:
    """The extractive answer inside the stream is the very answer without a model."""
    stage[1].play(Reply('{"claims": []}'))
    with_model = dict(qa.stream(QUESTION))["answer"]
    assert with_model == ReportQA(qa.index, Settings(corpus=MINI)).ask(QUESTION)
    assert replace(dict(qa.stream(QUESTION))["final"], note=None) == with_model
