"""A model's reply to claims, as it comes in: JSON of several shapes, or lines of plain text with numbers in brackets."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LONGEST_CLAIM = 500
"""Characters; what is longer is no claim but a chapter."""
_MOST_KEPT = 60_000
"""Characters of a reply that are looked at."""

_OBJECT = re.compile(r"\{[^{}]*\}", re.DOTALL)
_NUMBERS = re.compile(r"\[\s*(\d+(?:\s*[,;]\s*\d+)*)\s*\]")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*("|$)', re.DOTALL)
"""A JSON string; without its last quotation mark when the text ends in it."""
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
_THOUGHT = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RawClaim:
    """A claim as a model wrote it, and the numbers of the sentences it points at."""

    text: str
    numbers: tuple[int, ...]


class ClaimReader:
    """Collects a reply. ``feed`` gives the claims that are complete; ``finish`` those of a reply that was no JSON."""

    def __init__(self) -> None:
        self.text = ""
        self._read_to = 0
        self._any_object = False
        self._any_claim = False

    def feed(self, piece: str) -> Iterator[RawClaim]:
        """Take the next piece of the reply."""
        if len(self.text) < _MOST_KEPT:
            self.text += piece
            yield from self._objects()

    def _objects(self) -> Iterator[RawClaim]:
        visible = _THOUGHT.sub(lambda match: " " * len(match[0]), self.text)
        for match in _OBJECT.finditer(visible, self._read_to):
            self._read_to = match.end()
            claim = _from_json(match[0])
            if claim:
                self._any_object = self._any_claim = True
                yield claim

    def finish(self) -> Iterator[RawClaim]:
        """At the end of the reply: its lines, when it was no JSON. What was cut off in the middle of a claim is none."""
        if self._any_object:
            return
        for line in _THOUGHT.sub(" ", self.text).splitlines():
            claim = _from_line(line)
            if claim:
                self._any_claim = True
                yield claim

    @property
    def fault(self) -> str | None:
        """What is wrong with the reply as a whole, in Dutch: empty, cut off, or nothing that can be read as a claim."""
        said = _THOUGHT.sub(" ", self.text).strip()
        if not said:
            return "Het taalmodel gaf een leeg antwoord."
        if _is_cut_off(said):
            return "Het antwoord van het taalmodel brak halverwege af."
        if not self.says_nothing and not self._any_claim:
            return "Het antwoord van het taalmodel was niet te lezen."
        return None

    @property
    def says_nothing(self) -> bool:
        """Whether the reply says, in JSON, that there is nothing to claim."""
        return bool(re.search(r'"claims"\s*:\s*\[\s*\]', self.text)) and not self._any_object


def _is_cut_off(said: str) -> bool:
    """Whether JSON begins that does not end. Brackets inside strings do not count."""
    start = re.search(r"\{\s*\"|\[\s*\{", said)
    if not start:
        return False
    try:
        json.JSONDecoder(strict=False).raw_decode(said, start.start())
    except ValueError:
        bare = _STRING.sub(lambda match: "" if match[1] else "{", said[start.start() :])
        return sum(map(bare.count, "{[")) > sum(map(bare.count, "}]"))
    return False


def _from_json(text: str) -> RawClaim | None:
    try:
        found = json.loads(text, strict=False)
    except ValueError:
        return None
    said = found.get("text") or found.get("claim") or found.get("bewering")
    numbers = found.get("sentences", found.get("zinnen", found.get("citations", ())))
    return _claim(said, _as_numbers(numbers)) if isinstance(said, str) else None


def _as_numbers(value: Any) -> tuple[int, ...]:  # noqa: ANN401
    listed = value if isinstance(value, list) else [value]
    return tuple(int(number) for entry in listed for number in re.findall(r"\d+", str(entry))[:1] if len(number) < 7)


def _from_line(line: str) -> RawClaim | None:
    return _claim(_BULLET.sub("", line), ()) if _NUMBERS.search(line) else None


def _claim(text: str, numbers: tuple[int, ...]) -> RawClaim | None:
    """Numbers in brackets in the text count as well; the text goes on without them."""
    inside = tuple(int(n) for match in _NUMBERS.findall(text) for n in re.findall(r"\d+", match) if len(n) < 7)
    bare = " ".join(re.sub(r"\s+([.,;!?])", r"\1", _NUMBERS.sub("", text)).split())
    if not bare:
        return None
    if len(bare) > LONGEST_CLAIM:  # pointing at nothing, so that it is removed and counted
        return RawClaim(f"{bare[:120]} …", ())
    return RawClaim(bare, tuple(dict.fromkeys([*numbers, *inside])))
