"""Are "niet", "beperkt", "mogelijk", "de meeste", "door", "volgens" of the sources kept in a claim, and none put in?"""

from collections.abc import Iterator, Sequence

from iobqa.answer.figures import figures
from iobqa.answer.markers import ADDED, KEPT, NAMES, Marker, markers
from iobqa.answer.readings import Clause, Reading, Word, keys
from iobqa.answer.verdicts import Problem, ProblemKind, Source

_SAME_PLACE = 0.6
"""Share of the best overlap from which a clause of the source may be the one that a clause of the claim is about."""
_ENOUGH = 0.34
"""Share of a clause's words that a claim must have before it counts as saying that clause again."""


def check_markers(claim: Reading, source: Source, *, advice: bool) -> Iterator[Problem]:
    """``advice``: the sources are recommendations, in the imperative, so that a claim may say "moet"."""
    for marker in markers(claim.text):
        if marker.kind in ADDED and not (advice and marker.kind == "ought") and not _carried(marker, claim, source):
            yield _problem(marker, f"‘{marker.token}’ staat zo niet in de aangehaalde zin")
    for reading, marker in source.markers:
        if marker.kind in KEPT and _dropped(marker, reading, claim, source):
            yield _problem(marker, f"‘{marker.token}’ uit de bron is weggelaten")


def _problem(marker: Marker, message: str) -> Problem:
    kind: ProblemKind = NAMES[marker.kind]  # type: ignore[assignment]
    return Problem(kind, marker.token, message)


# put in


def _carried(marker: Marker, claim: Reading, source: Source) -> bool:
    """Whether the source has such a marker in the clause that this clause of the claim is about."""
    if _says_itself(marker, source):
        return True
    partners = [(reading, other) for reading, other in source.markers if other.kind in ADDED[marker.kind]]
    clause = claim.clause_at(marker.start)
    if marker.kind == "cause":  # a cause joins two clauses; it cannot be pinned to one
        return bool(partners) or _plain_cause(source)
    best = max((clause.shared(other) for other in source.clauses), default=0)
    return any(clause.shared(reading.clause_at(other.start)) >= _SAME_PLACE * best for reading, other in partners) or any(
        _on_same_word(marker, claim, other, reading) for reading, other in partners
    )


def _says_itself(marker: Marker, source: Source) -> bool:
    """ "de meeste" for 67%; a strong word for its synonym."""
    if marker.kind == "most":
        return any(figure.kind == "percentage" and figure.value > 50 for figure in source.figures)
    if marker.kind == "some" and marker.token.lower() in {"minderheid", "een deel", "een klein deel"}:
        return any(figure.kind == "percentage" and figure.value < 50 for figure in source.figures)
    return marker.kind == "strong" and source.holds(marker.token.lower())


def _plain_cause(source: Source) -> bool:
    low = f" {source.text.lower()} "
    words = (" door ", " oorzak", " oorzaak", " reden", " daarom ", " zorgde", " bijgedragen", " bijdroeg", " droeg ", " immers ", " namelijk ", " gezien ")
    return any(word in low for word in (*words, " gevolg", " ten grondslag", " factoren", " waarmee ", " hiermee ", " zodoende ", " om die reden", " invloed"))


def _on_same_word(marker: Marker, claim: Reading, other: Marker, reading: Reading) -> bool:
    if marker.scope != "next":
        return False
    mine, theirs = _behind(marker, claim), _behind(other, reading)
    return bool(mine and theirs and keys(mine.low) & keys(theirs.low))


def _behind(marker: Marker, reading: Reading) -> Word | None:
    """The content word behind a marker."""
    return next((word for word in reading.content if word.start >= marker.end), None)


# left out


def _dropped(marker: Marker, reading: Reading, claim: Reading, source: Source) -> bool:
    """Whether the claim says the clause of ``marker`` again without such a word."""
    home = reading.clause_at(marker.start)
    for clause in claim.clauses:
        if _is_about(clause, home, source.clauses) and _bears_on(marker, reading, home, clause):
            return not _kept(marker, clause, claim)
    return False


def _is_about(clause: Clause, home: Clause, others: Sequence[Clause]) -> bool:
    shared = clause.shared(home)
    best = max(clause.shared(other) for other in others)
    return shared >= 2 and shared == best and shared >= _ENOUGH * min(len(clause.words), len(home.words))


def _bears_on(marker: Marker, reading: Reading, home: Clause, clause: Clause) -> bool:
    """Whether what the marker bears on is said again: the word behind it, or enough of its clause."""
    if marker.scope == "next":
        word = _behind(marker, reading)
        return bool(word and keys(word.low) & clause.keys)
    return _near(marker, reading, home, clause)


def _near(marker: Marker, reading: Reading, home: Clause, clause: Clause) -> bool:
    """Whether one of the two content words on either side of the marker is said again."""
    inside = [word for word in reading.content if home.start <= word.start < home.end]
    before = [word for word in inside if word.end <= marker.start][-2:]
    after = [word for word in inside if word.start >= marker.end][:2]
    said = [bool(keys(word.low) & clause.keys) for word in after] or [bool(keys(word.low) & clause.keys) for word in before]
    return any(said)


def _kept(marker: Marker, clause: Clause, claim: Reading) -> bool:
    kept = any(
        other.kind in KEPT[marker.kind] and clause.start <= other.start < clause.end for other in markers(claim.text)
    )
    counted = marker.kind in {"most", "many", "some"} and any(clause.start <= f.start < clause.end for f in figures(claim.text))
    return kept or counted
