"""The lexicon: everyday and English words beside the report's own, and the abbreviations that the report explains itself."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from iobqa.errors import ReportError
from iobqa.search.analysis import STOP_WORDS, stems, tokens

LONGEST_PHRASE = 4
"""Words in the longest everyday phrase that is looked up."""

_ABBREVIATED = re.compile(r"((?:[\w’-]+[ ]){1,9})\(([A-Z][A-Za-z&/]{1,9})\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """``typed`` is what people say, ``term`` what the report says, ``source`` why (nl, en, afkorting)."""

    typed: str
    term: str
    source: str


def read_lexicon(file: Path) -> tuple[Entry, ...]:
    """Read ``lexicon.tsv``: typed, report term, source, tab separated; ``#`` opens a remark. Raises ReportError."""
    if not file.is_file():
        return ()
    entries = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 3 or not all(cells):
            raise ReportError(f"{file}, regel {number}: verwacht drie woorden of woordgroepen met tabs ertussen.")
        entries.append(Entry(*cells))
    return tuple(entries)


def abbreviations(texts: Iterable[str]) -> Iterator[Entry]:
    """The report's own pairs, such as "Buitenlandse Zaken (BZ)", both ways round."""
    seen = set()
    for text in texts:
        for words, short in _ABBREVIATED.findall(text):
            full = _spelled_out(words.split(), short)
            if full and (short, full) not in seen:
                seen.add((short, full))
                yield Entry(short, full, "afkorting")
                yield Entry(full, short, "afkorting")


def _spelled_out(words: Sequence[str], short: str) -> str | None:
    """The shortest run of words before the bracket that begins with the abbreviation's first letter and holds all of them."""
    letters = re.sub(r"[^a-z]", "", short.lower())
    for start in range(len(words) - 1, -1, -1):
        run = " ".join(words[start:])
        if run[0].lower() == letters[0] and words[start][0].isupper() and _in_order(letters, run.lower()):
            return run
    return None


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


class Lexicon:
    """Finds the report's terms for what was typed, by stem, longest phrase first."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[tuple[str, ...], list[Entry]] = {}
        for entry in entries:
            key = _key(*_stemmed(tokens(entry.typed)))
            if key and entry not in self._entries.setdefault(key, []):
                self._entries[key].append(entry)

    def __len__(self) -> int:
        return len(self._entries)

    def lookup(self, words: Sequence[str]) -> list[Entry]:
        """Entries for every run of ``words`` (folded), in order; a longer phrase hides the shorter ones inside it."""
        found: list[Entry] = []
        phrases: list[set[int]] = []
        stemmed, empty = _stemmed(words)
        for length in range(LONGEST_PHRASE, 0, -1):
            for start in range(len(words) - length + 1):
                entries = self._entries.get(_key(stemmed[start : start + length], empty[start : start + length]))
                span = set(range(start, start + length))
                if entries and not any(span < phrase for phrase in phrases):
                    found += entries
                    phrases.append(span)
        return found


def _stemmed(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[bool, ...]]:
    """Of each word its stem, and whether it is a stop word."""
    return tuple(stems(word)[1] for word in words), tuple(word in STOP_WORDS for word in words)


def _key(stemmed: tuple[str, ...], empty: Sequence[bool]) -> tuple[str, ...]:
    """Under which a phrase is kept; stop words alone are none."""
    return () if all(empty) else stemmed
