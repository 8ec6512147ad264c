"""The audit of someone else's text: a verdict on every quotation and every sentence about the report."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from iobqa.answer.wording import is_english
from iobqa.desk.claims import Claim, claims
from iobqa.desk.concordance import Stretch
from iobqa.desk.difference import Difference
from iobqa.desk.document import checked
from iobqa.desk.quotation import Found, Match, Quotations
from iobqa.errors import DocumentError, UnknownReference
from iobqa.records import Paragraph, Report, Section
from iobqa.report.lookup import find
from iobqa.report.reference import fold_reference, without_host

Verdict = Literal[
    "letterlijk",
    "letterlijk, andere plaats dan vermeld",
    "gewijzigd",
    "geparafraseerd en gedekt",
    "niet gevonden",
]
VERDICTS: tuple[Verdict, ...] = Verdict.__args__  # type: ignore[attr-defined]
LIKE = 0.55
"""From this likeness on a quotation that is not literal counts as changed; below it as not found."""
_SUGGESTED = 0.35  # from here on the nearest place is worth naming


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one quotation or sentence of the text that is checked."""

    claim: Claim
    verdict: Verdict
    places: tuple[Stretch, ...] = ()
    """Where it stands; when changed where it was changed from; when not found the nearest place, if any is near."""
    elsewhere: tuple[Stretch, ...] = ()
    """Other places with the same words."""
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()
    """For the reader, in Dutch."""

    @property
    def references_wrong(self) -> bool:
        """Whether the text names a place and the words stand elsewhere."""
        return self.verdict == "letterlijk, andere plaats dan vermeld"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether the report says, in other words, what a sentence says that it says."""

    verdict: Verdict
    places: tuple[Stretch, ...] = ()
    notes: tuple[str, ...] = ()


Cover = Callable[[Claim], Coverage]


@dataclass(frozen=True, slots=True)
class Audit:
    """A checked text."""

    text: str
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    def count(self, verdict: Verdict) -> int:
        return sum(finding.verdict == verdict for finding in self.findings)


class Checker:
    """Checks texts against one report."""

    def __init__(self, report: Report, quotations: Quotations, cover: Cover, titles: Sequence[str] = ()) -> None:
        self._report = report
        self._quotations = quotations
        self._cover = cover
        self._titles = (report.title, *(title for title in titles if title))

    def check(self, text: str) -> Audit:
        """Verdicts on all that ``text`` quotes or says of the report. Raises DocumentError when it does neither."""
        text = checked(text)
        found = claims(text, self._titles)
        english = is_english(text[:20_000])
        if not found:
            raise DocumentError(_nothing(english))
        notes = (_ENGLISH,) if english else ()
        return Audit(text, tuple(self._finding(claim) for claim in found), notes)

    def _finding(self, claim: Claim) -> Finding:
        return self._sentence(claim) if claim.kind == "bewering" else self._quotation(claim)

    def _quotation(self, claim: Claim) -> Finding:
        match = self._quotations.match(claim.text, claim.around)
        whole = [place for place in match.places if not place.left_out]
        if whole:
            return self._literal(claim, whole)
        if match.places:
            return _cut(claim, match.places[0])
        return _changed(claim, match)

    def _literal(self, claim: Claim, places: Sequence[Found]) -> Finding:
        """Literal: at the place that the text names, if it names one."""
        named, notes = self._named(claim.references)
        at_named = [place for place in places if any(stretch.unit in named for stretch in place.stretches)]
        verdict: Verdict = "letterlijk"
        if claim.references and not at_named:
            verdict = "letterlijk, andere plaats dan vermeld"
        first, *others = [*at_named, *(place for place in places if place not in at_named)]
        elsewhere = tuple(place.stretches[0] for place in others)
        return Finding(claim, verdict, first.stretches, elsewhere, notes=notes)

    def _named(self, references: Iterable[str]) -> tuple[set[str], tuple[str, ...]]:
        """Ids of all units at the places named, and what is wrong with the names."""
        units: set[str] = set()
        notes: list[str] = []
        for reference in references:
            try:
                for known in self._known.get(fold_reference(reference), [reference]):
                    found = find(self._report, known)
                    units |= {found.id, *(unit.id for unit in found.paragraphs)}
            except UnknownReference as error:
                notes.append(str(error))
        notes_there = {note for note, carrier in self._report.carrier.items() if carrier in units}
        return units | notes_there, tuple(notes)

    @cached_property
    def _known(self) -> dict[str, list[str]]:
        """Ids by reference as people write it; several when it leaves open which is meant: recommendation 2b."""
        known: dict[str, list[str]] = {}
        things: tuple[Section | Paragraph, ...] = (*self._report.sections, *self._report.paragraphs)
        for thing in things:
            for name in {thing.ref, without_host(thing.ref), thing.ref.removeprefix("Samenvatting, ")}:
                known.setdefault(fold_reference(name), []).append(thing.id)
        return known

    def _sentence(self, claim: Claim) -> Finding:
        coverage = self._cover(claim)
        named, notes = self._named(claim.references)
        if (
            claim.references
            and coverage.verdict == "geparafraseerd en gedekt"
            and not named & {s.unit for s in coverage.places}
        ):
            notes = (*notes, f"De vermelde plaats ({', '.join(claim.references)}) is niet waar dit staat.")
        return Finding(claim, coverage.verdict, coverage.places, notes=(*coverage.notes, *notes))


def _cut(claim: Claim, place: Found) -> Finding:
    notes = tuple(_cut_note(difference) for difference in place.left_out)
    return Finding(claim, "gewijzigd", place.stretches, differences=place.left_out, notes=tuple(dict.fromkeys(notes)))


def _cut_note(difference: Difference) -> str:
    if difference.kind == "samengevoegd":
        return "Het weglatingsteken maakt van delen van twee zinnen één zin die er niet staat."
    return f"De woorden staan er, maar ‘{difference.report}’, dat erbij hoort, is weggelaten."


def _changed(claim: Claim, match: Match) -> Finding:
    if match.likeness >= LIKE:
        return Finding(claim, "gewijzigd", match.nearest, differences=match.differences)
    near = match.likeness >= _SUGGESTED
    return Finding(claim, "niet gevonden", match.nearest if near else ())


_ENGLISH = (
    "De tekst lijkt Engels. Het rapport is Nederlands: een vertaald citaat staat er nooit letterlijk in en een "
    "Engelse zin kan ik "
    "niet tegen de tekst houden."
)


def _nothing(english: bool) -> str:
    """Why there was nothing to check."""
    return (
        "Niets om te controleren: geen citaat tussen aanhalingstekens en geen zin die naar het rapport verwijst "
        "(IOB, het rapport, § 4.2.2)." + (f" {_ENGLISH}" if english else "")
    )
