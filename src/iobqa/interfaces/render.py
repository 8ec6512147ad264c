"""Answers, hits and units as lines for the terminal: styled by rich when someone is looking, plain when piped."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape

from iobqa.records import Answer, Citation, Claim, Footnote, Hit, Paragraph
from iobqa.search.query import Query

_WIDTH = 100  # characters; longer lines are hard to read


def console(*, stderr: bool = False) -> Console:
    """Plain and unwrapped when piped, styled and at most ``_WIDTH`` wide on a terminal."""
    found = Console(stderr=stderr, highlight=False, soft_wrap=True)
    if found.is_terminal:
        return Console(stderr=stderr, highlight=False, width=min(found.width, _WIDTH))
    return found


def confidence_word(confidence: float) -> str:
    """The calibrated probability in words."""
    return "zeker" if confidence >= 0.8 else "waarschijnlijk" if confidence >= 0.5 else "onzeker"


def answer_lines(answer: Answer) -> Iterable[str]:
    """The answer, then its numbered citations; a refusal gets the nearest passages instead."""
    if answer.rewritten:
        yield f"[dim]Gelezen als: {escape(answer.rewritten)}[/dim]"
    yield f"[bold]{escape(answer.answer)}[/bold]" if answer.answered else escape(answer.answer)
    yield ""
    if answer.answered:
        for citation in answer.citations:
            yield from _citation_lines(citation)
            if answer.claims:  # the answer is not in the report's own words: show those here
                yield f"    “{escape(' '.join(citation.quote.lstrip('· ').split()))}”"
        yield f"[dim]Zekerheid: {confidence_word(answer.confidence)} ({answer.confidence:.0%})[/dim]"
        yield from _model_lines(answer)
    elif answer.passages:
        yield "[dim]Het dichtst in de buurt:[/dim]"
        for hit in answer.passages[:3]:
            said = (hit.nearest or hit.passage.text).lstrip("· ")
            yield f"  {escape(hit.passage.ref)} — {escape(shortened(said, 240))}"


def _model_lines(answer: Answer) -> Iterable[str]:
    """Which language model wrote, what each of its claims is worth, and what was removed."""
    if answer.claims:
        yield f"[dim]Geschreven door {escape(answer.generator)}; elke bewering is nagekeken.[/dim]"
    for claim in answer.claims:
        yield f"[dim]  {claim_line(claim)}[/dim]"
    if answer.note:
        yield f"[dim]{escape(answer.note)}[/dim]"


def claim_line(claim: Claim) -> str:
    """A claim with its verdict, and what is wrong with it."""
    problem = f" ({escape(claim.problem)})" if claim.problem else ""
    return f"{escape(claim.text)} — {claim.verdict}{problem}"


def _citation_lines(citation: Citation) -> Iterable[str]:
    yield f"[cyan]\\[{citation.number}][/cyan] [bold]{escape(citation.ref)}[/bold]"
    yield f"    [dim]{escape(' › '.join(citation.section))}[/dim]"
    for note in citation.footnotes:
        yield f"    [dim]{escape(_note(note))}[/dim]"


def _note(note: Footnote) -> str:
    return f"voetnoot {note.number}: {shortened(note.text)}"


def hit_lines(hits: Sequence[Hit]) -> Iterable[str]:
    """One passage after the other, best first."""
    for hit in hits:
        yield f"[cyan]{hit.rank}.[/cyan] [bold]{escape(hit.passage.ref)}[/bold]  [dim]{hit.score:.3f}[/dim]"
        yield f"   [dim]{escape(' › '.join(hit.passage.section))}[/dim]"
        yield f"   {escape(shortened(hit.passage.text, 300))}"
    if not hits:
        yield "Niets gevonden: geen woord van de vraag komt in het rapport of de vragenbank voor."


def unit_lines(unit: Paragraph) -> Iterable[str]:
    """A unit with its address, headings, text and footnotes."""
    yield f"[bold]{escape(unit.ref)}[/bold]  [dim]{unit.id}[/dim]"
    yield f"[dim]{escape(' › '.join(unit.section))}[/dim]"
    yield escape(unit.text.replace("\t", "  |  "))
    for note in unit.footnotes:
        yield f"  [dim]voetnoot {note.number}: {escape(note.text)}[/dim]"
    yield ""


def query_lines(query: Query) -> Iterable[str]:
    """Which words were mended, joined and added, and why."""
    for typed, known in query.mended.items():
        yield f"gelezen als: {typed} → {known}"
    for word in query.joined:
        yield f"aaneengeschreven: {word}"
    for entry in query.added:
        yield f"toegevoegd: {entry.typed} → {entry.term} ({entry.source})"


def shortened(text: str, most: int = 160) -> str:
    """On one line of at most ``most`` characters, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rsplit(" ", 1)[0] + " …"
