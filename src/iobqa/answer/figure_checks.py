"""Do the numbers of a claim stand in its sources, with the same "ruim" or "bijna", and with the same things?"""

import re
from collections.abc import Callable, Iterator, Sequence

from iobqa.answer.figures import MONTH, UNIT, VAGUE, Figure, figures, near, same
from iobqa.answer.names import names
from iobqa.answer.opposites import directions
from iobqa.answer.readings import Clause, Reading, alike, is_content, keys
from iobqa.answer.verdicts import Problem, ProblemKind, Source

_PERIOD = r"(?:tussen |van )?{0}\s*(?:-|t/m|tot en met|tot|en)\s*{1}"
_PERIOD_WORDS = re.compile(
    r"geëvalueerde|evaluatieperiode|onderzochte periode|kabinetsperiode|regeerperiode|deze periode", re.I
)
_NEARBY = 5
"""Words behind a number in which the thing it counts is looked for."""
_MUCH = 2
"""Words more that another place must share with a claim before a number is said to belong there."""
_BORDER = 6
"""What a comma, bracket or semicolon between a number and a name counts for, in words."""


def check_figures(claim: Reading, source: Source, period: tuple[int, int] | None) -> Iterator[Problem]:
    """Problems with the numbers of ``claim``. ``period``: first and last year of the report, which may always be named."""
    claimed = [figure for figure in figures(claim.text) if not _in_period(figure, claim, source, period)]
    for figure in claimed:
        problem = (
            _absent(figure, source)
            or _miscounted(figure, claim, source)
            or _misplaced(figure, claim, source)
            or _misfits(figure, claim, source)
        )
        if problem:
            yield problem
    yield from _all_of_some(claim, source)
    yield from _words(MONTH, "datum", claim, source)
    yield from _stands_there(_DAY, "datum", claim, source)
    yield from _stands_there(_REFERENCE, "getal", claim, source)
    yield from _words(VAGUE, "getal", claim, source)
    if claimed:
        yield from _words(UNIT, "getal", claim, source)
    yield from _time_order(claim, source)
    yield from _bracketed_years(claim, source)
    yield from _how_often(claim, source)


def _in_period(figure: Figure, claim: Reading, source: Source, period: tuple[int, int] | None) -> bool:
    if not period or (any(f.kind == "jaar" for f in source.figures) and not _PERIOD_WORDS.search(source.text)):
        return False
    spans = re.finditer(_PERIOD.format(*period), claim.text)
    return any(span.start() <= figure.start < span.end() for span in spans)


def _absent(figure: Figure, source: Source) -> Problem | None:
    if figure.value == 1 and figure.token.lower() == "één":
        return None
    if figure.kind == "rangtelwoord" and re.search(rf"\bten {figure.token}\b", source.text, re.IGNORECASE):
        return None
    if figure.kind == "getal" and figure.value in _counts_of_lists(source):
        return None
    if figure.value == 2 and _BOTH.search(source.text):
        return None
    equal = [other for other in source.figures if _same(figure, other)]
    if not equal:
        if any(near(figure, other) for other in source.figures):
            return None
        return Problem(figure.kind, figure.token, f"‘{figure.token}’ staat niet in de aangehaalde zin")
    if not any(_same_bound(figure, other) for other in equal):
        there = equal[0].bound
        what = (
            f"‘{figure.token}’ staat er met ‘{there}’ ervoor"
            if there
            else f"‘{figure.token}’ staat er zonder ‘{figure.bound}’"
        )
        return Problem(figure.kind, figure.token, what)
    return None


_BOTH = re.compile(r"\bbeiden?\b", re.IGNORECASE)
_LETTERED = re.compile(r"\(([a-z])\)")


def _counts_of_lists(source: Source) -> set[int]:
    """How many things are listed: "(a) ... (b) ..." are two, "Frankrijk, Duitsland en het VK" three."""
    lettered = [len(set(_LETTERED.findall(reading.text))) for reading in source.readings]
    named = [len(group) for r in source.readings for group in _lists(_places(r), r.text)]
    return {count for count in (*lettered, *named) if count > 1}


def _same_bound(claimed: Figure, other: Figure) -> bool:
    """Whether a claim bounds the number as its source does; it may round, and say "niet meer dan" of "slechts" and "maximaal"."""
    if "hooguit" in {claimed.bound, other.bound}:
        return {claimed.bound, other.bound} <= {"hooguit", "bijna", ""}
    return claimed.bound in {other.bound, "ongeveer"}


def _same(claimed: Figure, other: Figure) -> bool:
    """A claim may leave "euro" out, not put it in."""
    return same(claimed, other) or (claimed.kind == "getal" and other.kind == "bedrag" and claimed.value == other.value)


def _miscounted(figure: Figure, claim: Reading, source: Source) -> Problem | None:
    """The number is there, but counts something else, and another number counts this."""
    things = _things(figure, claim)
    if not things or figure.kind in {"jaar", "rangtelwoord"} or _NUMBERED.search(claim.text[: figure.start]):
        return None
    thing = things[0]
    if figure.kind == "getal" and not any(source.holds(thing) for thing in things[:2]):
        return Problem("inhoud", thing, f"‘{figure.token} {thing}’: ‘{thing}’ staat niet in de aangehaalde zin")
    counted = [
        (other, _things(other, r)) for r in source.readings for other in figures(r.text) if other.kind == figure.kind
    ]
    mine = [found for other, found in counted if _same(figure, other)]
    if not all(mine) or any(alike(thing, other) for found in mine for other in found):
        return None
    if any(keys(thing) & keys(word) for other, found in counted if not _same(figure, other) for word in found):
        return Problem(figure.kind, figure.token, f"‘{figure.token}’ hoort in de bron niet bij ‘{thing}’")
    return None


_NUMBERED = re.compile(
    r"(?:\b(?:figuur|tabel|box|paragraaf|hoofdstuk|\w*artikel|bijlage)|§) ?(?:\d+\.)*$", re.IGNORECASE
)
"""Before a number that counts nothing."""


def _things(figure: Figure, reading: Reading) -> list[str]:
    """The words counted: content words right behind the number, up to a border or another number."""
    after = next((other.start for other in figures(reading.text) if other.start >= figure.end), len(reading.text))
    behind = re.split(r"[,;:.()]\s", reading.text[figure.end : after] + " ")[0]
    words = [word.low for word in Reading(behind).words[:_NEARBY] if not word.text.isupper()]
    return [word for word in words if is_content(word) and word not in _UNCOUNTED and not word[0].isdigit()]


_UNCOUNTED = frozenset({"tijd", "samen", "centraal", "apart", "punten", "dingen", "zaken"})
"""What may stand behind a number and is not what it counts, or is anything: "in tien jaar tijd", "drie punten"."""


def _misfits(figure: Figure, claim: Reading, source: Source) -> Problem | None:
    """The clause of the claim is much more like one with another number of this kind than like any with this number."""
    if figure.kind in {"jaar", "rangtelwoord"}:
        return None
    clause = claim.clause_at(figure.start)
    here = there = 0
    token = ""
    for reading in source.readings:
        inside = [(f, reading.clause_at(f.start)) for f in figures(reading.text) if f.kind == figure.kind]
        homes = {home.start for f, home in inside if _same(figure, f)}
        for other, home in inside:
            if _counts(figure, claim, inside, reading) and not _shares_thing(figure, claim, other, reading):
                continue
            if home.start in homes:
                here = max(here, clause.shared(home))
            elif clause.shared(home) > there:
                there, token = clause.shared(home), other.token
    if there >= here + _MUCH and not any(_same(f, g) for f in figures(token) for g in figures(clause.text)):
        return Problem(figure.kind, figure.token, f"‘{figure.token}’: bij deze zin hoort in de bron ‘{token}’")
    return None


def _counts(figure: Figure, claim: Reading, inside: list[tuple[Figure, Clause]], reading: Reading) -> bool:
    """Whether the number counts the same thing in the source as in the claim."""
    return any(_same(figure, other) and _shares_thing(figure, claim, other, reading) for other, _ in inside)


def _shares_thing(figure: Figure, claim: Reading, other: Figure, reading: Reading) -> bool:
    return any(alike(one, two) for one in _things(figure, claim)[:1] for two in _things(other, reading))


# which year, country or direction a number goes with


def _misplaced(figure: Figure, claim: Reading, source: Source) -> Problem | None:
    """In the source the number stands by another year or country, and that year or country by another number."""
    if figure.kind == "jaar":
        return None
    for partners in (_years, _places, lambda reading: directions(reading, source)):
        beside = _nearest(figure, partners(claim), claim)
        near_by = _beside(figure, partners(claim), claim)
        known = {key for r in source.readings for key, _, _ in partners(r)}
        if beside and all(
            key in known and _stands_with_other(figure, key, partners, source, claim) for key, _, _ in near_by
        ):
            return Problem(figure.kind, figure.token, f"‘{figure.token}’ hoort in de bron niet bij ‘{beside[0][1]}’")
    return None


Partner = tuple[str, str, int]
"""Key, words, position."""


def _years(reading: Reading) -> list[Partner]:
    return [(str(int(f.value)), f.token, f.start) for f in figures(reading.text) if f.kind == "jaar"]


def _places(reading: Reading) -> list[Partner]:
    """Countries and other names, save the country that a Dutch report is about from end to end."""
    return [(name.key, name.token, name.start) for name in names(reading) if name.key != "Nederland"]


def _stands_with_other(
    figure: Figure, key: str, partners: Callable[[Reading], list[Partner]], source: Source, claim: Reading
) -> bool:
    """Whether every place of the number has another partner, and some other number of its kind has this one, which it does not
    have in the claim: of two numbers that both stand by a name, none took the other's place."""
    elsewhere = taken = False
    kept = [f for f in figures(claim.text) if key in {p[0] for p in _beside(f, partners(claim), claim)}]
    for reading in source.readings:
        if "respectievelijk" in reading.text:
            return False
        for other in figures(reading.text):
            beside = {partner[0] for partner in _nearest(other, partners(reading), reading)}
            if not beside or other.kind != figure.kind:
                continue
            if _same(figure, other) and key in beside:
                return False
            elsewhere |= _same(figure, other)
            taken |= not _same(figure, other) and key in beside and not any(_same(f, other) for f in kept)
    return elsewhere and taken


def _nearest(figure: Figure, partners: Sequence[Partner], reading: Reading) -> Sequence[Partner]:
    """The partner next to a number with those it is listed with: "Azië en Oceanië" are one place."""
    if not partners:
        return ()
    first = min(partners, key=lambda partner: _distance(figure, partner, reading.text))
    return next(group for group in _lists(partners, reading.text) if first in group)


def _beside(figure: Figure, partners: Sequence[Partner], reading: Reading) -> list[Partner]:
    return [*_nearest(figure, partners, reading), *_close(figure, partners, reading)]


def _close(figure: Figure, partners: Sequence[Partner], reading: Reading) -> Iterator[Partner]:
    """Partners a few words from a number, on either side, with no border, other number or partner between."""
    taken = [(other.start, other.end) for other in figures(reading.text) if other != figure]
    taken += [(start, start + len(token)) for _, token, start in partners]
    for partner in partners:
        first, last = sorted((figure.start, partner[2]))
        free = not any(first < start < last and start != partner[2] for start, _ in taken)
        if free and _distance(figure, partner, reading.text) <= _NEARBY:
            yield partner


def _lists(partners: Sequence[Partner], text: str) -> list[list[Partner]]:
    """Partners with nothing but a comma or "en" between them belong together."""
    groups: list[list[Partner]] = []
    for partner in sorted(partners, key=lambda partner: partner[2]):
        last = groups[-1][-1] if groups else None
        if last and re.fullmatch(r"[\s,]*(?:(?:en|of)\s+)?", text[last[2] + len(last[1]) : partner[2]]):
            groups[-1].append(partner)
        else:
            groups.append([partner])
    return groups


def _distance(figure: Figure, partner: Partner, text: str) -> int:
    """Words between a number and its partner; a border counts for several, an opening bracket right before the number for none."""
    start, end = sorted((figure.start, partner[2]))
    between = text[start:end]
    if figure.start > partner[2]:
        between = between.rstrip().removesuffix("(")
    return len(between.split()) + _BORDER * len(re.findall(r"[,;:.()]\s|\)|\sen\s|\sterwijl\s", between))


def _words(pattern: re.Pattern[str], kind: ProblemKind, claim: Reading, source: Source) -> Iterator[Problem]:
    """Months and vague numbers of the claim that its sources do not have, letter by letter."""
    there = {_times(word) for word in pattern.findall(source.text)}
    for word in pattern.findall(claim.text):
        if _times(word) not in there:
            yield Problem(kind, word, f"‘{word}’ staat niet in de aangehaalde zin")


_PART_OF = re.compile(r"\w+ van (?:de|die|deze|hun|onze)\s*$", re.IGNORECASE)
_ALL = re.compile(r"\b(?:alle|allebei|al de)\s*$", re.IGNORECASE)


def _all_of_some(claim: Reading, source: Source) -> Iterator[Problem]:
    """ "alle drie de polders" where the source says "twee van de drie polders"."""
    parts = [
        f for r in source.readings for f in figures(r.text) if f.kind == "getal" and _PART_OF.search(r.text[: f.start])
    ]
    for figure in figures(claim.text):
        if _ALL.search(claim.text[: figure.start]) and any(_same(figure, part) for part in parts):
            yield Problem(
                "hoeveelheid", figure.token, f"‘alle {figure.token}’: de aangehaalde zin spreekt van een deel"
            )


_DAY = re.compile(rf"\b\d{{1,2}} {MONTH.pattern}", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:\b(?:figuur|tabel|box|paragraaf|hoofdstuk|bijlage)|§) ?(\d+(?:\.\w+)*)", re.IGNORECASE)
"""A place in the report, with its number."""


def _stands_there(pattern: re.Pattern[str], kind: ProblemKind, claim: Reading, source: Source) -> Iterator[Problem]:
    """What the pattern finds in the claim, and the sources do not have letter by letter."""
    for found in pattern.finditer(claim.text):
        number = found[found.re.groups]
        if not re.search(rf"(?<![\w.]){re.escape(number)}(?![\w]|\.\d)", source.text, re.IGNORECASE):
            yield Problem(kind, found[0], f"‘{found[0]}’ staat niet in de aangehaalde zin")


def _times(word: str) -> str:
    """ "vijf maal" as "vijf keer"."""
    return word.lower().replace(" maal", " keer")


_IN_BRACKETS = re.compile(r"([^():;]+)\((?:in )?((?:19|20)\d\d)\)")


def _bracketed_years(claim: Reading, source: Source) -> Iterator[Problem]:
    """ "een over informatie (in 2020) en een over geletterdheid (in 2022)": each year with what stands before its bracket."""
    years = [figure.token for figure in figures(claim.text) if figure.kind == "jaar"]
    if len(years) != 1:
        return
    bracketed = [match for reading in source.readings for match in _IN_BRACKETS.finditer(reading.text)]
    if len(bracketed) < 2 or years[0] not in {match[2] for match in bracketed}:
        return
    dated = {match[2]: Reading(match[1]).content for match in bracketed}
    said = {key for word in claim.content for key in keys(word.low)}
    fits = {year: sum(bool(keys(w.low) & said) for w in words) for year, words in dated.items()}
    better = [year for year, fit in fits.items() if fit > fits[years[0]]]
    if better:
        yield Problem("jaar", years[0], f"‘{years[0]}’: dit staat in de bron bij {better[0]}")


_EVERY = re.compile(
    r"\b(?:per|elke?|iedere?|om de) (dag|week|maand|kwartaal|halfjaar|jaar)\b|\b(dag|weke|maande|jaar|kwartaal)(?:e?lijks)\w*",
    re.IGNORECASE,
)


def _how_often(claim: Reading, source: Source) -> Iterator[Problem]:
    """ "elk jaar" where the source says "ieder kwartaal"."""
    there = {(m[1] or m[2]).lower()[:4] for m in _EVERY.finditer(source.text)}
    for match in _EVERY.finditer(claim.text):
        often = (match[1] or match[2]).lower()[:4]
        if (there and often not in there) or (not there and not re.search(rf"{often[:3]}|steeds|telkens", source.text)):
            yield Problem("getal", match[0], f"‘{match[0]}’ staat niet in de aangehaalde zin")


_FROM = r"(?:sinds|vanaf|na)"
_UNTIL = r"(?:tot|voor|vóór|t/m|tot en met)"


def _time_order(claim: Reading, source: Source) -> Iterator[Problem]:
    """ "na 2021" against "voor 2021"."""
    for one, other in ((_FROM, _UNTIL), (_UNTIL, _FROM)):
        for match in re.finditer(rf"\b{one} ((?:19|20)\d\d)\b", claim.text, re.I):
            year = match[1]
            if re.search(rf"\b{other} {year}\b", source.text, re.I) and not re.search(
                rf"\b{one} {year}\b", source.text, re.I
            ):
                yield Problem("jaar", match[0], f"‘{match[0]}’: de bron zegt het omgekeerde over {year}")
