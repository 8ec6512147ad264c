"""Does a claim say no more and no other than the sentences it cites? A verdict with reasons, never a score.

What each verdict does and does not promise stands in docs/verification.md.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from iobqa.answer.figure_checks import check_figures
from iobqa.answer.marker_checks import check_advice, check_markers, orders
from iobqa.answer.names import names
from iobqa.answer.readings import Reading, normalised, read
from iobqa.answer.role_checks import check_roles
from iobqa.answer.signs import OWN_WORDS, Compared
from iobqa.answer.verdicts import COVERED, LITERAL, UNCOVERED, ClaimVerdict, Near, Problem, Source
from iobqa.answer.wording_checks import (
    check_attributes,
    check_borrowed,
    check_content,
    check_names,
    check_opposites,
    check_order,
    check_replaced,
    check_sentence,
)


@dataclass(frozen=True)
class Background:
    """What stands around the cited sentences and may be used in a claim without being in them."""

    context: Sequence[str] = ()
    """Headings, captions and lead-ins above the sentences: they may give a name or a subject, never a number."""
    period: tuple[int, int] | None = None
    """First and last year that the report is about."""
    abbreviations: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Other names for a name, all in lower case: what the report itself abbreviates."""
    author: str = ""
    """Short name of who wrote the report: "volgens IOB" may be put before any claim."""
    author_in_full: str = ""
    advice: bool = False
    """The sentences are recommendations, in the imperative."""
    near: Near | None = None
    """How near two words in lower case, or two texts, come in meaning, 0 to 1, as the report's own encoder has it."""
    weighing: Callable[[Compared], tuple[Problem, ...]] | None = None
    """Weighs what may be said otherwise; without it (or without ``near``) each problem stands by itself."""


_NOTHING = Background()
_SENTENCE = 3
"""Words below which a stretch of the report is a label and no sentence, however literal."""


def verify(claim: str, sources: Sequence[str], background: Background = _NOTHING) -> ClaimVerdict:
    """Compare ``claim`` with the sentences it cites. Without sources nothing is covered."""
    if not sources:
        return ClaimVerdict(UNCOVERED, (Problem("verwijzing", "", "er is geen zin aangewezen"),))
    if is_literal(claim, sources) and len(read(claim).words) >= _SENTENCE:
        return ClaimVerdict(LITERAL)
    compared = compare(claim, sources, background)
    problems = tuple(compared.problems)
    if background.weighing and is_weighed(compared, background):
        problems = background.weighing(compared)
    if _advises(sources, background) and compared.claim == read(claim) and not problems:
        problems = tuple(check_advice(read(claim), [read(source) for source in sources]))
    return ClaimVerdict(UNCOVERED if problems else COVERED, problems)


def compare(claim: str, sources: Sequence[str], background: Background) -> Compared:
    """The claim, without the report's author, beside its sources, with every problem that there is."""
    background = replace(background, advice=_advises(sources, background))
    bare = _without_author(claim, [a for a in (background.author, background.author_in_full) if a])
    problems = tuple(dict.fromkeys([*_problems(bare, sources, background), *check_sentence(read(claim))]))
    near = background.near or _same_text
    return Compared(read(bare), _read_all(sources), _read_all(background.context), near, problems)


def is_weighed(compared: Compared, background: Background) -> bool:
    """Whether a claim's problems count together: there is an encoder to tell what is said in other words, and none stands by itself."""
    return bool(background.near) and not any(_stands_by_itself(problem, compared) for problem in compared.problems)


def _stands_by_itself(problem: Problem, compared: Compared) -> bool:
    """In a copy a word of the claim's own is weighed, which may be another for the same, and a small word that has its like elsewhere.
    Any other small word put in or left out is seen."""
    plain = problem.weighed in OWN_WORDS or problem.elsewhere
    return not problem.weighed or (compared.is_copy and not plain)


def _advises(sources: Sequence[str], background: Background) -> bool:
    return background.advice or orders(read(sources[0]))


def _same_text(one: str, other: str) -> float:
    return float(one == other)


def _read_all(texts: Sequence[str]) -> Source:
    return Source(tuple(read(text) for text in texts))


def is_literal(claim: str, sources: Sequence[str]) -> bool:
    """Whether the claim is one whole source sentence, or some in a row, after ``normalised`` and but for the last full stop."""
    wanted = _bare(claim)
    wholes = [_bare(source) for source in sources]
    runs = (" ".join(wholes[start:end]) for start in range(len(wholes)) for end in range(start + 1, len(wholes) + 1))
    return any(wanted == run for run in runs)


def _bare(text: str) -> str:
    """Without quotation marks around the whole, full stops and semicolons at the ends of sentences."""
    text = normalised(text).strip('"’ ')
    return re.sub(r"[.;,:]+(?= |$)", "", text)


def _problems(claim: str, sources: Sequence[str], background: Background) -> Iterator[Problem]:
    reading = read(claim)
    if not reading.words:
        yield Problem("inhoud", claim[:20], "de bewering is leeg")
        return
    source, context = _read_all(sources), _read_all(background.context)
    yield from check_figures(reading, source, background.period)
    yield from check_names(reading, source, context, background.abbreviations, advice=background.advice)
    yield from check_markers(reading, source, advice=background.advice)
    yield from check_opposites(reading, source)
    yield from check_replaced(reading, source)
    yield from check_borrowed(reading, source, context)
    yield from check_order(reading, source)
    yield from check_roles(reading, source)
    yield from check_attributes(reading, source)
    yield from check_content(reading, source, context, background.near)


def _without_author(claim: str, authors: Sequence[str]) -> str:
    """The claim without "volgens IOB" or "IOB concludeert dat": a report's author stands behind all that nobody else says."""
    if not authors:
        return claim
    who = rf"(?:{'|'.join(map(re.escape, authors))}|[Hh]et (?:rapport|onderzoek)|[Dd]e evaluatie)"
    says = r"(?:concludeert|constateert|stelt|vindt|oordeelt|zegt|meldt|noemt|adviseert|schrijft|laat zien|toont aan|wijst uit)"
    claim = re.sub(rf"^[Vv]olgens {who},? ", "", claim)
    claim = re.sub(rf"^{who} {says},? dat ", "", claim)
    claim = re.sub(
        rf"^{who} (?:beveelt aan|adviseert|raadt aan|wil|vindt)(?: BZ| het ministerie| Nederland)?,?(?: om| dat)? ",
        "",
        claim,
    )
    claim = re.sub(
        rf", zo (?:hoorde|zag|merkte|concludeerde|stelde) {who}(?: in (?:gesprekken|interviews))?(?=[,.])", "", claim
    )
    return re.sub(rf",? (?:volgens|aldus) {who}(?=[.,]|$)", "", claim)


def unknown_names(text: str, known: str) -> tuple[str, ...]:
    """Names in ``text`` that ``known`` does not have: what a rewritten question may not bring in."""
    there = {name.key for name in names(read(known))}
    low = known.lower()
    return tuple(n.token for n in names(read(text)) if n.key not in there and n.token.lower() not in low)


__all__ = [
    "COVERED",
    "LITERAL",
    "UNCOVERED",
    "Background",
    "ClaimVerdict",
    "Problem",
    "Reading",
    "compare",
    "is_literal",
    "is_weighed",
    "unknown_names",
    "verify",
]
