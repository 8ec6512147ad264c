"""Snippets to paragraph ids."""

import pytest
from evaluation_toys import BUDGET, FARMERS, LATE, SCHONER, asked

from iobqa.errors import GoldenError
from iobqa.evaluation.evidence import EvidenceFinder, golden_set, resolve
from iobqa.evaluation.problems import Problem
from iobqa.records import Report


@pytest.mark.parametrize(
    ("snippet", "places"),
    [
        (FARMERS, [("2.1-al1",)]),
        ("HET BUDGET VAN €\u00a02,4  miljoen", [("samenvatting-deelconclusie-1-al2",)]),
        (SCHONER, [("h3-al2",), ("samenvatting-hoofdconclusie-al1",)]),
        (LATE, [("figuur-2.1-rij2",), ("voetnoot-6",)]),
        (
            "· minder mest in het water; · meer waterplanten;",
            [("samenvatting-1-al1-punt1", "samenvatting-1-al1-punt2")],
        ),
        ("Natteveld 34% € 610.000", [("figuur-2.1-rij1",)]),
        ("“Ik zie nu zelf", [("2.1-al1",)]),
        ("drie studenten op eigen houtje", [("1.1-al1",)]),
        ("de vuilste van het land", []),
        ("Drasland (2018). Meten met een teststrip", []),
        ("", []),
    ],
)
def test_places(mini_report: Report, snippet: str, places: list[tuple[str, ...]]) -> None:
    assert sorted(EvidenceFinder(mini_report).places(snippet)) == places


def test_groups_gather_the_places_of_their_alternatives(mini_report: Report) -> None:
    places, problems = resolve([asked(evidence=((FARMERS, BUDGET), (SCHONER,)))], mini_report)
    assert not problems
    assert [sorted(group) for group in places["fact-1"]] == [
        [("2.1-al1",), ("samenvatting-deelconclusie-1-al2",)],
        [("h3-al2",), ("samenvatting-hoofdconclusie-al1",)],
    ]


def test_lost_snippets_and_faults_come_in_one_message(mini_report: Report) -> None:
    question = asked(evidence=(("staat er niet", FARMERS), ("ook niet",)))
    with pytest.raises(GoldenError) as error:
        golden_set([question], [Problem("a.jsonl", 3, "geen JSON-object")], mini_report)
    assert str(error.value).splitlines() == [
        "De toetsvragen kloppen niet (3 problemen):",
        "  a.jsonl:3: geen JSON-object",
        "  toy.jsonl:1: staat niet in het rapport: 'ook niet'",
        "  toy.jsonl:1: staat niet in het rapport: 'staat er niet'",
    ]
