"""The command line: answers on stdout, everything else on stderr; exit 0 done, 1 a problem the message explains, 2 wrong usage."""

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: products this small only lose by threads

from iobqa import __version__
from iobqa.errors import IobqaError
from iobqa.settings import Settings

app = typer.Typer(
    name="iobqa",
    help="Stel één rapport een vraag; krijg een kort antwoord met de precieze vindplaats.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="JSON in plaats van tekst")]
Count = Annotated[int, typer.Option("-k", min=1, max=100, help="Aantal passages")]


def _open() -> Any:
    from iobqa.qa import ReportQA

    return ReportQA.open(Settings.read())


def _print_json(payload: Any) -> None:
    sys.stdout.write(json.dumps(payload, ensure_ascii=False, indent=2) + "\n")


def _print_lines(lines: Iterable[str]) -> None:
    from iobqa.interfaces.render import console

    target = console()
    for line in lines:
        target.print(line)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="De vraag, in gewone woorden")],
    k: Count = 10,
    as_json: AsJson = False,
) -> None:
    """Beantwoord een vraag met de vindplaats, of zeg dat het rapport er niets over zegt."""
    from iobqa.interfaces.payload import answer_payload
    from iobqa.interfaces.render import answer_lines

    answer = _open().ask(question, k)
    if as_json:
        _print_json(answer_payload(answer))
    else:
        _print_lines(answer_lines(answer))


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="Vraag of zoekwoorden")],
    k: Count = 10,
    as_json: AsJson = False,
    explain: Annotated[bool, typer.Option("--explain", help="Toon welke woorden zijn toegevoegd en waarom")] = False,
) -> None:
    """Zoek de passages die het best bij een vraag passen."""
    from iobqa.interfaces.payload import hit_payload
    from iobqa.interfaces.render import hit_lines, query_lines

    qa = _open()
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
    reference: Annotated[str, typer.Argument(help="Vindplaats of id, zoals “§ 4.2.2, al. 3” of “voetnoot 93”")],
    as_json: AsJson = False,
) -> None:
    """Toon een alinea, box, tabel, voetnoot of hele paragraaf."""
    from iobqa.interfaces.payload import paragraph_payload
    from iobqa.interfaces.render import unit_lines
    from iobqa.report.corpus import load_report
    from iobqa.report.lookup import find

    report = load_report(Settings.read().corpus)
    found = find(report, reference)
    if as_json:
        payload = [paragraph_payload(report, unit) for unit in found.units]
        _print_json(payload[0] if found.section is None else payload)
    else:
        for unit in found.units:
            _print_lines(unit_lines(unit))


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
    host: Annotated[str, typer.Option(help="Adres waarop de dienst luistert")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Poort")] = 8000,
) -> None:
    """Start de webpagina en de HTTP-dienst."""
    from iobqa.interfaces.server import run

    run(Settings.read(), host, port)


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


def main() -> None:
    """Run the command line; every failure ends as one Dutch line on stderr and an exit code."""
    try:
        code = app(standalone_mode=False)
    except IobqaError as error:
        code = _fail(str(error), 1)
    except TyperException as error:
        code = _fail(_usage_message(error), 2)
    except (KeyboardInterrupt, typer.Abort):
        code = _fail("Afgebroken.", 130)
    except BrokenPipeError:
        sys.stdout = Path(os.devnull).open("w")  # the reader is gone; nothing is left to say
        code = 0
    except OSError as error:
        code = _fail(f"Lezen of schrijven lukt niet: {error}", 1)
    except Exception as error:
        if os.environ.get("IOBQA_DEBUG"):
            raise
        code = _fail(f"Onverwachte fout: {error!r}. Draai ‘iobqa doctor’; met IOBQA_DEBUG=1 volgt het hele spoor.", 1)
    sys.exit(code if isinstance(code, int) else 0)


_USAGE = {
    "MissingParameter": "Er ontbreekt een argument of de waarde van een optie",
    "NoSuchOption": "Die optie bestaat niet",
    "NoSuchCommand": "Dat commando bestaat niet",
    "BadParameter": "Een waarde klopt niet",
    "BadOptionUsage": "Bij een optie ontbreekt de waarde of staat er een te veel",
}


def _usage_message(error: TyperException) -> str:
    """Typer's own words are English; the kind of mistake is said in Dutch before them."""
    kind = _USAGE.get(type(error).__name__, "Verkeerd gebruik")
    return f"{kind} ({error.format_message().rstrip('.')}). Zie ‘iobqa --help’."


def _fail(message: str, code: int) -> int:
    sys.stderr.write(message + "\n")
    return code


if __name__ == "__main__":
    main()
