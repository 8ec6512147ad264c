"""An answer on a terminal while a language model writes, and what ``doctor`` says of that model."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from iobqa.errors import ModelError
from iobqa.interfaces import doctor
from iobqa.interfaces.live import show_live
from iobqa.records import Answer, Claim

PLAIN = Answer("v", True, "“Zo staat het er.” [1]", None, 0.9, "extractive", "i", (), ())
CLAIM = Claim("Zo is het.", "geparafraseerd en gedekt", (1,), None)
WRITTEN = Answer("v", True, "Zo is het. [1]", None, 0.9, "model", "i", (), (), (CLAIM,))
FALLEN = Answer("v", True, PLAIN.answer, None, 0.9, "extractive", "i", (), (), (), "Het taalmodel zwijgt.")


def _qa(*events: tuple[str, Any]) -> Any:  # noqa: ANN401
    return SimpleNamespace(model=SimpleNamespace(name="model"), stream=lambda question, k: iter(events))


def test_own_words_first_then_claims_then_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    qa = _qa(("passages", ()), ("answer", PLAIN), ("claim", CLAIM), ("final", WRITTEN))
    assert show_live(qa, "v", 3) is WRITTEN
    out, talk = capsys.readouterr()
    assert out.index(PLAIN.answer) < out.index(WRITTEN.answer)
    assert "model schrijft" in talk
    assert "Zo is het. — geparafraseerd en gedekt" in talk


def test_fallen_back_is_said_and_not_printed_twice(capsys: pytest.CaptureFixture[str]) -> None:
    assert show_live(_qa(("passages", ()), ("answer", PLAIN), ("final", FALLEN)), "v", 3) is FALLEN
    out, talk = capsys.readouterr()
    assert out.count(PLAIN.answer) == 1
    assert "Het taalmodel zwijgt." in talk


class _Model:
    name = "model"

    def __init__(self, reply: str | None) -> None:
        self.reply = reply

    def stream(self, *_: object) -> Iterator[str]:
        if self.reply is None:
            raise ModelError("Het taalmodel model geeft een fout.")
        yield self.reply


@pytest.mark.parametrize(
    ("model", "ok", "found"),
    [
        (None, True, "geen ingesteld"),
        (_Model("ja"), True, "model antwoordt in"),
        (_Model(" "), False, "antwoordt met niets"),
        (_Model(None), False, "geeft een fout"),
    ],
)
def test_doctor_asks_the_model_once(
    model: _Model | None, ok: bool, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iobqa.answer.language_model.load_model", lambda settings: model)
    monkeypatch.setattr(doctor, "_CHECKS", [entry for entry in doctor._CHECKS if entry[0] == "antwoordmodel"])
    _, check = doctor.check_all()
    assert check.ok is ok
    assert found in check.found
