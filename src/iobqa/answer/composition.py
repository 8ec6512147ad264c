"""Scored sentences to the pieces of an answer: as few as the question needs, each verbatim, repeats named once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from iobqa.answer.citations import Quote
from iobqa.answer.continuation import Continuation, ContinuationReader
from iobqa.answer.selection import Candidates
from iobqa.records import Paragraph, Report
from iobqa.search.analysis import STOP_WORDS, tokens
from iobqa.search.index import Index
from iobqa.search.kinds import asks
from iobqa.search.units import Sentence

MOST_WORDS = 74
"""Words from which no further piece is added, unless a list needs them."""
LIST_WORDS = 180
"""Words from which a list is cut, and says so."""
MOST_PIECES = 6
BARE_LEAD = 8
"""Words up to which the introduction of a list does not say what the list is of."""
REPEATS_AMONG = 30
"""Best candidates that are looked through for places that say the same."""
DIFFERENCES_AMONG = 12
"""Candidates that are looked through for one that gives other figures."""
ALIKE = 0.22
"""Share of words (Jaccard) from which two sentences with other figures are about the same."""
SAME = 0.72
"""Share of words (Jaccard) from which two sentences say the same."""

_REMEMBERED = 4096
"""Quotes and sentences whose words are kept."""

_MARKER = re.compile(r"(?:[·•▪‣]|\d{1,2}[.)]|\(?[a-z]\)|[a-z]\.(?=\s+[A-Z]))\s*")
_LEANS_BACK = re.compile(
    r"(?:Dit|Deze|Dat|Die|Hierdoor|Daardoor|Hiermee|Daarmee|Hierbij|Hierin|Hiervan|Hieruit|Hiervoor|Ze|Zij|Hij|"
    r"Het betrof|Dergelijke|"
    r"Anderzijds|Hierover|Daarover|Hiertoe|Daartoe|Hierop|Daarop|Daarna|Vervolgens|Ten (?:tweede|derde)|"
    r"Zo|Zodoende|Daarom|Desondanks|Datzelfde|Dergelijk)\b"
)
_FIGURES = frozenset({"number", "amount", "percentage", "time"})
_SILENT = frozenset({"box", "caption", "columns", "source"})


@dataclass
class Piece:
    """One stretch of an answer: a quote with what must stand before it, and the places that say the same."""

    quote: Quote
    also: list[Quote] = field(default_factory=list)
    before: str = ""
    """Words of our own before the quote, such as a table's column heads."""
    listed: bool = False
    """One item of a list; where the whole list stands again is noted with its lead-in."""
    cut: bool = False
    """The list goes on in the report."""
    differs: bool = False
    """Says otherwise than the piece before it."""

    def words(self, report: Report) -> int:
        return len(report.by_id[self.quote.unit].text[self.quote.start : self.quote.end].split())


class Composer:
    """Puts answers together for one index."""

    def __init__(self, index: Index, continuation: Continuation) -> None:
        self._index = index
        self._continuation = continuation
        self._further = ContinuationReader(index)

    def compose(self, question: str, candidates: Candidates, probabilities: NDArray[np.float32]) -> list[Piece]:
        """Pieces in the order in which they are read; the first is the best."""
        order = [int(at) for at in np.argsort(-probabilities, kind="stable") if self._speaks(int(candidates.rows[at]))]
        if not order:
            return []
        pieces = self._chosen(question, candidates, probabilities, order)
        for at in order[:REPEATS_AMONG]:
            self._merge_repeat(pieces, int(candidates.rows[at]))
        joined = self._joined(pieces)
        if joined and asks(question) & _FIGURES:
            self._note_difference(joined, [int(candidates.rows[at]) for at in order[:DIFFERENCES_AMONG]])
        return joined

    def _chosen(
        self, question: str, candidates: Candidates, probabilities: NDArray[np.float32], order: Sequence[int]
    ) -> list[Piece]:
        """The best sentence, and then again and again the one that the answer still needs most."""
        further = self._further.over(question, candidates, probabilities)
        left = dict.fromkeys(order)
        chosen, pieces = [order[0]], list[Piece]()
        self._add(pieces, int(candidates.rows[order[0]]), question)
        del left[order[0]]
        while left and self._has_room(pieces):
            needed = self._continuation.probability(further.read(chosen))
            at = max(left, key=lambda place: float(needed[place]))
            if needed[at] < self._continuation.least:
                break
            del left[at]
            if not self._merge_repeat(pieces, int(candidates.rows[at])):
                chosen.append(at)
                self._add(pieces, int(candidates.rows[at]), question)
        return pieces

    def _note_difference(self, pieces: list[Piece], rows: Sequence[int]) -> None:
        """Mark the piece, or add the sentence, that says the same as the first piece with other figures."""
        first = pieces[0].quote
        said = self._sentences_of(first)
        for row in rows:
            sentence = self._index.sentences[row]
            if sentence.unit == first.unit or not any(_differs(one, sentence.text) for one in said):
                continue
            if self._index.report.by_id[sentence.unit].kind == "row":  # another row of a table is about something else
                continue
            known = next((piece for piece in pieces if self._covers(piece, sentence)), None)
            if known is None:
                known = Piece(self._quote(sentence, lean=False))
                pieces.append(known)
            known.differs = True
            return

    def _speaks(self, row: int) -> bool:
        unit = self._index.report.by_id[self._index.sentences[row].unit]
        return unit.kind not in _SILENT and len(self._index.sentences[row].text.split()) > 2

    def _has_room(self, pieces: Sequence[Piece]) -> bool:
        return len(pieces) < MOST_PIECES and sum(piece.words(self._index.report) for piece in pieces) < MOST_WORDS

    def _add(self, pieces: list[Piece], row: int, question: str) -> None:
        sentence = self._index.sentences[row]
        if any(self._covers(piece, sentence) for piece in pieces):
            return
        if listed := self._list(sentence, question, lean=not pieces):
            pieces.extend(piece for piece in listed if not any(p.quote == piece.quote for p in pieces))
        else:
            quote = self._quote(sentence, lean=not pieces)
            alone = not pieces and quote.start >= sentence.start and _leans_back(sentence)
            pieces.append(Piece(quote, before=self._heading(sentence) if alone else self._label(sentence)))

    @staticmethod
    def _covers(piece: Piece, sentence: Sentence) -> bool:
        return piece.quote.unit == sentence.unit and piece.quote.start <= sentence.start < piece.quote.end

    def _quote(self, sentence: Sentence, *, lean: bool) -> Quote:
        """The sentence without its list marker; one that leans back takes the sentence before it along."""
        text = self._index.report.by_id[sentence.unit].text
        start = sentence.start
        if lean and sentence.number and _leans_back(sentence):
            before = self._index.sentence_at[sentence.unit, sentence.number - 1]
            if len(text[before.start : sentence.end].split()) <= MOST_WORDS:
                start = before.start
        marker = _MARKER.match(text[start : sentence.end])
        return Quote(sentence.unit, start + (marker.end() if marker else 0), sentence.end)

    def _label(self, sentence: Sentence) -> str:
        """Of a table row its caption and column heads, for a part of a sentence its lead-in's place."""
        unit = self._index.report.by_id[sentence.unit]
        if unit.kind != "row" or not unit.lead_in:
            return ""
        heads = [self._index.report.by_id[p] for p in self._index.report.parts[unit.lead_in]]
        columns = next((head.text for head in heads if head.kind == "columns"), "")
        return f"{self._index.report.by_id[unit.lead_in].ref} ({' | '.join(columns.split(chr(9)))}): "

    def _heading(self, sentence: Sentence) -> str:
        """What a sentence is about that opens an answer with "Deze kloof" and has no sentence before it to say so."""
        section = self._index.report.by_id[sentence.unit].section
        return f"{section[-1]}: " if section else ""

    # lists

    def _list(self, sentence: Sentence, question: str, *, lean: bool) -> list[Piece]:
        """A lead-in with its items, or an item that is no sentence by itself with its lead-in; else nothing."""
        report = self._index.report
        unit = report.by_id[sentence.unit]
        lead = unit if sentence.text.rstrip().endswith(":") else self._lead_of(sentence)
        if lead is None:
            return []
        items = [part for part in report.parts.get(lead.id, ()) if report.by_id[part].kind in {"bullet", "point"}]
        if not items:
            return []
        lead_sentence = self._last_sentence(lead.id)
        pieces = [Piece(self._quote(lead_sentence, lean=lean))]
        wanted = items if lead is unit or "list" in asks(question) else [unit.id]
        words = pieces[0].words(report)
        for item in wanted:
            piece = Piece(self._quote(self._index.sentence_at[item, 0], lean=False), listed=True)
            words += piece.words(report)
            if words > LIST_WORDS:
                pieces[-1].cut = True
                break
            pieces.append(piece)
        return pieces

    def _lead_of(self, sentence: Sentence) -> Paragraph | None:
        unit = self._index.report.by_id[sentence.unit]
        bare = _unmarked(sentence.text)
        if unit.kind != "bullet" or not unit.lead_in or not bare[:1].islower():
            return None
        return self._index.report.by_id[unit.lead_in]

    def _last_sentence(self, unit: str) -> Sentence:
        number = 0
        while (unit, number + 1) in self._index.sentence_at:
            number += 1
        return self._index.sentence_at[unit, number]

    # repeats

    def _merge_repeat(self, pieces: Sequence[Piece], row: int) -> bool:
        """Whether a piece already says this; then its place is noted with that piece."""
        sentence = self._index.sentences[row]
        mine = content(sentence.text)
        for piece in pieces:
            if sentence.unit != piece.quote.unit and self._says(piece, mine):
                if not piece.listed and sentence.unit not in {quote.unit for quote in piece.also}:
                    piece.also.append(self._quote(sentence, lean=False))
                return True
        return False

    def _says(self, piece: Piece, words: frozenset[str]) -> bool:
        """Whether the piece, or one of the sentences that it quotes, says the same."""
        return any(_same(words, said) for said in self._said(piece.quote))

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019 - lives as long as the index
    def _said(self, quote: Quote) -> tuple[frozenset[str], ...]:
        """The words of a quote and of each sentence in it."""
        text = self._index.report.by_id[quote.unit].text[quote.start : quote.end]
        return tuple(content(said) for said in (text, *self._sentences_of(quote)))

    def _sentences_of(self, quote: Quote) -> list[str]:
        """The sentences that a quote covers, wholly or in part."""
        sentences, number = [], 0
        while one := self._index.sentence_at.get((quote.unit, number)):
            if quote.start < one.end and one.start < quote.end:
                sentences.append(one.text)
            number += 1
        return sentences

    def _joined(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Pieces of one unit or list together in the order of the text; neighbours become one quote."""
        said = {piece.quote.unit for piece in pieces}
        roots = {unit: self._root(unit, said) for unit in said}
        groups = list(dict.fromkeys(roots[piece.quote.unit] for piece in pieces))
        places = {unit: (groups.index(root), self._reading_order[unit]) for unit, root in roots.items()}
        ordered = sorted(pieces, key=lambda piece: (places[piece.quote.unit], piece.quote.start))
        joined: list[Piece] = []
        for piece in ordered:
            last = joined[-1] if joined else None
            if last and last.quote.unit == piece.quote.unit and self._touch(last.quote, piece.quote):
                last.quote = Quote(last.quote.unit, last.quote.start, max(last.quote.end, piece.quote.end))
                last.also += piece.also
                last.cut = last.cut or piece.cut
            else:
                joined.append(piece)
        _name_once(joined)
        return joined

    def _root(self, unit: str, said: set[str]) -> str:
        """The outermost of the introductions above a list item that are said too; else the unit itself."""
        by_id = self._index.report.by_id
        while by_id[unit].kind in {"bullet", "point"} and by_id[unit].lead_in in said:
            unit = str(by_id[unit].lead_in)
        return unit

    @cached_property
    def _reading_order(self) -> dict[str, int]:
        return {unit.id: at for at, unit in enumerate(self._index.report.paragraphs)}

    def _touch(self, first: Quote, second: Quote) -> bool:
        between = self._index.report.by_id[first.unit].text[first.end : second.start]
        return second.start <= first.end or not between.strip()


def _leans_back(sentence: Sentence) -> bool:
    """Whether a sentence says nothing without the one before it: "Dit ...", or a bare "Opties hiervoor zijn:" before a list."""
    bare = _unmarked(sentence.text)
    introduces = bare.rstrip().endswith(":") and len(bare.split()) <= BARE_LEAD
    return introduces or bool(_LEANS_BACK.match(bare))


def _unmarked(text: str) -> str:
    """Without the mark of a list item."""
    marker = _MARKER.match(text)
    return text[marker.end() :] if marker else text


def _name_once(pieces: Sequence[Piece]) -> None:
    """A repeat that became a piece of its own, such as the lead-in of an item that was added later, is no repeat any more."""
    named = {piece.quote for piece in pieces}
    for piece in pieces:
        piece.also = [quote for quote in dict.fromkeys(piece.also) if quote not in named]
        named.update(piece.also)


def _differs(said: str, other: str) -> bool:
    """Whether two sentences are about the same and the other gives a figure that the first lacks."""
    here, there = content(said), content(other)
    figures, others = figures_of(here), figures_of(there)
    return bool(figures) and bool(others - figures) and alike(here, there) >= ALIKE


def _same(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two sentences say the same, figures included."""
    fewest, most = sorted((len(words), len(others)))
    if fewest < SAME * most:  # they cannot share enough
        return False
    return alike(words, others) >= SAME and figures_of(words) == figures_of(others)


def figures_of(words: frozenset[str]) -> frozenset[str]:
    """The numbers among the words: a sentence with other numbers is no repeat."""
    return frozenset(word for word in words if word[0].isdigit())


@lru_cache(maxsize=_REMEMBERED)
def content(text: str) -> frozenset[str]:
    return frozenset(word for word in tokens(text) if word not in STOP_WORDS)


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard."""
    shared = len(one & other)
    return shared / max(1, len(one) + len(other) - shared)
