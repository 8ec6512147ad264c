"""Does a claim use the opposite word, turn two things round, or say what its sources do not?"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import product

from iobqa.answer.doers import VERBS
from iobqa.answer.figures import figures
from iobqa.answer.lemmas import is_word, lemma
from iobqa.answer.markers import MarkerKind, markers
from iobqa.answer.names import Name, holds_name, names
from iobqa.answer.opposites import are_opposites, on_one_side, opposed
from iobqa.answer.readings import Clause, Reading, Word, is_content, is_part, is_thing, keys
from iobqa.answer.replacements import may_replace
from iobqa.answer.verdicts import Near, Problem, Source

_NEAR_LITERAL = 0.7
"""Share of a claim's words copied in order from which every other content word must have its like in the source."""
_WHOLE = 4
"""Words below which a claim is no sentence."""
_SAYING = 2
"""Content words besides names and numbers that make a statement; one is enough with a name or number."""
_LINK = 4
"""Letters below which what is left of a compound says nothing of its own."""
_FEW = 4
"""Content words up to which a claim is too short to have any of its own."""
_STRANGE = 0.34
"""Share of a freer claim's content words that may be the model's own."""
_SAME_MEANING = 0.45
"""How near a word of a freer claim must come to one of its sources not to be its own (see ``nearness``). In a copied sentence
and in a list a near word is another thing: "biseksuelen" for "transgender"."""
_LOOKED_AFTER: frozenset[MarkerKind] = frozenset(
    {"ought", "possible", "all", "most", "many", "some", "only", "partly", "cause", "little", "less"}
)
"""Markers without content of their own besides what ``marker_checks`` compares."""
_OWN_WORDS, _OWN_SHARE = 2, 0.6
"""Words, and share of a clause's words, from which the clause is the model's own."""
_LENT = 0.4
"""Share of a claim's content words that may come from the headings above its sentences alone."""
_HANGING = frozenset({"de", "een", "van", "te", "en", "of", "om", "dat", "die", "met", "rond"})
"""Words that no sentence ends with."""
_NO_VERBS = frozenset(
    "aan bescheiden binnen boven buiten tegen tussen samen open eigen even eens alleen langs heen onderling sinds toen misschien zeven "  # noqa: SIM905
    "negen geen tien bovendien vanwege vereniging verleden mensen gegevens waaraan daaraan hieraan eraan".split()
)
"""Words whose dictionary form ends as a verb does."""
_SMALL = 3
"""Letters up to which only the verbs that are listed are verbs: "en" and "een" end as one does."""
_IMPOSSIBLE = re.compile(
    r"\b(?:(?:[Dd]e|[Ee]en) (?:de|het|een|en|of|dat|is|was|heeft|hebben|had|hadden|werd|werden|wordt|worden)|[Vv]an (?:van|en|of)|te te|te van)\b"
)
"""Two small words that no sentence has right behind each other."""
_STRETCH = 3
"""Words of a copied sentence that may have been replaced at once."""
_SAME_FRAME = 0.9
"""How alike two sentences must be, names aside, to see that two names changed places."""
_CLEARLY = 1.5
"""How many times better the clause with the opposite word must fit than the one with the word itself."""


def check_opposites(claim: Reading, source: Source) -> Iterator[Problem]:
    """A word of the claim whose opposite stands in the clause it is about."""
    for word, opposite in opposed(claim.text, source.text):
        for match in word.finditer(claim.text):
            clause = claim.clause_at(match.start())
            if opposite.search(clause.text):
                continue  # both sides in one clause: figure_checks looks which number goes with which
            said = frozenset(w.meant for w in claim.words if match.start() <= w.start < match.end())
            rest = replace(clause, words=clause.words - said)
            here, there = _fit(rest, source, word), _fit(rest, source, opposite)
            if there > _CLEARLY * here and not _turned(clause, claim, match):
                message = f"‘{match[0]}’: de aangehaalde zin zegt het omgekeerde"
                yield Problem("richting", match[0], message)


def check_replaced(claim: Reading, source: Source) -> Iterator[Problem]:
    """A word that was replaced by its opposite in a run of copied words."""
    for reading in source.readings:
        mine, theirs = [word.low for word in claim.words], [word.low for word in reading.words]
        edits = SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes()
        for name, start, end, other_start, other_end in edits:
            if name == "replace" and end - start <= _STRETCH and other_end - other_start <= _STRETCH:
                denied = _denies(theirs[start:end]) != _denies(mine[other_start:other_end])
                for old, new in product(theirs[start:end], mine[other_start:other_end]):
                    if are_opposites(old, new) and not denied:
                        yield Problem("richting", new, f"‘{new}’: de aangehaalde zin heeft ‘{old}’")


def _denies(words: Sequence[str]) -> bool:
    return any(marker.kind == "negation" for marker in markers(" ".join(words)))


def check_borrowed(claim: Reading, source: Source, context: Source) -> Iterator[Problem]:
    """A word of a copied sentence that was replaced by one from the headings above it: they may give a name, no other subject."""
    own = own_content(claim)
    mine = [word.low for word in claim.words]
    for reading in source.readings:
        theirs = [word.low for word in reading.words]
        if _in_runs(mine, theirs) < _NEAR_LITERAL:
            continue
        for name, start, end, other_start, other_end in SequenceMatcher(
            None, theirs, mine, autojunk=False
        ).get_opcodes():
            gone = [w for w in reading.words[start:end] if is_content(w.low)]
            come = [w for w in claim.words[other_start:other_end] if is_content(w.meant) and not source.holds(w.meant)]
            lent = [w for w in come if context.holds(w.meant) and w in own]
            if name == "replace" and gone and lent:
                message = f"‘{lent[0].text}’ staat alleen in het kopje erboven; de zin zelf heeft ‘{gone[0].text}’"
                yield Problem("inhoud", lent[0].text, message)


def _fit(clause: Clause, source: Source, pattern: re.Pattern[str]) -> int:
    """How many words the best clause of the source with ``pattern``, not denied, shares with ``clause``, the word itself aside."""
    fits = [clause.shared(other) + 1 for other in source.clauses if _affirms(other.text, pattern)]
    return max(fits, default=0)


def _affirms(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether the text has the word, and nothing that turns it: "niet duidelijk"."""
    found = pattern.search(text)
    return bool(found) and not any(m.kind == "negation" and not pattern.search(m.token) for m in markers(text))


def _turned(clause: Clause, claim: Reading, match: re.Match[str]) -> bool:
    """Whether the claim denies the word: "niet groot" for "klein"."""
    return any(
        marker.kind in {"negation", "little"}
        and clause.start <= marker.start < clause.end
        and marker.start != match.start()
        for marker in markers(claim.text)
    )


# who does what


def check_order(claim: Reading, source: Source) -> Iterator[Problem]:
    """Two sides of a comparison, or two names in an otherwise copied sentence, that changed places."""
    for reading in source.readings:
        yield from _turned_comparison(claim, reading)
        yield from _swapped_names(claim, reading)


_THAN = re.compile(
    r"(?:(?<=er )|(?<=meer )|(?<=minder )|(?:\b(?:\w{3,}er|meer|minder)\b[^.;]*?))\bdan\b|\bin plaats van\b|\bten opzichte van\b"
)
_DOWN = re.compile(r"\b(?:minder|beperkter|geringer|lager|kleiner|zwakker|slechter|korter|smaller)e?\b", re.IGNORECASE)


def _turned_comparison(claim: Reading, reading: Reading) -> Iterator[Problem]:
    mine, theirs = _THAN.search(claim.text), _THAN.search(reading.text)
    if not mine or not theirs:
        return
    before, behind = _sides(reading, theirs.end())
    if bool(_DOWN.search(mine[0])) != bool(_DOWN.search(theirs[0])):
        yield from _other_direction(claim, mine, before, behind)
        return
    for word in [*_sides(claim, mine.end())[1][:1], *_named(claim, mine.end())]:
        if _has(word, before) and not _has(word, behind):
            yield Problem(
                "volgorde", word.text, f"‘dan {word.text}’: de vergelijking is omgedraaid", weighed="vergelijking"
            )
            return


def _other_direction(claim: Reading, mine: re.Match[str], before: list[Word], behind: list[Word]) -> Iterator[Problem]:
    """ "A meer dan B" for "A minder dan B"; that "B meer dan A" is the same is no problem."""
    first, second = _sides(claim, mine.end())
    straight = sum(_has(w, before) for w in first) + sum(_has(w, behind) for w in second)
    crossed = sum(_has(w, behind) for w in first) + sum(_has(w, before) for w in second)
    if straight > crossed + 1:
        yield Problem(
            "richting", mine[0], f"‘{mine[0]}’: de aangehaalde zin vergelijkt de andere kant op", weighed="vergelijking"
        )


def _sides(reading: Reading, position: int) -> tuple[list[Word], list[Word]]:
    words = list(reading.content)
    return [w for w in words if w.end <= position], [w for w in words if w.start >= position]


def _named(reading: Reading, position: int) -> list[Word]:
    """Words of names behind a position."""
    spans = [(name.start, name.end) for name in names(reading) if name.start >= position]
    return [word for word in reading.words if any(start <= word.start < end for start, end in spans)]


def _has(word: Word, words: list[Word]) -> bool:
    return any(keys(word.low) & keys(other.low) for other in words)


def _swapped_names(claim: Reading, reading: Reading) -> Iterator[Problem]:
    """Only in a sentence of the same words in the same order: elsewhere names change places for good reasons."""
    mine, theirs = _once(names(claim)), _once(names(reading))
    shared = sorted((key for key in mine if key in theirs), key=lambda key: mine[key].start)
    if len(shared) < 2 or shared == sorted(shared, key=lambda key: theirs[key].start):
        return
    if SequenceMatcher(None, _frame(claim), _frame(reading), autojunk=False).ratio() >= _SAME_FRAME:
        token = mine[shared[0]].token
        yield Problem("volgorde", token, f"‘{token}’ staat op een andere plaats dan in de bron")


def _frame(reading: Reading) -> list[str]:
    """The words with a blank for every name."""
    spans = [(name.start, name.end) for name in names(reading)]
    return ["" if any(s <= word.start < e for s, e in spans) else word.low for word in reading.words]


def _once(found: tuple[Name, ...]) -> dict[str, Name]:
    """Names by key, those that occur twice left out."""
    listed = [name.key for name in found]
    return {name.key: name for name in found if listed.count(name.key) == 1}


# names and content


_ADDRESSED = frozenset({"BZ", "Nederland"})


def check_attributes(claim: Reading, source: Source) -> Iterator[Problem]:
    """ "Chinese hegemonie" where the source has "Amerikaanse hegemonie", and China elsewhere."""
    there = [pair for reading in source.readings for pair in _named_things(reading)]
    for name, thing in _named_things(claim):
        owners = {other.key for other, word in there if keys(word.low) & keys(thing.low)}
        adjective = name.kind == "land" and name.token != name.key and name.key != "Nederland"
        if adjective and owners and name.key not in owners:
            yield Problem("land", name.token, f"‘{name.token} {thing.text}’ staat zo niet in de aangehaalde zin")


def _named_things(reading: Reading) -> Iterator[tuple[Name, Word]]:
    """Names with the content word right behind them."""
    for name in names(reading):
        for word in reading.content:
            if 0 < word.start - name.end <= 1:
                yield name, word


def check_names(
    claim: Reading, source: Source, context: Source, also: Mapping[str, frozenset[str]], *, advice: bool
) -> Iterator[Problem]:
    """Names of the claim that neither its sources nor the headings above them have.

    ``advice``: the sources tell the ministry what to do without naming it, so the claim may.
    """
    for name in names(claim):
        if advice and name.key in _ADDRESSED:
            continue
        if not any(holds_name(reading, name, also) for reading in (*source.readings, *context.readings)):
            kind = "land" if name.kind == "land" else "naam"
            yield Problem(kind, name.token, f"‘{name.token}’ staat niet in de aangehaalde zin")  # type: ignore[arg-type]


def check_sentence(claim: Reading) -> Iterator[Problem]:
    """A claim is a whole sentence that says something: weak models write headings, halves, questions and no grammar."""
    names_and_numbers = {(f.start, f.end) for f in figures(claim.text)} | {(n.start, n.end) for n in names(claim)}
    saying = [w for w in claim.content if not any(s < w.end and w.start < e for s, e in names_and_numbers)]
    enough = len(saying) >= _SAYING or (saying and names_and_numbers)
    whole = len(claim.words) >= _WHOLE and not _hangs(claim) and any(map(_is_verb, claim.words))
    if not whole or not enough or claim.text.rstrip('"’ ').endswith((":", ";", ",", "?")):
        yield Problem("inhoud", claim.text[:30], "dit is geen hele zin die iets zegt")
    impossible = _IMPOSSIBLE.search(claim.text)
    if impossible:
        yield Problem("inhoud", impossible[0], f"‘{impossible[0]}’ staat in geen goede zin")


def _hangs(claim: Reading) -> bool:
    """Whether the last word asks for more; "het" does not behind a verb."""
    last = claim.words[-1].low
    return last in _HANGING or (last == "het" and not _is_verb(claim.words[-2]))


def _is_verb(word: Word) -> bool:
    """Whether a word may be a form of a verb, by its dictionary form."""
    form = lemma(word.low)
    may_end_so = len(word.low) > _SMALL and word.low not in _NO_VERBS and (is_word(form) or form != word.low)
    return word.low in VERBS or (may_end_so and form.endswith(("en", "aan", "zien", "doen", "zijn")))


def check_content(claim: Reading, source: Source, context: Source, near: Near | None = None) -> Iterator[Problem]:
    """Words of the claim's own: none in a copied sentence with a word changed, not too many in a freer one."""
    looked_after = [(m.start, m.end) for m in markers(claim.text) if m.kind in _LOOKED_AFTER]
    words = [w for w in own_content(claim) if not any(start < w.end and w.start < end for start, end in looked_after)]
    strange = [w for w in words if not says(w, source, context) and not _denied_in_a_word(w, claim, source)]
    for word in strange:
        if _is_added(word, claim, strange):
            yield Problem("inhoud", word.text, f"‘{word.text}’ staat niet in de aangehaalde zin", weighed="opsomming")
    if near and copied(claim, source) < _NEAR_LITERAL:
        strange = [w for w in strange if not _is_near(w.meant, source.left_by(claim), near)]
    lent = [w for w in words if is_thing(w) and context.holds(w.meant) and not source.holds(w.meant)]
    if len(lent) > max(1.0, _LENT * len(words)):
        yield Problem("inhoud", lent[0].text, f"‘{lent[0].text}’ staat alleen in het kopje erboven", weighed="kopje")
    if len(strange) > _allowed(strange, words, claim, source) or _has_own_clause(strange, words, claim):
        listed = ", ".join(f"‘{word.text}’" for word in strange[:4])
        yield Problem(
            "inhoud",
            strange[0].text,
            f"{listed} {'staat' if len(strange) == 1 else 'staan'} niet in de aangehaalde zin",
            weighed="inhoud",
        )


def own_content(claim: Reading) -> list[Word]:
    """Content words besides numbers and names."""
    elsewhere = [(f.start, f.end) for f in figures(claim.text)] + [(n.start, n.end) for n in names(claim)]
    return [w for w in claim.content if not any(start < w.end and w.start < end for start, end in elsewhere)]


def says(word: Word, source: Source, context: Source) -> bool:
    """``is_held`` of a word; of a verb in two pieces the first will do, when it says something of its own."""
    whole = is_held(word.meant, source, context)
    return whole or (bool(word.verb) and is_content(word.low) and is_held(word.low, source, context))


def _denied_in_a_word(word: Word, claim: Reading, source: Source) -> bool:
    """ "niet voldoende" for "onvoldoende"."""
    denied = re.search(r"\b(?:niet|geen)\s+$", claim.text[: word.start], re.IGNORECASE)
    return bool(denied) and any(other.low == f"on{word.low}" for r in source.readings for other in r.words)


def is_held(word: str, source: Source, context: Source) -> bool:
    """Whether the sources, or the headings above them, say the word; of a compound that they have a part of, all of it."""
    if not source.holds(word) and not context.holds(word):
        return False
    readings = (*source.readings, *context.readings)
    if any(keys(word) & reading.keys for reading in readings):
        return True
    longer = {other for reading in readings for other in reading.long_words if is_part(word, other)}
    if any(len(other) >= len(word) for other in longer):
        return True
    rests = {re.sub(r"^(?:s|en|-)+|(?:s|-)+$", "", word.replace(other, "", 1)) for other in longer if other in word}
    return not rests or any(len(r) < _LINK or any(reading.holds(r) for reading in readings) for r in rests)


def _is_near(word: str, left: Collection[str], near: Near) -> bool:
    """Whether a word stands for one of (nearly) the same meaning, and not its opposite, among those that are ``left``: words of
    the sources that the claim does not say itself. "geslacht" beside "leeftijd" is one thing more, not another word for it."""
    return any(
        (near(word, other) >= _SAME_MEANING and not are_opposites(other, word))
        or on_one_side(word, other)
        or may_replace(word, other)
        for other in left
        if not other[0].isdigit()
    )


def _is_added(word: Word, claim: Reading, strange: Sequence[Word]) -> bool:
    """Whether a strange word is one more in a list of words that are there, or a thing given to a country."""
    before = claim.text[: word.start]
    listed = re.search(r"([^\W\d_]+)(?: en| of|,) $", before)
    if listed and is_content(listed[1].lower()) and not any(other.text == listed[1] for other in strange):
        return bool(re.match(r"\s*(?:[.,;]|te\b|en\b|of\b|$)", claim.text[word.end :]))
    return any(name.kind == "land" and name.token != name.key and name.end + 1 == word.start for name in names(claim))


def _allowed(strange: Sequence[Word], words: Sequence[Word], claim: Reading, source: Source) -> float:
    """How many words of its own a claim may have."""
    if copied(claim, source) >= _NEAR_LITERAL:
        return 0
    if len(words) <= _FEW:
        return 0 if any(_is_noun(word, claim) for word in strange) else 1
    return _STRANGE * len(words)


_BEFORE_NOUN = re.compile(
    r"\b(?:de|het|een|geen|dit|deze|die|hun|zijn|haar|\w+(?:ke|se|le|ve|re|ge|te|de|ne|me|pe))\s+$", re.IGNORECASE
)


def _has_own_clause(strange: Sequence[Word], words: Sequence[Word], claim: Reading) -> bool:
    """Whether a clause says next to nothing of the sources: a thing made up may be short beside what is copied."""
    for clause in claim.clauses:
        inside = [word for word in words if clause.start <= word.start < clause.end]
        own = [word for word in strange if clause.start <= word.start < clause.end]
        if len(own) >= _OWN_WORDS and len(own) >= _OWN_SHARE * len(inside):
            return True
    return False


def _is_noun(word: Word, claim: Reading) -> bool:
    """A guess, by the article or adjective before it: a new noun is a new subject, a new verb often another way to say it."""
    return bool(_BEFORE_NOUN.search(claim.text[: word.start]))


def copied(claim: Reading, source: Source) -> float:
    """Share of the claim's words that one sentence of the source has in the same order, in runs of two or more."""
    mine = [word.low for word in claim.words]
    return max((_in_runs(mine, [word.low for word in reading.words]) for reading in source.readings), default=0.0)


def _in_runs(mine: list[str], theirs: list[str]) -> float:
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / max(len(mine), 1)
