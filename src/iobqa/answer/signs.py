"""What tells that a claim may say something else than its sources: problems counted, and measures.

Each sign is 0 when nothing speaks against the claim, and comes with the problem that a reader is shown when it weighs most.
Left out on purpose: how long a claim is, how many numbers or names it has, and how much it copies. In lists of claims written by hand
these tell falsifications from paraphrases, but only because of how people write lists. That a copy has a word of its own does tell.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from iobqa.answer.contrasts import Contrast, ContrastKind, contrasts
from iobqa.answer.doers import doer
from iobqa.answer.markers import Marker, MarkerKind, markers
from iobqa.answer.readings import Reading, Word, is_thing, keys
from iobqa.answer.replacements import may_replace
from iobqa.answer.verdicts import Near, Problem, ProblemKind, Source
from iobqa.answer.wording_checks import copied, own_content, says

COUNTED = (
    "inhoud", "opsomming", "kopje", "doener", "zinsdelen", "vergelijking", "oorzaak omgedraaid",
    "ontkenning toegevoegd", "ontkenning weggelaten",
    "toeschrijving weggelaten", "voorbehoud toegevoegd", "voorbehoud weggelaten",
    "wijze toegevoegd", "wijze weggelaten", "nadruk toegevoegd",
    "hoeveelheid toegevoegd", "hoeveelheid weggelaten", "menigte toegevoegd", "menigte weggelaten",
    "richting toegevoegd", "richting weggelaten",
)  # fmt: skip
"""What a problem may be weighed as (``Problem.weighed``)."""
OWN_WORDS = frozenset({"inhoud", "opsomming"})
"""Those of them that are about words which the sources do not have."""
MEASURED = (
    "unlike", "far", "thing", "contrary", "other of a kind", "swapped", "strange in a copy", "thing in a copy", "changed in a copy",
    "negation gone", "negation new", "hedge gone", "modality gone", "affirmed", "other degree", "other doer", "scattered", "new time",
    "plainly changed",
)  # fmt: skip
SIGNS = (*COUNTED, *MEASURED)

_AT_MOST = 2
"""A third problem of one kind, or word of time, tells no more than a second."""
_REPLACED = 0.1
"""Distance of a word that may stand for a word of the sources which the claim does not say."""
_OTHERWISE = 0.55
"""Distance from which a word is said otherwise than in the sources, so that it may carry what a small word no longer does."""
_DENYING: frozenset[MarkerKind] = frozenset({"negation", "lack", "un", "little"})
_HEDGING: frozenset[MarkerKind] = frozenset({"partly", "possible", "little", "less"})
_MODAL: frozenset[MarkerKind] = frozenset({"able", "ought", "intent"})
_TIME = re.compile(
    r"\b(?:na|nadat|vóór|voordat|sinds|al|pas|eerst|daarna|later|eerder|inmiddels|meteen|opnieuw|wel|ondanks|zelf|juist)\b",
    re.IGNORECASE,
)
_WEL = re.compile(r"\bwel(?: degelijk)?\b(?! (?:of|eens)\b)", re.IGNORECASE)
_LITTLE = re.compile(
    r"\b(?:bescheiden|gering\w*|beperkte?|klein(?:e|er|ere)?|minima\w+|marginal\w+|marginaal|nauwelijks|amper|weinig|enige|iets|enigszins|licht|lichte|"
    r"deels|gedeeltelijk\w*|matig\w*|summier\w*|mondjesmaat)\b",
    re.IGNORECASE,
)
_MUCH = re.compile(
    r"\b(?:doorslaggevend\w*|beslissend\w*|cruciale?|aanzienlijk\w*|aanmerkelijk\w*|flink\w*|fors\w*|stevig\w*|groot|grote|groter\w*|grotendeels|zwaar|zware|"
    r"volledig\w*|geheel|gehele|intensief|intensieve|sterke?|substantie\w+|enorme?|drastisch\w*|veel|ruim|ruime)\b",
    re.IGNORECASE,
)
_COPY = 0.6
"""Share of a claim's words copied in order from which it is a copy."""
_CHANGING = frozenset(
    f"{what} {change}" for what in ("hoeveelheid", "voorbehoud") for change in ("toegevoegd", "weggelaten")
)


@dataclass(frozen=True, slots=True)
class Sign:
    """How strongly something speaks against a claim, and in which words a reader is told."""

    value: float
    problem: Problem | None = None


@dataclass(frozen=True)
class Compared:
    """A claim beside its sources. ``near``: how near two texts come in meaning, 0 to 1."""

    claim: Reading
    source: Source
    context: Source
    near: Near
    problems: Sequence[Problem]

    def signs(self) -> Mapping[str, Sign]:
        """One for every name in ``SIGNS``."""
        return {name: self._counted(name) for name in COUNTED} | dict(self._measured())

    def _counted(self, name: str) -> Sign:
        found = [problem for problem in self.problems if problem.weighed == name]
        return Sign(min(_AT_MOST, len(found)), found[0] if found else None)

    def _measured(self) -> Iterator[tuple[str, Sign]]:
        words = max(1, len(self._words))
        yield "unlike", Sign(1 - self.near(self.claim.text, self.source.text), self._farthest)
        yield "far", Sign(sum(self._strange.values()) / words, self._farthest)
        yield "thing", Sign(self._thing, self._farthest)
        yield "contrary", self._excluded("contrary")
        yield "other of a kind", self._excluded("of a kind")
        yield "swapped", self._excluded("swap")
        yield "negation gone", self._gone(_DENYING, "ontkenning")
        yield "negation new", self._new(_DENYING, "ontkenning")
        yield "hedge gone", self._gone(_HEDGING, "voorbehoud")
        yield "modality gone", self._gone(_MODAL, "voorbehoud")
        yield "affirmed", self._affirmed()
        yield "other degree", self._other_degree()
        yield "other doer", self._other_doer()
        yield "scattered", Sign(self._scattered, self._farthest)
        yield "new time", self._new_time()
        yield "plainly changed", self._plainly_changed()
        yield from self._in_a_copy()

    @cached_property
    def is_copy(self) -> bool:
        """Whether most of the claim stands in one of its sources in the same order."""
        return copied(self.claim, self.source) >= _COPY

    def _in_a_copy(self) -> Iterator[tuple[str, Sign]]:
        """In a copy one word changed is seen, and seldom only says the same otherwise."""
        yield "strange in a copy", Sign(self.is_copy * max(self._strange.values(), default=0.0), self._farthest)
        yield "thing in a copy", Sign(self.is_copy * self._thing, self._farthest)
        changed = self.problems[:_AT_MOST] if self.is_copy else ()
        yield "changed in a copy", Sign(len(changed), changed[0] if changed else None)

    # words

    @cached_property
    def _words(self) -> list[Word]:
        return own_content(self.claim)

    @cached_property
    def _strange(self) -> dict[Word, float]:
        """Words that no source says, with how far each is from the nearest word of the sources."""
        there = {w.meant for r in self.source.readings for w in r.content if not w.meant[0].isdigit()}
        left = self.source.left_by(self.claim)
        return {
            word: min(
                1 - max((self.near(word.meant, other) for other in there), default=0.0),
                _REPLACED if any(may_replace(word.meant, other) for other in left) else 1.0,
            )
            for word in self._words
            if not says(word, self.source, self.context)
        }

    @property
    def _thing(self) -> float:
        """Distance of the farthest word that is no verb: a new verb is often another way to say it, a new thing is another thing."""
        return max((far for word, far in self._strange.items() if is_thing(word)), default=0.0)

    @property
    def _farthest(self) -> Problem | None:
        if not self._strange:
            return None
        word = max(self._strange, key=lambda word: self._strange[word])
        return Problem(
            "inhoud", word.text, f"‘{word.text}’ staat niet in de aangehaalde zin, ook niet in andere woorden"
        )

    @cached_property
    def _contrasts(self) -> tuple[Contrast, ...]:
        return tuple(contrasts(self.claim, self.source, self.context))

    def _excluded(self, kind: ContrastKind) -> Sign:
        """Words that stand where the sources have one that excludes them."""
        found = [contrast for contrast in self._contrasts if contrast.kind == kind]
        if not found:
            return Sign(0)
        mine, theirs = found[0].word.text, found[0].other
        shown: ProblemKind = "richting" if kind == "contrary" else "inhoud"
        return Sign(min(_AT_MOST, len(found)), Problem(shown, mine, f"‘{mine}’: de aangehaalde zin heeft ‘{theirs}’"))

    @property
    def _scattered(self) -> float:
        """Share of the words that sources and claim have which do not stand in the clause of the sources that has most of those of
        their clause of the claim."""
        elsewhere = told = 0
        for clause in self.claim.clauses:
            homes = [clause.shared(other) for other in self.source.clauses]
            held = sum(any(keys(word) & other.keys for other in self.source.clauses) for word in clause.words)
            elsewhere, told = elsewhere + held - max(homes, default=0), told + held
        return elsewhere / max(1, told)

    # small words

    @cached_property
    def _mine(self) -> tuple[Marker, ...]:
        return markers(self.claim.text)

    def _gone(self, kinds: frozenset[MarkerKind], kind: str) -> Sign:
        """Whether the sources have such words and the claim none at all."""
        theirs = [marker for _, marker in self.source.markers if marker.kind in kinds]
        if not theirs or any(marker.kind in kinds for marker in self._mine):
            return Sign(0)
        return Sign(1, Problem(kind, theirs[0].token, f"‘{theirs[0].token}’ uit de bron is weggelaten"))  # type: ignore[arg-type]

    def _new(self, kinds: frozenset[MarkerKind], kind: str) -> Sign:
        """Whether the claim has such words and the sources none at all."""
        mine = [marker for marker in self._mine if marker.kind in kinds]
        if not mine or any(marker.kind in kinds for _, marker in self.source.markers):
            return Sign(0)
        return Sign(1, Problem(kind, mine[0].token, f"‘{mine[0].token}’ staat zo niet in de aangehaalde zin"))  # type: ignore[arg-type]

    def _plainly_changed(self) -> Sign:
        """A hedge or quantity changed, and no word of the claim that could say it otherwise."""
        changed = [problem for problem in self.problems if problem.weighed in _CHANGING]
        plain = changed and not any(distance > _OTHERWISE for distance in self._strange.values())
        return Sign(1, changed[0]) if plain else Sign(0)

    # who and when

    def _other_doer(self) -> Sign:
        """Whether the claim has a doer, the sources have, and it is none of theirs."""
        mine, theirs = doer(self.claim), [found for found in map(doer, self.source.readings) if found]
        if not mine or not theirs or any(mine.is_same(other) for other in theirs):
            return Sign(0)
        token = mine.word.text
        return Sign(1, Problem("volgorde", token, f"‘{token}’ doet dit niet in de aangehaalde zin"))

    def _affirmed(self) -> Sign:
        """ "er kwam wel een akkoord" where the sources deny, and nothing in the claim does."""
        wel = _WEL.search(self.claim.text)
        if not wel or _WEL.search(self.source.text) or not self._gone(_DENYING, "ontkenning").value:
            return Sign(0)
        return Sign(1, Problem("ontkenning", wel[0], f"‘{wel[0]}’: de aangehaalde zin ontkent dit"))

    def _other_degree(self) -> Sign:
        """A little where the sources say much, or the other way round."""
        for mine, theirs in ((_LITTLE, _MUCH), (_MUCH, _LITTLE)):
            said = mine.search(self.claim.text)
            if (
                said
                and not mine.search(self.source.text)
                and theirs.search(self.source.text)
                and not theirs.search(self.claim.text)
            ):
                return Sign(1, Problem("voorbehoud", said[0], f"‘{said[0]}’ staat niet in de aangehaalde zin"))
        return Sign(0)

    def _new_time(self) -> Sign:
        there = Counter(word.lower() for word in _TIME.findall(self.source.text))
        new = [word for word in dict.fromkeys(_TIME.findall(self.claim.text)) if word.lower() not in there]
        if not new:
            return Sign(0)
        return Sign(min(_AT_MOST, len(new)), Problem("inhoud", new[0], f"‘{new[0]}’ staat niet in de aangehaalde zin"))
