"""Ids and Dutch references: one to one, both ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iobqa.errors import UnknownReference
from iobqa.report.reference import (
    PLACES,
    STEPS,
    Address,
    Step,
    fold_reference,
    parse_id,
    parse_ref,
    without_host,
)

numbers = st.integers(0, 999).map(str)
letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=2)
copies = st.integers(1, 12)
steps = st.builds(Step, st.sampled_from(sorted(STEPS)), st.one_of(st.just(""), numbers, letters), copies)


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    place = draw(st.sampled_from(sorted(PLACES)))
    values = tuple(draw(st.from_regex(pattern, fullmatch=True)) for pattern in PLACES[place].patterns)
    return Address(place, values, tuple(draw(st.lists(steps, max_size=3))), draw(copies))


@settings(max_examples=120)
@given(addresses())
def test_every_address_is_read_back_from_both_spellings(address: Address) -> None:
    assert parse_id(address.id) == address
    assert parse_ref(address.ref) == address


@settings(max_examples=120)
@given(addresses(), addresses())
def test_different_addresses_are_spelled_differently(one: Address, other: Address) -> None:
    assert (one == other) == (one.id == other.id) == (one.ref == other.ref)


@pytest.mark.parametrize(
    ("id_", "ref"),
    [
        ("4.2.2-al3", "§ 4.2.2, al. 3"),
        ("3.1.3-al12-punt2", "§ 3.1.3, al. 12, punt 2"),
        ("3.1.3-al12-punt.b-sub1", "§ 3.1.3, al. 12, punt b, sub 1"),
        ("3.1-bevinding2", "§ 3.1, bevinding 2"),
        ("box-4.c-4.3.1", "Box 4.c (§ 4.3.1)"),
        ("box-4.c-4.3.1~2-al1", "Box 4.c (§ 4.3.1) [2], al. 1"),
        ("box-1-h2", "Box 1 (hoofdstuk 2)"),
        ("box-1.2-samenvatting", "Box 1.2 (Samenvatting)"),
        ("figuur-3.2", "Figuur 3.2"),
        ("figuur-3.2-rij4", "Figuur 3.2, rij 4"),
        ("figuur-3.2-kolommen", "Figuur 3.2, kolommen"),
        ("tabel-1-bron", "Tabel 1, bron"),
        ("voetnoot-93", "voetnoot 93"),
        ("voetnoot-93~2", "voetnoot 93 [2]"),
        ("samenvatting", "Samenvatting"),
        ("samenvatting-3-al1", "Samenvatting, § 3, al. 1"),
        ("samenvatting-deelconclusie-2-al1", "Samenvatting, Deelconclusie 2, al. 1"),
        ("samenvatting-hoofdconclusie-al1", "Samenvatting, Hoofdconclusie, al. 1"),
        ("h3", "Hoofdstuk 3"),
        ("h6-aanbevelingen-al1", "Hoofdstuk 6, Aanbevelingen, al. 1"),
        ("aanbeveling-2b-h6", "Aanbeveling 2b (hoofdstuk 6)"),
        ("aanbeveling-a-h6", "Aanbeveling a (hoofdstuk 6)"),
        ("aanbeveling-3d-samenvatting-punt1", "Aanbeveling 3d (Samenvatting), punt 1"),
    ],
)
def test_both_spellings_name_the_same(id_: str, ref: str) -> None:
    assert parse_id(id_) == parse_ref(ref)
    assert (parse_id(id_).id, parse_ref(ref).ref) == (id_, ref)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "4", "§ 4.2.2, al. 3 ", "4.2.2-al3-", "4.2.2-alinea3", "§4.2.2, al. 3", "4.2.2-al3\n", "h٣",
        "voetnoot-93~1", "voetnoot-93~0", "voetnoot-93~" + "9" * 5000, "box-4.c", "aanbeveling-2bc-h6", "../etc/passwd",
    ],
)  # fmt: skip
def test_anything_else_is_unknown(text: str) -> None:
    for parse in (parse_id, parse_ref):
        with pytest.raises(UnknownReference, match=r"geen verwijzing die ik ken.*§ 4\.2\.2, al\. 3"):
            parse(text)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("§ 4.2.2, al. 3", "§4.2.2al3"),
        ("§4.2.2 al 3", "§4.2.2al3"),
        ("§§ 4.2.2 , alinea 3", "§4.2.2al3"),
        ("Paragraaf 4.2.2, alinea 3.", "§4.2.2al3"),
        ("par. 4.2.2 al. 3", "§4.2.2al3"),
        ("par.4.2.2 lid 3", "§4.2.2al3"),
        ("Sectie 4.2.2", "§4.2.2"),
        ("§ 4.2.2.", "§4.2.2"),
        ("§\u00a04.2.2", "§4.2.2"),
        ("§ ４.2.2", "§4.2.2"),  # full-width digit
        ("Hfst. 3", "h3"),
        ("hoofdstuk 3", "h3"),
        ("H. 3", "h3"),
        ("H3", "h3"),
        ("fig. 3.2", "figuur3.2"),
        ("noot 93", "voetnoot93"),
        ("vn93", "voetnoot93"),
        ("vn. 93", "voetnoot93"),
        ("Aanb. 2b", "aanbeveling2b"),
        ("bullet 2", "punt2"),
        ("Box 4.c", "box4c"),
        ("box 4c", "box4c"),
        ("samenv. Deelconclusie 2", "samenvattingdeelconclusie2"),
        ("parallel", "parallel"),
        ("al met al", "almetal"),
        ("", ""),
    ],
)
def test_what_people_type_folds_to_one_spelling(typed: str, folded: str) -> None:
    assert fold_reference(typed) == folded


@pytest.mark.parametrize(
    ("ref", "short"),
    [
        ("Box 4.c (§ 4.3.1)", "Box 4.c"),
        ("Box 4.c (§ 4.3.1), al. 1", "Box 4.c, al. 1"),
        ("Aanbeveling 2b (hoofdstuk 6)", "Aanbeveling 2b"),
        ("§ 4.2.2, al. 3", "§ 4.2.2, al. 3"),
    ],
)
def test_a_reference_without_its_host(ref: str, short: str) -> None:
    assert without_host(ref) == short
