"""Accept: which kind a client likes best."""

import pytest

from iobqa.interfaces.negotiation import EVENTS, JSON, preferred


@pytest.mark.parametrize(
    ("accept", "best"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/event-stream", EVENTS),
        ("Text/Event-Stream", EVENTS),
        ("text/*", EVENTS),
        ("text/event-stream, */*", EVENTS),
        ("text/event-stream, application/json", EVENTS),
        ("application/json, text/event-stream", JSON),
        ("application/json;q=0.5, text/event-stream", EVENTS),
        ("application/json, text/event-stream;q=0.9", JSON),
        ("text/event-stream;q=0, */*", JSON),
        ("application/json;q=0, */*;q=0.1", EVENTS),
        ("application/xml", None),
        ("*/*;q=0", None),
        ("application/json;q=nan", None),
        ("text/html, application/xml", None),
        ("no kind at all", JSON),
        (",,;q=,/", JSON),
        ("application/json;version=1", JSON),
    ],
)
def test_the_best_kind(accept: str, best: str | None) -> None:
    assert preferred(accept, (JSON, EVENTS)) == best
