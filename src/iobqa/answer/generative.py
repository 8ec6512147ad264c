"""An answer written by a language model that can only say what it can show.

The model points at numbered sentences; this program checks every claim against them, removes what they do not carry, and
puts in quotes, references and markers. One repair round at most; then the extractive answer stands.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from iobqa.answer.background import Surroundings
from iobqa.answer.citations import Quote, cite
from iobqa.answer.claim_reader import ClaimReader, RawClaim
from iobqa.answer.foreign import is_about
from iobqa.answer.language_model import LanguageModel, Message
from iobqa.answer.prompting import SCHEMA, Numbered, first_messages, number_sentences, repair_messages
from iobqa.answer.verdicts import UNCOVERED, ClaimVerdict, Near, Problem
from iobqa.answer.verification import verify
from iobqa.answer.weighing import Weighing
from iobqa.errors import ModelError
from iobqa.records import Answer, Claim, Hit, Report
from iobqa.search.kinds import asks, gives
from iobqa.settings import Settings

MOST_CLAIMS = 8
"""Claims read from one reply; what comes after them is removed and counted."""
MOST_SENTENCES = 5
"""Sentences that one claim may point at: a claim that points at everything would be carried by anything."""
_WITHHELD = "(bewering niet getoond)"
_MUST_GIVE = frozenset({"number", "percentage", "amount", "time"})
"""Kinds of answer without which a claim about something near it is no answer."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim with its verdict and the sentences that carry it, no more of them than it needs."""

    raw: RawClaim
    verdict: ClaimVerdict
    quotes: tuple[Quote, ...]
    shown: bool = True
    """Whether a reader may see the text of a claim that is not covered."""


@dataclass
class _Draft:
    """What has been said so far, and the citations that were numbered for it."""

    checked: list[Checked] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    fault: str | None = None
    """What was wrong with the last reply as a whole."""

    def put(self, checked: Checked, instead: Checked | None) -> None:
        """Add a repaired claim, in the place of the one it repairs."""
        if instead is None:
            self.checked.append(checked)
        else:
            self.checked[self.checked.index(instead)] = checked

    def claim(self, checked: Checked) -> Claim:
        """As a record, its citations numbered in order of appearance."""
        for quote in checked.quotes:
            if quote not in self.quotes:
                self.quotes.append(quote)
        numbers = tuple(self.quotes.index(quote) + 1 for quote in checked.quotes)
        if not checked.shown:
            return Claim(_WITHHELD, checked.verdict.label, numbers, "de tekst gaat niet over de aangewezen zinnen")
        return Claim(checked.raw.text, checked.verdict.label, numbers, checked.verdict.problem)


class Writer:
    """Writes answers about one report with one model. Keeps nothing between questions."""

    def __init__(
        self,
        report: Report,
        about: Mapping[str, Any],
        model: LanguageModel,
        settings: Settings,
        near: Near | None = None,
    ) -> None:
        """``near``: how near two words come in meaning; without it only listed synonyms count, and no problem is weighed against another."""
        self._report, self._model, self._settings = report, model, settings
        self._surroundings = Surroundings(report, about, near, Weighing.load() if near else None)

    def write(self, extractive: Answer, hits: Sequence[Hit]) -> Iterator[Claim | Answer]:
        """Every claim as soon as it is checked, then the final answer; ``extractive`` with a note when the model fails.

        A refusal stays one: the model is not asked.
        """
        if not extractive.answered:
            yield extractive
            return
        draft = _Draft()
        try:
            yield from self._claims(extractive, hits, draft)
        except ModelError as error:
            yield _fallen_back(extractive, str(error))
            return
        yield self._final(extractive, draft)

    # asking

    def _claims(self, extractive: Answer, hits: Sequence[Hit], draft: _Draft) -> Iterator[Claim]:
        until = time.monotonic() + self._settings.llm_seconds
        quotes = [Quote(c.id, c.start, c.end) for c in extractive.citations]
        sentences = number_sentences(self._report, quotes, hits, self._settings.llm_sentences)
        asked = first_messages(extractive.rewritten or extractive.question, sentences, self._report)
        reader = ClaimReader()
        for checked in self._checked(asked, sentences, reader, until):
            draft.checked.append(checked)
            if checked.verdict.covered:
                yield draft.claim(checked)
        draft.fault = reader.fault
        yield from self._repair(asked, reader, sentences, draft, until)

    def _repair(
        self, asked: Sequence[Message], reader: ClaimReader, sentences: Sequence[Numbered], draft: _Draft, until: float
    ) -> Iterator[Claim]:
        """Ask once more for the claims that are not covered, or for any when the reply was unreadable."""
        wrong = [checked for checked in draft.checked if not checked.verdict.covered]
        if reader.says_nothing or (draft.checked and not wrong):
            return
        problems = [f"“{c.raw.text}”: {c.verdict.problem}" for c in wrong] or [
            "het antwoord was geen JSON met beweringen"
        ]
        second = ClaimReader()
        again = repair_messages(asked, reader.text[:4000], problems)
        said = {checked.raw.text for checked in draft.checked}
        waiting = list(wrong)
        try:
            for checked in self._checked(again, sentences, second, until):
                if checked.raw.text not in said and (checked.verdict.covered or not said):
                    draft.put(checked, waiting.pop(0) if waiting else None)
                    yield draft.claim(checked)
            if not waiting:
                draft.fault = second.fault
        except ModelError:
            if not any(checked.verdict.covered for checked in draft.checked):
                raise
        yield from (draft.claim(checked) for checked in waiting)

    def _checked(
        self, messages: Sequence[Message], sentences: Sequence[Numbered], reader: ClaimReader, until: float
    ) -> Iterator[Checked]:
        known = {sentence.number: sentence for sentence in sentences}
        for count, raw in enumerate(self._read(messages, reader, until)):
            if count < MOST_CLAIMS:
                yield self.check(raw, known)
            else:
                yield _refused(raw, f"meer dan {MOST_CLAIMS} beweringen")

    def _read(self, messages: Sequence[Message], reader: ClaimReader, until: float) -> Iterator[RawClaim]:
        said = set()
        pieces = self._model.stream(messages, SCHEMA, until)
        for raw in (raw for part in (_fed(reader, pieces), reader.finish()) for raw in part):
            if raw.text not in said:
                said.add(raw.text)
                yield raw

    # checking

    def check(self, raw: RawClaim, sentences: Mapping[int, Numbered]) -> Checked:
        """A claim with its verdict and as few of its sentences as carry it."""
        unknown = [number for number in raw.numbers if number not in sentences]
        if unknown:
            return _refused(raw, f"zin {unknown[0]} bestaat niet")
        if len(raw.numbers) > MOST_SENTENCES:
            return _refused(raw, f"{len(raw.numbers)} zinnen aangewezen; hoogstens {MOST_SENTENCES} mag")
        cited = [sentences[number] for number in raw.numbers]
        verdict = self._verify(raw.text, cited)
        if not verdict.covered:
            return Checked(raw, verdict, (), is_about(raw.text, [sentence.text for sentence in cited]))
        needed = self._needed(raw.text, cited)
        return Checked(raw, self._verify(raw.text, needed), tuple(sentence.quote for sentence in needed))

    def _verify(self, text: str, cited: Sequence[Numbered]) -> ClaimVerdict:
        background = self._surroundings.of([sentence.quote for sentence in cited])
        return verify(text, [sentence.text for sentence in cited], background)

    def _needed(self, text: str, cited: Sequence[Numbered]) -> list[Numbered]:
        """Without the sentences that a covered claim does not need: a citation that carries nothing misleads."""
        needed = list(cited)
        for sentence in reversed(cited):
            rest = [other for other in needed if other is not sentence]
            if rest and self._verify(text, rest).covered:
                needed = rest
        return needed

    # composing

    def _final(self, extractive: Answer, draft: _Draft) -> Answer:
        final = _Draft()  # numbered anew: a repaired claim stands where the wrong one stood
        claims = [final.claim(checked) for checked in draft.checked]
        covered = [claim for claim in claims if claim.verdict != UNCOVERED]
        removed = len(claims) - len(covered)
        reason = _why_not(extractive, covered, removed, draft.fault)
        if reason:
            return _fallen_back(extractive, reason)
        return replace(
            extractive,
            answer=" ".join(_marked(claim) for claim in covered),
            generator=self._model.name,
            citations=cite(self._report, final.quotes),
            claims=tuple(claims),
            note=" ".join(filter(None, (draft.fault, _counted(removed)))) or None,
        )


def _fed(reader: ClaimReader, pieces: Iterator[str]) -> Iterator[RawClaim]:
    try:
        for piece in pieces:
            yield from reader.feed(piece)
    finally:
        close = getattr(pieces, "close", None)
        if close:
            close()


def _refused(raw: RawClaim, message: str) -> Checked:
    return Checked(raw, ClaimVerdict(UNCOVERED, (Problem("verwijzing", "", message),)), (), shown=False)


def _marked(claim: Claim) -> str:
    text = claim.text if claim.text[-1] in ".!?" else f"{claim.text}."
    return f"{text} {''.join(f'[{number}]' for number in claim.citations)}"


def _counted(removed: int) -> str | None:
    if not removed:
        return None
    what = "1 bewering" if removed == 1 else f"{removed} beweringen"
    return f"{what} van het taalmodel weggelaten: niet gedekt door het rapport."


def _why_not(extractive: Answer, covered: Sequence[Claim], removed: int, fault: str | None) -> str | None:
    """Why what is left of the model's claims does not answer the question, if it does not."""
    if not covered and not removed:
        return fault or "Het taalmodel vond geen antwoord in de zinnen die het te lezen kreeg."
    if len(covered) < removed or not covered:
        return f"Van de {len(covered) + removed} beweringen van het taalmodel worden er {removed} niet gedekt door het rapport."
    wanted = asks(extractive.rewritten or extractive.question) & _MUST_GIVE & gives(extractive.answer)
    if wanted and not wanted & gives(" ".join(claim.text for claim in covered)):
        return "Wat van het antwoord van het taalmodel overbleef, beantwoordt de vraag niet."
    return None


def _fallen_back(extractive: Answer, reason: str) -> Answer:
    return replace(extractive, note=f"{reason} Dit antwoord staat in de woorden van het rapport zelf.")
