"""What the researcher's desk finds as lines for the terminal."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.markup import escape

from iobqa.desk.check import VERDICTS, Audit, Finding
from iobqa.desk.concordance import Stretch
from iobqa.desk.difference import Difference
from iobqa.desk.lasting import Verified
from iobqa.desk.repeats import Repeat
from iobqa.desk.sources import Link, Source, Sources
from iobqa.records import Paragraph, Report

if TYPE_CHECKING:
    from iobqa.desk.cite import Carrier, Statement  # these load the index, which most commands do without

_COLOURS = {
    "letterlijk": "green",
    "letterlijk, andere plaats dan vermeld": "yellow",
    "gewijzigd": "red",
    "geparafraseerd en gedekt": "green",
    "niet gevonden": "magenta",
    "ongewijzigd": "green",
    "verplaatst": "yellow",
    "verdwenen": "magenta",
}


def _coloured(verdict: str) -> str:
    return f"[{_COLOURS[verdict]}]{verdict}[/{_COLOURS[verdict]}]"


def statement_lines(statements: "Sequence[Statement]") -> Iterator[str]:
    """Places of a claim: the best one in full, the others of the same statement by reference."""
    if not statements:
        yield "Geen plaats gevonden: geen woord van de bewering komt in het rapport voor."
    for number, statement in enumerate(statements, start=1):
        best = statement.places[0]
        literal = "  [green](woordelijk)[/green]" if best.literal else ""
        standing = escape(_standing(best))
        yield f"[cyan]{number}.[/cyan] [bold]{escape(best.unit.ref)}[/bold]{literal}  [dim]{standing}[/dim]"
        yield f"   [dim]{escape(' › '.join(best.unit.section))}[/dim]"
        yield f"   “{escape(' '.join(best.quote.split()))}”"
        yield from _others(statement)
        for link in best.chain:
            yield f"   [dim]{escape(link_line(link))}[/dim]"
        yield ""


def _standing(place: "Carrier") -> str:
    return ", ".join(dict.fromkeys([*([place.unit.role] if place.unit.role else []), *place.voices]))


def _others(statement: "Statement") -> Iterator[str]:
    refs = [place.unit.ref for place in statement.places[1:]]
    if refs:
        yield f"   Staat ook in: {escape('; '.join(refs))}"
    strongest = statement.strongest
    if refs and strongest.unit.role and strongest is not statement.places[0]:
        yield f"   Sterkste plaats om te citeren: [bold]{escape(strongest.unit.ref)}[/bold] ({strongest.unit.role})"


def link_line(link: Link) -> str:
    """A footnote and the sources named in it."""
    named = "; ".join(
        f"{m.source.label}{', ' + m.locator if m.locator else ''} [{m.source.kind}]" for m in link.sources
    )
    return f"{link.note_ref}: {named or ' '.join(link.text.split())}"


def chain_lines(report: Report, units: Sequence[Paragraph]) -> Iterator[str]:
    """What units rest on: of a footnote the sentence that it belongs to, of others their footnotes; with the sources."""
    sources = Sources(report)
    for unit in units:
        if unit.kind == "footnote":
            link = sources.link(unit.id)
            carrier = report.by_id[link.unit]
            yield f"Hoort bij [bold]{escape(carrier.ref)}[/bold]: “{escape(carrier.text[link.start : link.end])}”"
            yield f"   {escape(link_line(link))}"
        else:
            links = (link for link in sources.chain(unit.id) if link.sources)
            yield from (f"   Rust op {escape(link_line(link))}" for link in links)


def audit_lines(audit: Audit, report: Report) -> Iterator[str]:
    """Every finding, then the counts."""
    for number, finding in enumerate(audit.findings, start=1):
        yield f"[cyan]{number}.[/cyan] {_coloured(finding.verdict)}  [dim]{finding.claim.kind}[/dim]"
        yield f"   “{escape(' '.join(finding.claim.text.split()))}”"
        yield from _finding(finding, report)
        yield ""
    for note in audit.notes:
        yield f"Let op: {escape(note)}"
    yield "; ".join(f"{audit.count(verdict)} {verdict}" for verdict in VERDICTS if audit.count(verdict))


def _finding(finding: Finding, report: Report) -> Iterator[str]:
    if finding.references_wrong:
        yield f"   Vermeld: {escape(', '.join(finding.claim.references))}"
    if finding.places:
        lead = "Dichtstbij" if finding.verdict == "niet gevonden" else "Staat in"
        yield f"   {lead}: [bold]{escape(place_names(finding.places, report))}[/bold]"
    if finding.elsewhere:
        yield f"   Staat ook in: {escape(place_names(finding.elsewhere, report))}"
    yield from (f"   {line}" for line in difference_lines(finding.differences))
    yield from (f"   {escape(note)}" for note in finding.notes)


def place_names(stretches: Iterable[Stretch], report: Report) -> str:
    """References of stretches, each once."""
    return "; ".join(dict.fromkeys(report.by_id[stretch.unit].ref for stretch in stretches))


def difference_lines(differences: Iterable[Difference], one: str = "rapport", other: str = "tekst") -> Iterator[str]:
    """Each change with its kinds and both wordings."""
    for (ours, theirs), named in _by_place(differences).items():
        left = f"[green]{escape(ours)}[/green]" if ours else "[dim]niets[/dim]"
        right = f"[red]{escape(theirs)}[/red]" if theirs else "[dim]niets[/dim]"
        yield f"{', '.join(named)}: {one} {left} → {other} {right}"


def _by_place(differences: Iterable[Difference]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for difference in differences:
        found.setdefault((difference.report, difference.quoted), []).append(difference.kind)
    return found


def source_lines(sources: Sources, found: Sequence[Source], report: Report, *, places: bool) -> Iterator[str]:
    """Sources with how often, or with every place that rests on them."""
    for source in found:
        links = sources.links(source)
        yield f"[bold]{escape(source.label)}[/bold]  [dim]{source.kind}, {len(links)}×[/dim]"
        if source.url and places:
            yield f"   {escape(source.url)}"
        for link in links if places else ():
            unit = report.by_id[link.unit]
            yield f"   {escape(unit.ref)} ({escape(link.note_ref)})"
            yield f"      [dim]{escape(' '.join(unit.text[link.start : link.end].split()))}[/dim]"
    if not places:
        yield f"{len(found)} bronnen. ‘iobqa sources NAAM’ toont de plaatsen die op een bron rusten."


def repeat_lines(found: Sequence[Repeat], report: Report) -> Iterator[str]:
    """Both places of each repeated statement, and what differs."""
    for repeat in found:
        for sentence in (repeat.pair.first, repeat.pair.second):
            yield f"[bold]{escape(report.by_id[sentence.unit].ref)}[/bold]: {escape(' '.join(sentence.text.split()))}"
        yield from (f"   {line}" for line in difference_lines(repeat.telling, "eerst", "dan"))
        yield ""
    yield f"{len(found)} herhaalde uitspraken."


def verified_lines(found: Sequence[Verified], report: Report) -> Iterator[str]:
    """What became of each citation."""
    for verified in found:
        yield f"{_coloured(verified.fate)}  [bold]{escape(verified.kept.ref)}[/bold]"
        yield f"   “{escape(' '.join(verified.kept.quote.split()))}”"
        if verified.places and verified.fate != "ongewijzigd":
            yield f"   Nu: [bold]{escape(place_names(verified.places, report))}[/bold]"
        if verified.around:
            yield "   De alinea eromheen is wel gewijzigd."
        yield from (f"   {line}" for line in difference_lines(verified.differences, "nu", "toen"))
    yield "; ".join(f"{sum(v.fate == fate for v in found)} {fate}" for fate in _fates(found)) or "Geen citaten."


def _fates(found: Sequence[Verified]) -> list[str]:
    return list(dict.fromkeys(verified.fate for verified in found))


def outline_lines(report: Report) -> Iterator[str]:
    """Sections, indented by level, with the run of addresses in each."""
    for section in report.sections:
        count = sum(1 for unit in section.paragraphs if report.by_id[unit].kind != "footnote")
        indent, about = "  " * (section.level - 1), f"{escape(section.ref)}, {count} onderdelen"
        yield f"{indent}[bold]{escape(section.title)}[/bold]  [dim]{about}[/dim]"
