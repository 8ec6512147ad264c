"""What people type for a place in the report, and what they get."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iobqa.errors import UnknownReference
from iobqa.records import Paragraph, Report, Section
from iobqa.report.lookup import find
from iobqa.search.passages import build_passages


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        # as it is written, and as people write it
        ("4.2.2-al3", "4.2.2-al3"),
        ("§ 4.2.2, al. 3", "4.2.2-al3"),
        ("§4.2.2 al 3", "4.2.2-al3"),
        ("4.2.2, al. 3", "4.2.2-al3"),
        ("paragraaf 4.2.2, alinea 3", "4.2.2-al3"),
        ("Par. 4.2.2 alinea 3.", "4.2.2-al3"),
        ("  § 4.2.2,\n al. 3 ", "4.2.2-al3"),
        ("alinea 3 van paragraaf 4.2.2", "4.2.2-al3"),
        ("punt 1 van alinea 3 in § 5.1.1", "5.1.1-al3-punt1"),
        ("bevinding 2 van § 5.3", "5.3-bevinding2"),
        # boxes, figures, footnotes
        ("box 4.b", "box-4.b-4.2.1"),
        ("Box 4b", "box-4.b-4.2.1"),
        ("Box 4.b, al. 1", "box-4.b-4.2.1-al1"),
        ("box 4.c (§ 4.3.1)", "box-4.c-4.3.1"),
        ("box 4.c in paragraaf 4.3.1", "box-4.c-4.3.1"),
        ("BOX-4.C-4.3.1", "box-4.c-4.3.1"),
        ("figuur 3.2", "figuur-3.2"),
        ("fig. 3.2 rij 2", "figuur-3.2-rij2"),
        ("tabel 3.2", "figuur-3.2"),
        ("vn 93", "voetnoot-93"),
        ("noot 93", "voetnoot-93"),
        ("Voetnoot 93", "voetnoot-93"),
        # recommendations and conclusions
        ("aanbeveling 2b (hoofdstuk 6)", "aanbeveling-2b-h6"),
        ("aanbeveling 2b hoofdstuk 6", "aanbeveling-2b-h6"),
        ("aanbeveling 2b uit de samenvatting", "aanbeveling-2b-samenvatting"),
        ("aanb. 3c", "aanbeveling-3c-h6"),  # the summary has none
        ("deelconclusie 2, al. 1", "samenvatting-deelconclusie-2-al1"),
    ],
)
def test_a_unit(report: Report, typed: str, id_: str) -> None:
    found = find(report, typed)
    assert found.unit is report.by_id[id_]
    assert found.section is None
    assert (found.id, found.ref) == (id_, report.by_id[id_].ref)
    assert found.paragraphs[0] is found.unit


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("§ 4.2.2", "4.2.2"),
        ("§ 4.2.2.", "4.2.2"),
        ("4.2.2", "4.2.2"),
        ("paragraaf 4.2.2", "4.2.2"),
        ("hoofdstuk 3", "h3"),
        ("Hfst. 3", "h3"),
        ("h. 3", "h3"),
        ("h3", "h3"),
        ("§ 6", "h6"),
        ("Deelconclusie 2", "samenvatting-deelconclusie-2"),
        ("hoofdconclusie", "samenvatting-hoofdconclusie"),
        ("samenvatting", "samenvatting"),
        ("Samenvatting, § 3", "samenvatting-3"),
        ("aanbevelingen van hoofdstuk 6", "h6-aanbevelingen"),
        ("samenvatting-deelconclusie-2", "samenvatting-deelconclusie-2"),
    ],
)
def test_a_whole_section(report: Report, typed: str, id_: str) -> None:
    found = find(report, typed)
    assert found.section is report.section_by_id[id_]
    assert found.unit is None
    assert (found.id, found.ref) == (id_, report.section_by_id[id_].ref)


def ids(units: tuple[Paragraph, ...]) -> list[str]:
    return [unit.id for unit in units]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("§ 1.1, al. 2", ["1.1-al2"]),
        ("§ 1.2, al. 1", ["1.2-al1", "1.2-al1-punt1", "1.2-al1-punt2", "1.2-al1-punt3"]),
        ("box 2.a", ["box-2.a-2.1", "box-2.a-2.1-al1", "box-2.a-2.1-al2", "box-2.a-2.1-bron"]),
        ("figuur 2.2", ["figuur-2.2", "figuur-2.2-bron", "figuur-2.2-tekst1", "figuur-2.2-tekst2"]),
        ("aanbeveling 2 (hoofdstuk 3)", ["aanbeveling-2-h3", "aanbeveling-2a-h3"]),
        (
            "aanbeveling 1 (hoofdstuk 3)",
            [
                "aanbeveling-1-h3",
                "aanbeveling-1a-h3",
                "aanbeveling-1a-h3-punt1",
                "aanbeveling-1a-h3-punt2",
                "aanbeveling-1c-h3",
            ],
        ),
        ("vn 5", ["voetnoot-5"]),
        ("deelconclusie 1", ["samenvatting-deelconclusie-1-al1", "samenvatting-deelconclusie-1-al2"]),
        (
            "samenvatting, § 2",
            [
                "samenvatting-hoofdconclusie-al1",
                "samenvatting-deelconclusie-1-al1",
                "samenvatting-deelconclusie-1-al2",
                "samenvatting-deelconclusie-2-al1",
            ],
        ),
        ("hoofdstuk 1", ["1.1-al1", "1.1-al2", "1.2-al1", "1.2-al1-punt1", "1.2-al1-punt2", "1.2-al1-punt3"]),
        # ranges, as passages are called
        ("§ 1.1, al. 1 t/m al. 2", ["1.1-al1", "1.1-al2"]),
        ("§ 1.2, al. 1, punt 1 t/m punt 3", ["1.2-al1-punt1", "1.2-al1-punt2", "1.2-al1-punt3"]),
        ("par. 1.2 al 1 punt 2 t/m § 1.2, al. 1, punt 3", ["1.2-al1-punt2", "1.2-al1-punt3"]),
        ("box 2.a, al. 1 t/m bron", ["box-2.a-2.1-al1", "box-2.a-2.1-al2", "box-2.a-2.1-bron"]),
        ("figuur 2.1, rij 2 t/m rij 3", ["figuur-2.1-rij2", "figuur-2.1-rij3"]),
    ],
)
def test_what_hangs_on_it_comes_along(mini_report: Report, typed: str, expected: list[str]) -> None:
    assert ids(find(mini_report, typed).paragraphs) == expected


@pytest.mark.parametrize(
    ("typed", "candidates"),
    [
        ("box 4.c", ["Box 4.c (§ 4.2.2)", "Box 4.c (§ 4.3.1)"]),
        ("aanbeveling 2b", ["Aanbeveling 2b (Samenvatting)", "Aanbeveling 2b (hoofdstuk 6)"]),
        ("§ 3", ["Samenvatting, § 3", "Hoofdstuk 3"]),
        ("3", ["Samenvatting, § 3", "Hoofdstuk 3"]),
        ("aanbevelingen", ["Samenvatting, Aanbevelingen", "Hoofdstuk 6, Aanbevelingen"]),
    ],
)
def test_more_than_one_place(report: Report, typed: str, candidates: list[str]) -> None:
    with pytest.raises(UnknownReference, match=r"kan meer dan één plaats zijn.*Welke bedoel je\?") as caught:
        find(report, typed)
    assert re.findall("“([^”]*)”", str(caught.value)) == candidates


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("§ 4.2.2, al. 99", "§ 4.2.2, al. 7"),
        ("voetnoot 155", "voetnoot 154"),
        ("conclusie 2", "Samenvatting, Deelconclusie 2"),
        ("box 4.d", "Box 4.a (§ 4.1.2)"),
        ("figur 3.2", "Figuur 3.2"),
        ("§ 4.2.2, al. 2 t/m al. 99", "§ 4.2.2, al. 7"),
        ("§ 4.2.2, al. 2 t/m", "§ 4.2.2, al. 2"),
    ],
)
def test_a_place_that_is_not_there(report: Report, typed: str, nearest: str) -> None:
    with pytest.raises(UnknownReference, match=r"staat niet in het rapport\. Bedoel je") as caught:
        find(report, typed)
    candidates = re.findall("“([^”]*)”", str(caught.value))
    assert nearest in candidates
    assert len(candidates) <= 5


def test_the_nearest_are_those_that_begin_alike(mini_report: Report) -> None:
    with pytest.raises(UnknownReference) as caught:
        find(mini_report, "figuur 2.1, rij 9")
    candidates = re.findall("“([^”]*)”", str(caught.value))
    assert {"Figuur 2.1, rij 1", "Figuur 2.1, rij 2", "Figuur 2.1, rij 3"} == set(candidates[:3])


@pytest.mark.parametrize("typed", ["banaan", "§ 9.9", "π", "\x1b[31mrood", "hoofdstuk drie"])
def test_nothing_like_it(report: Report, typed: str) -> None:
    with pytest.raises(
        UnknownReference, match=r"staat niet in het rapport\. Voorbeelden van een verwijzing: “§"
    ) as caught:
        find(report, typed)
    assert str(caught.value).isprintable()  # nothing that a terminal would obey


@pytest.mark.parametrize("typed", ["", "  ", "\x00\n", "x" * 201, "§ 4.2.2 " * 5000])
def test_no_reference_at_all(report: Report, typed: str) -> None:
    with pytest.raises(
        UnknownReference, match=r"Geef een verwijzing van hooguit 200 tekens, zoals “§ 4\.2\.2, al\. 3”"
    ):
        find(report, typed)


@pytest.mark.parametrize(
    "typed", ["§ 4.2.2, al. 2 t/m al. 1", "§ 4.2.2 t/m § 4.2.3", "§ 4.2.1, al. 2 t/m § 4.2.2", "vn 3 t/m vn 5"]
)
def test_what_is_no_range(report: Report, typed: str) -> None:
    with pytest.raises(UnknownReference, match=r"is geen reeks: noem twee alinea’s"):
        find(report, typed)


def test_every_id_and_every_reference_finds_its_own(mini_report: Report) -> None:
    things: list[Section | Paragraph] = [*mini_report.sections, *mini_report.paragraphs]
    for thing in things:
        for typed in (thing.id, thing.ref, thing.id.upper(), thing.ref.lower(), thing.ref.replace(",", "")):
            assert find(mini_report, typed).id == thing.id


@settings(max_examples=15)
@given(st.data())
def test_so_it_does_in_the_real_report(report: Report, data: st.DataObject) -> None:
    things: list[Section | Paragraph] = [*report.sections, *report.paragraphs]
    thing = data.draw(st.sampled_from(things))
    assert {find(report, typed).id for typed in (thing.id, thing.ref, thing.ref.lower())} == {thing.id}


def test_the_name_of_a_passage_finds_all_of_it(mini_report: Report) -> None:
    for passage in build_passages(mini_report):
        assert set(passage.ids) <= set(ids(find(mini_report, passage.ref).paragraphs))


@settings(max_examples=60)
@given(st.text(st.sampled_from("§ .,()[]~-0123abchlnptuvx\n/mé"), max_size=30))
def test_whatever_is_typed_the_answer_is_a_place_or_a_message(mini_report: Report, typed: str) -> None:
    try:
        found = find(mini_report, typed)
    except UnknownReference as error:
        assert "verwijzing" in str(error) or "Bedoel je" in str(error) or "bedoel je" in str(error)
    else:
        assert found.id in mini_report.by_id or found.id in mini_report.section_by_id
