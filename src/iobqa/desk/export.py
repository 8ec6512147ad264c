"""A basket of citations in the forms that researchers' tools read; each library is only loaded for its own form."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from iobqa.desk.basket import Entry
from iobqa.desk.reference_style import Work, legal, legal_parts
from iobqa.errors import DocumentError

Writer = Callable[[Sequence[Entry], Work], bytes]
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"


def export(form: str, entries: Sequence[Entry], cited: Work) -> bytes:
    """``entries`` in one of ``FORMS``. Raises DocumentError."""
    if form not in FORMS:
        raise DocumentError(f"De vorm ‘{form}’ ken ik niet. Kies uit: {', '.join(FORMS)}.")
    return FORMS[form](entries, cited)


def _flat(text: str) -> str:
    return " ".join(text.split()).removeprefix("· ")


def _plain(entries: Sequence[Entry], cited: Work) -> bytes:
    blocks = (f"{n}. “{_flat(e.quote)}”\n   {legal(cited, e.unit.ref)}." for n, e in enumerate(entries, start=1))
    return ("\n\n".join(blocks) + "\n").encode()


def _markdown(entries: Sequence[Entry], cited: Work) -> bytes:
    quotes = [f"> {_escaped(_flat(e.quote))}[^{n}]" for n, e in enumerate(entries, start=1)]
    notes = [f"[^{n}]: {_note(cited, e)}." for n, e in enumerate(entries, start=1)]
    return ("\n\n".join([*quotes, *notes]) + "\n").encode()


def _note(cited: Work, entry: Entry) -> str:
    before, title, behind = legal_parts(cited, entry.unit.ref)
    return f"{_escaped(before)}*{_escaped(title)}*{_escaped(behind)}"


def _escaped(text: str) -> str:
    """Text that Markdown leaves as it is."""
    safe = "".join(f"\\{char}" if char in "\\`*_[]<>#|^~$@" else char for char in text)
    return re.sub(r"^(\w{1,3})([.)])", r"\1\\\2", safe)  # "b)" would open a list


def _word(entries: Sequence[Entry], cited: Work) -> bytes:
    from iobqa.desk.word_file import quotes_with_footnotes

    return quotes_with_footnotes([(_flat(e.quote), legal_parts(cited, e.unit.ref)) for e in entries])


def _ris(entries: Sequence[Entry], cited: Work) -> bytes:
    import rispy  # has no types

    class Unnumbered(rispy.RisWriter):  # type: ignore[misc]
        """Without rispy's "1." before each record, which other readers stumble over."""

        def set_header(self, count: int) -> str:
            return ""

    records = [_ris_record(entry, cited) for entry in entries]
    return str(rispy.dumps(records, implementation=Unnumbered)).lstrip("\n").encode()


def _ris_record(entry: Entry, cited: Work) -> dict[str, Any]:
    year, *month = cited.published
    record = {
        "type_of_reference": "RPRT",
        "authors": [f"{cited.author},"] if cited.author else [],  # the comma: an organisation, no first name
        "title": cited.full_title,
        "publisher": cited.publisher,
        "year": str(year),
        "date": f"{year}/{month[0]:02d}//" if month else str(year),
        "number": cited.kamerstuk,
        "section": entry.unit.ref,
        "start_page": entry.unit.ref,  # the field that reference managers take a locator from
        "language": cited.language,
        "notes": [_flat(entry.quote)],
    }
    return {field: value for field, value in record.items() if value}


def _bibtex(entries: Sequence[Entry], cited: Work) -> bytes:
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry as Record
    from bibtexparser.model import Field

    records = [
        Record(
            "techreport", _bibtex_key(entry, cited), [Field(key, value) for key, value in _bibtex_fields(entry, cited)]
        )
        for entry in {entry.unit.id: entry for entry in entries}.values()
    ]
    return str(write_string(Library([*records]))).encode()


def _bibtex_key(entry: Entry, cited: Work) -> str:
    return f"iob{cited.published[0]}:{entry.unit.id.replace('~', '-')}"


def _bibtex_fields(entry: Entry, cited: Work) -> list[tuple[str, str]]:
    year, *month = cited.published
    fields = {
        "author": f"{{{_tex(cited.author)}}}",  # braces: no first and last name, and capitals stay
        "title": f"{{{_tex(cited.full_title)}}}",
        "institution": _tex(cited.publisher),
        "year": str(year),
        "month": _MONTHS.split()[month[0] - 1] if month else "",
        "number": _tex(cited.kamerstuk),
        "note": _tex(entry.unit.ref),
        "annote": _tex(_flat(entry.quote)),
    }
    return [(key, value) for key, value in fields.items() if value]


_TEX = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _csl(entries: Sequence[Entry], cited: Work) -> bytes:
    items = [_csl_item(entry, cited) for entry in {entry.unit.id: entry for entry in entries}.values()]
    return (json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode()


def _csl_item(entry: Entry, cited: Work) -> dict[str, Any]:
    return {
        "id": f"iob{cited.published[0]}-{entry.unit.id}",
        "type": "report",
        "title": cited.full_title,
        "author": [{"literal": cited.author}],
        "publisher": cited.publisher,
        "issued": {"date-parts": [list(cited.published)]},
        "number": cited.kamerstuk,
        "section": entry.unit.ref,
        "language": cited.language,
        "note": _flat(entry.quote),
    }


FORMS: Mapping[str, Writer] = MappingProxyType(
    {"tekst": _plain, "md": _markdown, "docx": _word, "ris": _ris, "bibtex": _bibtex, "csl": _csl}
)
"""Form by name: Dutch legal style as plain text, Markdown and Word with footnotes, RIS, BibTeX, CSL-JSON."""
SUFFIXES: Mapping[str, str] = MappingProxyType(
    {".txt": "tekst", ".md": "md", ".docx": "docx", ".ris": "ris", ".bib": "bibtex", ".json": "csl"}
)
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "tekst": "text/plain; charset=utf-8",
        "md": "text/markdown; charset=utf-8",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "ris": "application/x-research-info-systems",
        "bibtex": "application/x-bibtex; charset=utf-8",
        "csl": "application/vnd.citationstyles.csl+json",
    }
)
