"""What of a passage is searched."""

from iobqa.records import Footnote, Passage
from iobqa.search.texts import headed_text, passage_text

PASSAGE = Passage(0, ("al1",), "", ("2. Gevolgen", "2.1. Meting"), "Het water.", (Footnote(1, "Zie a.", 3),))


def test_its_text_with_its_footnotes() -> None:
    assert passage_text(PASSAGE) == "Het water.\nZie a."


def test_the_same_under_its_headings() -> None:
    assert headed_text(PASSAGE) == "2. Gevolgen 2.1. Meting. Het water.\nZie a."
