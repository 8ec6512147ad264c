"""`iobqa eval`: golden questions to a run, scores, a comparison and a gate. Mounted by the command line."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ParamSpec

import typer

from iobqa.errors import IobqaError
from iobqa.interfaces import eval_view as view

if TYPE_CHECKING:
    from iobqa.interfaces.eval_session import Bench

app = typer.Typer(help="Toetsvragen stellen, scoren, vergelijken en bewaken.", no_args_is_help=True)

_Arguments = ParamSpec("_Arguments")

RunArgument = Annotated[Path, typer.Argument(help="Bestand van `iobqa eval run`.", show_default=False)]
SetOption = Annotated[
    str | None,
    typer.Option(
        "--set", help="dev, test, all of een eigen vragenbestand; anders de set van de run.", show_default=False
    ),
]
GoldenOption = Annotated[Path, typer.Option("--golden", help="Map met de toetsvragen van dit project.")]
UrlOption = Annotated[
    str | None, typer.Option("--url", help="Vraag het een draaiende dienst, zoals http://127.0.0.1:8000.")
]
OutOption = Annotated[Path | None, typer.Option("--out", help="Uitvoerbestand.", show_default=False)]
GOLDEN = Path("evals/golden")
RUNS = Path("evals/runs")


def _told(command: Callable[_Arguments, None]) -> Callable[_Arguments, None]:
    """Turn what a user can do something about into its message and exit code 1."""

    @functools.wraps(command)
    def told(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except IobqaError as error:
            view.say(str(error))
            raise typer.Exit(1) from error
        except KeyboardInterrupt:
            view.say("Onderbroken. Hetzelfde commando gaat verder waar het was.")
            raise typer.Exit(1) from None

    return told


def _bench(golden: Path) -> "Bench":
    from iobqa.interfaces.eval_session import Bench

    return Bench.open(golden)


@app.command()
@_told
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Bestanden of mappen; standaard evals/golden.", show_default=False)
    ] = None,
    coverage: Annotated[bool, typer.Option("--coverage", help="Toon elk onderdeel van het rapport.")] = False,
) -> None:
    """Controleer toetsvragen: alle problemen in één keer, met bestand en regel."""
    from iobqa.evaluation import checks
    from iobqa.evaluation.golden import read_golden

    questions, faults = read_golden(files or [GOLDEN], default_set=None if files else "dev")
    found = checks.check(questions, faults, _bench(GOLDEN).report)
    view.print_check(found, coverage)
    view.say(f"{len(questions)} vragen, {len(found.problems)} problemen, {len(found.remarks)} opmerkingen")
    if found.problems:
        raise typer.Exit(1)


@app.command()
@_told
def run(
    which: Annotated[str, typer.Option("--set", help="dev, test, all of een eigen vragenbestand.")] = "dev",
    out: OutOption = None,
    url: UrlOption = None,
    force: Annotated[bool, typer.Option("--force", help="Overschrijf een ander bestand op die plek.")] = False,
    golden: GoldenOption = GOLDEN,
) -> None:
    """Stel alle vragen en bewaar elk antwoord; na een onderbreking gaat het verder waar het was."""
    from iobqa.evaluation.runs import check_target
    from iobqa.interfaces import eval_session as session

    bench = _bench(golden)
    name, questions = bench.questions(which)
    who = session.respondent(bench.settings, url)
    header = who.header(name, questions, bench.corpus)
    target = out or session.default_out(header, RUNS)
    check_target(target, header, force)
    made, kept = session.ask_to_file(who, questions, header, target)
    failed = sum(entry.error is not None for entry in made.entries)
    resumed = f", {kept} daarvan al eerder gesteld" if kept else ""
    view.say(f"{len(made.entries)} vragen gesteld{resumed}, {failed} storingen. Bekijk: iobqa eval score {target}")
    typer.echo(str(target))


@app.command()
@_told
def score(
    run: RunArgument,
    which: SetOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Alles als JSON, ook per vraag.")] = False,
    golden: GoldenOption = GOLDEN,
) -> None:
    """Scoor een run: elke maat met aantal en 95%-interval, per soort vraag en per hoofdstuk."""
    made, _, sheet = _bench(golden).scored_file(run, which)
    if as_json:
        typer.echo(view.sheet_json(sheet))
    else:
        view.print_sheet(sheet, made)
