"""Each check says what it found and, when it fails, what to do."""

import json
import os
import sys
from pathlib import Path

import pytest
from rich.console import Console

from iobqa.interfaces import cli
from iobqa.interfaces.doctor import Check, check_all
from mini_qa import corpus_with, static_encoder

NAMES = ["instellingen", "rapport", "taalmodel", "indexmap", "index", "proefvraag"]
"""In this order; there may be more between them."""


@pytest.fixture
def corpus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A corpus folder with everything, as the settings have it; no index yet."""
    for name in [name for name in os.environ if name.startswith("IOBQA_")]:
        monkeypatch.delenv(name)
    folder = static_encoder(corpus_with(tmp_path / "corpus", {}))
    monkeypatch.setenv("IOBQA_CORPUS", str(folder))
    monkeypatch.setenv("IOBQA_INDEX", str(tmp_path / "index"))
    return folder


def checks() -> dict[str, Check]:
    return {check.name: check for check in check_all()}


def test_everything_works(corpus: Path) -> None:
    first = checks()
    assert [name for name in first if name in NAMES] == NAMES
    assert all(check.ok for check in first.values())
    assert "nog niet gebouwd" in first["index"].found
    assert "iobqa index" in first["index"].remedy
    second = checks()  # the trial question built it
    assert str(corpus.parent / "index") in second["index"].found
    assert not any(check.remedy for check in second.values())


def test_a_missing_report_is_named_and_the_other_checks_go_on(corpus: Path) -> None:
    (corpus / "report.toml").unlink()
    found = checks()
    assert [name for name in found if name in NAMES] == NAMES
    assert not found["rapport"].ok
    assert "report.toml" in found["rapport"].found
    assert found["taalmodel"].ok
    assert found["indexmap"].ok


def test_a_broken_model_is_named(corpus: Path) -> None:
    (corpus / "encoder" / "model.safetensors").write_bytes(b"stuk")
    found = checks()
    assert found["rapport"].ok
    assert not found["taalmodel"].ok
    assert "encoder" in found["taalmodel"].found


def test_settings_that_make_no_sense_are_the_only_news(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IOBQA_LONGEST_QUESTION", "veel")
    (only,) = check_all()
    assert not only.ok
    assert "IOBQA_LONGEST_QUESTION" in only.found
    assert only.remedy


def test_an_index_folder_that_cannot_be_written_has_a_remedy(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iobqa.interfaces.doctor.os.access", lambda *_: False)
    folder = checks()["indexmap"]
    assert not folder.ok
    assert "IOBQA_INDEX" in folder.remedy


def test_a_full_disk_has_a_remedy(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iobqa.interfaces.doctor._ROOM", 10**18)
    folder = checks()["indexmap"]
    assert not folder.ok
    assert "Maak ruimte" in folder.remedy


def test_secrets_are_not_shown(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IOBQA_API_KEYS", "hoogstgeheim")
    assert "hoogstgeheim" not in checks()["instellingen"].found


@pytest.mark.parametrize(
    ("check", "lines"),
    [
        (Check("rapport", True, "Heldere sloot"), ["goed  rapport: Heldere sloot"]),
        (Check("taalmodel", False, "stuk [x]", "maak het"), ["FOUT  taalmodel: stuk [x]", "      → maak het"]),
    ],
)
def test_a_check_in_lines(check: Check, lines: list[str]) -> None:
    console = Console(width=200)
    with console.capture() as captured:
        for line in check.lines():
            console.print(line)
    assert captured.get().splitlines() == lines


def test_the_command_fails_when_a_check_does(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["iobqa", "doctor", "--json"])
    (corpus / "encoder" / "tokenizer.json").unlink()
    with pytest.raises(SystemExit) as ended:
        cli.main()
    payload = json.loads(capsys.readouterr().out)
    assert ended.value.code == 1
    assert {check["name"] for check in payload} >= set(NAMES)
    assert [check["name"] for check in payload if not check["ok"]] == ["taalmodel", "index", "proefvraag"]
    assert set(payload[0]) == {"name", "ok", "found", "remedy"}
