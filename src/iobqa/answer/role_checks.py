"""Did cause and effect, or two parties, change places in a claim? Found without a grammar, by what stands behind which small word."""

import re
from collections.abc import Iterator, Sequence

from iobqa.answer.lemmas import lemma
from iobqa.answer.readings import Reading, Word, keys
from iobqa.answer.verdicts import Problem, Source

_AHEAD = 4
"""Words behind a preposition that may belong to it."""
_MORE = 2
"""Words more that the crossed reading must share than the straight one before cause and effect count as turned round."""

_CAUSE_BEHIND = re.compile(
    r"\b(?:omdat|doordat|dankzij|vanwege|wegens|aangezien|als gevolg van|ten gevolge van|te danken aan|te wijten aan|komt door|kwam door)\b",
    re.IGNORECASE,
)
_EFFECT_BEHIND = re.compile(
    r"\b(?:waardoor|zodat|daardoor|hierdoor|daarom|dus|leid(?:t|en|de|den) tot|geleid tot|resulteer\w+ in|veroorzaak\w+|"
    r"(?:ligt|lagen|lag|liggen) ten grondslag aan)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(?:aan|bij|door|met|namens|onder|op|over|tegen|tot|uit|van|voor|naar|jegens|tegenover|zonder)"
)
_BORDER = re.compile(
    r"(?:en|of|die|dat|waar\w*|om|te|maar|omdat|doordat|zodat|terwijl|is|was|waren|zijn|werd|werden|wordt|worden|heeft|hebben|had|hadden|"
    r"kan|kunnen|kon|konden|moet|moeten|niet|in|sinds|na|vóór|tijdens|binnen)"
)


def check_roles(claim: Reading, source: Source) -> Iterator[Problem]:
    """Cause and effect, what stands behind a preposition and what does not, or the doers of two clauses, turned round."""
    for check in (_turned_cause, _exchanged_behind, _exchanged_between_clauses):
        found = [check(claim, reading) for reading in source.readings]
        yield from (problem for problem in found if problem)


# cause and effect


def _turned_cause(claim: Reading, reading: Reading) -> Problem | None:
    mine, theirs = _cause_and_effect(claim), _cause_and_effect(reading)
    if not mine or not theirs:
        return None
    straight = _shared(mine[0], theirs[0]) + _shared(mine[1], theirs[1])
    crossed = _shared(mine[0], theirs[1]) + _shared(mine[1], theirs[0])
    if crossed < straight + _MORE:
        return None
    return Problem("oorzaak", mine[2], f"‘{mine[2]}’: oorzaak en gevolg zijn omgedraaid")


def _cause_and_effect(reading: Reading) -> tuple[list[Word], list[Word], str] | None:
    """Content words of the cause and of the effect, and the word that says which is which."""
    match = _CAUSE_BEHIND.search(reading.text)
    if match and not reading.text[: match.start()].strip(" ,·"):
        comma = re.compile(r",\s|\s(?=is |was |waren |werd |werden |kwam |bleef )").search(reading.text, match.end())
        border = comma.start() if comma else len(reading.text)
        return _content(reading, match.end(), border), _content(reading, border, len(reading.text)), match[0]
    if match:
        return _content(reading, match.end(), len(reading.text)), _content(reading, 0, match.start()), match[0]
    match = _EFFECT_BEHIND.search(reading.text)
    if match and reading.text[: match.start()].strip(" ,·"):
        return _content(reading, 0, match.start()), _content(reading, match.end(), len(reading.text)), match[0]
    return None


def _content(reading: Reading, start: int, end: int) -> list[Word]:
    return [word for word in reading.content if start <= word.start < end]


def _shared(mine: Sequence[Word], theirs: Sequence[Word]) -> int:
    return sum(_has(word, theirs) for word in mine)


def _has(word: Word, words: Sequence[Word]) -> bool:
    return any(keys(word.low) & keys(other.low) for other in words)


# parties


def _exchanged_behind(claim: Reading, reading: Reading) -> Problem | None:
    """ "A vroeg iets aan B" against "B vroeg iets aan A": B stood behind the preposition and stands free now, A the other way."""
    mine, theirs = _by_preposition(claim), _by_preposition(reading)
    free = _free(claim, mine)
    free_there = _free(reading, theirs)
    for preposition in mine.keys() & theirs.keys():
        came = [w for w in mine[preposition] if _is_party(w) and _has(w, free_there) and not _has(w, _all(theirs))]
        gone = [w for w in theirs[preposition] if _is_party(w) and not _has(w, _all(mine))]
        went = [w for w in free if _has(w, gone)]
        if came and went and not _listed(came[0], went[0], claim):
            return _changed_places(came[0], went[0])
    return None


def _listed(one: Word, other: Word, reading: Reading) -> bool:
    """Whether two words stand in one list: "Marokko en Tunesië", in any order."""
    first, second = sorted((one, other), key=lambda word: word.start)
    return bool(re.fullmatch(r"\W*(?:(?:en|of)\W+)?(?:(?:de|het|een)\W+)?", reading.text[first.end : second.start]))


def _by_preposition(reading: Reading) -> dict[str, list[Word]]:
    """Content words right behind each preposition, up to a border."""
    found: dict[str, list[Word]] = {}
    words = reading.words
    content = set(reading.content)
    for at, word in enumerate(words):
        if _PREPOSITION.fullmatch(word.low):
            group = found.setdefault(word.low, [])
            group += [w for w in _phrase(reading, words[at + 1 : at + 1 + _AHEAD]) if w in content]
    return found


def _phrase(reading: Reading, words: Sequence[Word]) -> Iterator[Word]:
    """Up to the first border, preposition or comma."""
    for at, word in enumerate(words):
        gap = reading.text[words[at - 1].end : word.start] if at else ""
        if _BORDER.fullmatch(word.low) or _PREPOSITION.fullmatch(word.low) or gap.strip(' ’‘"'):
            return
        yield word


def _all(groups: dict[str, list[Word]]) -> list[Word]:
    return [word for group in groups.values() for word in group]


def _free(reading: Reading, groups: dict[str, list[Word]]) -> list[Word]:
    behind = _all(groups)
    return [word for word in reading.content if word not in behind]


def _exchanged_between_clauses(claim: Reading, reading: Reading) -> Problem | None:
    """ "A deed dit en B deed dat" against "B deed dit en A deed dat"."""
    if len(claim.clauses) < 2 or len(reading.clauses) < 2:
        return None
    mine = [_content(claim, clause.start, clause.end) for clause in claim.clauses]
    theirs = [_content(reading, clause.start, clause.end) for clause in reading.clauses]
    best = [max(range(len(theirs)), key=lambda at, words=words: _shared(words, theirs[at])) for words in mine]  # type: ignore[misc]
    for one, other in ((a, b) for a in range(len(mine)) for b in range(a) if best[a] != best[b]):
        came = _foreign(mine[one], theirs[best[one]], theirs[best[other]])
        went = _foreign(mine[other], theirs[best[other]], theirs[best[one]])
        alike = all(_shared(mine[at], theirs[best[at]]) >= min(2, len(mine[at]) - 1) for at in (one, other))
        if came and went and alike and not _listed(came[0], went[0], claim):
            return _changed_places(came[0], went[0])
    return None


def _foreign(words: Sequence[Word], home: Sequence[Word], elsewhere: Sequence[Word]) -> list[Word]:
    """Words that the source has in the other clause only."""
    return [word for word in words if _is_party(word) and not _has(word, home) and _has(word, elsewhere)]


def _is_party(word: Word) -> bool:
    """Not a verb, by its dictionary form: clauses may share those in any order."""
    form = lemma(word.low)
    return word.text[0].isupper() or not form.endswith("en") or form == word.low


def _changed_places(one: Word, other: Word) -> Problem:
    return Problem("volgorde", one.text, f"‘{one.text}’ en ‘{other.text}’ zijn van plaats verwisseld")
