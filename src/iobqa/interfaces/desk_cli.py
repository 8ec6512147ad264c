"""The researcher's desk on the command line. ``mount`` adds its commands to the main application."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from iobqa.errors import DocumentError
from iobqa.settings import Settings

if TYPE_CHECKING:
    from iobqa.desk.desk import ResearchDesk
    from iobqa.qa import ReportQA
    from iobqa.records import Answer, Report

AsJson = Annotated[bool, typer.Option("--json", help="JSON in plaats van tekst")]
RoleOption = Annotated[
    str, typer.Option("--role", help="Alleen: bevinding, conclusie, aanbeveling, box, figuur, voetnoot ...")
]
SectionOption = Annotated[str, typer.Option("--section", help="Alleen in dit deel, zoals 5.1 of Samenvatting")]
FormOption = Annotated[str, typer.Option("--form", help="tekst, md, docx, ris, bibtex of csl; anders volgens --out")]
_STDIN = "-"


def mount(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (cite, check, sources, repeats, basket, export, verify, outline):
        app.command()(command)


def _print_json(payload: object) -> None:
    sys.stdout.write(json.dumps(payload, ensure_ascii=False, indent=2) + "\n")


def _print_lines(lines: Iterable[str]) -> None:
    from iobqa.interfaces.render import console

    target = console()
    for line in lines:
        target.print(line)


def _desk() -> "tuple[ResearchDesk, Report]":
    from iobqa.desk.desk import ResearchDesk
    from iobqa.qa import ReportQA

    qa = ReportQA.open(Settings.read())
    return ResearchDesk(qa), qa.report


def _report() -> "tuple[Report, dict[str, Any]]":
    """The report and ``report.toml``: for what needs no index."""
    from iobqa.report.corpus import load_corpus, load_report

    folder = Settings.read().corpus
    return load_report(folder), load_corpus(folder).about


def cite(
    claim: Annotated[str, typer.Argument(help="Bewering of half onthouden citaat")],
    k: Annotated[int, typer.Option("-k", min=1, max=20, help="Aantal uitspraken")] = 5,
    role: RoleOption = "",
    section: SectionOption = "",
    as_json: AsJson = False,
) -> None:
    """Vind de plaatsen die een bewering dragen, de beste eerst, met waar het nog meer staat en waar het op rust."""
    from iobqa.interfaces.desk_payload import statements_payload
    from iobqa.interfaces.desk_render import statement_lines

    desk, _ = _desk()
    found = desk.cite(claim, k, role, section)
    if as_json:
        _print_json(statements_payload(claim, found))
    else:
        _print_lines(statement_lines(found))


def check(
    file: Annotated[str, typer.Argument(help="Tekst-, Markdown- of Word-bestand; - leest van de invoer")],
    as_json: AsJson = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Schrijf ook een HTML-verslag", show_default=False)
    ] = None,
) -> None:
    """Controleer andermans tekst: staat elk citaat er letterlijk, en klopt wat hij over het rapport zegt?"""
    from iobqa.interfaces.desk_payload import audit_payload
    from iobqa.interfaces.desk_render import audit_lines

    text = _read(file)
    desk, report = _desk()
    audit = desk.check(text)
    if html:
        from iobqa.desk.reference_style import legal
        from iobqa.interfaces.desk_html import audit_html

        name = "de ingevoerde tekst" if file == _STDIN else Path(file).name
        _write(html, audit_html(audit, report, name, legal(desk.work, "")).encode())
    if as_json:
        _print_json(audit_payload(audit, report))
    else:
        _print_lines(audit_lines(audit, report))


def _read(file: str) -> str:
    from iobqa.desk.document import read_document, text_of

    return text_of(sys.stdin.buffer.read(), "de invoer") if file == _STDIN else read_document(Path(file))


def _write(file: Path, content: bytes) -> None:
    """To exactly this file; its folder must be there. Raises DocumentError."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise DocumentError(f"{file} is niet te schrijven. Bestaat de map en mag u daar schrijven?") from error
    sys.stderr.write(f"Geschreven: {file}\n")


def save_answer(qa: "ReportQA", answer: "Answer", file: Path) -> None:
    """``iobqa ask --save``. Raises DocumentError."""
    from iobqa.desk.desk import ResearchDesk
    from iobqa.interfaces.payload import answer_payload

    _write(file, ResearchDesk(qa).keep(answer_payload(answer)).encode())


def sources(
    name: Annotated[str, typer.Argument(help="(Deel van) een naam, zoals “IOB (2021a)” of “motie”")] = "",
    as_json: AsJson = False,
) -> None:
    """Toon de bronnen waar het rapport op rust; met een naam: elke plaats die op die bron rust."""
    from iobqa.desk.sources import Sources
    from iobqa.interfaces.desk_payload import sources_payload
    from iobqa.interfaces.desk_render import source_lines

    report, _ = _report()
    all_sources = Sources(report)
    found = all_sources.named(name) if name else all_sources.all
    if as_json:
        _print_json(sources_payload(all_sources, found, report))
    else:
        _print_lines(source_lines(all_sources, found, report, places=bool(name)))


def repeats(
    section: SectionOption = "",
    everything: Annotated[bool, typer.Option("--all", help="Ook herhalingen die hetzelfde zeggen")] = False,
    as_json: AsJson = False,
) -> None:
    """Toon wat het rapport meer dan eens zegt en dan anders: een ander getal, een ander jaar, een andere sterkte."""
    from iobqa.desk import repeats as recurring
    from iobqa.interfaces.desk_payload import repeats_payload
    from iobqa.interfaces.desk_render import repeat_lines
    from iobqa.search.scope import scope

    report, _ = _report()
    allowed = scope(report, "", section) or (lambda _: True)
    found = recurring.repeats(report, lambda unit: allowed(report.by_id[unit]))
    chosen = [repeat for repeat in found if everything or repeat.telling]
    if as_json:
        _print_json(repeats_payload(chosen, report))
    else:
        _print_lines(repeat_lines(chosen, report))


def basket(
    file: Annotated[Path, typer.Argument(help="De mand: een JSON-bestand dat zo nodig wordt gemaakt")],
    references: Annotated[list[str], typer.Argument(help="Vindplaatsen of id’s om erbij te doen")],
    quote: Annotated[str, typer.Option("--quote", help="Alleen deze woorden citeren (bij één vindplaats)")] = "",
) -> None:
    """Doe plaatsen in een mand met citaten, voor ‘iobqa export’."""
    from iobqa.desk.basket import dump_basket, entries, read_basket

    if quote and len(references) > 1:
        raise DocumentError("Met --quote kan één vindplaats tegelijk in de mand.")
    report, _ = _report()
    added = [{"ref": reference, "quote": quote} for reference in references]
    rows = entries(report, [*read_basket(file), *added])
    _write(file, dump_basket(rows).encode())
    sys.stdout.write(f"{len(rows)} citaten in {file}\n")


def export(
    references: Annotated[list[str] | None, typer.Argument(help="Vindplaatsen of id’s", show_default=False)] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="Mand, bewaard antwoord of uitvoer van ask --json", show_default=False)
    ] = None,
    form: FormOption = "",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Uitvoerbestand; anders de uitvoer", show_default=False)
    ] = None,
) -> None:
    """Zet citaten om in voetnoten (Markdown, Word), RIS, BibTeX, CSL-JSON of tekst in juridische stijl."""
    from iobqa.desk import export as forms
    from iobqa.desk.basket import entries, read_basket
    from iobqa.desk.reference_style import work

    report, about = _report()
    if source and not source.exists():
        raise DocumentError(f"{source} bestaat niet. Maak een mand met ‘iobqa basket’.")
    rows = [*(read_basket(source) if source else []), *({"ref": reference} for reference in references or [])]
    chosen = form or forms.SUFFIXES.get(out.suffix.lower() if out else "", "tekst")
    if chosen == "docx" and not out:
        raise DocumentError("Een Word-bestand gaat niet naar het scherm. Geef een bestand op met --out.")
    content = forms.export(chosen, entries(report, rows), work(about))
    if out:
        _write(out, content)
    else:
        sys.stdout.write(content.decode())


def verify(
    file: Annotated[Path, typer.Argument(help="Bewaard antwoord (iobqa ask --save) of uitvoer van ask --json")],
    as_json: AsJson = False,
) -> None:
    """Controleer een bewaard antwoord tegen deze editie: ongewijzigd, verplaatst, gewijzigd of verdwenen."""
    from iobqa.desk import lasting
    from iobqa.interfaces.desk_payload import verified_payload
    from iobqa.interfaces.desk_render import verified_lines

    kept = lasting.read_kept(file)
    report, _ = _report()
    found = lasting.verify(report, kept.citations)
    if as_json:
        _print_json(verified_payload(found, report))
    else:
        _print_lines(verified_lines(found, report))


def outline(as_json: AsJson = False) -> None:
    """Toon de inhoudsopgave met de vindplaatsen."""
    from iobqa.interfaces.desk_render import outline_lines
    from iobqa.interfaces.payload import outline_payload

    report, about = _report()
    if as_json:
        _print_json(outline_payload(report, about))
    else:
        _print_lines(outline_lines(report))
