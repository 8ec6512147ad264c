"""Does a claim use the opposite word, turn two things round, or say what its sources do not?"""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache

from iobqa.answer.figures import figures
from iobqa.answer.markers import markers
from iobqa.answer.names import Name, holds_name, names
from iobqa.answer.readings import WORDS, Clause, Reading, Word, keys
from iobqa.answer.verdicts import Problem, Source

_NEAR_LITERAL = 0.7
"""Share of a claim's words copied in order from which every other content word must have its like in the source."""
_STRANGE = 0.4
"""Share of a freer claim's content words that may be the model's own."""
_CLEARLY = 1.5
"""How many times better the clause with the opposite word must fit than the one with the word itself."""


@cache
def _opposites() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = (line.split("\t") for line in (WORDS / "opposites.tsv").read_text(encoding="utf-8").splitlines())
    pairs = [(row[0], row[1]) for row in rows if len(row) == 2]
    both = [*pairs, *((right, left) for left, right in pairs)]
    return tuple((_whole(left), _whole(right)) for left, right in both)


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def check_opposites(claim: Reading, source: Source) -> Iterator[Problem]:
    """A word of the claim whose opposite stands in the clause it is about."""
    for word, opposite in _opposites():
        for match in word.finditer(claim.text):
            clause = claim.clause_at(match.start())
            here, there = _fit(clause, source, word), _fit(clause, source, opposite)
            if there > _CLEARLY * here and not _turned(clause, claim, match):
                yield Problem("richting", match[0], f"‘{match[0]}’: de aangehaalde zin zegt het omgekeerde")


def _fit(clause: Clause, source: Source, pattern: re.Pattern[str]) -> int:
    """How many words the best clause of the source with ``pattern`` shares with ``clause``, the word itself aside."""
    fits = [clause.shared(other) + 1 for other in source.clauses if pattern.search(other.text)]
    return max(fits, default=0)


def _turned(clause: Clause, claim: Reading, match: re.Match[str]) -> bool:
    """Whether the claim denies the word: "niet groot" for "klein"."""
    return any(
        marker.kind in {"negation", "little"} and clause.start <= marker.start < clause.end and marker.start != match.start()
        for marker in markers(claim.text)
    )


# who does what


def check_order(claim: Reading, source: Source) -> Iterator[Problem]:
    """Two sides of a comparison, or two names in an otherwise copied sentence, that changed places."""
    for reading in source.readings:
        yield from _turned_comparison(claim, reading)
        yield from _swapped_names(claim, reading)


_THAN = re.compile(r"\b(?:dan|in plaats van|ten opzichte van)\b")


def _turned_comparison(claim: Reading, reading: Reading) -> Iterator[Problem]:
    mine, theirs = _THAN.search(claim.text), _THAN.search(reading.text)
    if not mine or not theirs or mine[0] != theirs[0]:
        return
    after = _first_behind(claim, mine.end())
    if not after:
        return
    before_there = [w for w in reading.content if w.end <= theirs.start()]
    behind_there = [w for w in reading.content if w.start >= theirs.end()]
    if _has(after, before_there) and not _has(after, behind_there):
        yield Problem("volgorde", after.text, f"‘{mine[0]} {after.text}’: de vergelijking is omgedraaid")


def _first_behind(reading: Reading, position: int) -> Word | None:
    return next((word for word in reading.content if word.start >= position), None)


def _has(word: Word, words: list[Word]) -> bool:
    return any(keys(word.low) & keys(other.low) for other in words)


_PASSIVE = re.compile(r"\b(?:door|werd|werden|wordt|worden|is|zijn)\b")


def _swapped_names(claim: Reading, reading: Reading) -> Iterator[Problem]:
    """Only in a sentence of the same words: a passive turns names round rightly."""
    mine, theirs = _once(names(claim)), _once(names(reading))
    shared = [key for key in mine if key in theirs]
    same_words = sum(word.low in {w.low for w in reading.words} for word in claim.words) >= 0.9 * len(claim.words)
    if len(shared) < 2 or not same_words or bool(_PASSIVE.search(claim.text)) != bool(_PASSIVE.search(reading.text)):
        return
    if [*sorted(shared, key=lambda key: mine[key].start)] != [*sorted(shared, key=lambda key: theirs[key].start)]:
        first = mine[min(shared, key=lambda key: mine[key].start)]
        yield Problem("volgorde", first.token, f"‘{first.token}’ staat op een andere plaats dan in de bron")


def _once(found: tuple[Name, ...]) -> dict[str, Name]:
    """Names by key, those that occur twice left out."""
    listed = [name.key for name in found]
    return {name.key: name for name in found if listed.count(name.key) == 1}


# names and content


def check_names(
    claim: Reading, source: Source, context: Source, also: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """Names of the claim that neither its sources nor the headings above them have."""
    for name in names(claim):
        if not any(holds_name(reading, name, also) for reading in (*source.readings, *context.readings)):
            kind = "land" if name.kind == "land" else "naam"
            yield Problem(kind, name.token, f"‘{name.token}’ staat niet in de aangehaalde zin")  # type: ignore[arg-type]


def check_content(claim: Reading, source: Source, context: Source) -> Iterator[Problem]:
    """Words of the claim's own: none in a copied sentence with a word changed, not too many in a freer one."""
    elsewhere = [(f.start, f.end) for f in figures(claim.text)] + [(n.start, n.end) for n in names(claim)]
    words = [w for w in claim.content if not any(start < w.end and w.start < end for start, end in elsewhere)]
    strange = [w for w in words if not source.holds(w.low) and not context.holds(w.low)]
    allowed = 0 if _copied(claim, source) >= _NEAR_LITERAL else _STRANGE * len(words)
    if len(strange) > allowed:
        listed = ", ".join(f"‘{word.text}’" for word in strange[:4])
        yield Problem("inhoud", strange[0].text, f"{listed} {'staat' if len(strange) == 1 else 'staan'} niet in de aangehaalde zin")


def _copied(claim: Reading, source: Source) -> float:
    """Share of the claim's words that one sentence of the source has in the same order, in runs of two or more."""
    mine = [word.low for word in claim.words]
    return max((_in_runs(mine, [word.low for word in reading.words]) for reading in source.readings), default=0.0)


def _in_runs(mine: list[str], theirs: list[str]) -> float:
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / max(len(mine), 1)
