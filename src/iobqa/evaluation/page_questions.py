"""The part of the page that shows every question with its answer, citations, gold evidence and verdict."""

from collections.abc import Iterable, Mapping, Sequence

from iobqa.evaluation.comparison import Comparison, Flip
from iobqa.evaluation.evidence import GoldenSet, Place
from iobqa.evaluation.folding import fold, fold_figures, states
from iobqa.evaluation.gate_report import flip_line
from iobqa.evaluation.golden import GoldenQuestion
from iobqa.evaluation.markup import Markup, el, together
from iobqa.evaluation.measures import ANSWER_WORDS, first_words
from iobqa.evaluation.responses import Response
from iobqa.evaluation.runfile import Run, by_id
from iobqa.evaluation.scoring import Score
from iobqa.evaluation.wording import OUTCOMES, decimal, kind_label
from iobqa.records import Report


def questions_part(
    run: Run, golden: GoldenSet, rows: Sequence[Score], report: Report, comparison: Comparison | None
) -> Markup:
    """A form that filters, hidden until the page's script shows it, and a table with every question."""
    entries = by_id(run.entries)
    flips = {flip.id: flip for flip in comparison.flips} if comparison else {}
    shown = [
        _row(question, row, _Details(question, golden.places[question.id], report), entries[row.id].response(), flips)
        for question, row in zip(golden.questions, rows, strict=True)
    ]
    head = el("tr", *(el("th", name, scope="col") for name in ("nummer", "vraag", "uitkomst", "rang", "confidence")))
    caption = el("caption", "Rang: de eerste passage met bewijs, per deel van de vraag")
    table = el("table", caption, el("thead", head), el("tbody", *shown))
    return together(_filter(rows, flips), el("div", table, class_="scroll"))


def _filter(rows: Sequence[Score], flips: Mapping[str, Flip]) -> Markup:
    outcomes = [(outcome, name) for outcome, name in OUTCOMES.items() if any(row.outcome == outcome for row in rows)]
    fields = [
        el("label", "Woorden", el("br"), el("input", type="search", name="tekst")),
        _select("Soort", "soort", [(kind, kind_label(kind)) for kind, _ in _same(row.kind for row in rows)]),
        _select("Uitkomst", "uitkomst", outcomes),
        _select("Set", "set", _same(row.set for row in rows if row.set)),
        _select("Hoofdstuk", "hoofdstuk", _same(name for row in rows for name in row.chapters)),
        _select("Omslag", "omslag", [("verloren", "verloren"), ("gewonnen", "gewonnen")] if flips else []),
    ]
    buttons = [
        el("button", "Alles tonen", type="reset"),
        el("button", "Open of sluit alles", type="button", id="open"),
        el("output", id="aantal", aria_live="polite"),
    ]
    return el("form", *fields, *buttons, id="filter", hidden="hidden", aria_label="Vragen filteren")


def _select(label: str, name: str, choices: Sequence[tuple[str, str]]) -> Markup:
    if len(choices) < 2:
        return Markup()
    options = (el("option", text, value=value) for value, text in [("", "alle"), *choices])
    return el("label", label, el("br"), el("select", *options, name=name))


def _same(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in dict.fromkeys(names)]


def _row(
    question: GoldenQuestion, row: Score, details: "_Details", response: Response | None, flips: Mapping[str, Flip]
) -> Markup:
    flip = flips.get(row.id)
    more = together(
        details.verdict(row, flip),
        details.answer(response),
        details.evidence(row),
        details.facts(response),
        details.passages(response),
    )
    asked = el("details", el("summary", el("span", question.question, lang=question.lang)), el("div", el("dl", more)))
    ranks = ", ".join(str(found[0].rank) if found else "–" for found in row.found)
    cells = [
        el("th", row.id, scope="row"),
        el("td", asked),
        el("td", el("span", _outcome(row), class_=f"verdict {'right' if row.good else row.outcome}"), _turned(flip)),
        el("td", ranks),
        el("td", decimal(row.confidence, 2) if response else "–"),
    ]
    return el(
        "tr",
        *cells,
        data_soort=row.kind,
        data_uitkomst=row.outcome,
        data_set=row.set or "",
        data_hoofdstuk="|".join(row.chapters),
        data_omslag="" if flip is None else "verloren" if flip.lost else "gewonnen",
    )


def _outcome(row: Score) -> str:
    return "terecht geweigerd" if row.good and not row.answerable else OUTCOMES[row.outcome]


def _turned(flip: Flip | None) -> Markup:
    return el("div", f"was {OUTCOMES[flip.old]}", class_="soft") if flip else Markup()


class _Details:
    """What opens under a question."""

    def __init__(self, question: GoldenQuestion, places: Sequence[frozenset[Place]], report: Report) -> None:
        self._question = question
        self._places = places
        self._report = report

    def verdict(self, row: Score, flip: Flip | None) -> Markup:
        """Why it came out as it did."""
        scores = ", ".join(f"{name} {decimal(value, 2)}" for name, value in row.values.items())
        lines = [
            *([f"reden van weigeren: {row.reason}"] if row.reason else []),
            *([f"storing: {row.error}"] if row.error else []),
            *([f"omgeslagen: {flip_line(flip)}"] if flip else []),
            *([f"{row.broken} citaten staan niet zo op dat adres in het rapport"] if row.broken else []),
            *([f"waarom onbeantwoordbaar: {self._question.note}"] if not row.answerable else []),
            scores,
        ]
        return _entry("Oordeel", [el("li", line) for line in lines])

    def answer(self, response: Response | None) -> Markup:
        """The answer and the quotes under it."""
        if response is None:
            return Markup()
        gold = {id for group in self._places for place in group for id in place}
        citations = [
            el("li", f"[{c.number}] {c.ref}{' ✓ bewijs' if c.id in gold else ''}", el("blockquote", c.quote))
            for c in response.citations
        ]
        text = el("dd", el("blockquote", response.answer))
        return together(el("dt", "Antwoord"), text, _entry("Citaten", citations))

    def evidence(self, row: Score) -> Markup:
        """Per part of the question every place that settles it, and where it was ranked."""
        items = []
        for number, (snippets, places, found) in enumerate(
            zip(self._question.evidence, self._places, row.found, strict=True), 1
        ):
            refs = ", ".join(dict.fromkeys(self._report.by_id[place[0]].ref for place in sorted(places)))
            ranks = ", ".join(f"{find.ref} op {find.rank}" for find in found) or "niet bij de passages"
            quotes = (el("blockquote", snippet) for snippet in snippets)
            items.append(el("li", f"deel {number}: {refs}; gevonden: {ranks}", *quotes))
        return _entry("Bewijs", items)

    def facts(self, response: Response | None) -> Markup:
        """Which facts the answer states."""
        answer = response.answer if response and response.answered else ""
        text = fold_figures(first_words(answer, ANSWER_WORDS))
        items = [
            el("li", f"{'✓' if any(states(text, fact) for fact in group) else '✗'} {' / '.join(group)}")
            for group in self._question.facts
        ]
        return _entry("Feiten", items)

    def passages(self, response: Response | None) -> Markup:
        """The references of the ranking, those with evidence marked."""
        snippets = [fold(snippet) for group in self._question.evidence for snippet in group]
        items = [
            el("li", f"{p.rank}. {p.ref}{' ✓ bewijs' if any(map(p.holds, snippets)) else ''}")
            for p in (response.passages if response else ())
        ]
        return _entry("Passages", items)


def _entry(name: str, items: Sequence[Markup]) -> Markup:
    return together(el("dt", name), el("dd", el("ul", *items))) if items else Markup()
