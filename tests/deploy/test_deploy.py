"""The container file and the systemd unit, as far as a machine without Docker and without a running systemd can tell."""

import configparser
import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from typer.testing import CliRunner

from iobqa.interfaces.cli import app
from iobqa.settings import Settings

PROJECT = Path(__file__).parent.parent.parent
UNIT = PROJECT / "deploy" / "iobqa.service"
ANALYZE = shutil.which("systemd-analyze")


def instructions() -> dict[str, list[str]]:
    """The container file by instruction."""
    text = (PROJECT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    found = defaultdict(list)
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, _, rest = line.partition(" ")
            found[name].append(rest)
    return found


def test_every_source_that_is_copied_exists() -> None:
    copied = [source for rest in instructions()["COPY"] if "--from" not in rest for source in rest.split()[:-1]]
    assert {"src", "corpus", "pyproject.toml"} <= set(copied)
    assert [source for source in copied if not (PROJECT / source).exists()] == []


def test_what_the_wheel_is_built_from_is_copied() -> None:
    copied = {source for rest in instructions()["COPY"] for source in rest.split()[:-1]}
    project = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    needed = {re.search(r'^readme = "(.+)"', project, re.MULTILINE)[1]}  # type: ignore[index]
    needed |= set(re.findall(r'^"(\w+)" = "iobqa/', project, re.MULTILINE))
    assert needed <= copied


def test_the_container_does_not_run_as_root_and_keeps_only_the_index() -> None:
    found = instructions()
    assert found["USER"] == ["10001:10001"]
    assert found["VOLUME"] == ["/var/lib/iobqa"]
    assert "IOBQA_INDEX=/var/lib/iobqa/index" in found["ENV"]


def test_the_settings_it_gives_exist() -> None:
    given = re.findall(r"IOBQA_(\w+)=", UNIT.read_text(encoding="utf-8") + " ".join(instructions()["ENV"]))
    assert {name.lower() for name in given} <= set(Settings.model_fields)


@pytest.mark.parametrize("where", ["container", "unit"])
def test_the_command_exists(where: str) -> None:
    if where == "container":
        (command,) = instructions()["CMD"]
        arguments = json.loads(command)
    else:
        arguments = unit()["Service"]["ExecStart"].split()[1:]
    assert CliRunner().invoke(app, [*arguments, "--help"]).exit_code == 0
    assert CliRunner().invoke(app, [*arguments, "--bestaat-niet"]).exit_code != 0


def test_the_health_check_looks_at_whether_it_can_answer() -> None:
    (check,) = instructions()["HEALTHCHECK"]
    _, *code = json.loads(check.partition("CMD ")[2])
    assert "/readyz" in code[1]
    done = subprocess.run([sys.executable, code[0], code[1].replace("8000", "9")], capture_output=True, check=False)
    assert done.returncode == 1  # nothing listens there
    assert b"URLError" in done.stderr


def unit() -> configparser.ConfigParser:
    found = configparser.ConfigParser(strict=False, interpolation=None)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read(UNIT, encoding="utf-8")
    return found


def test_systemd_lets_the_service_end_its_processes_and_answers_finish() -> None:
    service = unit()["Service"]
    assert service["KillMode"] == "mixed"
    assert int(service["TimeoutStopSec"]) > Settings().stop_seconds


@pytest.mark.skipif(not ANALYZE, reason="systemd-analyze is not installed")
def test_systemd_reads_the_unit_and_finds_it_safe(tmp_path: Path) -> None:
    assert ANALYZE
    here = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8").replace("/opt/iobqa/bin/iobqa", shutil.which("true") or "/bin/true")
    here.write_text(text, encoding="utf-8")
    verified = subprocess.run([ANALYZE, "verify", here], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    exposed = [ANALYZE, "security", "--offline=true", "--threshold=20", str(here)]  # of 100
    assert subprocess.run(exposed, capture_output=True, check=False).returncode == 0
