"""The audit of someone else's text: every quotation and every sentence about the report gets a verdict, with what differs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from iobqa.answer.wording import is_english
from iobqa.desk.claims import Claim, claims
from iobqa.desk.concordance import Stretch
from iobqa.desk.difference import Difference
from iobqa.desk.document import checked
from iobqa.desk.quotation import Found, Match, Quotations
from iobqa.errors import DocumentError, UnknownReference
from iobqa.records import Report
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
            if several := self._several(reference):
                units |= several
                continue
            try:
                found = find(self._report, reference)
            except UnknownReference as error:
                notes.append(str(error))
            else:
                units |= {found.id, *(unit.id for unit in found.paragraphs)}
        units |= {
            f"voetnoot-{note.number}"
            for id_ in units & set(self._report.by_id)
            for note in self._report.by_id[id_].footnotes
        }
        return units, tuple(notes)

    def _several(self, reference: str) -> set[str]:
        """Ids when a reference leaves open which of several is meant: recommendation 2b of the summary or of chapter 6."""
        wanted = fold_reference(reference)
        hosts = [
            p.id
            for p in self._report.paragraphs
            if p.ref.endswith(")") and fold_reference(without_host(p.ref)) == wanted
        ]
        return {unit.id for host in hosts for unit in find(self._report, host).paragraphs} if len(hosts) > 1 else set()

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
    "De tekst lijkt Engels. Het rapport is Nederlands: een vertaald citaat staat er nooit letterlijk in en een Engelse zin kan ik "
    "niet tegen de tekst houden."
)


def _nothing(english: bool) -> str:
    """Why there was nothing to check."""
    return (
        "Niets om te controleren: geen citaat tussen aanhalingstekens en geen zin die naar het rapport verwijst (IOB, het rapport, § 4.2.2)."
        + (f" {_ENGLISH}" if english else "")
    )
