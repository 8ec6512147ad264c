"""An answer's text as HTML: statements, lists and tables, the report's words set apart, markers as links to their source."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

from markupsafe import Markup, escape

from iobqa.answer.refusal_texts import REFUSAL
from iobqa.interfaces.page.copying import marker_spans, quoted_spans
from iobqa.interfaces.page.statements import Row, Statement, statements
from iobqa.interfaces.page.texts import TEXTS, Language
from iobqa.records import Answer, Citation

Link = Callable[[Citation], str]
"""Address of the citation's place in the reading view."""


def told(answer: Answer, link: Link, language: Language = "nl") -> Markup:
    """Paragraphs, ``<ul>`` for items, ``<table>`` for rows of one table. Every marker of a citation becomes a link.

    ``language``: of the words around the quotes; the quotes themselves are always Dutch.
    """
    teller = _Teller(answer, link, language)
    html = Markup("")
    for (form, _), group in groupby(statements(answer), _together):
        html += teller.told(form, list(group))
    return html


def has_quotes(answer: Answer) -> bool:
    """Whether quotation marks are seen; around the cells of a table they are not."""
    return any(not each.row and "“" in answer.answer[each.start : each.end] for each in statements(answer))


def _together(statement: Statement) -> tuple[str, object]:
    """Items stand in one list, rows of one table in one table."""
    if statement.row:
        return "row", (statement.row.title, statement.row.columns)
    return statement.form, None


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A quote and the quotation marks around it: they belong to the same typeface."""
    return (start - 1, end + 1) if text[start - 1 : start] == "“" and text[end : end + 1] == "”" else (start, end)


class _Teller:
    def __init__(self, answer: Answer, link: Link, language: Language) -> None:
        self._text = answer.answer
        self._quotes = [_with_marks(answer.answer, *span) for span in quoted_spans(answer)]
        self._markers = {left: (right, number) for left, right, number in marker_spans(answer)}
        self._sources = {citation.number: citation for citation in answer.citations}
        self._link = link
        self._language = language
        self._fixed = len(REFUSAL) if language != "nl" and answer.answer.startswith(REFUSAL) else 0
        """Where the sentence ends that is Dutch in any language; 0: not there, or Dutch among Dutch."""

    def told(self, form: str, group: Sequence[Statement]) -> Markup:
        if form == "row":
            return self._table([statement.row for statement in group if statement.row])
        if form == "item":
            items = (Markup("<li>{}</li>").format(self._stretch(item.start, item.end)) for item in group)
            return Markup("<ul>{}</ul>").format(Markup("").join(items))
        return Markup("").join(Markup("<p>{}</p>").format(self._stretch(each.start, each.end)) for each in group)

    def _table(self, rows: Sequence[Row]) -> Markup:
        heads = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in rows[0].columns)
        html = Markup("<caption>{}</caption><thead><tr>{}</tr></thead>").format(rows[0].title, heads)
        body = Markup("").join(Markup("<tr>{}</tr>").format(self._cells(row)) for row in rows)
        table = '<div class="tabel" role="region" tabindex="0" aria-label="{}" lang="nl"><table>{}<tbody>{}</tbody></table></div>'
        return Markup(table).format(rows[0].title, html, body)

    def _cells(self, row: Row) -> Markup:
        source = self._sources.get(row.number)
        marker = Markup(" {}").format(self._marker(source)) if source else Markup("")
        first, *others = (self._words(start, end) for start, end in row.cells)
        return Markup('<th scope="row">{}{}</th>').format(first, marker) + Markup("").join(
            Markup("<td>{}</td>").format(cell) for cell in others
        )

    def _words(self, start: int, end: int) -> Markup:
        """Words of the report."""
        lang = Markup("") if self._language == "nl" else Markup(' lang="nl"')
        return Markup('<span class="letterlijk"{}>{}</span>').format(lang, self._text[start:end])

    def _stretch(self, start: int, end: int) -> Markup:
        html = Markup("")
        for left, right in self._pieces(start, end):
            if left in self._markers and self._markers[left][1] in self._sources:
                html += self._marker(self._sources[self._markers[left][1]])
            elif any(a <= left and right <= b for a, b in self._quotes):
                html += self._words(left, right)
            elif right <= self._fixed:
                html += Markup('<span lang="nl">{}</span>').format(self._text[left:right])
            else:
                html += escape(self._text[left:right])
        return html

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        spans = [(0, self._fixed), *self._quotes, *((left, right) for left, (right, _) in self._markers.items())]
        edges = sorted({start, end, *(edge for span in spans for edge in span if start < edge < end)})
        yield from pairwise(edges)

    def _marker(self, citation: Citation) -> Markup:
        name = TEXTS[self._language]["source"].lower()
        return Markup('<a class="verwijzing" href="{}" data-bron="{}" aria-label="{} {}: {}">{}</a>').format(
            self._link(citation), citation.number, name, citation.number, citation.ref, citation.number
        )
