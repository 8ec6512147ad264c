"""What fixture files cannot show: line ends, and files that are no such export."""

import pytest

from iobqa.errors import ReportError
from iobqa.records import Report
from iobqa.report.corpus import Corpus, dump_paragraphs
from iobqa.report.parse import LooseText, parse_report

CHAPTER = "[bookmark: _Toc1]1. Inleiding\n"


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " \n\t\n",
        "Beste collega,\n\nHierbij de notulen.\n\n1. Opening\nDe voorzitter opent.\n",
        "%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n",
        "<html><body><h1>1. Inleiding</h1></body></html>",
        '{"title": "Rapport"}\n' * 50,
        "1. Inleiding\nZonder bladwijzer van de inhoudsopgave.\n",
        CHAPTER,
        CHAPTER + "1.1. Aanleiding\n",
    ],
    ids=["empty", "blank", "minutes", "pdf", "html", "json", "no contents", "no text", "headings only"],
)
def test_a_file_that_is_no_such_export_is_refused_with_a_hint(raw: str) -> None:
    with pytest.raises(ReportError, match=r"geen genummerde hoofdstukken met tekst.*_Toc1\]1\. Inleiding"):
        parse_report(raw, title="Proef")


def test_windows_line_ends_make_no_difference(mini_corpus: Corpus) -> None:
    unix, windows = (
        parse_report(raw, title="Proef") for raw in (mini_corpus.raw, mini_corpus.raw.replace("\n", "\r\n"))
    )
    assert dump_paragraphs(windows.paragraphs) == dump_paragraphs(unix.paragraphs)


def test_a_footnote_on_the_very_last_heading_hangs_on_the_last_unit() -> None:
    report = parse_report(CHAPTER + "Tekst.\n1.1. Kop[footnoteRef:1] [1:  Noot.]\n", title="Proef")
    assert report.carrier == {"voetnoot-1": "h1-al1"}
    assert [note.offset for note in report.by_id["h1-al1"].footnotes] == [len("Tekst.")]


def test_the_made_up_report_is_read_like_the_real_one(mini_report: Report) -> None:
    """Its outline, written by hand; the units are accounted for in ``test_accounting``."""
    levels = [f"{'  ' * (section.level - 1)}{section.id}" for section in mini_report.sections]
    assert levels == [
        "samenvatting",
        "  samenvatting-1",
        "  samenvatting-2",
        "    samenvatting-hoofdconclusie",
        "    samenvatting-deelconclusie-1",
        "    samenvatting-deelconclusie-2",
        "  samenvatting-aanbevelingen",
        "h1",
        "  1.1",
        "  1.2",
        "h2",
        "  2.1",
        "  2.2",
        "h3",
        "  3.1",
        "  h3-aanbevelingen",
    ]


@pytest.mark.parametrize(
    ("number", "carrier"),
    [
        (2, "samenvatting-1-al1-punt3"),
        (4, "1.2-al1-punt2"),
        (5, "box-2.a-2.1"),
        (6, "figuur-2.1-rij2"),
    ],
    ids=["bullet", "point", "box title", "table"],
)
def test_footnotes_of_the_made_up_report_hang_where_their_mark_stood(
    mini_report: Report, number: int, carrier: str
) -> None:
    assert mini_report.carrier[f"voetnoot-{number}"] == carrier


def test_parts_lead_from_a_unit_to_what_it_introduces(mini_report: Report) -> None:
    assert mini_report.parts["figuur-2.2"] == ("figuur-2.2-bron", "figuur-2.2-tekst1", "figuur-2.2-tekst2")
    assert mini_report.parts["aanbeveling-1-h3"] == ("aanbeveling-1a-h3", "aanbeveling-1c-h3")


def test_every_unit_stands_in_the_section_it_names(report: Report) -> None:
    listed = {id_: section.id for section in report.sections for id_ in section.paragraphs}
    assert listed == {unit.id: unit.section_id for unit in report.paragraphs}


def test_loose_words_of_one_figure_in_two_places() -> None:
    raw = CHAPTER + "Figuur 1.1. Titel\n[image: ]\n\nTekst.\n\nLinks\n\nRechts\n"
    loose = [LooseText("1.1", "Rechts"), LooseText("1.1", "Links"), LooseText("1.1", "Staat er niet")]
    report = parse_report(raw, title="Proef", loose_texts=loose)
    assert [(unit.id, unit.text) for unit in report.paragraphs if unit.kind == "figure_text"] == [
        ("figuur-1.1-tekst1", "Links"),
        ("figuur-1.1-tekst2", "Rechts"),
    ]
