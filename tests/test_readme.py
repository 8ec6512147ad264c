"""What the documents tell people to type exists, and so does what they link to."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from iobqa.records import Report
from iobqa.search.passages import build_passages
from iobqa.settings import Settings

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("evals/*.md"), *ROOT.glob("index/*.md")])
NAMES = [str(document.relative_to(ROOT)) for document in DOCUMENTS]
FENCE = re.compile(r"^ *```.*?^ *```", re.M | re.S)
OTHER_NAMES = {"IOBQA_CONFIG", "IOBQA_DEBUG"}
"""Variables that are no settings: where the file is, and whether to show a traceback."""


def read(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def typed(text: str) -> list[str]:
    """Command lines in code: whole lines of a block, and what stands between backticks in a sentence."""
    blocks = [line.strip().removeprefix("$ ") for block in FENCE.findall(text) for line in block.splitlines()]
    inline = re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
    return [line for line in blocks + inline if re.match(r"(\.venv/bin/)?(iobqa|make) ", line)]


def words(line: str) -> list[str]:
    """Up to a remark, a pipe or the next command."""
    lexer = shlex.shlex(re.split(r"\s(?:#|\||->|&&|>)", line)[0], posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    lexer.commenters = ""
    return list(lexer)[1:]


def unknown(arguments: list[str]) -> str | None:
    """What of a command line does not exist: the command, or an option of it."""
    from iobqa.interfaces.cli import app

    command = typer.main.get_command(app)
    while hasattr(command, "commands") and arguments and not arguments[0].startswith("-"):
        if arguments[0] not in command.commands:
            return arguments[0]
        command, arguments = command.commands[arguments[0]], arguments[1:]
    known = {"--help", *(name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts))}
    options = [argument.strip("[]").split("=")[0] for argument in arguments]
    return next((option for option in options if re.match(r"--?[a-z]", option) and option not in known), None)


COMMANDS = [(name, line) for name, document in zip(NAMES, DOCUMENTS, strict=True) for line in typed(read(document))]


@pytest.mark.parametrize(("document", "line"), [c for c in COMMANDS if "iobqa " in c[1][:18]])
def test_a_command_exists_with_its_options(document: str, line: str) -> None:
    assert unknown(words(line)) is None


@pytest.mark.parametrize(("document", "line"), [c for c in COMMANDS if c[1].startswith("make ")])
def test_a_target_exists(document: str, line: str) -> None:
    targets = re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), re.M)
    assert words(line)[0] in targets


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (["ask", "Hoe -lang?", "--json", "-k", "5"], None),
        (["eval", "gate", "--update-baseline"], None),
        (["--version"], None),
        (["vraag", "Hoe lang?"], "vraag"),
        (["ask", "Hoe lang?", "--xml"], "--xml"),
        (["eval", "meet"], "meet"),
    ],
)
def test_what_would_be_told(arguments: list[str], wrong: str | None) -> None:
    assert unknown(arguments) == wrong


def test_the_readme_shows_the_main_commands() -> None:
    shown = {words(line)[0] for line in typed(read(ROOT / "README.md")) if "iobqa " in line}
    assert {"ask", "show", "eval", "serve"} <= shown


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_settings_that_are_named_exist(document: Path) -> None:
    named = set(re.findall(r"\bIOBQA_[A-Z_]*[A-Z]\b", read(document)))
    assert named <= {f"IOBQA_{field.upper()}" for field in Settings.model_fields} | OTHER_NAMES


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_links_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:)([^)#\s]+)", FENCE.sub("", read(document)))
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_nothing_is_left_to_fill_in(document: Path) -> None:
    assert re.findall(r"@@\w*@@|TODO|FIXME|XXX", read(document)) == []


def test_the_numbers_in_the_readme(report: Report) -> None:
    text = read(ROOT / "README.md")
    assert set(re.findall(r"(\d+) units", text)) == {str(len(report.paragraphs))}
    assert set(re.findall(r"(\d+) passages", text)) == {str(len(build_passages(report)))}
