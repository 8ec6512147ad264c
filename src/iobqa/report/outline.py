"""What each line of an export is: heading, run-in heading, list item, caption or running text.

The export carries no mark-up, so this is decided from the line, its neighbours and where we are.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from iobqa.report.export import Line

LineKind = Literal[
    "blank",
    "summary",
    "chapter",
    "section",
    "summary_section",
    "conclusion",
    "recommendations",
    "recommendation",
    "label",
    "bullet",
    "point",
    "box",
    "figure",
    "paragraph",
]

# [0-9] and not \d: an id is safe in a URL, so no digits of other scripts; and never a number too long to be one.
CHAPTER = re.compile(r"([0-9]{1,3})\.\s+(\S.*)")
SECTION = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3}){1,2})\.?\s+(\S.*)")
CONCLUSION = re.compile(r"(?:Hoofdconclusie|Deelconclusie ([0-9]{1,3}))")
BULLET = re.compile(r"[·•▪‣]\s*\S")
POINT = re.compile(r"(?:([0-9]{1,2})[.)]|\(?([a-z])\))\s+\S")
SUBPOINT = re.compile(r"([a-z])\.\s+\S")
BOX = re.compile(r"Box ([0-9]{1,3}(?:\.(?:[a-z]+|[0-9]{1,3}))?)(?:[.:](?![a-z\d])\s*|\s+(?![a-z(])|$)")
FIGURE = re.compile(r"(Figuur|Tabel) ([0-9]{1,3}(?:\.[0-9]{1,3})?)\s*[.:](?!\d)")
SOURCE = re.compile(r"Bron(?:nen)?\s*:")
FINDINGS = re.compile(r"(?:\d+\.\s+)?Belangrijkste bevindingen\b")

_LONGEST_LABEL = 125  # characters
_ENDS_SENTENCE = re.compile(r"[.:;?!,”“]$")


@dataclass(slots=True)
class Position:
    """Where in the report the next line stands."""

    chapter: int = 0
    """0 while still in the summary."""
    summary_section: int = 0
    recommending: bool = False
    """Under the heading AANBEVELINGEN."""


def line_kind(lines: Sequence[Line], at: int, position: Position) -> LineKind:
    """The kind of ``lines[at]``."""
    line = lines[at]
    if line.blank:
        return "blank"
    for kind, test in _TESTS:
        if test(lines, at, position):
            return kind
    return "paragraph"


def _is_summary(lines: Sequence[Line], at: int, position: Position) -> bool:
    return position.chapter == 0 and lines[at].text.lower() == "samenvatting"


def _is_chapter(lines: Sequence[Line], at: int, position: Position) -> bool:
    found = CHAPTER.fullmatch(lines[at].text)
    return found is not None and lines[at].in_contents and int(found[1]) == position.chapter + 1


def _is_section(lines: Sequence[Line], at: int, position: Position) -> bool:
    found = SECTION.fullmatch(lines[at].text)
    if not found or _ENDS_SENTENCE.search(lines[at].text):
        return False
    return int(found[1].split(".")[0]) == position.chapter


def _is_summary_section(lines: Sequence[Line], at: int, position: Position) -> bool:
    found = CHAPTER.fullmatch(lines[at].text)
    if not found or position.chapter or position.recommending or _ENDS_SENTENCE.search(lines[at].text):
        return False
    return int(found[1]) == position.summary_section + 1 and not _goes_on_a_list(lines, at)


def _goes_on_a_list(lines: Sequence[Line], at: int) -> bool:
    """Directly under a line that introduces a list, or under another item of one."""
    above = lines[at - 1].text if at else ""
    return above.endswith(":") or bool(POINT.match(above))


def _is_conclusion(lines: Sequence[Line], at: int, position: Position) -> bool:
    return position.chapter == 0 and bool(CONCLUSION.fullmatch(lines[at].text))


def _is_recommendations(lines: Sequence[Line], at: int, position: Position) -> bool:
    return lines[at].text.upper() == "AANBEVELINGEN"


def _is_recommendation(lines: Sequence[Line], at: int, position: Position) -> bool:
    return position.recommending and bool(POINT.match(lines[at].text))


def _is_bullet(lines: Sequence[Line], at: int, position: Position) -> bool:
    return bool(BULLET.match(lines[at].text)) or (position.recommending and bool(SUBPOINT.match(lines[at].text)))


def _is_box(lines: Sequence[Line], at: int, position: Position) -> bool:
    return bool(BOX.match(lines[at].text)) and not lines[at].text.endswith(".")


def _is_figure(lines: Sequence[Line], at: int, position: Position) -> bool:
    return bool(FIGURE.match(lines[at].text))


def _is_label(lines: Sequence[Line], at: int, position: Position) -> bool:
    """A short line without a full stop, with text under it."""
    line, following = lines[at], lines[at + 1 : at + 2]
    if len(line.text) > _LONGEST_LABEL or BULLET.match(line.text) or re.search(r"[.?!:] [A-Z]", line.text[4:]):
        return _is_conclusions_label(line)
    numbered = bool(POINT.match(line.text))
    if line.text[0].isdigit() and numbered and _goes_on_a_list(lines, at):
        return False
    ends = _ENDS_SENTENCE.search(line.text)
    if ends and not (numbered and line.text.endswith(":") and len(line.text) < 60):
        return False
    under = bool(following) and not following[0].blank
    return (under and not _heads_a_section(lines, at + 1, position)) or _is_conclusions_label(line)


def _is_conclusions_label(line: Line) -> bool:
    return bool(re.fullmatch(r"(?:Hoofdvraag|Deelvragen)(?: en conclusies?)?", line.text))


def _heads_a_section(lines: Sequence[Line], at: int, position: Position) -> bool:
    return any(test(lines, at, position) for test in (_is_chapter, _is_section, _is_summary_section))


def _is_point(lines: Sequence[Line], at: int, position: Position) -> bool:
    return bool(POINT.match(lines[at].text))


_Test = Callable[[Sequence[Line], int, Position], bool]

# The order matters: the first that fits decides.
_TESTS: tuple[tuple[LineKind, _Test], ...] = (
    ("bullet", _is_bullet),
    ("summary", _is_summary),
    ("chapter", _is_chapter),
    ("section", _is_section),
    ("conclusion", _is_conclusion),
    ("recommendations", _is_recommendations),
    ("recommendation", _is_recommendation),
    ("box", _is_box),
    ("figure", _is_figure),
    ("summary_section", _is_summary_section),
    ("label", _is_label),
    ("point", _is_point),
)
