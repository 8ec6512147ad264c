"""What of a passage is searched."""

from iobqa.records import Passage


def passage_text(passage: Passage) -> str:
    """Its text and its footnotes."""
    return "\n".join([passage.text, *(note.text for note in passage.footnotes)])


def headed_text(passage: Passage) -> str:
    """The same under its headings, for the encoder."""
    return f"{' '.join(passage.section)}. {passage_text(passage)}"
