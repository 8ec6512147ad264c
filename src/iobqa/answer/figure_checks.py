"""Do the numbers of a claim stand in its sources, with the same "ruim" or "bijna", and with the same things?"""

import re
from collections.abc import Iterator, Sequence

from iobqa.answer.figures import MONTH, Figure, figures, near, same
from iobqa.answer.names import names
from iobqa.answer.readings import Reading, is_content, keys
from iobqa.answer.verdicts import Problem, Source

_PERIOD = r"(?:tussen |van )?{0}\s*(?:-|t/m|tot en met|tot|en)\s*{1}"
_PERIOD_WORDS = re.compile(r"geëvalueerde|evaluatieperiode|onderzochte periode|kabinetsperiode|regeerperiode|deze periode", re.I)
_NEARBY = 5
"""Words behind a number in which the thing it counts is looked for."""
_BORDER = 6
"""What a comma, bracket or semicolon between a number and a name counts for, in words."""


def check_figures(claim: Reading, source: Source, period: tuple[int, int] | None) -> Iterator[Problem]:
    """Problems with the numbers of ``claim``. ``period``: first and last year of the report, which may always be named."""
    claimed = [figure for figure in figures(claim.text) if not _in_period(figure, claim, source, period)]
    for figure in claimed:
        problem = _absent(figure, source) or _miscounted(figure, claim, source) or _misplaced(figure, claim, source)
        if problem:
            yield problem
    yield from _months(claim, source)
    yield from _time_order(claim, source)


def _in_period(figure: Figure, claim: Reading, source: Source, period: tuple[int, int] | None) -> bool:
    if not period or (any(f.kind == "jaar" for f in source.figures) and not _PERIOD_WORDS.search(source.text)):
        return False
    spans = re.finditer(_PERIOD.format(*period), claim.text)
    return any(span.start() <= figure.start < span.end() for span in spans)


def _absent(figure: Figure, source: Source) -> Problem | None:
    if figure.value == 1 and figure.token.lower() == "één":
        return None
    equal = [other for other in source.figures if _same(figure, other)]
    if not equal:
        if any(near(figure, other) for other in source.figures):
            return None
        return Problem(figure.kind, figure.token, f"‘{figure.token}’ staat niet in de aangehaalde zin")
    if not any(other.bound == figure.bound or figure.bound == "ongeveer" for other in equal):
        there = equal[0].bound
        what = f"‘{figure.token}’ staat er met ‘{there}’ ervoor" if there else f"‘{figure.token}’ staat er zonder ‘{figure.bound}’"
        return Problem(figure.kind, figure.token, what)
    return None


def _same(claimed: Figure, other: Figure) -> bool:
    """A claim may leave "euro" out, not put it in."""
    return same(claimed, other) or (claimed.kind == "getal" and other.kind == "bedrag" and claimed.value == other.value)


def _miscounted(figure: Figure, claim: Reading, source: Source) -> Problem | None:
    """The number is there, but counts something else, and another number counts this."""
    thing = next(iter(_things(figure, claim)), None)
    if not thing or figure.kind in {"jaar", "rangtelwoord"}:
        return None
    counted = [(other, _keys_behind(other, r)) for r in source.readings for other in figures(r.text)]
    with_thing = [other for other, behind in counted if keys(thing) & behind and other.kind == figure.kind]
    if with_thing and not any(_same(figure, other) for other in with_thing):
        return Problem(figure.kind, figure.token, f"‘{figure.token}’ hoort in de bron niet bij ‘{thing}’")
    return None


def _things(figure: Figure, reading: Reading) -> list[str]:
    """The words counted: content words right behind the number, up to a border."""
    behind = re.split(r"[,;:.()]\s", reading.text[figure.end :] + " ")[0]
    words = [word.low for word in Reading(behind).words[:_NEARBY]]
    return [word for word in words if is_content(word) and not word[0].isdigit()]


def _keys_behind(figure: Figure, reading: Reading) -> frozenset[str]:
    return frozenset(key for thing in _things(figure, reading) for key in keys(thing))


# which year or country a number goes with


def _misplaced(figure: Figure, claim: Reading, source: Source) -> Problem | None:
    """In the source the number stands by another year or country, and that year or country by another number."""
    if figure.kind == "jaar":
        return None
    for partners in (_years, _places):
        beside = _nearest(figure, partners(claim), claim)
        if not beside or beside[0] not in {key for r in source.readings for key, _, _ in partners(r)}:
            continue
        if _stands_with_other(figure, beside[0], partners, source):
            return Problem(figure.kind, figure.token, f"‘{figure.token}’ hoort in de bron niet bij ‘{beside[1]}’")
    return None


Partner = tuple[str, str, int]
"""Key, words, position."""


def _years(reading: Reading) -> list[Partner]:
    return [(str(int(f.value)), f.token, f.start) for f in figures(reading.text) if f.kind == "jaar"]


def _places(reading: Reading) -> list[Partner]:
    return [(name.key, name.token, name.start) for name in names(reading)]


def _stands_with_other(figure: Figure, key: str, partners: object, source: Source) -> bool:
    """Whether every place of the number has another partner, and some other number of its kind has this one."""
    find = partners if callable(partners) else _years
    elsewhere = taken = False
    for reading in source.readings:
        if "respectievelijk" in reading.text:
            return False
        for other in figures(reading.text):
            beside = _nearest(other, find(reading), reading)
            if not beside or other.kind != figure.kind:
                continue
            if _same(figure, other) and beside[0] == key:
                return False
            elsewhere |= _same(figure, other) and beside[0] != key
            taken |= not _same(figure, other) and beside[0] == key
    return elsewhere and taken


def _nearest(figure: Figure, partners: Sequence[Partner], reading: Reading) -> Partner | None:
    if not partners:
        return None
    return min(partners, key=lambda partner: _distance(figure, partner, reading.text))


def _distance(figure: Figure, partner: Partner, text: str) -> int:
    """Words between a number and its partner; a border counts for several, an opening bracket right before the number for none."""
    start, end = sorted((figure.start, partner[2]))
    between = text[start:end]
    if figure.start > partner[2]:
        between = between.rstrip().removesuffix("(")
    return len(between.split()) + _BORDER * len(re.findall(r"[,;:.()]\s|\)|\sen\s|\sterwijl\s", between))


def _months(claim: Reading, source: Source) -> Iterator[Problem]:
    there = {month.lower() for month in MONTH.findall(source.text)}
    for month in MONTH.findall(claim.text):
        if month.lower() not in there:
            yield Problem("datum", month, f"‘{month}’ staat niet in de aangehaalde zin")


_FROM = r"(?:sinds|vanaf|na)"
_UNTIL = r"(?:tot|voor|vóór|t/m|tot en met)"


def _time_order(claim: Reading, source: Source) -> Iterator[Problem]:
    """ "na 2021" against "voor 2021"."""
    for one, other in ((_FROM, _UNTIL), (_UNTIL, _FROM)):
        for match in re.finditer(rf"\b{one} ((?:19|20)\d\d)\b", claim.text, re.I):
            year = match[1]
            if re.search(rf"\b{other} {year}\b", source.text, re.I) and not re.search(rf"\b{one} {year}\b", source.text, re.I):
                yield Problem("jaar", match[0], f"‘{match[0]}’: de bron zegt het omgekeerde over {year}")
