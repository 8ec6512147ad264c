"""A basket of citations: places of the report, each with the words that are quoted from it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iobqa.desk.quotation import ELLIPSIS
from iobqa.desk.words import Word, quoted_words, words
from iobqa.errors import DocumentError
from iobqa.records import Paragraph, Report
from iobqa.report.lookup import find

FORM = "iobqa-mand"
MOST = 500
"""Citations in one basket."""
_LARGEST = 10_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A place and what is quoted from it: words that stand in its text, or all of it when nothing was chosen."""

    unit: Paragraph
    quote: str


def entry(report: Report, reference: str, quote: str = "") -> Entry:
    """The entry for a reference or id. Raises UnknownReference; DocumentError when ``quote`` does not stand there."""
    found = find(report, reference)
    unit = found.unit or (found.paragraphs[0] if found.paragraphs else None)
    if unit is None:
        raise DocumentError(f"{found.ref} heeft geen tekst om te citeren. Noem een alinea, punt, box of voetnoot.")
    if quote and not _stands(unit, quote):
        raise DocumentError(
            f"Dit citaat staat niet in {unit.ref}: “{quote[:80]}”. ‘iobqa check’ laat zien wat er anders is."
        )
    return Entry(unit, quote or unit.text)


def _stands(unit: Paragraph, quote: str) -> bool:
    """Whether the unit has these words, pieces around [...] in order."""
    said, at = _joined(words(unit.text)), 0
    for piece in ELLIPSIS.split(quote):
        at = said.find(_joined(quoted_words(piece)), at)
        if at < 0:
            return False
    return True


def _joined(row: Sequence[Word]) -> str:
    return f" {' '.join(word.text for word in row)} "


def entries(report: Report, rows: Iterable[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """Entries for rows with ``id`` (or ``ref``) and perhaps ``quote``. Raises UnknownReference, DocumentError."""
    found = [entry(report, str(row.get("id") or row.get("ref") or ""), str(row.get("quote") or "")) for row in rows]
    if not found:
        raise DocumentError("Er is niets om te exporteren. Noem een vindplaats, zoals “§ 4.2.2, al. 1”.")
    if len(found) > MOST:
        raise DocumentError(f"Dit zijn {len(found)} citaten; hoogstens {MOST} in één mand.")
    return tuple(found)


def read_basket(file: Path) -> list[dict[str, Any]]:
    """Rows of a basket, a kept answer or ``ask --json``; none when there is no such file. Raises DocumentError."""
    try:
        if not file.exists():
            return []
        if file.stat().st_size > _LARGEST:
            raise DocumentError(f"{file} is te groot om een mand te zijn.")
        content = json.loads(file.read_text(encoding="utf-8-sig"))
        rows = (content.get("answer") or content)["citations"]
        return [{"id": row["id"], "quote": row.get("quote", "")} for row in rows]
    except OSError as error:
        raise DocumentError(f"{file} bestaat niet of is niet te lezen.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DocumentError(f"{file} is geen mand met citaten en geen bewaard antwoord.") from error


def dump_basket(rows: Sequence[Entry]) -> str:
    """A basket as it is kept."""
    citations = [{"id": row.unit.id, "ref": row.unit.ref, "quote": row.quote} for row in rows]
    return json.dumps({"form": FORM, "citations": citations}, ensure_ascii=False, indent=2) + "\n"
