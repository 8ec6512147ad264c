"""Word lists that ship with the package."""

from pathlib import Path

import pytest

from iobqa.search import wordlists
from iobqa.search.analysis import tokens
from iobqa.search.wordlists import listed_words


def test_remarks_are_no_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stop.txt").write_text("# woorden zonder inhoud\nde het\n\neen\n", encoding="utf-8")
    monkeypatch.setattr(wordlists, "_FOLDER", tmp_path)
    assert listed_words("stop") == {"de", "het", "een"}


@pytest.mark.parametrize("name", ["stop", "dutch", "english"])
def test_a_list_that_ships_holds_words_as_they_are_looked_up(name: str) -> None:
    assert [word for word in listed_words(name) if "'" not in word and "’" not in word and tokens(word) != [word]] == []
    assert len(listed_words(name)) > 10
