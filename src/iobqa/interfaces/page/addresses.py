"""Addresses on this site: the language goes along, nothing else is remembered."""

from dataclasses import dataclass
from urllib.parse import urlencode

from iobqa.interfaces.page.texts import Language
from iobqa.records import Span


@dataclass(frozen=True, slots=True)
class Place:
    """The unit that a reader came for, the words in it that were quoted, and the question that led there."""

    id: str = ""
    marked: Span | None = None
    question: str = ""


def local_url(path: str, language: Language, **query: str) -> str:
    """An address on this site that keeps the language."""
    asked = {**query, **({"lang": language} if language != "nl" else {})}
    return f"{path}?{urlencode(asked)}" if asked else path


def place_url(place: Place, language: Language) -> str:
    """Address of a place in the reading view, with the quoted words marked."""
    query = {"bij": place.id}
    if place.marked:
        query |= {"van": str(place.marked[0]), "tot": str(place.marked[1])}
    if place.question:
        query |= {"q": place.question}
    return local_url("/rapport", language, **query) + f"#{place.id}"
