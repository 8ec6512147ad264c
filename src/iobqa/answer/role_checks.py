"""Did cause and effect, or two parties, change places in a claim? Found without a grammar, by putting them back."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import combinations, pairwise

from iobqa.answer.doers import Doer, doer
from iobqa.answer.lemmas import lemma
from iobqa.answer.readings import Reading, Word, keys
from iobqa.answer.verdicts import Problem, Source

_COPY = 0.85
"""Share of a claim's words, articles aside, that the source has in the same order once two phrases are put back."""
_MORE = 2
"""Words more that the crossed reading must share than the straight one before cause and effect count as turned round."""

_CAUSE_BEHIND = re.compile(
    r"\b(?:omdat|doordat|dankzij|vanwege|wegens|aangezien|als gevolg van|ten gevolge van|te danken aan|te wijten aan|komt door|kwam door|"
    r"(?:belemmerd|bemoeilijkt|verhinderd|ondermijnd|vertraagd|veroorzaakt) door|"
    r"nadat|zodra|vanaf het moment dat)\b",
    re.IGNORECASE,
)
_EFFECT_BEHIND = re.compile(
    r"\b(?:waardoor|zodat|daardoor|hierdoor|daarom|dus|leid(?:t|en|de|den) tot|geleid tot|resulteer\w+ in|veroorzaak\w+|"
    r"(?:ligt|lagen|lag|liggen) ten grondslag aan)\b",
    re.IGNORECASE,
)
_HINDERED = r"belemmer\w+|bemoeilijk\w+|verhinder\w+|ondermijn\w+|vertraag\w+"
_EFFECT_BEHIND = re.compile(rf"{_EFFECT_BEHIND.pattern}|\b(?:{_HINDERED})\b(?! door\b)", re.IGNORECASE)
_EFFECT_BEFORE = re.compile(rf", (?:wat|hetgeen)\b[^,;]* ({_HINDERED}|veroorzaakte\w*|bevorderde\w*)\b", re.IGNORECASE)
""" "X, wat Y belemmerde": between the comma and the verb."""
_POINTING = frozenset({"daardoor", "hierdoor", "daarom", "dus"})
"""These point back to a clause before their own: "kwamen mede hierdoor vrij" has no cause in it."""
_COMMA = re.compile(
    r",\s|\s(?=(?:is|was|waren|zijn|werd|werden|wordt|worden|kwam|kwamen|bleef|bleven|heeft|hebben|had|hadden|kreeg|kregen|kon|konden) )"
)
"""Where a cause that opens its sentence ends: at a comma, or before the verb of the effect."""
_BORDER = re.compile(r"[.;:,]\s|\sen\s")
_LINK = re.compile(r"(?:hierdoor|daardoor|zodoende|daarom|om die reden|(?:dit|dat) leid(?:t|de) tot)\b", re.IGNORECASE)
"""At the beginning of a sentence: the sentence before it is the cause."""
_OPENING = re.compile(r"\W*(?:maar|en|want|ook|juist|toch|pas)?\W*", re.IGNORECASE)
_ARTICLES = frozenset({"de", "het", "een", "deze", "dit", "die"})


def check_roles(claim: Reading, source: Source) -> Iterator[Problem]:
    """Cause and effect, two phrases of a copied sentence, or the doers of two clauses, turned round."""
    for check in (_turned_cause, _exchanged_phrases, _exchanged_between_clauses):
        found = [check(claim, reading) for reading in source.readings]
        yield from (problem for problem in found if problem)
    yield from _turned_between_sentences(claim, source)
    yield from _other_doer(claim, source)


# cause and effect


def _turned_cause(claim: Reading, reading: Reading) -> Problem | None:
    mine, theirs = _cause_and_effect(claim), _cause_and_effect(reading)
    return _turned(mine, theirs) if mine and theirs else None


def _turned(mine: "_Cause", theirs: "_Cause") -> Problem | None:
    straight = _shared(mine[0], theirs[0]) + _shared(mine[1], theirs[1])
    crossed = _shared(mine[0], theirs[1]) + _shared(mine[1], theirs[0])
    if crossed < straight + _MORE:
        return None
    return Problem(
        "oorzaak", mine[2], f"‘{mine[2]}’: de twee delen van de zin zijn omgedraaid", weighed="oorzaak omgedraaid"
    )


def _turned_between_sentences(claim: Reading, source: Source) -> Iterator[Problem]:
    """ "A. Hierdoor B." told as "A doordat B"."""
    mine = _cause_and_effect(claim)
    for before, behind in pairwise(source.readings):
        link = _LINK.match(behind.text)
        if mine and link:
            problem = _turned(mine, (list(before.content), _content(behind, link.end(), len(behind.text)), link[0]))
            yield from (problem,) if problem else ()


_Cause = tuple[list[Word], list[Word], str]
"""Words of the cause, words of the effect, and what links them."""


def _cause_and_effect(reading: Reading) -> _Cause | None:
    """Content words of the cause and of the effect, and the word that says which is which."""
    match = _CAUSE_BEHIND.search(reading.text)
    if match and _OPENING.fullmatch(reading.text[: match.start()]):
        comma = _COMMA.search(reading.text, match.end())
        border = comma.start() if comma else len(reading.text)
        return _content(reading, match.end(), border), _content(reading, border, len(reading.text)), match[0]
    if match:
        return _content(reading, match.end(), len(reading.text)), _content(reading, 0, match.start()), match[0]
    match = _EFFECT_BEFORE.search(reading.text)
    if match:
        return _content(reading, 0, match.start()), _content(reading, match.start(), match.start(1)), match[1]
    match = _EFFECT_BEHIND.search(reading.text)
    if match and match[0].lower() in _POINTING:
        border = max((m.end() for m in _BORDER.finditer(reading.text, 0, match.start())), default=0)
        effect = _content(reading, border, len(reading.text))
        return (_content(reading, 0, border), effect, match[0]) if border else None
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


def _other_doer(claim: Reading, source: Source) -> Iterator[Problem]:
    """Another party of the sources does in the claim what the doer of one of them does."""
    mine = doer(claim)
    if not mine or not any(mine.stands_in(reading) for reading in source.readings):
        return
    for reading in source.readings:
        theirs = doer(reading)
        if theirs and theirs.stands_in(claim) and _acts_instead(mine, theirs, reading):
            yield replace(_changed_places(mine.word, theirs.word), weighed="doener")


def _acts_instead(mine: Doer, theirs: Doer, reading: Reading) -> bool:
    """Whether two parties do the same, are not two names for one ("Nederland" and "Nederlandse ambassades"), and not one list."""
    return not mine.is_same(theirs) and mine.same_deed(theirs) and not _listed_together(mine.word, theirs, reading)


def _listed_together(word: Word, theirs: Doer, reading: Reading) -> bool:
    """Whether the source names both as doers: "Nederland en Canada"."""
    return any(_has(word, [other]) and _listed(theirs.word, other, reading) for other in reading.content)


def _exchanged_phrases(claim: Reading, reading: Reading) -> Problem | None:
    """Two phrases that, put back in each other's place, make the claim a copy of the source."""
    mine, theirs = _phrases(claim), [_keys_of(phrase) for phrase in _phrases(reading)]
    wanted = [word.low for word in reading.words if word.low not in _ARTICLES]
    before = _copied(_put(claim, {}), wanted)
    placed = [(phrase, _place(phrase, theirs)) for phrase in mine]
    for (one, first), (other, second) in combinations(placed, 2):
        if first is None or second is None or first <= second or _listed(one[-1], other[0], claim):
            continue
        swapped = _put(claim, {one[0].start: other, other[0].start: one})
        after = _copied(swapped, wanted)
        if after >= _COPY * len(swapped) and after >= before + 2:
            return _changed_places(one[0], other[0])
    return None


def _phrases(reading: Reading) -> list[list[Word]]:
    """Content words right behind each other."""
    found: list[list[Word]] = []
    for word in reading.content:
        if found and not reading.text[found[-1][-1].end : word.start].strip():
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _keys_of(phrase: Sequence[Word]) -> frozenset[str]:
    return frozenset(key for word in phrase for key in keys(word.low))


def _place(phrase: Sequence[Word], phrases: Sequence[frozenset[str]]) -> int | None:
    """Which of the source's phrases (the keys of each) it is, when just one has its first and its last word."""
    first, last = keys(phrase[0].low), keys(phrase[-1].low)
    found = [at for at, other in enumerate(phrases) if first & other and last & other]
    return found[0] if len(found) == 1 else None


def _put(claim: Reading, instead: dict[int, list[Word]]) -> list[str]:
    """The words of the claim, articles left out, with other phrases at some places."""
    gone = {word.start for phrase in instead.values() for word in phrase}
    words: list[str] = []
    for word in claim.words:
        if word.start in instead:
            words += [other.low for other in instead[word.start]]
        elif word.start not in gone and word.low not in _ARTICLES:
            words.append(word.low)
    return words


def _copied(words: Sequence[str], wanted: Sequence[str]) -> int:
    """How many words stand in both in the same order."""
    return sum(block.size for block in SequenceMatcher(None, words, wanted, autojunk=False).get_matching_blocks())


def _listed(one: Word, other: Word, reading: Reading) -> bool:
    """Whether two words stand in one list: "Marokko en Tunesië", in any order."""
    first, second = sorted((one, other), key=lambda word: word.start)
    return bool(re.fullmatch(r"\W*(?:(?:en|of)\W+)?(?:(?:de|het|een)\W+)?", reading.text[first.end : second.start]))


def _exchanged_between_clauses(claim: Reading, reading: Reading) -> Problem | None:
    """ "A deed dit en B deed dat" against "B deed dit en A deed dat"."""
    if len(claim.clauses) < 2 or len(reading.clauses) < 2:
        return None
    mine = [_content(claim, clause.start, clause.end) for clause in claim.clauses]
    theirs = [_content(reading, clause.start, clause.end) for clause in reading.clauses]
    best = [_most_alike(words, theirs) for words in mine]
    for one, other in ((a, b) for a in range(len(mine)) for b in range(a) if best[a] != best[b]):
        came = _foreign(mine[one], theirs[best[one]], theirs[best[other]])
        went = _foreign(mine[other], theirs[best[other]], theirs[best[one]])
        alike = all(_shared(mine[at], theirs[best[at]]) >= min(2, len(mine[at]) - 1) for at in (one, other))
        if came and went and alike and not _listed(came[0], went[0], claim):
            return replace(_changed_places(came[0], went[0]), weighed="zinsdelen")
    return None


def _most_alike(words: Sequence[Word], clauses: Sequence[Sequence[Word]]) -> int:
    return max(range(len(clauses)), key=lambda at: _shared(words, clauses[at]))


def _foreign(words: Sequence[Word], home: Sequence[Word], elsewhere: Sequence[Word]) -> list[Word]:
    """Words that the source has in the other clause only."""
    return [word for word in words if _is_party(word) and not _has(word, home) and _has(word, elsewhere)]


def _is_party(word: Word) -> bool:
    """Not a verb, by its dictionary form: clauses may share those in any order."""
    form = lemma(word.low)
    return word.text[0].isupper() or not form.endswith("en") or form == word.low


def _changed_places(one: Word, other: Word) -> Problem:
    return Problem("volgorde", one.text, f"‘{one.text}’ en ‘{other.text}’ zijn van plaats verwisseld")
