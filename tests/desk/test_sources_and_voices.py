"""Footnotes to sources as data, chains, and whose voice a sentence is."""

from dataclasses import replace

import pytest

from iobqa.desk.sources import Sources
from iobqa.desk.voices import voices
from iobqa.errors import UnknownReference
from iobqa.records import Report, Role


@pytest.fixture(scope="module")
def sources(report: Report) -> Sources:
    return Sources(report)


NOTES = {
    1: ["IOB (2022)", "IOB (2021a)"],
    12: ["BZ (2018a)", "BZ (2018b)", "BZ (2018c)", "JenV (2018)"],
    15: ["OESO (z.d.)"],
    18: ["IOB (2021b)"],
    23: ["Chaban, Elgström & Knodt (2019)"],
    33: ["Anheier et al. (2019)", "Buyse (2018)"],
    40: ["Sastramidjaja (2021)"],
    55: [
        "Regeerakkoord 2017-2021 (2017)",
        "Motie-Voordewind c.s. (2017)",
        "Motie-Sjoerdsma c.s. (2017)",
        "Tweede Kamerverslag ‘Notaoverleg mensenrechten’ (2018)",
    ],
    57: ["BZ (2018b)", "BZ (2018c)", "JenV (2018)"],
    65: ["EDEO (2020)"],
    84: ["motie-Van der Staaij en Voordewind (2020)"],
    93: ["Motie-Van der Staaij c.s. (2021)"],
    95: ["BBC (2002)"],
    101: ["Independent Commission for Aid Impact (2023)", "Cheeseman & Dodswoth (2023)"]
    + [f"IDS (2023{letter})" for letter in "abcd"],
    125: ["OHCHR (z.d.)", "Global Witness (2023)", "Global Witness (2019)"],
    126: ["Global Witness (2023)", "Committee to Protect Journalists (2021)"],
    128: ["Atradius DSB"],
    2: [],
    143: [],
}


@pytest.mark.parametrize(("number", "labels"), NOTES.items())
def test_sources_of_a_footnote(sources: Sources, number: int, labels: list[str]) -> None:
    assert [mention.source.label for mention in sources.by_unit.get(f"voetnoot-{number}", ())] == labels


KINDS = {
    "motie-Omtzigt c.s. (2018)": "motie",
    "Amendement-Koopmans c.s. (2019)": "motie",
    "Kamerbrief (2018)": "Kamerstuk",
    "Coalitieakkoord 2021-2025 (2021)": "akkoord",
    "IOB (2021a)": "IOB",
    "BZ (2023a)": "BZ",
    "JenV (2018)": "ministerie",
    "AIV (2019)": "adviesraad",
    "Amnesty International (2018)": "extern",
    "www.rvo.nl": "website",
}


@pytest.mark.parametrize(("label", "kind"), KINDS.items())
def test_kind_of_source(sources: Sources, label: str, kind: str) -> None:
    (source,) = sources.named(label)
    assert source.kind == kind


def test_mentions_stand_where_they_say(sources: Sources, report: Report) -> None:
    for mention in sources.mentions:
        said = report.by_id[mention.unit].text[mention.start : mention.end]
        assert (mention.source.year or mention.source.url or mention.spelled).split("-")[0] in said


def test_two_spellings_are_one_source(sources: Sources) -> None:
    (source,) = sources.named("Front Line Defenders (2022)")
    assert {mention.spelled for mention in sources.mentions if mention.source == source} > {"Front Line Defenders"}


def test_locator(sources: Sources) -> None:
    (mention,) = sources.by_unit["voetnoot-69"]
    assert mention.locator == "artikel 3.4.a"


def test_part_of_a_name(sources: Sources) -> None:
    assert {source.name for source in sources.named("motie-van der staaij")} == {
        "Motie-Van der Staaij c.s.",
        "motie-Van der Staaij en Voordewind",
    }


@pytest.mark.parametrize("name", ["", "Jansen (2018)", "()"])
def test_unknown_source(sources: Sources, name: str) -> None:
    with pytest.raises(UnknownReference, match="geen bron"):
        sources.named(name)


def test_every_place_that_rests_on_a_source(sources: Sources, report: Report) -> None:
    (source,) = sources.named("JenV (2018)")
    links = sources.links(source)
    assert len(links) == 5
    for link in links:
        assert report.by_id[link.unit].text[link.start : link.end].strip()


def test_chain_from_a_sentence(sources: Sources, report: Report) -> None:
    text = report.by_id["3.1.3-al3"].text
    first, _, _ = text.partition(". ")
    assert sources.chain("3.1.3-al3", len(first) + 3, len(text)) == ()
    (link,) = sources.chain("3.1.3-al3", 0, len(first))
    assert (link.note, link.note_ref) == ("voetnoot-72", "voetnoot 72")
    assert text[link.start : link.end].startswith("Een motie van het Kamerlid Omtzigt")


def test_chain_of_a_box_ends_in_its_source_line(sources: Sources) -> None:
    notes = [link.note for link in sources.chain("box-4.b-4.2.1-al2")]
    assert notes == ["box-4.b-4.2.1-bron"]


VOICES = [
    ("Uit de IOB-enquête van 2023 blijkt dit.", {"enquête"}),
    ("Diplomaten hebben tegenover IOB dit benadrukt.", {"interview"}),
    ("Volgens betrokken diplomaten was dat zo.", {"interview"}),
    ("Uit interne BZ-documenten en interviews blijkt dit.", {"intern BZ-document", "interview"}),
    ("De AIV pleitte voor samenhang.", {"externe bron"}),
    ("IOB constateert dat dit zo is.", {"bevinding van IOB"}),
    ("Uit de evaluatie blijkt dat dit zo is.", {"bevinding van IOB"}),
    ("In 2015 brak een oorlog uit.", {"tekst van het rapport"}),
]


@pytest.mark.parametrize(("sentence", "expected"), VOICES)
def test_voice_by_words(report: Report, sentence: str, expected: set[str]) -> None:
    assert set(voices(report.by_id["3.2.3-al2"], sentence)) == expected


ROLES: list[tuple[Role, str]] = [("aanbeveling", "aanbeveling van IOB"), ("conclusie", "bevinding van IOB")]


@pytest.mark.parametrize(("role", "voice"), ROLES)
def test_voice_by_role(report: Report, role: Role, voice: str) -> None:
    unit = replace(report.by_id["3.2.3-al2"], role=role)
    assert voices(unit, "Dat is zo.") == (voice,)


def test_voice_by_footnote(report: Report, sources: Sources) -> None:
    unit = report.by_id["2.1.3-al1"]
    chain = sources.chain(unit.id, unit.text.index("Al sinds 2006"), unit.text.index("Al sinds 2006") + 20)
    assert "externe bron" in voices(unit, "De vrijheid nam af.", chain)
