"""Which questions a model in training must not have seen: those of the same writer about the same passage.

A user words a question unlike any writer of the bank. Two questions of one writer about one passage are alike in a way that no user's
question will be, so they are held out together: from the encoder of their fold, and from the bank when one of them is asked.
"""

import zlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from iobqa.records import Passage
from iobqa.search.index import Index
from iobqa.search.questions import BankQuestion, owners

FOLDS = 3
ENCODED_WRITERS = frozenset({1, 2, 3})
"""Whose bank questions the encoder learns from. Those of later writers are held out from every encoder."""


@dataclass(frozen=True)
class Split:
    """For every row its fold and the rows (itself among them) that are left out when it is asked."""

    fold: Sequence[int]
    together: Sequence[tuple[int, ...]]

    def rows(self, fold: int) -> list[int]:
        """The rows of one fold."""
        return [row for row, number in enumerate(self.fold) if number == fold]


def _split(keys: Sequence[Hashable]) -> Split:
    groups: dict[Hashable, list[int]] = {}
    for row, key in enumerate(keys):
        groups.setdefault(key, []).append(row)
    return Split([zlib.crc32(repr(key).encode()) % FOLDS for key in keys], [tuple(groups[key]) for key in keys])


def split_bank(bank: Sequence[BankQuestion], passages: Sequence[Passage]) -> Split:
    """Bank questions by passage and writer; one without a passage stands alone."""
    owned = zip(bank, owners(bank, passages), strict=True)
    keys = [(owner if owner >= 0 else -1 - row, q.writer) for row, (q, owner) in enumerate(owned)]
    return _split(keys)


def split_refusals(index: Index) -> Split:
    """Questions to refuse by the passage that comes nearest and writer; one without stands alone."""
    passage_of: dict[str, int] = {}
    for passage in index.passages:
        for unit in (*passage.ids, *(f"voetnoot-{note.number}" for note in passage.footnotes)):
            passage_of.setdefault(unit, passage.number)
    keys = [(passage_of[r.ids[0]] if r.ids else -1 - row, r.writer) for row, r in enumerate(index.refusals)]
    return _split(keys)
