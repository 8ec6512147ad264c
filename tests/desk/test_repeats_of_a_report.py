"""What differs between two places of one statement, as known of the real report."""

import pytest

from iobqa.desk.repeats import also_in, repeats
from iobqa.records import Report

KNOWN = [
    ("samenvatting-deelconclusie-4-al5", "3.2.2-al7-punt2", "jaar", "2001", "2002"),
    ("aanbeveling-1a-samenvatting-punt3", "aanbeveling-1a-h6-punt3", "sterkte", "opdracht", "verzoek"),
    ("aanbeveling-1a-samenvatting-punt4", "aanbeveling-1a-h6-punt4", "sterkte", "opdracht", "verzoek"),
    ("samenvatting-deelconclusie-2-al5-punt2", "4.2.2-al1", "getal", "30, 500", "30, 550, 2019, 500, 2020"),
    ("aanbeveling-2e-samenvatting", "aanbeveling-2e-h6", "voorbehoud", "enige", "daarnaast"),
]


@pytest.mark.parametrize(("first", "second", "kind", "one", "other"), KNOWN)
def test_known_difference(report: Report, first: str, second: str, kind: str, one: str, other: str) -> None:
    found = [
        (difference.kind, difference.report, difference.quoted)
        for repeat in repeats(report, {first, second}.__contains__)
        if (repeat.pair.first.unit, repeat.pair.second.unit) == (first, second)
        for difference in repeat.telling
    ]
    assert (kind, one, other) in found


def test_spelling_alone_tells_nothing(report: Report) -> None:
    found = [
        repeat
        for repeat in repeats(report, {"aanbeveling-3d-samenvatting-punt2"}.__contains__)
        if repeat.pair.second.unit == "aanbeveling-3c-h6-punt2"
    ]
    assert found
    assert not any(repeat.telling for repeat in found)
    assert any(difference.kind == "schrijfwijze" for repeat in found for difference in repeat.differences)


def test_also_in_is_mutual_and_in_reading_order(report: Report) -> None:
    order = {unit.id: number for number, unit in enumerate(report.paragraphs)}
    for unit in ("samenvatting-hoofdconclusie-al4", "3.2.2-al4", "h6-al9"):
        others = also_in(report, unit)
        assert others
        assert list(others) == sorted(others, key=order.__getitem__)
        assert all(unit in also_in(report, other) for other in others)
