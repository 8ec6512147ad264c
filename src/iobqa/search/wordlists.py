"""Lists of words that ship with the package."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "words"


def listed_words(name: str) -> frozenset[str]:
    """The words of ``words/<name>.txt``; a line that begins with ``#`` is a remark."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
