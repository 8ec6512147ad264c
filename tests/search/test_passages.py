"""Units to passages: each stands on its own, none crosses a section, nothing is left out."""

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iobqa.records import Paragraph, Passage, Report
from iobqa.report.parse import parse_report
from iobqa.search.passages import FULL, LEAD, MOST, SHORT, build_passages, words

HALF = FULL // 2 + 1
"""Words of which two do not fit."""
SECTION = "[bookmark: _Toc1]1. Inleiding\n1.1. Aanleiding\n"


def grouped(text: str) -> list[list[str]]:
    """Ids of the passages of a section, without its number."""
    passages = build_passages(parse_report(SECTION + text, title="Proef"))
    return [[id_.removeprefix("1.1-") for id_ in passage.ids] for passage in passages]


def sentence(length: int, end: str = ".") -> str:
    return " ".join(["Woord", *["woord"] * (length - 1)]) + end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Kort.\n\nOok kort.", [["al1", "al2"]], id="short neighbours share one"),
        pytest.param(
            f"{sentence(HALF)}\n\n{sentence(FULL - HALF)}\n\n{sentence(SHORT)}",
            [["al1", "al2"], ["al3"]],
            id="until it is full",
        ),
        pytest.param(
            f"{sentence(FULL)}\n\n{sentence(SHORT - 1)}",
            [["al1", "al2"]],
            id="a unit too short to stand on its own joins a full one",
        ),
        pytest.param(
            f"{sentence(MOST - 10)}\n\n{sentence(SHORT - 1)}",
            [["al1"], ["al2"]],
            id="but never beyond the most",
        ),
        pytest.param(f"{sentence(2 * MOST)}\n\nKort.", [["al1"], ["al2"]], id="a long unit is not cut"),
        pytest.param(
            f"{sentence(FULL - 30)}\n\n{sentence(40, ':')}\n· {sentence(40)}",
            [["al1"], ["al2", "al2-punt1"]],
            id="a lead-in goes with its list",
        ),
        pytest.param(
            f"{sentence(30, ':')}\n· {sentence(HALF)}\n· {sentence(HALF)}\n· {sentence(HALF)}",
            [["al1", "al1-punt1"], ["al1", "al1-punt2"], ["al1", "al1-punt3"]],
            id="every bullet has its lead-in",
        ),
        pytest.param(
            f"{sentence(LEAD + 1, ':')}\n· {sentence(HALF)}\n· {sentence(HALF)}",
            [["al1", "al1-punt1"], ["al1-punt2"]],
            id="a long lead-in is not repeated",
        ),
        pytest.param(
            f"{sentence(20, ':')}\n1. Opzet. {sentence(50)}\n· {sentence(HALF)}\n· {sentence(HALF)}",
            [["al1", "al1-punt1"], ["al1", "al1-punt1", "al1-punt1-sub1"], ["al1", "al1-punt1", "al1-punt1-sub2"]],
            id="lead-ins of lead-ins",
        ),
        pytest.param("Een.\n\nInzet\nTwee.", [["al1"], ["al2"]], id="a run-in head parts"),
        pytest.param(
            f"{sentence(20)}\na) Eerste fase\n· {sentence(20)}\nb) Tweede fase\n· {sentence(20)}",
            [["al1"], ["al1", "al1-punt1"], ["al1", "al1-punt2"]],
            id="a lead-in reaches under lettered heads",
        ),
        pytest.param("Een.\n1.2. Twee\nTwee.", [["al1"], ["1.2-al1"]], id="a section parts"),
        pytest.param(
            "Een.\n\nBox 1.a. Titel\nIn de box.\nBron: A.\nTwee.",
            [["al1"], ["box-1.a-1.1", "box-1.a-1.1-al1", "box-1.a-1.1-bron"], ["al2"]],
            id="a box by itself",
        ),
        pytest.param(
            f"Box 1.a. Titel\n{sentence(HALF)}\n\n{sentence(HALF)}\nBron: A.",
            [["box-1.a-1.1", "box-1.a-1.1-al1"], ["box-1.a-1.1", "box-1.a-1.1-al2", "box-1.a-1.1-bron"]],
            id="the title of a box on each of its passages",
        ),
        pytest.param(
            f"Box 1.a. Titel\n{sentence(LEAD + 1, ':')}\n· {sentence(HALF)}\n· {sentence(HALF)}\nBron: A.",
            [
                ["box-1.a-1.1", "box-1.a-1.1-al1", "box-1.a-1.1-al1-punt1"],
                ["box-1.a-1.1", "box-1.a-1.1-al1-punt2", "box-1.a-1.1-bron"],
            ],
            id="also above a lead-in that is too long to repeat",
        ),
        pytest.param(
            "Figuur 1.1. Titel\n\tThema\n\tAantal\n\n\tVrouwen\n\t88\nBron: A.",
            [["figuur-1.1", "figuur-1.1-kolommen", "figuur-1.1-rij1", "figuur-1.1-bron"]],
            id="a table with its caption",
        ),
        pytest.param(
            f"Figuur 1.1. Titel\n\tA\n\tB\n\n\t{sentence(HALF)}\n\t1\n\n\t{sentence(HALF)}\n\t2\nBron: A.",
            [
                ["figuur-1.1", "figuur-1.1-kolommen", "figuur-1.1-rij1"],
                ["figuur-1.1", "figuur-1.1-kolommen", "figuur-1.1-rij2", "figuur-1.1-bron"],
            ],
            id="caption and column heads above the rows that did not fit",
        ),
    ],
)
def test_what_goes_together(text: str, expected: list[list[str]]) -> None:
    assert grouped(text) == expected


def test_recommendations_each_under_their_number() -> None:
    text = f"AANBEVELINGEN\n1. Meet\na) {sentence(HALF)}\nb) {sentence(HALF)}\n2. Deel\na) Nu."
    assert grouped(text)[-3:] == [
        ["aanbeveling-1-h1", "aanbeveling-1a-h1"],
        ["aanbeveling-1-h1", "aanbeveling-1b-h1"],
        ["aanbeveling-2-h1", "aanbeveling-2a-h1"],
    ]


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("Een.", "§ 1.1, al. 1"),
        ("Een.\n\nTwee.\n\nDrie.", "§ 1.1, al. 1 t/m al. 3"),
        ("Een:\n· punt;\n· punt.", "§ 1.1, al. 1"),
        ("· punt;\n· punt.", "§ 1.1, punt 1 t/m punt 2"),
        ("Een:\n· punt.\n\nTwee.", "§ 1.1, al. 1 t/m al. 2"),
        ("Een.\n\nTwee:\n· punt.", "§ 1.1, al. 1 t/m al. 2, punt 1"),
        ("Box 1.a. Titel\nTekst.\nBron: A.", "Box 1.a (§ 1.1)"),
    ],
)
def test_a_passage_is_called_after_its_first_and_last_unit(text: str, ref: str) -> None:
    assert [passage.ref for passage in build_passages(parse_report(SECTION + text, title="Proef"))] == [ref]


def test_a_passage_says_where_its_units_begin_and_its_footnotes_hang(mini_report: Report) -> None:
    passage = next(passage for passage in build_passages(mini_report) if "figuur-2.1-rij2" in passage.ids)
    assert passage.text.startswith("Figuur 2.1. Mest in het water per polder\nPolder\tAfname\tUitgaven\nNatteveld")
    assert [(note.number, passage.text[: note.offset].split()[-1]) for note in passage.footnotes] == [(6, "Zuigmeer")]
    assert passage.section == ("2. Uitvoering en resultaten", "2.2. Uitgaven en resultaten per polder")


def assert_sound(report: Report) -> None:
    passages = build_passages(report)
    assert [passage.number for passage in passages] == list(range(len(passages)))
    first_seen = list(dict.fromkeys(chain.from_iterable(passage.ids for passage in passages)))
    assert sorted(first_seen) == sorted(unit.id for unit in report.body())
    for passage in passages:
        units = [report.by_id[id_] for id_ in passage.ids]
        assert_stands_alone(passage, units)
        assert_introduced(units, report)
        assert words(passage.text) <= MOST or is_one_introduced(units, report)


def assert_stands_alone(passage: Passage, units: list[Paragraph]) -> None:
    """One section, whose path it carries; the units' texts where ``starts`` says, footnotes and all."""
    assert len({unit.section_id for unit in units}) == 1
    assert len(set(passage.ids)) == len(passage.ids)
    assert passage.section and passage.section == units[-1].section[: len(passage.section)]
    ends = [*passage.starts[1:], len(passage.text) + 1]
    spans = zip(passage.starts, ends, strict=True)
    assert [passage.text[start : end - 1] for start, end in spans] == [unit.text for unit in units]
    assert len(passage.footnotes) == sum(len(unit.footnotes) for unit in units)


def is_one_introduced(units: list[Paragraph], report: Report) -> bool:
    """All but the last introduce the last."""
    return all(unit.kind == "columns" or unit.id in above(units[-1], report) for unit in units[:-1])


def above(unit: Paragraph, report: Report) -> list[str]:
    return [unit.lead_in, *above(report.by_id[unit.lead_in], report)] if unit.lead_in else []


def assert_introduced(units: list[Paragraph], report: Report) -> None:
    """What a unit hangs on is with it, unless that is too long to be repeated."""
    ids = {unit.id for unit in units}
    for lead in chain.from_iterable(above(unit, report) for unit in units):
        assert lead in ids or words(report.by_id[lead].text) > LEAD


def test_the_passages_of_the_real_report_are_sound(report: Report) -> None:
    assert_sound(report)


def test_the_passages_of_the_made_up_report_are_sound(mini_report: Report) -> None:
    assert_sound(mini_report)


lengths = st.integers(1, MOST + 40)
lines = st.lists(
    st.one_of(
        st.builds(sentence, lengths, st.sampled_from([".", ":"])),
        st.builds(lambda length: f"· {sentence(length)}", lengths),
        st.builds(lambda length: f"1. Opzet. {sentence(length)}", lengths),
        st.sampled_from(["Inzet", "1.2. Kop", "AANBEVELINGEN", "a) Fase", "b) Doe dit.", "Bron: A.", "Box 1.a. Titel"]),
        st.sampled_from(["Figuur 1.1. Titel\n\tA\n\tB\n\n\tC\n\tD", "Noot.[footnoteRef:1] [1:  Zie.]", ""]),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=120)
@given(lines)
def test_the_passages_of_any_report_are_sound(parts: list[str]) -> None:
    assert_sound(parse_report(f"{SECTION}Begin.\n" + "\n".join(parts), title="Proef"))


def test_the_sizes_leave_room_for_each_other() -> None:
    assert SHORT < LEAD < HALF < FULL
    assert FULL + SHORT <= MOST
