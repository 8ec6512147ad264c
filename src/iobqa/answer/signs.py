"""What tells, in a claim in other words than its sources, that it may say something else: problems counted, and measures.

Each sign is 0 when nothing speaks against the claim, and comes with the problem that a reader is shown when it weighs most.
Left out on purpose: how long a claim is, how many numbers or names it has, and how much it copies. In lists of claims written by hand
these tell falsifications from paraphrases, but only because of how people write lists.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from iobqa.answer.doers import doer
from iobqa.answer.markers import Marker, MarkerKind, markers
from iobqa.answer.readings import Reading, Word
from iobqa.answer.verdicts import Near, Problem, Source
from iobqa.answer.wording_checks import is_held, own_content

COUNTED = (
    "inhoud", "opsomming", "kopje", "doener", "zinsdelen", "vergelijking", "oorzaak omgedraaid",
    "toeschrijving weggelaten", "voorbehoud toegevoegd", "voorbehoud weggelaten",
    "wijze toegevoegd", "wijze weggelaten", "nadruk toegevoegd",
    "hoeveelheid toegevoegd", "hoeveelheid weggelaten", "menigte toegevoegd", "menigte weggelaten",
    "richting toegevoegd", "richting weggelaten",
)  # fmt: skip
"""What a problem may be weighed as (``Problem.weighed``)."""
MEASURED = (
    "unlike", "strange", "far", "negation gone", "negation new", "hedge gone", "modality gone", "other doer", "new time",
    "plainly changed",
)  # fmt: skip
SIGNS = (*COUNTED, *MEASURED)

_AT_MOST = 2
"""A third problem of one kind, or word of time, tells no more than a second."""
_OTHERWISE = 0.55
"""Distance from which a word is said otherwise than in the sources, so that it may carry what a small word no longer does."""
_DENYING: frozenset[MarkerKind] = frozenset({"negation", "lack", "un", "little"})
_HEDGING: frozenset[MarkerKind] = frozenset({"partly", "possible", "little", "less"})
_MODAL: frozenset[MarkerKind] = frozenset({"able", "ought", "intent"})
_TIME = re.compile(
    r"\b(?:na|nadat|vóór|voordat|sinds|al|pas|eerst|daarna|later|eerder|inmiddels|meteen|opnieuw|wel|ondanks|zelf|juist)\b",
    re.IGNORECASE,
)
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
        yield "strange", Sign(len(self._strange) / words, self._farthest)
        yield "far", Sign(sum(self._strange.values()) / words, self._farthest)
        yield "negation gone", self._gone(_DENYING, "ontkenning")
        yield "negation new", self._new(_DENYING, "ontkenning")
        yield "hedge gone", self._gone(_HEDGING, "voorbehoud")
        yield "modality gone", self._gone(_MODAL, "voorbehoud")
        yield "other doer", self._other_doer()
        yield "new time", self._new_time()
        yield "plainly changed", self._plainly_changed()

    # words

    @cached_property
    def _words(self) -> list[Word]:
        return own_content(self.claim)

    @cached_property
    def _strange(self) -> dict[Word, float]:
        """Words that no source says, with how far each is from the nearest word of the sources."""
        there = {w.low for r in self.source.readings for w in r.content if not w.low[0].isdigit()}
        return {
            word: 1 - max((self.near(word.low, other) for other in there), default=0.0)
            for word in self._words
            if not is_held(word.low, self.source, self.context)
        }

    @property
    def _farthest(self) -> Problem | None:
        if not self._strange:
            return None
        word = max(self._strange, key=lambda word: self._strange[word])
        return Problem(
            "inhoud", word.text, f"‘{word.text}’ staat niet in de aangehaalde zin, ook niet in andere woorden"
        )

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

    def _new_time(self) -> Sign:
        there = Counter(word.lower() for word in _TIME.findall(self.source.text))
        new = [word for word in dict.fromkeys(_TIME.findall(self.claim.text)) if word.lower() not in there]
        if not new:
            return Sign(0)
        return Sign(min(_AT_MOST, len(new)), Problem("inhoud", new[0], f"‘{new[0]}’ staat niet in de aangehaalde zin"))
