"""One version: of the package, the change log and the command line."""

import re
import sys
from pathlib import Path

import pytest

from iobqa import __version__

CHANGELOG = Path(__file__).parent.parent / "CHANGELOG.md"


def versions() -> list[str]:
    """In the change log, from the top; what is not released yet has none."""
    return re.findall(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", CHANGELOG.read_text(encoding="utf-8"), re.M)


def test_the_top_of_the_change_log() -> None:
    assert versions()[0] == __version__


def test_every_heading_of_the_change_log_is_a_version_newest_first() -> None:
    headings = re.findall(r"^## (?!\[Unreleased\])", CHANGELOG.read_text(encoding="utf-8"), re.M)
    numbers = [tuple(map(int, version.split("."))) for version in versions()]
    assert len(headings) == len(numbers)
    assert numbers == sorted(set(numbers), reverse=True)


def test_what_the_command_line_says(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from iobqa.interfaces.cli import main

    monkeypatch.setattr(sys, "argv", ["iobqa", "--version"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert (stopped.value.code, capsys.readouterr().out) == (0, f"iobqa {__version__}\n")
