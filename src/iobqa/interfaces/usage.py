"""The command line's help and complaints in Dutch, as far as Typer words them itself."""

import re
from typing import TYPE_CHECKING

from typer import Typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

if TYPE_CHECKING:
    from typer._click.core import Context  # what Typer's own classes take; ``typer.Context`` is narrower

_HELP = (
    (re.compile(r"^Usage:", re.M), "Gebruik:"),
    (re.compile(r"^Arguments:$", re.M), "Argumenten:"),
    (re.compile(r"^Options:$", re.M), "Opties:"),
    (re.compile(r"^Commands:$", re.M), "Opdrachten:"),
    (re.compile(r"\[OPTIONS\]"), "[OPTIES]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "OPDRACHT ..."),
    (re.compile(r"Show this message and exit\."), "Toon deze hulp"),
    (re.compile(r"\[required\]"), "[verplicht]"),
    (re.compile(r"\[default:"), "[standaard:"),
)


def help_in_dutch(text: str) -> str:
    """Typer's headings and stock phrases in Dutch; everything else as it is."""
    for pattern, dutch in _HELP:
        text = pattern.sub(dutch, text)
    return text


class DutchCommand(TyperCommand):
    """A command with Dutch headings in its help."""

    def get_help(self, ctx: "Context") -> str:
        return help_in_dutch(super().get_help(ctx))


class DutchGroup(TyperGroup):
    """A group of commands with Dutch headings in its help, which is what it shows when no command is given."""

    def get_help(self, ctx: "Context") -> str:
        return help_in_dutch(super().get_help(ctx))

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        return super().parse_args(ctx, args or ["--help"])


def in_dutch(app: Typer) -> None:
    """Dutch help for every command that ``app`` has by now."""
    for command in app.registered_commands:
        command.cls = DutchCommand


_KINDS = {
    "MissingParameter": "Er ontbreekt een argument of de waarde van een optie",
    "NoSuchOption": "Die optie bestaat niet",
    "NoSuchCommand": "Die opdracht bestaat niet",
    "BadParameter": "Een waarde klopt niet",
    "BadOptionUsage": "Bij een optie ontbreekt de waarde of staat er een te veel",
}
_SAID = (
    (r"No such command '(?P<a>.*?)'.*", "De opdracht ‘{a}’ bestaat niet"),
    (r"No such option: (?P<a>\S+).*", "De optie {a} bestaat niet"),
    (r"Missing argument '(?P<a>.*?)'.*", "Er ontbreekt een argument: {a}"),
    (r"Missing option '(?P<a>.*?)'.*", "De optie {a} ontbreekt"),
    (r"Missing command.*", "Er ontbreekt een opdracht"),
    (r"Option '(?P<a>.*?)' requires an argument.*", "Bij {a} ontbreekt de waarde"),
    (r"Option '(?P<a>.*?)' does not take a value.*", "Bij {a} hoort geen waarde"),
    (
        r"Got unexpected extra argument\S* \((?P<a>.*)\)",
        "Dit is te veel: {a}. Zet een vraag van meer woorden tussen aanhalingstekens",
    ),
    (
        r"Invalid value for '(?P<a>.*?)': .*greater than or equal to (?P<b>\S+)",
        "De waarde bij {a} moet minstens {b} zijn",
    ),
    (r"Invalid value for '(?P<a>.*?)': .*less than or equal to (?P<b>\S+)", "De waarde bij {a} mag hoogstens {b} zijn"),
    (r"Invalid value for '(?P<a>.*?)': .*valid integer.*", "De waarde bij {a} moet een geheel getal zijn"),
)


def usage_message(error: TyperException) -> str:
    """What is wrong, in one Dutch line; words of Typer that are not known here stay as they are, between brackets."""
    said = " ".join(error.format_message().split()).rstrip(".")
    for pattern, dutch in _SAID:
        if match := re.fullmatch(pattern, said):
            return f"{dutch.format(**match.groupdict())}. Zie ‘iobqa --help’."
    return f"{_KINDS.get(type(error).__name__, 'Verkeerd gebruik')} ({said}). Zie ‘iobqa --help’."
