"""Are "niet", "beperkt", "mogelijk", "de meeste", "door", "volgens" of the sources kept in a claim, and none put in?"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from types import MappingProxyType

from iobqa.answer.denials import denied_otherwise
from iobqa.answer.figures import figures
from iobqa.answer.lemmas import lemma
from iobqa.answer.markers import ADDED, KEPT, NAMES, WEIGHED_AS, Marker, MarkerKind, markers
from iobqa.answer.readings import Clause, Reading, Word, alike, keys
from iobqa.answer.replacements import may_replace
from iobqa.answer.verdicts import Problem, ProblemKind, Source
from iobqa.search.analysis import STOP_WORDS

_SAME_PLACE = 0.6
"""Share of the best overlap from which a clause of the source may be the one that a clause of the claim is about."""
_COPIED = 0.8
"""Likeness of two word sequences (twice the shared words over all) from which one is a copy of the other with edits."""
_SHORT = 3
"""Content words up to which a clause is short."""
_TURNING: frozenset[MarkerKind] = frozenset({"negation", "lack"})
_DENYING: frozenset[MarkerKind] = frozenset({"negation", "lack", "un"})
""" "niet voldoende" is "onvoldoende"."""
_WEIGHTY: frozenset[MarkerKind] = frozenset({"partly", "possible", "less", "little", "some", "most"})
_WIDENING: frozenset[MarkerKind] = frozenset({"only", "all"})
_SURELY = 3
"""Words of a clause that a claim must have to say it beside another clause that it says more of."""
_ENOUGH = 0.34
"""Share of a clause's words that a claim must have before it counts as saying that clause again."""


_MORE = re.compile(r"\bmeer\b|\bvaker\b|\bfrequent\w*|\btoe(?:nam|name|namen|genomen)\b|\bgroei", re.IGNORECASE)
_LESSENED = re.compile(
    r"\b(?:beperk(?:en|te|ten)|vermind\w+|verla(?:gen|agd)\w*|daal\w+|dalen|gedaald|afgenomen|afname|terug\w*|ingeperkt|inperk\w+|verzwak\w+|"
    r"ondermijn\w+|kleiner\w*|beperkter\w*|lager\w*)\b",
    re.IGNORECASE,
)
"""What may be said with "minder"."""
_THAN = re.compile(r"\b(?:meer|vaker|\w{3,}er)\b[^.;]* dan\b", re.IGNORECASE)
"""A comparison may be told from the other side; that it is told right, ``check_order`` sees."""
_CONFINED = re.compile(r"\bbeperk\w*(?: \S+){0,10} tot\b|\bzich tot\b|\bslechts\b|\bmaar één\b", re.IGNORECASE)
"""What may be said with "alleen"."""
_FORCED = re.compile(r"\bafhankelijk\b|\baangewezen op\b|\bgedwongen\b|\bgenoodzaakt\b", re.IGNORECASE)
"""What may be said with "moest"."""
_EVERYWHERE = re.compile(r"\b(?:wereldwijd\w*|overal|(?:hele|gehele) wereld|mondia\w+)\b", re.IGNORECASE)
_EVENTUAL = re.compile(r"\b(?:eventue(?:el|le)|risico\w*|kans(?:en)?|dreig\w*|gevaar|gevaren)\b", re.IGNORECASE)
"""What may be said for "mogelijke": a risk is a possible harm."""
_PURPOSE = re.compile(r"\bom\b.+\bte\b", re.IGNORECASE)
_ONLY_SO_MANY = re.compile(r"\b(?:nog maar|slechts|maar) (?:\d|één|twee|drie|vier|vijf|zes|enkele)", re.IGNORECASE)
"""What says how few there are left, after "minder"."""
_DENIAL = (
    r"tevergeefs|ontzeg\w+|afgezien|zag(?:en)? af|sneuvel\w*|strand\w*|posterioriteit\w*|verl(?:oor|oren|iest|iezen)|in plaats van|te vroeg|te ver|"
    r"ra(?:ad|adt|den|adde|adden)\b[^.;]* af|afgeraden|verb(?:ood|oden|iedt|ied|od)|belet\w*|ophou\w+|hield\w* op|gestaakt|niet langer"
)
_DENIED = re.compile(rf"\b(?:{_DENIAL})\b", re.IGNORECASE)
"""What denies without "niet": "tevergeefs" for "zonder resultaat", "in plaats van" for "en niet"."""
_HARDLY = re.compile(
    rf"\b(?:{_DENIAL}|mis(?:t|te|ten)|anders dan|te (?:weinig|beperkt|gering|laat)|nauwelijks|weinig|lastig|moeilijk|ten einde|vrij van|bespaar\w*)\b",
    re.IGNORECASE,
)
"""What a claim may have in place of "niet", though its source may not have it in place of the claim's "niet"."""
_OUTDONE = re.compile(r"\bmeest\b|\b(?!eerste|laatste)\w{4,}ste?\b", re.IGNORECASE)
_UNEQUALLED = re.compile(r"\bgeen\b.*?\b(?:zo \w+ (?:\w+ ){0,2}als|\w+er(?: \w+){0,4} dan)\b", re.IGNORECASE)
""" "geen land was zo actief als" for "het actiefst"."""
_WISHED = re.compile(
    r"\b(?:gewenst\w*|wens(?:en)?|voorkeur|liever|verwacht\w*|pleit\w*|gepleit|gekant|weiger\w*|geweigerd|besl(?:oot|oten|uit|issing)|verzo(?:ek|cht)\w*|"
    r"initiatie\w+|oproep|riep\b[^.;]* op|opteer\w*)\b|\bom\b[^.;]* te\b",
    re.IGNORECASE,
)
"""What may be said with "wilde": a preference, a request, a purpose."""
_SLIGHTLY = re.compile(
    r"\b(?:iets|wat|enige|enigszins|engszins|licht|lichte|een beetje|op onderdelen|relatief)\b", re.IGNORECASE
)
"""What may be said with "enigszins"."""
_REPORTED = re.compile(
    r"\b(?:vrees\w*|vroeg\w*|vraag\w*|wil(?:de|den|len)?|verwacht\w*|waarschuw\w*|ho(?:op|opte|opten)|besl(?:oot|oten)|belo\w+|dreig\w*|afgesproken|toegezegd|"
    r"noem(?:t|den|de)|stel(?:t|de|den|len)|von?d(?:en)?|sprak\w*|zei(?:den)?|volgens)\b",
    re.IGNORECASE,
)
"""Behind these "zou" tells what somebody said or wanted, and is no doubt of the report's own."""
_PLANNED = re.compile(
    r"\b(?:voorstel\w*|plan(?:nen)?|voornemen\w*|voorgenomen|"
    r"(?:als|ten|tot|het|hun) doel\b|doel(?= (?:was|is|om)\b)|gericht op|bedoeld|besl(?:uit|oot|oten)|akkoord)\b",
    re.IGNORECASE,
)
"""What says, without a verb of wanting, that something was still to be done."""
_ALSO_NOUNS = frozenset({"behoud", "zorg", "werk", "onderzoek", "steun", "help", "overweeg"})
"""Imperatives that the dictionary takes for nouns."""
_ADVISING: frozenset[MarkerKind] = frozenset({"ought", "intent"})
_FAILED: frozenset[MarkerKind] = frozenset({"negation", "lack", "little"})


_UN = re.compile(r"^(?:on|in|dis)")


def check_markers(claim: Reading, source: Source, *, advice: bool) -> Iterator[Problem]:
    """``advice``: the sources are recommendations, in the imperative, so that a claim may say "moet"."""
    for marker in _standing(claim):
        if marker.kind in ADDED and not (advice and marker.kind in _ADVISING) and not _carried(marker, claim, source):
            problem = _problem(marker, "toegevoegd", f"‘{marker.token}’ staat zo niet in de aangehaalde zin")
            elsewhere = any(other.kind in ADDED[marker.kind] for _, other in source.markers)
            yield _weighable(problem, elsewhere, claim, *source.readings)
    for reading, marker in source.markers:
        if marker.kind in KEPT and _dropped(marker, reading, claim, source):
            problem = _problem(marker, "weggelaten", f"‘{marker.token}’ uit de bron is weggelaten")
            elsewhere = any(other.kind in KEPT[marker.kind] for other in markers(claim.text))
            yield _weighable(problem, elsewhere, reading, claim)
    for reading in source.readings:
        yield from _edited(claim, reading)
    yield from _one_of_the_most(claim, source)


_SUPERLATIVE = re.compile(r"\bmeest(?= \w+e\b)|\b(?!eerste|laatste|minste|naaste|beste)\w{3,}ste(?= \w)")
_PARTITIVE = re.compile(
    r"\b(?:één|een|onder) (?:van )?de (?:meest\b|\w+ste\b)|\b(?:behoor\w+|hoor\w+) \w*(?: \S+){0,6}? ?tot\b|\btot de\b"
)


def _one_of_the_most(claim: Reading, source: Source) -> Iterator[Problem]:
    """ "de meest actieve lidstaat" where the source says "één van de meest actieve lidstaten"."""
    mine = _SUPERLATIVE.search(claim.text)
    if (
        mine
        and _PARTITIVE.search(source.text)
        and _SUPERLATIVE.search(source.text)
        and not _PARTITIVE.search(claim.text)
    ):
        message = f"‘{mine[0]}’: de bron zegt ‘één van de’"
        yield Problem("hoeveelheid", mine[0], message, weighed="hoeveelheid toegevoegd")


def check_advice(claim: Reading, sources: Sequence[Reading]) -> Iterator[Problem]:
    """Advice in the imperative, told as if it were so already: "Zorg voor" as "er is"."""
    imperative = [reading for reading in sources if orders(reading)]
    if len(imperative) < len(sources) or orders(claim) or any(m.kind == "ought" for m in markers(claim.text)):
        return
    yield Problem("voorbehoud", "", "de bron is een aanbeveling; de bewering zegt dat het al zo is")


def orders(reading: Reading) -> bool:
    """Whether a text begins with a verb in the imperative: a bare stem, "neem" or "laat", and no other form of the verb."""
    first = reading.words[0].low if reading.words else ""
    if not first or first in _ALSO_NOUNS:
        return bool(first)
    infinitive = lemma(first)
    stem = not first.endswith(("e", "en", "d")) and (not first.endswith("t") or infinitive.endswith("ten"))
    return stem and infinitive != first and infinitive.endswith("en") and first not in STOP_WORDS


# copied but for a word


def _edited(claim: Reading, reading: Reading) -> Iterator[Problem]:
    """Markers put into or taken out of a sentence that is otherwise copied: there every word can be held against its own."""
    mine, theirs = ([word.low for word in text.words] for text in (claim, reading))
    edits = SequenceMatcher(None, theirs, mine, autojunk=False)
    if edits.ratio() < _COPIED:
        return
    gone, come = Counter[MarkerKind](), Counter[MarkerKind]()
    for _, start, end, other_start, other_end in (op for op in edits.get_opcodes() if op[0] != "equal"):
        gone.update(_kinds(reading.words[start:end]))
        come.update(_kinds(claim.words[other_start:other_end]))
    if sum(gone[kind] for kind in _DENYING) != sum(come[kind] for kind in _DENYING):
        yield Problem("ontkenning", "niet", "in een overgenomen zin is een ontkenning weggelaten of toegevoegd")
    for kind in gone | come:
        if kind in _WEIGHTY and gone[kind] and not any(come[other] for other in KEPT[kind]):
            yield Problem("voorbehoud", "", "in een overgenomen zin is een voorbehoud weggelaten")
        elif kind in _WIDENING and come[kind] and not any(gone[other] for other in ADDED[kind]):
            yield Problem("hoeveelheid", "", "in een overgenomen zin is ‘alleen’ of ‘alle’ toegevoegd")


def _kinds(words: Sequence[Word]) -> Iterator[MarkerKind]:
    for word in words:
        yield from {marker.kind for marker in markers(word.text)}


def _standing(reading: Reading) -> list[Marker]:
    """Without the "overal" of "niet overal", which says the contrary of "overal"."""
    found = markers(reading.text)
    partly = [other for other in found if other.kind == "partly"]
    return [m for m in found if m.kind != "all" or not any(p.start <= m.start and m.end <= p.end for p in partly)]


def _problem(marker: Marker, change: str, message: str) -> Problem:
    kind: ProblemKind = NAMES[marker.kind]  # type: ignore[assignment]
    what = WEIGHED_AS.get(marker.kind)
    return Problem(kind, marker.token, message, weighed=f"{what} {change}" if what else "")


def _weighable(problem: Problem, elsewhere: bool, mine: Reading, *theirs: Reading) -> Problem:
    """With whether the other text has a like word elsewhere; a negation is weighed only when that may deny in other words."""
    stands = problem.kind == "ontkenning" and not any(denied_otherwise(mine, reading) for reading in theirs)
    return replace(problem, elsewhere=elsewhere, weighed="" if stands else problem.weighed)


# put in


def _carried(marker: Marker, claim: Reading, source: Source) -> bool:
    """Whether the source has such a marker in the clause that this clause of the claim is about."""
    if _says_itself(marker, source):
        return True
    partners = [(r, other) for r in source.readings for other in _standing(r) if other.kind in ADDED[marker.kind]]
    if marker.token.lower() == "zodat" and _PURPOSE.search(source.text):
        return True
    if marker.token.lower().startswith("zou") and _REPORTED.search(claim.text[: marker.start]):
        return True
    if marker.kind == "negation" and _UNEQUALLED.search(claim.text) and _OUTDONE.search(source.text):
        return True
    if marker.kind == "cause":  # a cause joins two clauses; it cannot be pinned to one
        return bool(partners) or _plain_cause(marker, source)
    if marker.scope == "next":
        if any(
            _on_same_word(marker, claim, other, reading) or _told_of(marker, claim, other, reading)
            for reading, other in partners
        ):
            return True
        partners = [(reading, other) for reading, other in partners if not _bound_elsewhere(other, reading, claim)]
    clause = claim.clause_at(marker.start)
    best = max((clause.shared(other) for other in source.clauses), default=0)
    return any(_fits(clause, other, reading, best) for reading, other in partners)


def _fits(clause: Clause, other: Marker, reading: Reading, best: int) -> bool:
    """Whether the source's marker stands in (one of) the clauses that this clause of the claim is most like."""
    if other.kind == "un":  # "inefficiënt" carries "niet efficiënt" and nothing else
        said = re.search(rf"\b{re.escape(other.token)}\b", clause.text, re.IGNORECASE)
        return not said and bool(keys(_UN.sub("", other.token.lower())) & clause.keys)
    return clause.shared(reading.clause_at(other.start)) >= _SAME_PLACE * best


def _bound_elsewhere(other: Marker, reading: Reading, claim: Reading) -> bool:
    """Whether the claim has the word that the source's marker stands before: there the marker belongs, and nowhere else."""
    words = _behind(other, reading)[:1]
    return other.scope == "next" and any(keys(word.low) & claim.keys for word in words)


_OTHERWISE_KEPT: Mapping[MarkerKind, re.Pattern[str]] = MappingProxyType(
    {"negation": _HARDLY, "lack": _HARDLY, "partly": _SLIGHTLY, "less": _THAN, "possible": _EVENTUAL, "able": _EVENTUAL}
)
"""Kind of a marker of the source, and what in the claim may stand for it though it is no such marker."""
_OTHERWISE_SAID: tuple[tuple[MarkerKind, str, re.Pattern[str]], ...] = (
    ("some", r"een aantal|enkele|een paar", re.compile(r"\b(?:verschillende|diverse|meerdere)\b", re.IGNORECASE)),
    ("only", r".*", _CONFINED),
    ("negation", r"niet|geen|niets|zonder", _DENIED),
    ("intent", r"wi\w+|poging\w*|prob\w+|wenst\w*", _WISHED),
    ("partly", r"enigszins|lichtelijk|ietwat|een beetje|licht|deels", _SLIGHTLY),
    (
        "many",
        r"veel|vele",
        re.compile(r"\bveel\w+|\btal(?:loze|rijke?)\b|\bverschillende\b|\bgroot aantal\b", re.IGNORECASE),
    ),
    ("all", r"elke?|iedere?", re.compile(r"\bper\b", re.IGNORECASE)),
    ("ought", r"nodig", re.compile(r"\bkostte\w*\b|\bbenodigd\w*\b|\bbehoefte\w*\b", re.IGNORECASE)),
    (
        "little",
        r"weinig|beperkte?|geringe?",
        re.compile(r"\blage?\b|\bgering\w*|\bklein\w*|\bbeperkt\w*|\bminimaal\b", re.IGNORECASE),
    ),
    ("ought", r"moest.*", _FORCED),
    ("all", r"overal|wereldwijd", _EVERYWHERE),
    ("many", r"vaker", _MORE),
    ("less", r".*", _LESSENED),
    ("less", r"minder", _THAN),
)
"""Kind of a marker, the marker, and what in the source may be said with it though it is no such marker."""


def _says_itself(marker: Marker, source: Source) -> bool:
    """ "de meeste" for 67%; a strong word for its synonym."""
    token = marker.token.lower()
    shares = [figure.value for figure in source.figures if figure.kind == "percentage"]
    if marker.kind == "most":
        return any(share > 50 for share in shares)
    if marker.kind == "some" and token in {"minderheid", "een deel", "een klein deel"}:
        return any(share < 50 for share in shares)
    if marker.kind == "strong":
        return source.holds(token)
    rows = [row for row in _OTHERWISE_SAID if row[0] == marker.kind and re.fullmatch(row[1], token)]
    return any(pattern.search(source.text) for _, _, pattern in rows)


_CAUSING = re.compile(
    r"\b(?:door|oorzak\w*|oorzaak|reden\w*|daarom|zorg(?:de|den|t|en)|bijgedragen|bijdroeg|droeg|droegen|immers|namelijk|gezien|gevolg\w*|op verzoek|"
    r"ten grondslag|factoren|waarmee|daarmee|hiermee|zodoende|invloed\w*|belemmer\w*|bemoeilijk\w*|verhinder\w*|ondermijn\w*|stimuleer\w*|beïnvloed\w*|"
    r"beperk(?:te|ten|t|en)\b|obstakel\w*|impuls\w*|dan ook|op grond van|op basis van|uit angst|bang|toen|daarop|resulteer\w*)\b",
    re.IGNORECASE,
)
"""What names a cause without one of the words for it."""
_GROUNDS = frozenset({"omdat", "want", "vanwege", "wegens", "aangezien"})
_GROUND = re.compile(r"\bom\b|:")
"""What gives a ground: a purpose, or what stands behind a colon. That something was done "om" a thing makes it no result."""


def _plain_cause(marker: Marker, source: Source) -> bool:
    ground = marker.token.lower() in _GROUNDS and _GROUND.search(source.text)
    return bool(ground or _CAUSING.search(source.text))


def _on_same_word(marker: Marker, claim: Reading, other: Marker, reading: Reading) -> bool:
    """Whether both stand before the same word, an adjective between them aside."""
    mine, theirs = _behind(marker, claim), _behind(other, reading)
    pairs = [(mine[:1], theirs), (mine, theirs[:1])]
    return any(alike(one.low, two.low) for left, right in pairs for one in left for two in right)


def _told_of(marker: Marker, claim: Reading, other: Marker, reading: Reading) -> bool:
    """Whether the source says of a word before it what the claim puts before that word: "de inzet, die bescheiden was"."""
    before = [word for word in reading.content if word.end <= other.start][-2:]
    return marker.token.lower() == other.token.lower() and any(
        alike(one.low, two.low) for one in _behind(marker, claim)[:1] for two in before
    )


def _behind(marker: Marker, reading: Reading) -> list[Word]:
    """The two content words behind a marker."""
    return [word for word in reading.content if word.start >= marker.end][:2]


def _noun_behind(marker: Marker, reading: Reading) -> list[Word]:
    """The word behind a marker, with the one after it when the first looks like an adjective: "meeste Europese lidstaten"."""
    behind = _behind(marker, reading)
    return behind if behind and behind[0].low.endswith("e") else behind[:1]


# left out


def _dropped(marker: Marker, reading: Reading, claim: Reading, source: Source) -> bool:
    """Whether the claim says the clause of ``marker`` again without such a word."""
    otherwise = _OTHERWISE_KEPT.get(marker.kind)
    if otherwise and otherwise.search(claim.text):
        return False
    if marker.kind == "said":
        return _unattributed(marker, reading, claim)
    home = reading.clause_at(marker.start)
    if marker.kind == "intent" and (_PLANNED.search(claim.text) or _failed(marker, home, reading, claim)):
        return False
    if marker.kind in _TURNING and len(home.words) <= _SHORT:
        return _turned(marker, reading, claim)
    for clause in claim.clauses:
        if _is_about(clause, home, source.clauses) and _bears_on(marker, reading, home, clause):
            return not _kept(marker, clause, claim)
    return False


def _failed(marker: Marker, home: Clause, reading: Reading, claim: Reading) -> bool:
    """Whether what was wanted did not come about, in both texts: "de beoogde groei bleef uit" is "er was geen groei"."""
    if not marker.token.lower().startswith("beoogd"):
        return False
    there = any(other.kind in _FAILED and home.start <= other.start < home.end for other in markers(reading.text))
    return there and any(other.kind in _FAILED for other in markers(claim.text))


def _unattributed(marker: Marker, reading: Reading, claim: Reading) -> bool:
    """Whether the claim says what somebody said as if the report itself did: "volgens" bears on its whole sentence."""
    home = reading.sentence_at(marker.start)
    if any(other.kind in KEPT["said"] for other in markers(claim.text)):
        return False
    shared = sum(clause.shared(home) for clause in claim.clauses)
    return shared >= 2 and shared >= _ENOUGH * len(home.words)


def _turned(marker: Marker, reading: Reading, claim: Reading) -> bool:
    """For a clause too short to recognise ("zonder problemen"): its word is in the claim, and nothing there that denies."""
    home = reading.clause_at(marker.start)
    inside = [word for word in reading.content if home.start <= word.start < home.end]
    beside = [w for w in inside if w.start >= marker.end][:1] or [w for w in inside if w.end <= marker.start][-1:]
    said = any(keys(word.low) & claim.keys for word in beside)
    return said and not any(other.kind in KEPT[marker.kind] for other in markers(claim.text))


def _is_about(clause: Clause, home: Clause, others: Sequence[Clause]) -> bool:
    """Whether the claim's clause says ``home`` again: no other clause of the source more, unless it is told in one with that."""
    shared = clause.shared(home)
    best = max(clause.shared(other) for other in others)
    return (
        shared >= 2
        and (shared == best or shared >= _SURELY)
        and shared >= _ENOUGH * min(len(clause.words), len(home.words))
    )


def _bears_on(marker: Marker, reading: Reading, home: Clause, clause: Clause) -> bool:
    """Whether what the marker bears on is said again: the word behind it, or enough of its clause."""
    if marker.scope == "next":
        return all(_said(word, clause) for word in _noun_behind(marker, reading))
    alone = marker.kind == "negation" and len(reading.clauses) == 1  # there is nothing else that it could bear on
    return alone or _near(marker, reading, home, clause)


def _near(marker: Marker, reading: Reading, home: Clause, clause: Clause) -> bool:
    """Whether one of the two content words on either side of the marker is said again."""
    inside = [word for word in reading.content if home.start <= word.start < home.end]
    before = [word for word in inside if word.end <= marker.start][-2:]
    after = [word for word in inside if word.start >= marker.end][:2]
    return any(_said(word, clause) for word in after or before)


def _said(word: Word, clause: Clause) -> bool:
    """Whether a clause of the claim says a word of the source, or one that may stand for it."""
    return bool(keys(word.meant) & clause.keys) or any(may_replace(word.meant, other) for other in clause.words)


def _kept(marker: Marker, clause: Clause, claim: Reading) -> bool:
    until = _with_what_points_back(clause, claim)
    inside = [other for other in markers(claim.text) if clause.start <= other.start < until]
    kept = any(other.kind in KEPT[marker.kind] for other in inside) or _same_words(marker, clause)
    counted = marker.kind in {"most", "many", "some"} and any(
        clause.start <= f.start < clause.end for f in figures(claim.text)
    )
    return kept or counted


def _with_what_points_back(clause: Clause, claim: Reading) -> int:
    """End of the clause, or of the next one when that only says something of it: "..., maar dat bleef beperkt"."""
    behind = [other for other in claim.clauses if other.start >= clause.end][:1]
    return behind[0].end if behind and len(behind[0].words) < _SHORT else clause.end


def _same_words(marker: Marker, clause: Clause) -> bool:
    """Whether the marker itself is in the claim, in another turn: "te beperkt vonden" for "was te beperkt"; or "klein" for it."""
    if marker.kind == "less" and _LESSENED.search(clause.text):
        return True
    if marker.kind == "less" and _ONLY_SO_MANY.search(clause.text):
        return True
    if marker.token.lower() == "meeste" and re.search(r"\b(?:grootste|hoogste|meest)\b", clause.text, re.IGNORECASE):
        return True
    if marker.kind == "little" and re.search(r"\b(?:kleine?|kleiner|kleinere)\b", clause.text, re.IGNORECASE):
        return True
    return bool(re.search(rf"\b{re.escape(marker.token.split()[-1])}\b", clause.text, re.IGNORECASE))
