"""The verdict of the gate for machines and for people: JUnit XML and a summary in Markdown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from xml.etree import ElementTree

from iobqa.evaluation.comparison import Comparison, Difference, Flip, Move
from iobqa.evaluation.gate import Verdict
from iobqa.evaluation.golden import GoldenQuestion
from iobqa.evaluation.wording import OUTCOMES, decimal, kind_label, percent, points

_SHOWN = 40
"""Questions listed in the summary; the rest is counted."""


def junit_xml(verdict: Verdict) -> str:
    """One test case for each thing the gate looked at (JUnit's format as CI systems read it)."""
    failures = len(verdict.failures)
    root = ElementTree.Element(
        "testsuites", name="iobqa eval gate", tests=str(len(verdict.checks)), failures=str(failures)
    )
    for name, members in groupby(verdict.checks, key=lambda check: check.suite):
        checks = list(members)
        red = sum(check.failure is not None for check in checks)
        suite = ElementTree.SubElement(
            root, "testsuite", name=name, tests=str(len(checks)), failures=str(red), errors="0", skipped="0"
        )
        for check in checks:
            case = ElementTree.SubElement(suite, "testcase", classname=f"iobqa.eval.{name}", name=check.name)
            if check.failure:
                failure = ElementTree.SubElement(case, "failure", message=_printable(check.failure), type="regressie")
                failure.text = "\n".join(flip_line(flip) for flip in verdict.comparison.flips if flip.lost)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def markdown(verdict: Verdict, old_index: str, new_index: str, questions: Sequence[GoldenQuestion]) -> str:
    """The whole story on one page."""
    found = verdict.comparison
    lines = [
        f"# Toetsvragen: {'groen' if verdict.green else 'ROOD'}",
        "",
        f"{found.n} vragen, index `{new_index}` tegen baseline `{old_index}`.",
        "",
        *(f"- **{_escaped(failure)}**" for failure in verdict.failures),
        *([""] if verdict.failures else []),
        "| maat | oud | nieuw | verschil (punten) | 95%-interval | p | |",
        "|---|---:|---:|---:|---:|---:|---|",
        *(f"| {d.measure.name} | {' | '.join(difference_cells(d))} |" for d in found.differences),
        "",
        power_statement(found),
        *(f"- {line}" for line in kind_warnings(found)),
    ]
    asked = shown_questions(questions)
    for title, flips in flip_lists(found):
        lines += _flip_section(title, flips, asked)
    return "\n".join(lines) + "\n"


def flip_lists(found: Comparison) -> list[tuple[str, list[Flip]]]:
    """The questions that turned, under their headings."""
    return [
        ("Verloren vragen", [flip for flip in found.flips if flip.lost]),
        ("Gewonnen vragen", [flip for flip in found.flips if not flip.lost]),
        ("Niet omgeslagen, wel veranderd", list(found.shifts)),
    ]


def shown_questions(questions: Iterable[GoldenQuestion]) -> dict[str, str]:
    """Texts under their ids. Of the test set nothing: who reads it would tune on it, meaning to or not."""
    return {question.id: question.question for question in questions if question.set != "test"}


def kind_warnings(found: Comparison) -> list[str]:
    """Kinds of questions in which a measure fell, too many comparisons to be proof."""
    return [
        f"Let op: {fall.measure.name} bij {kind_label(kind)}: {points(fall.paired.difference.value)} punten."
        for kind, fall in found.by_kind
        if fall.loss
    ]


def power_statement(found: Comparison) -> str:
    """What the set can and cannot show."""
    shown = [d for d in found.differences if d.measure.gates]
    parts = [f"{d.measure.name} {percent(d.paired.detectable)} (n = {d.paired.difference.n})" for d in shown]
    return "Kleinste verschil dat deze vragen met 80% kans laten zien: " + ", ".join(parts) + "."


def flip_line(flip: Flip) -> str:
    """A question that turned, on one line: what it was, what it is, and which paragraph was lost or gained."""
    reason = f" ({flip.new_reason})" if flip.new_reason else ""
    changes = dict.fromkeys([*map(move_text, flip.moves), *_citation_change(flip)])
    return f"{flip.id}: {OUTCOMES[flip.old]} → {OUTCOMES[flip.new]}{reason}; {'; '.join(changes) or 'zelfde bewijs'}"


def move_text(move: Move) -> str:
    """A paragraph's old and new rank."""
    return f"{move.ref}: rang {move.old_rank or '-'} → {move.new_rank or '-'}"


def _citation_change(flip: Flip) -> Iterator[str]:
    gone = [ref for ref in flip.old_cited if ref not in flip.new_cited]
    came = [ref for ref in flip.new_cited if ref not in flip.old_cited]
    if gone:
        yield f"citeert niet meer {', '.join(gone)}"
    if came:
        yield f"citeert nu {', '.join(came)}"


def difference_cells(difference: Difference) -> tuple[str, ...]:
    """Old, new, difference, its interval, p, and whether it is more than chance."""
    interval = difference.paired.difference
    return (
        percent(difference.old),
        percent(difference.new),
        points(interval.value),
        f"{points(interval.low)} tot {points(interval.high)}",
        decimal(difference.paired.p),
        "verlies" if difference.loss else "winst" if difference.gain else "",
    )


def _printable(text: str) -> str:
    """An error may carry characters that XML does not allow."""
    return "".join(char if char.isprintable() or char in "\n\t" else "?" for char in text)


def _flip_section(title: str, flips: Sequence[Flip], asked: Mapping[str, str]) -> Iterator[str]:
    if not flips:
        return
    yield from ("", f"## {title} ({len(flips)})", "")
    for flip in flips[:_SHOWN]:
        yield f"- {_escaped(flip_line(flip))}" + (f"  \n  *{_escaped(asked[flip.id])}*" if flip.id in asked else "")
    if len(flips) > _SHOWN:
        yield f"- en nog {len(flips) - _SHOWN}"


def _escaped(text: str) -> str:
    """Questions and errors are data: no mark-up of their own in our page."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in " ".join(text.split()))
