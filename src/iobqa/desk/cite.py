"""From a claim or a half-remembered quotation to the places in the report that carry it, the same statement grouped."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from iobqa.desk import kinds
from iobqa.desk.concordance import Stretch
from iobqa.desk.quotation import Quotations
from iobqa.desk.sources import Link, Sources
from iobqa.desk.voices import Voice, voices
from iobqa.desk.words import words
from iobqa.qa import ReportQA
from iobqa.records import Paragraph
from iobqa.search.repeats import repeats_of

Allowed = Callable[[Paragraph], bool]
Scores = NDArray[np.float32]

WEIGHTS = {"words": 1.0, "meaning": 1.0, "question": 0.75, "passage": 0.5, "figures": 0.6, "names": 0.3, "unit": 0.5}
"""Chosen on the development half of the claims in ``tests/desk/data``."""
_STANDING = ("conclusie", "bevinding", "aanbeveling")
_UNLIKELY = frozenset({"columns", "figure_text", "source"})
_FRAME = re.compile(
    r"^\s*(?:(?:deelt|kent|onderschrijft) (?:de minister|u|het kabinet) (?:de|het) (?:conclusie|mening|oordeel|"
    r"constatering)(?: van (?:de )?(?:IOB|"
    r"inspectie))? dat|(?:klopt het|is het waar|bent u ervan op de hoogte|kunt u bevestigen|bent u bekend met het "
    r"feit|erkent u)(?: dat)?|"
    r"(?:volgens|aldus) (?:de |het )?(?:IOB|inspectie|rapport|onderzoek|evaluatie|krant)|(?:IOB|de inspectie|het "
    r"rapport) (?:stelt|schrijft|meldt|vindt|"
    r"concludeert|constateert|adviseert|zegt)(?:,? dat| voor)?)[,:]?\s*",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b(?:[A-Z][\w-]{2,}|[A-Z]{2,})")
_GENERAL = frozenset(
    {
        "nederland",
        "nederlandse",
        "iob",
        "kamer",
        "minister",
        "kabinet",
        "rapport",
        "buitenlandse",
        "zaken",
        "europese",
        "bz",
    }
)


@dataclass(frozen=True, slots=True)
class Carrier:
    """A place that carries the claim: the sentence ``text[start:end]`` of a unit, and what hangs on it."""

    unit: Paragraph
    start: int
    end: int
    score: float
    literal: bool
    """Whether the claim's own words stand there."""
    voices: tuple[Voice, ...]
    chain: tuple[Link, ...]

    @property
    def quote(self) -> str:
        return self.unit.text[self.start : self.end]

    @property
    def stretch(self) -> Stretch:
        return Stretch(self.unit.id, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the report and every place that makes it, best first."""

    places: tuple[Carrier, ...]

    @property
    def strongest(self) -> Carrier:
        """The place with most standing: conclusion, finding or recommendation before running text."""
        return min(self.places, key=lambda place: _rank(place.unit))


def _rank(unit: Paragraph) -> int:
    return _STANDING.index(unit.role) if unit.role in _STANDING else len(_STANDING)


class Finder:
    """Finds places in one report."""

    def __init__(self, qa: ReportQA, quotations: Quotations, sources: Sources) -> None:
        self._qa, self._quotations, self._sources = qa, quotations, sources

    def cite(self, claim: str, k: int = 5, allowed: Allowed | None = None) -> tuple[Statement, ...]:
        """The ``k`` statements that carry ``claim``, best first, in ``allowed`` units. Raises QuestionError."""
        scores = self._scores(claim)
        literal = self._literal(claim)
        rows = [row for row in np.argsort(-scores, kind="stable") if scores[row] > 0 and self._fits(int(row), allowed)]
        best = list(dict.fromkeys(self._sentence(int(row)) for row in rows[: 12 * k]))
        stretches = [stretch for stretch in literal if not allowed or allowed(self._unit(stretch.unit))]
        ranked = [*((s, 99.0, True) for s in stretches), *((s, float(scores[self._row[s]]), False) for s in best)]
        return tuple(self._grouped(ranked, k, allowed))

    def _literal(self, claim: str) -> list[Stretch]:
        return [found.stretches[0] for found in self._quotations.match(claim).places] if len(claim.split()) > 2 else []

    def _fits(self, row: int, allowed: Allowed | None) -> bool:
        unit = self._unit(self._qa.index.sentences[row].unit)
        return unit.kind not in _UNLIKELY and (allowed is None or allowed(unit))

    def _unit(self, id_: str) -> Paragraph:
        return self._qa.report.by_id[id_]

    def _sentence(self, row: int) -> Stretch:
        sentence = self._qa.index.sentences[row]
        return Stretch(sentence.unit, sentence.start, sentence.end)

    @cached_property
    def _row(self) -> dict[Stretch, int]:
        return {self._sentence(row): row for row in range(len(self._qa.index.sentences))}

    # scoring

    def _scores(self, claim: str) -> Scores:
        """Of each sentence of the report, how well it carries ``claim``."""
        features = self.features(claim)
        weighed = [weight * features[name] for name, weight in WEIGHTS.items()]
        return np.asarray(np.sum(weighed, axis=0), dtype=np.float32)

    def features(self, claim: str) -> dict[str, Scores]:
        """Each of ``WEIGHTS`` for every sentence, about 0 to 1."""
        index = self._qa.index
        search = self._qa.explain(_FRAME.sub("", claim) or claim)
        lexical = _relative(index.sentence_words.score(dict(search.query.terms)))
        meaning = index.channels.sentences.score(search.vector)
        question = index.questions_of_sentence.best(index.channels.questions.score(search.vector))
        return {
            "words": lexical,
            "meaning": meaning,
            "question": question,
            "passage": self._of_passages(search.scores),
            "figures": self._with_figures(claim),
            "names": self._with_names(claim),
            "unit": self._of_unit(lexical + meaning),
        }

    def _of_passages(self, scores: Scores) -> Scores:
        """The best passage of each sentence, 1 for the best of all."""
        spread = max(float(np.ptp(scores)), 1e-6)
        relative = np.append((scores - scores.min()) / spread, 0.0)
        return np.asarray(relative[self._passages].max(axis=1), dtype=np.float32)

    @cached_property
    def _passages(self) -> NDArray[np.int64]:
        """Shape (sentences, most passages of one), padded with -1."""
        table = self._qa.index.channels.of_sentences.rows
        found: list[list[int]] = [[] for _ in self._qa.index.sentences]
        for passage, rows in enumerate(table):
            for row in rows[rows >= 0]:
                found[int(row)].append(passage)
        width = max(len(passages) for passages in found)
        return np.array([passages + [-1] * (width - len(passages)) for passages in found], dtype=np.int64)

    def _of_unit(self, scores: Scores) -> Scores:
        """The mean of the two best sentences of each sentence's unit."""
        best: dict[str, list[float]] = {}
        for sentence, score in zip(self._qa.index.sentences, scores, strict=True):
            best.setdefault(sentence.unit, []).append(float(score))
        mean = {unit: sum(sorted(found)[-2:]) / 2 / 2 for unit, found in best.items()}
        return np.array([mean[sentence.unit] for sentence in self._qa.index.sentences], dtype=np.float32)

    def _with_figures(self, claim: str) -> Scores:
        """Share of the claim's numbers that the sentence has (half for its unit)."""
        wanted = _numbers(claim)
        if not wanted:
            return np.zeros(len(self._qa.index.sentences), dtype=np.float32)
        share = [len(wanted & found) / len(wanted) for found in self._figures]
        return np.array(share, dtype=np.float32)

    @cached_property
    def _figures(self) -> list[set[str]]:
        return [_numbers(sentence.text) for sentence in self._qa.index.sentences]

    def _with_names(self, claim: str) -> Scores:
        """Share of the claim's names that the sentence's unit has."""
        wanted = {name.lower() for name in _NAME.findall(claim)} - _GENERAL
        units = {unit.id: unit.text.lower() for unit in self._qa.report.paragraphs} if wanted else {}
        found = {id_: sum(name in text for name in wanted) / len(wanted) for id_, text in units.items()}
        return np.array([found.get(sentence.unit, 0.0) for sentence in self._qa.index.sentences], dtype=np.float32)

    # grouping

    def _grouped(
        self, ranked: Sequence[tuple[Stretch, float, bool]], k: int, allowed: Allowed | None
    ) -> Iterator[Statement]:
        """One statement for each unit that is not already a repeat in an earlier one."""
        seen: set[str] = set()
        count = 0
        for stretch, score, literal in ranked:
            if stretch.unit in seen or count == k:
                continue
            others = [
                s for s in self.also_in(stretch) if s.unit not in seen and (not allowed or allowed(self._unit(s.unit)))
            ]
            seen |= {stretch.unit, *(other.unit for other in others)}
            count += 1
            places = [self._carrier(stretch, score, literal), *(self._carrier(other, score, False) for other in others)]
            yield Statement(tuple(places))

    def also_in(self, stretch: Stretch) -> tuple[Stretch, ...]:
        """The other places of what a stretch of a unit says, most alike first; one for each unit."""
        pairs = sorted(repeats_of(self._qa.report).of(stretch.unit, stretch.start, stretch.end), key=lambda p: -p.alike)
        found: dict[str, Stretch] = {}
        for pair in pairs:
            for other in (pair.first, pair.second):
                if other.unit != stretch.unit:
                    found.setdefault(other.unit, Stretch(other.unit, other.start, other.end))
        return tuple(found.values())

    def _carrier(self, stretch: Stretch, score: float, literal: bool) -> Carrier:
        unit = self._unit(stretch.unit)
        chain = self._sources.chain(unit.id, stretch.start, stretch.end)
        said = voices(unit, unit.text[stretch.start : stretch.end], chain)
        return Carrier(unit, stretch.start, stretch.end, score, literal, said, chain)


def _relative(scores: Scores) -> Scores:
    best = float(scores.max(initial=0.0))
    return scores / np.float32(best) if best > 0 else scores


def _numbers(text: str) -> set[str]:
    """The numbers in ``text``, those in words as digits."""
    return {kinds.number_value(word.text) for word in words(text) if kinds.is_number(word.text)}
