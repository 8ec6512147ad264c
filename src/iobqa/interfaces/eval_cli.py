"""`iobqa eval`: golden questions to a run, scores, a comparison and a gate. Mounted by the command line.

Everything is imported by the command that needs it: `iobqa --help` passes here too.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iobqa.interfaces.eval_session import Bench

app = typer.Typer(
    help="Toetsvragen stellen, scoren, vergelijken en bewaken.", no_args_is_help=True, rich_markup_mode=None
)

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
EVALS = Path("evals")
GOLDEN = EVALS / "golden"
RUNS = EVALS / "runs"


def _bench(golden: Path) -> "Bench":
    from iobqa.interfaces.eval_session import Bench

    return Bench.open(golden)


@app.command()
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Bestanden of mappen; standaard evals/golden.", show_default=False)
    ] = None,
    coverage: Annotated[bool, typer.Option("--coverage", help="Toon elk onderdeel van het rapport.")] = False,
) -> None:
    """Controleer toetsvragen: alle problemen in één keer, met bestand en regel."""
    from iobqa.evaluation import checks
    from iobqa.evaluation.golden import read_golden
    from iobqa.interfaces import eval_view as view

    questions, faults = read_golden(files or [GOLDEN], default_set=None if files else "dev")
    found = checks.check(questions, faults, _bench(GOLDEN).report)
    view.print_check(found, coverage)
    view.say(f"{len(questions)} vragen, {len(found.problems)} problemen, {len(found.remarks)} opmerkingen")
    if found.problems:
        raise typer.Exit(1)


@app.command()
def run(
    which: Annotated[str, typer.Option("--set", help="dev, test, all of een eigen vragenbestand.")] = "dev",
    out: OutOption = None,
    url: UrlOption = None,
    force: Annotated[bool, typer.Option("--force", help="Overschrijf een ander bestand op die plek.")] = False,
    repeat: Annotated[
        int, typer.Option("--repeat", min=1, max=50, help="Zo vaak, met spreiding; alleen zinnig met een taalmodel.")
    ] = 1,
    golden: GoldenOption = GOLDEN,
) -> None:
    """Stel alle vragen en bewaar elk antwoord; na een onderbreking gaat het verder waar het was."""
    from iobqa.evaluation.repeats import repeats
    from iobqa.evaluation.runs import check_target
    from iobqa.evaluation.wording import counted
    from iobqa.interfaces import eval_session as session
    from iobqa.interfaces import eval_view as view
    from iobqa.interfaces.eval_view import say

    bench = _bench(golden)
    name, questions = bench.questions(which)
    session.check_repeat(bench.settings, url, repeat)
    who = session.respondent(bench.settings, url)
    header = who.header(name, questions, bench.corpus)
    targets = session.numbered(out or session.default_out(header, RUNS), repeat)
    for target in targets:
        check_target(target, header, force)
    for target in targets:
        made, kept = session.ask_to_file(who, questions, header, target)
        failed = sum(entry.error is not None for entry in made.entries)
        resumed = f", {kept} daarvan al eerder gesteld" if kept else ""
        asked = f"{counted(len(made.entries), 'vraag', 'vragen')} gesteld{resumed}"
        say(f"{asked}, {counted(failed, 'storing', 'storingen')}. Bekijk: iobqa eval score {target}")
        typer.echo(str(target))
    if repeat > 1:
        view.say_repeats(repeats([bench.scored_file(target, which)[2] for target in targets]))


@app.command()
def score(
    run: Annotated[
        list[Path],
        typer.Argument(help="Bestand van `iobqa eval run`, of alle herhalingen van één run.", show_default=False),
    ],
    which: SetOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Alles als JSON, ook per vraag.")] = False,
    golden: GoldenOption = GOLDEN,
) -> None:
    """Scoor een run: elke maat met aantal en 95%-interval, per soort vraag en per hoofdstuk."""
    from iobqa.evaluation.repeats import repeats
    from iobqa.interfaces import eval_view as view

    bench = _bench(golden)
    scored = [bench.scored_file(file, which) for file in run]
    if as_json:
        typer.echo(view.sheets_json([sheet for _, _, sheet in scored]))
    elif len(scored) == 1:
        view.print_sheet(scored[0][2], scored[0][0])
    else:
        view.print_repeats(repeats([sheet for _, _, sheet in scored]))


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(help="Run van de oude versie.", show_default=False)],
    new: Annotated[Path, typer.Argument(help="Run van de nieuwe versie.", show_default=False)],
    which: SetOption = None,
    golden: GoldenOption = GOLDEN,
) -> None:
    """Vergelijk twee runs: welke vragen omsloegen, en welke verschillen geen toeval zijn."""
    from iobqa.evaluation import comparison
    from iobqa.interfaces import eval_view as view

    bench = _bench(golden)
    _, questions, old_sheet = bench.scored_file(old, which)
    _, _, new_sheet = bench.scored_file(new, which)
    view.print_comparison(comparison.compare(old_sheet, new_sheet), questions.questions)


@app.command()
def gate(
    which: Annotated[str, typer.Option("--set", help="dev, test, all of een eigen vragenbestand.")] = "all",
    run: Annotated[Path | None, typer.Option("--run", help="Beoordeel deze run in plaats van te vragen.")] = None,
    url: UrlOption = None,
    baseline: Annotated[Path, typer.Option(help="De scores van de versie om te evenaren.")] = EVALS / "baseline.json",
    never_break: Annotated[Path, typer.Option(help="Nummers van vragen die nooit mogen breken, een per regel.")] = EVALS
    / "never-break.txt",
    junit: Annotated[Path | None, typer.Option(help="Schrijf het oordeel als JUnit-XML.", show_default=False)] = None,
    summary: Annotated[Path | None, typer.Option(help="Schrijf het oordeel als Markdown.", show_default=False)] = None,
    update_baseline: Annotated[bool, typer.Option("--update-baseline", help="Leg deze versie vast.")] = False,
    reason: Annotated[str, typer.Option(help="Waarom de baseline verandert; wordt bewaard.")] = "",
    golden: GoldenOption = GOLDEN,
) -> None:
    """Bewaak: rood bij een bewezen verlies, bij een vraag die nooit mag breken, en bij een kapot citaat of adres."""
    from iobqa.interfaces import eval_view as view
    from iobqa.interfaces.eval_gate import Gate

    door = Gate(_bench(golden), which, baseline, never_break)
    if update_baseline:
        view.say(door.update(run, url, reason))
        return
    verdict = door.judge(run, url)
    if junit:
        door.write_junit(verdict, junit)
    if summary:
        door.write_summary(verdict, summary)
    view.print_verdict(verdict, door.questions.questions)
    if not verdict.green:
        raise typer.Exit(1)


@app.command()
def report(
    run: RunArgument,
    against: Annotated[Path | None, typer.Option("--against", help="Oudere run om mee te vergelijken.")] = None,
    out: OutOption = None,
    which: SetOption = None,
    golden: GoldenOption = GOLDEN,
) -> None:
    """Schrijf één HTML-pagina over een run, zonder netwerk te lezen: cijfers, grafieken en elke vraag."""
    from iobqa.evaluation.comparison import compare as compare_sheets
    from iobqa.evaluation.page import Scored, page
    from iobqa.evaluation.runfile import write_whole

    bench = _bench(golden)
    scored = Scored(*bench.scored_file(run, which), bench.report)
    older = bench.scored_file(against, which)[2] if against else None
    target = out or run.with_suffix(".html")
    write_whole(target, page(scored, compare_sheets(older, scored.sheet) if older else None))
    typer.echo(str(target))


@app.command("export")
def export_trec(
    out: Annotated[Path, typer.Option("--out", help="Map voor de bestanden.")] = Path("trec"),
    run: Annotated[Path | None, typer.Option("--run", help="Schrijf ook deze run.")] = None,
    which: SetOption = None,
    golden: GoldenOption = GOLDEN,
) -> None:
    """Schrijf vragen, alinea's, qrels en eventueel een run als TREC-bestanden, voor andere zoeksystemen."""
    from iobqa.evaluation.runfile import write_whole
    from iobqa.evaluation.trec import export_files

    bench = _bench(golden)
    if run:
        made, questions, _ = bench.scored_file(run, which)
        files = export_files(questions, bench.report, made)
    else:
        files = export_files(bench.questions(which or "dev")[1], bench.report)
    for name, content in files.items():
        write_whole(out / name, content)
        typer.echo(str(out / name))


@app.command("import")
def import_trec(
    trec: Annotated[Path, typer.Argument(help="TREC-run: vraag Q0 document rang score naam.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="Uitvoerbestand voor `iobqa eval score`.")],
    which: Annotated[str, typer.Option("--set", help="dev, test, all of een eigen vragenbestand.")] = "dev",
    force: Annotated[bool, typer.Option("--force", help="Overschrijf een ander bestand op die plek.")] = False,
    golden: GoldenOption = GOLDEN,
) -> None:
    """Lees de run van een ander zoeksysteem in, om hem op dezelfde vragen te scoren."""
    from iobqa.evaluation.runfile import dump_run, write_whole
    from iobqa.evaluation.runs import check_target
    from iobqa.evaluation.trec import import_run

    bench = _bench(golden)
    name, questions = bench.questions(which)
    made = import_run(trec, name, questions, bench.report, bench.corpus)
    check_target(out, made.header, force)
    write_whole(out, dump_run(made))
    typer.echo(str(out))
