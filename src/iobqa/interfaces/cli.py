"""The command line: answers on stdout, everything else on stderr.

Exit 0 done (answered or refused), 1 a problem the message explains, 2 wrong usage, 130 interrupted.
"""

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: products this small only lose by threads

from iobqa import __version__
from iobqa.errors import IobqaError
from iobqa.interfaces import desk_cli
from iobqa.interfaces.desk_cli import RoleOption, SectionOption
from iobqa.interfaces.enrich_cli import enrich
from iobqa.interfaces.eval_cli import app as eval_app
from iobqa.interfaces.usage import DutchGroup, in_dutch, usage_message
from iobqa.settings import Settings

if TYPE_CHECKING:
    from iobqa.answer.explanation import Explanation
    from iobqa.qa import ReportQA
    from iobqa.records import Answer

app = typer.Typer(
    name="iobqa",
    cls=DutchGroup,
    help="Stel één rapport een vraag; krijg een kort antwoord met de precieze vindplaats.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(eval_app, name="eval", cls=DutchGroup)
desk_cli.mount(app)
app.command()(enrich)

AsJson = Annotated[bool, typer.Option("--json", help="JSON in plaats van tekst")]
Explain = Annotated[bool, typer.Option("--explain", help="Toon ook hoe dit tot stand kwam")]
Count = Annotated[int, typer.Option("-k", min=1, max=100, metavar="AANTAL", help="Aantal passages")]


def _open(role: str = "", section: str = "") -> "ReportQA":
    from iobqa.qa import ReportQA
    from iobqa.search.scope import scope

    qa = ReportQA.open(Settings.read())
    return qa.within(scope(qa.report, role, section))


def _print_json(payload: object) -> None:
    sys.stdout.write(json.dumps(payload, ensure_ascii=False, indent=2) + "\n")


def _print_lines(lines: Iterable[str]) -> None:
    from iobqa.interfaces.render import console

    target = console()
    for line in lines:
        target.print(line)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="VRAAG", help="De vraag, in gewone woorden")],
    k: Count = 10,
    role: RoleOption = "",
    section: SectionOption = "",
    save: Annotated[
        Path | None, typer.Option("--save", help="Bewaar het antwoord, voor ‘iobqa verify’", show_default=False)
    ] = None,
    as_json: AsJson = False,
    explain: Explain = False,
) -> None:
    """Beantwoord een vraag met de vindplaats, of zeg dat het rapport er niets over zegt."""
    from iobqa.interfaces.payload import answer_payload
    from iobqa.interfaces.render import answer_lines

    qa = _open(role, section)
    live = not as_json and sys.stdout.isatty() and qa.model is not None
    answer = _live(qa, question, k) if live else qa.ask(question, k)
    if explain:
        _explain(qa.why(question), as_json)
    if save:
        desk_cli.save_answer(qa, answer, save)
    if as_json:
        _print_json(answer_payload(answer))
    elif not live:
        _print_lines(answer_lines(answer))


def _live(qa: "ReportQA", question: str, k: int) -> "Answer":
    from iobqa.interfaces.live import show_live

    return show_live(qa, question, k)


def _explain(explanation: "Explanation", as_json: bool) -> None:
    """On stderr, so that stdout stays the answer; as JSON one object on one line."""
    from iobqa.interfaces.explained import explanation_lines, explanation_payload

    if as_json:
        sys.stderr.write(json.dumps(explanation_payload(explanation), ensure_ascii=False) + "\n")
    else:
        sys.stderr.writelines(f"{line}\n" for line in explanation_lines(explanation))


@app.command()
def search(
    question: Annotated[str, typer.Argument(metavar="VRAAG", help="Vraag of zoekwoorden")],
    k: Count = 10,
    role: RoleOption = "",
    section: SectionOption = "",
    as_json: AsJson = False,
    explain: Explain = False,
) -> None:
    """Zoek de passages die het best bij een vraag passen."""
    from iobqa.interfaces.payload import hit_payload
    from iobqa.interfaces.render import hit_lines, query_lines

    qa = _open(role, section)
    hits = qa.search(question, k)
    if explain:
        found = qa.explain(question)
        for line in query_lines(found.query):
            sys.stderr.write(line + "\n")
        for hit in hits:
            sys.stderr.write(f"{hit.rank}. {hit.passage.ref}: {found.explain(hit.passage.number)}\n")
    if as_json:
        _print_json([hit_payload(hit) for hit in hits])
    else:
        _print_lines(hit_lines(hits))


@app.command()
def show(
    reference: Annotated[
        str, typer.Argument(metavar="VINDPLAATS", help="Vindplaats of id, zoals “§ 4.2.2, al. 3” of “voetnoot 93”")
    ],
    as_json: AsJson = False,
) -> None:
    """Toon een alinea, box, tabel, voetnoot of hele paragraaf."""
    from iobqa.interfaces.desk_render import chain_lines
    from iobqa.interfaces.payload import paragraph_payload
    from iobqa.interfaces.render import unit_lines
    from iobqa.report.corpus import load_report
    from iobqa.report.lookup import find

    report = load_report(Settings.read().corpus)
    found = find(report, reference)
    if as_json:
        payload = [paragraph_payload(report, unit) for unit in found.paragraphs]
        _print_json(payload[0] if found.section is None else payload)
    else:
        for unit in found.paragraphs:
            _print_lines(unit_lines(unit))
        if found.section is None:
            _print_lines(chain_lines(report, found.paragraphs))


@app.command()
def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Bouw opnieuw, ook als de index nog klopt")] = False,
) -> None:
    """Bouw de index, als die er nog niet is."""
    from iobqa.search.index import open_index

    settings = Settings.read()
    found = open_index(settings, rebuild=rebuild)
    sys.stdout.write(
        f"Index {found.fingerprint}: {len(found.passages)} passages, {len(found.bank)} vragen in de vragenbank, "
        f"in {settings.index / found.fingerprint}\n"
    )


@app.command()
def serve(
    host: Annotated[str, typer.Option(metavar="ADRES", help="Adres waarop de dienst luistert")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="NUMMER", help="Poort")] = 8000,
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=64, metavar="AANTAL", help="Rekenprocessen", show_default="één per kern, hoogstens 4"),
    ] = None,
) -> None:
    """Start de webpagina en de HTTP-dienst."""
    from iobqa.interfaces.server import run

    run(Settings.read(workers=workers), host, port)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Controleer of alles er is en werkt; noem bij elk probleem de remedie."""
    from iobqa.interfaces.doctor import check_all

    checks = check_all()
    if as_json:
        _print_json([check.payload() for check in checks])
    else:
        _print_lines(line for check in checks for line in check.lines())
    if not all(check.ok for check in checks):
        raise typer.Exit(1)


def _version(value: bool) -> None:
    if value:
        sys.stdout.write(f"iobqa {__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Toon de versie")
    ] = False,
) -> None:
    pass


_INTERRUPTED = 130  # as shells have it

for _group in (app, eval_app):
    in_dutch(_group)


def main() -> None:
    """Run the command line; every failure ends as one Dutch line on stderr and an exit code."""
    try:
        code = _run()
    except IobqaError as error:
        code = _fail(str(error), 1)
    except TyperException as error:
        code = _fail(usage_message(error), 2)
    except (KeyboardInterrupt, typer.Abort):
        code = _fail("Afgebroken.", _INTERRUPTED)
    except BrokenPipeError:  # the reader is gone; nothing is left to say, at exit neither
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:
        code = _fail(f"Lezen of schrijven lukt niet: {error}", 1)
    except Exception as error:
        if os.environ.get("IOBQA_DEBUG"):
            raise
        code = _fail(f"Onverwachte fout: {error!r}. Draai ‘iobqa doctor’; met IOBQA_DEBUG=1 volgt het hele spoor.", 1)
    sys.exit(code)


def _run() -> int:
    """The exit code. Typer ends by itself, without a word, when the reader of its output goes or someone interrupts."""
    try:
        code = app(standalone_mode=False, prog_name="iobqa")
        sys.stdout.flush()
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):
            raise ended.__context__ from None
        raise
    if code == _INTERRUPTED:
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _fail(message: str, code: int) -> int:
    sys.stderr.write(message + "\n")
    return code


if __name__ == "__main__":
    main()
