"""Litter off, footnotes out, broken sentences together: line by line."""

import pytest

from iobqa.report.export import read_export


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        ("", [""]),
        ("een\n\ntwee", ["een", "", "twee"]),
        ("  een \t\r\n", ["een", ""]),
        ("[bookmark: _Hlk1]een[image: ]", ["een"]),
        ("[bookmark: nooit gesloten\neen]", ["[bookmark: nooit gesloten", "een]"]),
        ("[image:[bookmark: _Hlk1]een]", ["[image:een]"]),
        ("een [1] twee", ["een [1] twee"]),
        ("een[footnoteRef:1] [1:  Noot.] twee", ["een  twee"]),
        ("een[footnoteRef:99999] twee", ["een[footnoteRef:99999] twee"]),
    ],
)
def test_lines_are_what_the_report_says(raw: str, lines: list[str]) -> None:
    assert [line.text for line in read_export(raw).lines] == lines


LONG = "De uitvoering van het beleid bleef in de praktijk achter bij de doelen van"


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (LONG, "het kabinet.", True),
        (LONG, "(semi-)autoritaire regimes.", True),
        (LONG, "Nederland.", False),
        (LONG, "", False),
        (LONG, "\tcel", False),
        (LONG, "· punt", False),
        (LONG, "a) punt", False),
        (LONG, "(a) punt", False),
        (LONG, "a. punt", False),
        (LONG, "(meestal) het kabinet.", True),
        (f"{LONG}:", "het kabinet.", False),
        (f"{LONG};", "het kabinet.", False),
        (f"{LONG}.”", "het kabinet.", False),
        ("Een korte kop", "met tekst eronder.", False),
    ],
)
def test_a_sentence_broken_in_mid_line_is_joined(first: str, second: str, joined: bool) -> None:
    lines = [line.text for line in read_export(f"{first}\n{second}").lines]
    assert lines == ([f"{first} {second}"] if joined else [first, second.strip()])


def test_marks_move_along_with_a_joined_line() -> None:
    (line,) = read_export(f"{LONG}\nhet kabinet[footnoteRef:1] bleef. [1:  Noot.]").lines
    assert [line.text[:offset] for offset, _ in line.marks] == [f"{LONG} het kabinet"]


@pytest.mark.parametrize(
    ("raw", "offsets"),
    [
        ("een\n\n[footnoteRef:1] [1:  Noot.]\n\ntwee", [[3], []]),
        ("[footnoteRef:1] [1:  Noot.]\n\neen[footnoteRef:2] [2:  Noot.]", [[0, 3]]),
    ],
)
def test_a_mark_alone_on_its_line_goes_to_the_nearest_text(raw: str, offsets: list[list[int]]) -> None:
    lines = [line for line in read_export(raw).lines if not line.blank]
    assert [[offset for offset, _ in line.marks] for line in lines] == offsets


@pytest.mark.parametrize(
    ("raw", "notes"),
    [
        ("a[footnoteRef:1] [1:  Een.]", [(1, "Een.")]),
        ("a[footnoteRef:2]b[footnoteRef:1] [1: Een.] [2: Twee.]", [(1, "Een."), (2, "Twee.")]),
        ("a[footnoteRef:1] [1:  Een [zie b].]", [(1, "Een [zie b].")]),
        ("a[footnoteRef:1] [1:  Een\ntwee.]", [(1, "Een twee.")]),
        ("a[footnoteRef:1] [1:  nooit gesloten", []),
        ("[1:  zonder merkteken]", []),
        (f"a[footnoteRef:1] [1:  {'x' * 7000}]", []),
    ],
)
def test_footnotes_are_lifted_out(raw: str, notes: list[tuple[int, str]]) -> None:
    assert [(note.number, note.text) for note in read_export(raw).notes] == notes
