"""The parts of the page that are plain functions: marks in a text, lists, tables, what is copied, texts in two languages."""

import re
import string
from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iobqa.answer.refusal_texts import REFUSAL
from iobqa.interfaces.page.copying import answer_text, citation_text, markdown_text, quote_text, quoted_spans
from iobqa.interfaces.page.credits import credits_line, day
from iobqa.interfaces.page.frame import shortened
from iobqa.interfaces.page.marked import cells, lines, to_html
from iobqa.interfaces.page.reading import Block, around, ids_of, laid_out
from iobqa.interfaces.page.statements import statements
from iobqa.interfaces.page.texts import LANGUAGES, TEXTS, language_of
from iobqa.interfaces.page.told import has_quotes, told
from iobqa.records import Answer, Citation, Footnote, Kind, Report

NOTES = (Footnote(7, "zie daar", 5), Footnote(8, "en daar", 9))


def mark(number: int) -> str:
    return f'<sup class="noot"><a href="#voetnoot-{number}" id="noot-{number}" role="doc-noteref">{number}</a></sup>'


@pytest.mark.parametrize(
    ("stretch", "notes", "marked", "expected"),
    [
        ((0, 9), (), None, "boter &amp; k"),
        ((0, 12), NOTES, None, f"boter{mark(7)} &amp; k{mark(8)}aas"),
        ((0, 12), (), (0, 5), "<mark>boter</mark> &amp; kaas"),
        ((0, 12), NOTES, (3, 9), f"bot<mark>er</mark>{mark(7)}<mark> &amp; k</mark>{mark(8)}aas"),
        ((5, 12), NOTES, None, f" &amp; k{mark(8)}aas"),
        ((0, 5), NOTES, None, f"boter{mark(7)}"),
        ((8, 12), (), (0, 3), "kaas"),
        ((0, 0), NOTES, (0, 12), ""),
    ],
)
def test_marks_stand_in_their_place(
    stretch: tuple[int, int], notes: tuple[Footnote, ...], marked: tuple[int, int] | None, expected: str
) -> None:
    assert str(to_html("boter & kaas", stretch, notes, marked)) == expected


@given(st.text("ab\n· \t", max_size=40))
def test_lines_and_cells_cover_a_text(text: str) -> None:
    assert "".join(text[c.start : c.end] for c in cells(text)) == text.replace("\t", "")
    for line in lines(text, 0, len(text)):
        assert "\n" not in text[line.start : line.end]
    kept = "".join(text[line.start : line.end] for line in lines(text, 0, len(text)))
    assert [sign for sign in kept if sign in string.ascii_letters] == [
        sign for sign in text if sign in string.ascii_letters
    ]


def test_on_another_page_a_footnote_mark_leads_to_the_report() -> None:
    html = str(to_html("boter", (0, 5), NOTES, None, "/rapport?lang=en"))
    assert html == 'boter<sup class="noot"><a href="/rapport?lang=en#voetnoot-7" role="doc-noteref">7</a></sup>'


def test_a_line_that_is_a_bullet() -> None:
    found = lines("Bevorderen van:\n· één;\n· twee", 0, 29)
    assert [("Bevorderen van:\n· één;\n· twee"[line.start : line.end], line.bullet) for line in found] == [
        ("Bevorderen van:", False),
        ("één;", True),
        ("twee", True),
    ]


def test_every_report_is_laid_out_whole_and_in_order(report: Report, mini_report: Report) -> None:
    for found in (report, mini_report):
        parts = laid_out(found)
        assert [id_ for part in parts for block in part.blocks for id_ in ids_of(block)] == [u.id for u in found.body()]
        notes = [note.id for part in parts for note in part.notes]
        assert notes == [unit.id for unit in found.paragraphs if unit.kind == "footnote"]


def forms(blocks: tuple[Block, ...]) -> list[str]:
    return [block.form for block in blocks]


def test_boxes_and_figures_hold_what_belongs_to_them(mini_report: Report) -> None:
    blocks = [block for part in laid_out(mini_report) for block in part.blocks]
    (box,) = [block for block in blocks if block.form == "box"]
    assert set(forms(box.inside)) <= {"text", "list"}
    assert box.inside
    table = next(block for block in blocks if block.rows)
    assert table.form == "figure"
    assert table.columns is not None
    assert {unit.kind for unit in table.rows} == {"row"}


def test_headings_never_skip_a_level(report: Report, mini_report: Report) -> None:
    for found in (report, mini_report):
        level = 1
        for part in laid_out(found):
            headings = [part.level, *(block.level for block in part.blocks if block.form == "label")]
            for heading in headings:
                assert heading <= level + 1
                level = heading


def test_a_unit_among_its_neighbours(mini_report: Report) -> None:
    for unit in mini_report.body():
        section, blocks = around(mini_report, unit.id)
        assert section.id == unit.section_id
        assert unit.id in [id_ for block in blocks for id_ in ids_of(block)]
        assert len(blocks) <= 6


ABOUT = {"author_short": "IOB", "title": "Tussen papier en praktijk", "published": "2024-11"}
REF = "§ 4.2.2, al. 1"


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (ABOUT, "IOB (2024), Tussen papier en praktijk, § 4.2.2, al. 1"),
        ({"author": "Bureau", "title": "T"}, "Bureau, T, § 4.2.2, al. 1"),
        ({"title": "T", "published": "2020"}, "(2020), T, § 4.2.2, al. 1"),
        ({}, REF),
    ],
)
def test_a_reference_to_copy(about: dict[str, str], expected: str) -> None:
    assert citation_text(about, REF) == expected


def test_a_quote_to_copy() -> None:
    assert quote_text(ABOUT, REF, "· een punt;") == f"“een punt;” ({citation_text(ABOUT, REF)})"
    assert markdown_text(ABOUT, REF, "een\nquote", "https://x.nl/rapport#a") == (
        "> een quote\n>\n> — [IOB (2024), *Tussen papier en praktijk*, § 4.2.2, al. 1](https://x.nl/rapport#a)"
    )


def citation(number: int, quote: str) -> Citation:
    return Citation(number, f"a-{number}", f"§ {number}", "paragraph", (), quote, 0, len(quote), quote, (), "")


def answer(text: str, *quotes: str) -> Answer:
    citations = tuple(citation(number, quote) for number, quote in enumerate(quotes, start=1))
    return Answer("Vraag?", True, text, None, 0.9, "extractive", "x", citations, ())


def link(to: Citation) -> str:
    return f"/{to.id}?a=1&b=2"


ONE = '<a class="verwijzing" href="/a-1?a=1&amp;b=2" data-bron="1" aria-label="bron 1: § 1">1</a>'
TWO = (
    ONE.replace("a-1", "a-2")
    .replace('bron="1"', 'bron="2"')
    .replace("bron 1: § 1", "bron 2: § 2")
    .replace(">1<", ">2<")
)


@pytest.mark.parametrize(
    ("text", "quotes", "expected"),
    [
        ("Ja [1]", ["Ja"], f'<p><span class="letterlijk">Ja</span> {ONE}</p>'),
        ("“Ja” [1]", ["· Ja"], f'<p><span class="letterlijk">“Ja”</span> {ONE}</p>'),
        ("Zo: a & b [1][2]", ["a & b", "weg"], f'<p>Zo: <span class="letterlijk">a &amp; b</span> {ONE}{TWO}</p>'),
        ("Nee [3]", ["Ja"], "<p>Nee [3]</p>"),
        ("<b> [1]", ["x"], f"<p>&lt;b&gt; {ONE}</p>"),
        (
            "Kop:\n· een [1]\n· twee [2]\nslot",
            ["een", "twee"],
            f'<p>Kop:</p><ul><li><span class="letterlijk">een</span> {ONE}</li>'
            f'<li><span class="letterlijk">twee</span> {TWO}</li></ul><p>slot</p>',
        ),
        ("· een", [], "<ul><li>een</li></ul>"),
        ("", [], ""),
    ],
)
def test_an_answer_told(text: str, quotes: list[str], expected: str) -> None:
    assert str(told(answer(text, *quotes), link)) == expected


def listed(*kinds: str) -> tuple[Citation, ...]:
    return tuple(replace(citation(number, "x"), kind=cast(Kind, kind)) for number, kind in enumerate(kinds, start=1))


FIGURE = "Figuur 1 (Naam | Deel): "
PIECES: list[tuple[str, tuple[str, ...], list[tuple[str, str]]]] = [
    ("“A.” [1] “B.” [2]", ("paragraph",) * 2, [("statement", "“A.” [1]"), ("statement", "“B.” [2]")]),
    (
        "“A.” [1] (ook in Aanbeveling 2f (hoofdstuk 6) [2]) Elders, met andere cijfers: “B.” [3]",
        ("paragraph",) * 3,
        [
            ("statement", "“A.” [1] (ook in Aanbeveling 2f (hoofdstuk 6) [2])"),
            ("statement", "Elders, met andere cijfers: “B.” [3]"),
        ],
    ),
    ("“A” [1] (…) “B.” [2]", ("point",) * 2, [("statement", "“A” [1] (…)"), ("statement", "“B.” [2]")]),
    (
        "“Zoals:” [1] “een;” [2] “twee.” [3] “Slot.” [4]",
        ("paragraph", "bullet", "point", "paragraph"),
        [
            ("statement", "“Zoals:” [1]"),
            ("item", "“een;” [2]"),
            ("item", "“twee.” [3]"),
            ("statement", "“Slot.” [4]"),
        ],
    ),
    (
        "The report says (quoted in Dutch): “A.” [1]",
        ("paragraph",),
        [("statement", "The report says (quoted in Dutch):"), ("statement", "“A.” [1]")],
    ),
    (
        f"{FIGURE}“een | 5” [1] {FIGURE}“twee | 7” [2]",
        ("row",) * 2,
        [("row", f"{FIGURE}“een | 5” [1]"), ("row", f"{FIGURE}“twee | 7” [2]")],
    ),
    (f"{FIGURE}“een” [1]", ("row",), [("statement", f"{FIGURE}“een” [1]")]),
    ("Dit deed A [1] en dat B [2].", ("paragraph",) * 2, [("statement", "Dit deed A [1] en dat B [2].")]),
]


@pytest.mark.parametrize(("text", "kinds", "expected"), PIECES)
def test_an_answer_in_pieces(text: str, kinds: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    given = replace(answer(text), citations=listed(*kinds))
    assert [(each.form, text[each.start : each.end]) for each in statements(given)] == expected


@given(st.text("“”[]1 ()ab:;|·\n…", max_size=60))
def test_no_word_of_an_answer_is_lost(text: str) -> None:
    html = str(told(answer(text, "a"), link))
    shown = re.sub(r"<[^>]*>", "", html)
    assert [sign for sign in shown if sign in "ab…"] == [sign for sign in text if sign in "ab…"]


def test_rows_of_one_table_stand_in_one_table() -> None:
    given = replace(answer(f"{FIGURE}“een | 5” [1] {FIGURE}“twee | 7” [2]"), citations=listed("row", "row"))
    html = str(told(given, link))
    assert re.findall(r"<th scope=.col.>.*?</th>", html) == [
        '<th scope="col">Naam</th>',
        '<th scope="col">Deel</th>',
    ]
    assert (html.count("<table>"), html.count("<caption>Figuur 1</caption>"), html.count("<tr>")) == (1, 1, 3)
    assert [html.count(f'data-bron="{number}"') for number in (1, 2)] == [1, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{FIGURE}“een | 5” [1]", False),
        (f"The report says (quoted in Dutch): {FIGURE}“een | 5” [1] {FIGURE}“twee | 7” [2]", False),
        (f"{FIGURE}“een | 5” [1] “Twee.” [2]", True),
        (f"{FIGURE}“een” [1]", True),
        ("“Een.” [1]", True),
    ],
)
def test_quotation_marks_are_seen_unless_all_is_a_table(text: str, expected: bool) -> None:
    assert has_quotes(replace(answer(text), citations=listed("row", "paragraph"))) is expected


def test_quotes_in_an_english_answer_are_said_to_be_dutch() -> None:
    html = str(told(answer("The report says (quoted in Dutch): “Ja” [1]", "Ja"), link, "en"))
    assert '<span class="letterlijk" lang="nl">“Ja”</span>' in html
    assert 'aria-label="source 1: § 1"' in html


def test_the_fixed_sentence_of_a_refusal_is_dutch_among_english() -> None:
    refused = answer(f"{REFUSAL} The report says otherwise: “Ja” [1]", "Ja")
    assert f'<span lang="nl">{REFUSAL}</span> The report says otherwise: <span' in str(told(refused, link, "en"))
    assert f"<p>{REFUSAL} The report" in str(told(refused, link))


def test_a_quote_is_found_although_the_answer_keeps_it_on_one_line() -> None:
    assert quoted_spans(answer("“een twee | drie” [1]", "een\xa0 twee\tdrie")) == [(1, 16)]


def test_an_answer_to_copy() -> None:
    given = answer("Ja [1]", "Ja")
    assert answer_text(ABOUT, given) == "Vraag?\n\nJa [1]\n\n[1] IOB (2024), Tussen papier en praktijk, § 1"
    assert answer_text(ABOUT, replace(given, citations=())) == "Vraag?\n\nJa [1]"


def test_quotes_are_found_in_their_order() -> None:
    assert quoted_spans(answer("een twee een", "een", "een", "drie")) == [(0, 3), (9, 12)]


@pytest.mark.parametrize(
    ("about", "dutch", "english"),
    [
        (
            {"author": "IOB", "published": "2024-11", "parliament": [{"kamerstuk": "1, nr. 2"}]},
            "IOB, november 2024 · Kamerstuk 1, nr. 2",
            "IOB, November 2024 · Parliamentary paper 1, nr. 2",
        ),
        ({"publisher": "BZ", "published": "2024"}, "BZ, 2024", "BZ, 2024"),
        ({"published": "2024-13"}, "2024-13", "2024-13"),
        ({}, "", ""),
    ],
)
def test_credits(about: dict[str, object], dutch: str, english: str) -> None:
    assert (credits_line(about, "nl"), credits_line(about, "en")) == (dutch, english)


@pytest.mark.parametrize(
    ("given", "said"), [("2025-02-11", "11 februari 2025"), (date(2025, 3, 1), "1 maart 2025"), ("2025", "2025")]
)
def test_a_day_as_people_write_it(given: object, said: str) -> None:
    assert day(given) == said


@pytest.mark.parametrize(("asked", "found"), [("en", "en"), ("nl", "nl"), (None, "nl"), ("EN", "nl"), ("<b>", "nl")])
def test_the_language_asked_for(asked: str | None, found: str) -> None:
    assert language_of(asked) == found


def test_every_text_is_there_in_both_languages() -> None:
    dutch, english = (TEXTS[language] for language in LANGUAGES)
    assert all(dutch[key].strip() and english[key].strip() for key in dutch)
    same = {key for key in dutch if dutch[key] == english[key]}
    assert same <= {"copy_markdown", "copy_link", "index", "contact"}


@given(st.text(max_size=80), st.integers(1, 60))
def test_shortened(text: str, most: int) -> None:
    found = shortened(text, most)
    assert len(found) <= most + 2
    assert " ".join(text.split()).startswith(found.removesuffix(" …"))
