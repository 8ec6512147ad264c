"""Every character of an export lands in one heading, label, unit or footnote; nothing twice, nothing lost."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iobqa.errors import ReportError
from iobqa.records import Paragraph, Report, Section, Span
from iobqa.report.corpus import Corpus, dump_paragraphs, load_corpus, parse_corpus
from iobqa.report.parse import LooseText, parse_report
from iobqa.report.reference import parse_id, parse_ref

TESTS = Path(__file__).parents[1]
LITTER = re.compile(r"(?:\[bookmark:[^\[\]]*\]|\[image:[^\[\]]*\]|\[footnoteRef:\d+\]|\[\d+:|\])*")
"""What may be left of an export, white space aside. Written apart from the parser, so that they check each other."""

REAL = load_corpus(TESTS.parent / "corpus")
MINI = load_corpus(TESTS / "corpora" / "mini")


@pytest.fixture(scope="module", params=[REAL, MINI], ids=["real", "mini"])
def parsed(request: pytest.FixtureRequest) -> tuple[str, Report]:
    corpus: Corpus = request.param
    return corpus.raw, parse_corpus(corpus)


def squeezed(text: str) -> str:
    return "".join(text.split())


def under(raw: str, spans: tuple[Span, ...]) -> str:
    return "".join(raw[start:end] for start, end in spans)


def pieces(report: Report) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """All that the report holds and where it stands in the export."""
    yield from ((section.title, section.spans) for section in report.sections if section.spans)
    yield from ((label.text, label.spans) for label in report.labels)
    yield from ((unit.text, unit.spans) for unit in report.paragraphs)


def all_spans(report: Report) -> list[Span]:
    return sorted(span for _, spans in pieces(report) for span in spans)


def left_over(raw: str, report: Report) -> str:
    edges = [(0, 0), *all_spans(report), (len(raw), len(raw))]
    return "".join(raw[end:start] for (_, end), (start, _) in pairwise(edges))


def test_nothing_lands_twice(parsed: tuple[str, Report]) -> None:
    _, report = parsed
    assert [(one, other) for one, other in pairwise(all_spans(report)) if one[1] > other[0]] == []


def test_nothing_is_lost_but_litter(parsed: tuple[str, Report]) -> None:
    raw, report = parsed
    assert LITTER.sub("", squeezed(left_over(raw, report))) == ""


def test_every_text_is_what_stands_in_the_export(parsed: tuple[str, Report]) -> None:
    raw, report = parsed
    assert [text for text, spans in pieces(report) if squeezed(text) != squeezed(under(raw, spans))] == []


def test_in_export_order_the_texts_are_the_export(parsed: tuple[str, Report]) -> None:
    """Cut out of the texts themselves: a footnote, whose words the export puts inside a unit, as well."""
    raw, report = parsed
    cut: list[tuple[Span, str]] = []
    for text, spans in pieces(report):
        rest = squeezed(text)
        for span in spans:
            length = len(squeezed(raw[slice(*span)]))
            cut.append((span, rest[:length]))
            rest = rest[length:]
        assert rest == ""
    assert "".join(text for _, text in sorted(cut)) == squeezed("".join(raw[slice(*s)] for s in all_spans(report)))


def test_units_follow_the_export(parsed: tuple[str, Report]) -> None:
    """In order, save the loose words of a picture, which stand at their figure."""
    _, report = parsed
    starts = [unit.spans[0][0] for unit in report.body() if unit.kind != "figure_text"]
    assert starts == sorted(starts)


def test_every_footnote_hangs_on_the_character_of_its_mark(parsed: tuple[str, Report]) -> None:
    raw, report = parsed
    for mark in re.finditer(r"\[footnoteRef:(\d+)\]", raw):
        footnote = report.by_id[f"voetnoot-{mark[1]}"]
        carrier = report.by_id[report.carrier[footnote.id]]
        (offset,) = (note.offset for note in carrier.footnotes if note.number == int(mark[1]))
        before = "".join(raw[start : min(end, mark.start())] for start, end in carrier.spans if start < mark.start())
        assert squeezed(carrier.text[:offset]) == squeezed(before)
        assert re.search(rf"\[{mark[1]}:\s+$", raw[: footnote.spans[0][0]])
        assert raw[footnote.spans[-1][1] :].lstrip().startswith("]")


@pytest.mark.parametrize(("corpus", "count"), [(REAL, 154), (MINI, 7)], ids=["real", "mini"])
def test_all_footnotes_are_there_in_order(corpus: Corpus, count: int) -> None:
    footnotes = [unit for unit in parse_corpus(corpus).paragraphs if unit.kind == "footnote"]
    assert [unit.id for unit in footnotes] == [f"voetnoot-{number}" for number in range(1, count + 1)]


def test_parsing_again_gives_the_committed_paragraphs(corpus: Corpus, report: Report) -> None:
    committed = (corpus.folder / "paragraphs.jsonl").read_bytes()
    assert dump_paragraphs(report.paragraphs).encode("utf-8") == committed


def test_ids_are_unique_and_references_too(parsed: tuple[str, Report]) -> None:
    _, report = parsed
    assert_addressed(report)


def assert_addressed(report: Report) -> None:
    addressed: list[Section | Paragraph] = [*report.sections, *report.paragraphs]
    assert len({thing.id for thing in addressed}) == len(addressed)
    assert len({thing.ref for thing in addressed}) == len(addressed)
    for thing in addressed:
        assert re.fullmatch(r"[A-Za-z0-9.~-]+", thing.id)
        assert parse_id(thing.id).ref == thing.ref
        assert parse_ref(thing.ref).id == thing.id


# a damaged export

OUTSIDE = (
    "[", "]", "\n", "\t", "\r", "\n\n", "\x00", "\u2028", "²", "٣. x\n", "1. ", "a) ", "a. x\n", "· ",
    "[footnoteRef:3]", "[3:  Zie ook]", "[image: ]", "[bookmark: _Toc9]",
    "Box 2.a. Titel\n", "Box 3\n", "Figuur 2.2. Titel\n", "Tabel 1: x\n",
    "Bron: ", "Voor\n", "Samenvatting\n", "Hoofdconclusie\n", "Deelconclusie 2\n", "AANBEVELINGEN\n", "3.1.1. Kop\n",
    "Belangrijkste bevindingen\n", "Deelvragen en conclusies\n", "Tunesië\n", "9" * 50,
)  # fmt: skip

Edit = tuple[str, int, int, str]
edits = st.lists(
    st.tuples(
        st.sampled_from(["delete", "insert", "swap"]),
        st.integers(0, 400_000),
        st.integers(0, 300),
        st.sampled_from(OUTSIDE),
    ),
    min_size=1,
    max_size=15,
)


def damaged(raw: str, changes: list[Edit]) -> str:
    for what, at, size, text in changes:
        at %= len(raw) or 1
        if what == "delete":
            raw = raw[:at] + raw[at + size :]
        elif what == "insert":
            raw = raw[:at] + text + raw[at:]
        else:
            lines = raw.split("\n")
            one, other = at % len(lines), size % len(lines)
            lines[one], lines[other] = lines[other], lines[one]
            raw = "\n".join(lines)
    return raw


def assert_parses_or_says_why(raw: str) -> None:
    try:
        report = parse_report(raw, title="", outer_heads=["Tunesië"], loose_texts=[LooseText("2.2", "Voor")])
    except ReportError:
        return
    assert_addressed(report)
    assert LITTER.sub("", squeezed(left_over(raw, report))) == ""
    assert all(one[1] <= other[0] for one, other in pairwise(all_spans(report)))
    assert all(lead in report.by_id for lead in leads(report.paragraphs))


def leads(units: tuple[Paragraph, ...]) -> Iterator[str]:
    return (unit.lead_in for unit in units if unit.lead_in)


@settings(max_examples=100)
@given(edits)
def test_a_damaged_export_never_crashes_and_loses_nothing(changes: list[Edit]) -> None:
    assert_parses_or_says_why(damaged(MINI.raw, changes))


@settings(max_examples=6)
@given(edits)
def test_the_real_export_damaged(changes: list[Edit]) -> None:
    assert_parses_or_says_why(damaged(REAL.raw, changes))


@settings(max_examples=60)
@given(st.text(max_size=300), st.lists(st.sampled_from(OUTSIDE), max_size=20))
def test_any_text_at_all(text: str, extra: list[str]) -> None:
    assert_parses_or_says_why("[bookmark: _Toc1]1. Begin\n" + "".join(extra) + text)
