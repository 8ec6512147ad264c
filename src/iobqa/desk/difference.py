"""What differs between what someone quotes and what the report says, word for word, each difference by its kind."""

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from iobqa.desk import kinds
from iobqa.desk.kinds import Kind
from iobqa.desk.words import Word

Side = Sequence[Word]


@dataclass(frozen=True, slots=True)
class Difference:
    """One change; either side is empty when words were added or left out."""

    kind: Kind
    report: str
    quoted: str
    report_span: tuple[int, int]
    """Words of the report's side."""
    quoted_span: tuple[int, int]
    """Words of the quotation's side."""


def differences(report: Side, quoted: Side) -> tuple[Difference, ...]:
    """Every change from ``report`` to ``quoted``, in order, gravest kind first where one change is of several kinds."""
    matcher = difflib.SequenceMatcher(None, _texts(report), _texts(quoted), autojunk=False)
    changed = [opcode for opcode in matcher.get_opcodes() if opcode[0] != "equal"]
    gone, come = [report[i:j] for _, i, j, _, _ in changed], [quoted[i:j] for _, _, _, i, j in changed]
    moved = _is_reordered(gone, come)
    turned = frozenset(kinds.turned(chain.from_iterable(gone), chain.from_iterable(come)))
    return tuple(
        Difference(kind, _said(report[a:b]), _said(quoted[c:d]), (a, b), (c, d))
        for _, a, b, c, d in changed
        for kind in (("volgorde",) if moved else _kinds(_Change(report, quoted, (a, b), (c, d)), turned))
    )


def _texts(side: Side) -> list[str]:
    return [word.text.lower() for word in side]


def _said(side: Side) -> str:
    return " ".join(word.text for word in side)


def _is_reordered(gone: Sequence[Side], come: Sequence[Side]) -> bool:
    """Whether the same words came back elsewhere."""
    left, right = (Counter(w.text.lower() for side in sides for w in side if not w.is_sign) for sides in (gone, come))
    return left.total() > 1 and left == right


@dataclass(frozen=True, slots=True)
class _Change:
    """A change with the words around it."""

    report: Side
    quoted: Side
    in_report: tuple[int, int]
    in_quoted: tuple[int, int]

    @property
    def gone(self) -> Side:
        return self.report[slice(*self.in_report)]

    @property
    def come(self) -> Side:
        return self.quoted[slice(*self.in_quoted)]

    @property
    def around(self) -> Side:
        (a, b), (c, d) = self.in_report, self.in_quoted
        return [*self.report[max(0, a - 1) : b + 1], *self.quoted[max(0, c - 1) : d + 1]]


def _kinds(change: _Change, turned: frozenset[str]) -> tuple[Kind, ...]:
    """All kinds that a change is of, gravest first; ``woord`` and lighter only when it is nothing else."""
    found: list[Kind] = list(_grave(change))
    if any(word.text.lower() in turned for word in [*change.gone, *change.come]):
        found.append("richting")
    return tuple(sorted(set(found), key=kinds.GRAVEST.index)) or (_light(change),)


def _grave(change: _Change) -> Iterator[Kind]:
    gone, come = change.gone, change.come
    for kind, listed in (("ontkenning", kinds.NEGATIONS), ("voorbehoud", kinds.HEDGES), ("sterkte", kinds.STRENGTHS)):
        if _only(gone, listed) != _only(come, listed):
            yield kind  # type: ignore[misc]
    yield from _figures(change)
    both = [*gone, *come]
    if any(kinds.is_country(word.text) for word in both):
        yield "land"
    elif _has_name(change):
        yield "naam"


def _only(side: Side, listed: frozenset[str]) -> Counter[str]:
    return Counter(word.text.lower() for word in side if word.text.lower() in listed)


def _figures(change: _Change) -> Iterator[Kind]:
    both = [*change.gone, *change.come]
    if any(kinds.is_money(word.text) for word in both):
        yield "bedrag"
    numbers = [word.text for word in both if kinds.is_number(word.text)]
    if not numbers:
        return
    if any(kinds.is_money(word.text) for word in change.around):
        yield "bedrag"
    elif all(kinds.is_year(number) for number in numbers):
        yield "jaar"
    else:
        yield "getal"


def _has_name(change: _Change) -> bool:
    """A capitalised word that does not merely open a sentence."""
    (a, b), (c, d) = change.in_report, change.in_quoted
    return any(
        kinds.is_name(side[at].text) and at and side[at - 1].text not in {".", "?", "!", ":"}
        for side, (begin, end) in ((change.report, (a, b)), (change.quoted, (c, d)))
        for at in range(begin, end)
    )


def _light(change: _Change) -> Kind:
    if all(word.is_sign for word in [*change.gone, *change.come]):
        return "leesteken"
    ours, theirs = ("".join(w.text for w in side if not w.is_sign).lower() for side in (change.gone, change.come))
    alike = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
    return "schrijfwijze" if ours and theirs and alike > 0.85 else "woord"
