"""Where a Dutch sentence ends."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iobqa.records import Report
from iobqa.report.sentences import sentence_spans, split_sentences


@pytest.mark.parametrize(
    "text",
    [
        "Een zin.|En nog een.",
        "Wat nu?|Niets!|Goed.",
        "Een zin zonder punt",
        "  Een zin. | Nog een.  ",
        "Nog niet aangepast...|Daarna wel.",
        "De bakermat.daarna niets",
        # abbreviations
        "Dat geldt bijv. Nederland.|Verder niemand.",
        "Zie art. 90 van de Grondwet.|Punt.",
        "Zie par. 3.2.1.|Daar staat het.",
        "Zie blz. 12 en p. 14.|Verder niets.",
        "Volgens prof. dr. De Vries klopt het.|Dat is zo.",
        "Volgens Prof. Dr. De Vries klopt het.|Dat is zo.",
        "Dr. Jansen en mevr. Pietersen kwamen.|Zij gingen.",
        "De minister (dhr. Blok) sprak.|Hij zweeg.",
        "Dit geldt o.a. Nederland en d.w.z. Frankrijk.|Ja.",
        "Dat deed hij i.s.m. UNDP en m.b.t. Jemen.|Daarna niet.",
        "In huis nr. 5 woont hij.|Daar.",
        "De auteurs c.s. Nederland.",
        "Dat schreef IOB et al.|Het klopt.",
        "Kamermotie (3 apr.) leidde ertoe.|Zo ging het.",
        # what looks like one
        "Het staat in de wet.|Dat is zo.",
        "Er ging veel mis in de EU.|De VN.|Ook BZ.",
        "In de VS.|Daar ook.",
        "Het duurde vijf jaar.|Toen niet.",
        # initials
        "De heer J.P. Balkenende sprak.|Hij zei niets.",
        "De Amerikaan M. L. King was er.|Hij sprak.",
        # quotes and brackets
        "“Dat kan niet.”|Zo zei hij.",
        "“Dat kan niet”, zei hij.|“Nooit.”",
        "Hij zei: “We zijn geen ministerie.|Nooit geweest”, en ging.",
        "‘Zo’n zin.’|Daarna.",
        "(Dit staat tussen haakjes.)|Dit niet.",
        "Sprake was van een ‘pauze.’|(Daarna niet.)",
        'Hij zei "ja."|Zij "nee."',
        # numbers
        "Dat kostte 1.250 euro.|3 jaar later niet.",
        "Het ging om 3,5 miljoen in 2018.|2019 volgde.",
        "Het kostte € 5.000.|€ 10 bleef over.",
        "Dit was 21%.|De rest niet (zie 4.2).",
        # list markers
        "1. Opzet.|De prijs bestond al.",
        "12) In welke mate?|En hoe?",
        "a) Begin klein.|Ga door.",
        "(b) Begin klein.|Ga door.",
        "c. Begin klein.|Ga door.",
        "· Ten eerste.|Ten tweede.",
        # lines
        "een regel\n|nog een.|En nog een\n\n|slot",
        "Prioriteiten\tDoelen",
        "Den\u00a0Haag is groot.|\u00a0De rest niet.",
    ],
)
def test_sentences_end_at_the_bars(text: str) -> None:
    assert split_sentences(text.replace("|", " ")) == tuple(part.strip() for part in text.split("|"))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\t"])
def test_no_text_has_no_sentences(text: str) -> None:
    assert sentence_spans(text) == ()


def assert_partition(text: str) -> None:
    """In order, apart, without white space around them; what lies between them is white space."""
    spans = sentence_spans(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())


@settings(max_examples=200)
@given(st.text(st.sampled_from("aAzZ.?!1 \n\t“”‘’().,·€\u00a0"), max_size=60))
def test_every_character_is_in_one_sentence(text: str) -> None:
    assert_partition(text)


def test_so_it_is_in_the_real_report(report: Report) -> None:
    for unit in report.paragraphs:
        assert_partition(unit.text)
