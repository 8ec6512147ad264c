"""The page: whole, closed in itself, and safe whatever a question or an answer says."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from evaluation_toys import CORPUS, FARMERS, SCHONER, answered, asked, golden_of, refused, run_of

from iobqa.evaluation.comparison import compare
from iobqa.evaluation.page import Scored, page
from iobqa.evaluation.runfile import Run
from iobqa.evaluation.scoring import score_run
from iobqa.records import Report

QUESTIONS = [
    asked("a", question="Daalde de <mest> & hoeveel?"),
    asked("b", evidence=((SCHONER,), (FARMERS,)), facts=(("niet overal",), ("14",)), kind="staff"),
    asked("c", kind="typo"),
    asked("u", evidence=()),
    asked("v", evidence=(), note="off_topic: </script><script>alert(1)</script>"),
]


def payloads(report: Report) -> list[dict[str, Any] | str]:
    a, b, _, u, v = QUESTIONS
    return [
        answered(report, a, ["2.1-bevinding1"], ["2.1-bevinding1"], confidence=0.9),
        answered(report, b, ["2.1-al1"], ["2.1-al1", "1.1-al1"], confidence=0.4),
        "HTTP 500: <b>stuk</b>",
        refused(report, u, ["1.1-al1"]),
        answered(report, v, cited=["1.1-al1"], text="<img src=x onerror=alert(1)> [1]"),
    ]


def scored(run: Run, report: Report) -> Scored:
    golden = golden_of(QUESTIONS, report)
    return Scored(run, golden, score_run(run, golden, report, CORPUS), report)


class Balance(HTMLParser):
    """Checks that what is opened is closed, and gathers ids, links and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("br", "input", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def html(mini_report: Report) -> str:
    old = scored(run_of(QUESTIONS, [refused(mini_report, QUESTIONS[0]), *payloads(mini_report)[1:]]), mini_report)
    new = scored(run_of(QUESTIONS, payloads(mini_report)), mini_report)
    return page(new, compare(old.sheet, new.sheet))


def test_the_page_is_well_formed_and_its_links_lead_somewhere(html: str) -> None:
    parser = Balance()
    parser.feed(html)
    assert parser.open == []
    ids = [attributes["id"] for _, attributes in parser.seen if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [str(attributes["href"]) for tag, attributes in parser.seen if tag == "a"]
    assert len(links) == 9
    assert {link[1:] for link in links} <= set(map(str, ids))


def test_nothing_comes_from_a_network(html: str) -> None:
    assert not re.search(r"https?://|<link|<img|@import|url\(|src=[\"']", html)


def test_questions_and_answers_stay_text(html: str) -> None:
    parser = Balance()
    parser.feed(html)
    tags = [tag for tag, _ in parser.seen]
    assert tags.count("script") == 1
    assert "img" not in tags
    assert "Daalde de &lt;mest&gt; &amp; hoeveel?" in html


@pytest.mark.parametrize(
    "shown",
    [
        "goed antwoord",
        "Gewonnen vragen (1)",
        "storing: HTTP 500: &lt;b&gt;stuk&lt;/b&gt;",
        "terecht geweigerd",
        "✓ derde",
        "✗ niet overal",
        "[1] § 2.1, bevinding 1 ✓ bewijs",
        "deel 1: § 2.1, bevinding 1; gevonden: § 2.1, bevinding 1 op 1",
        "niet bij de passages",
        "AUROC",
    ],
)
def test_what_a_reader_finds(html: str, shown: str) -> None:
    assert shown in html


def test_what_did_not_happen_has_no_heading(html: str) -> None:
    assert "Verloren vragen" not in html


def test_every_question_is_there_without_script(html: str) -> None:
    rows = html.partition('<section id="vragen">')[2]
    assert [id for id in "abcuv" if f'<th scope="row">{id}</th>' in rows] == list("abcuv")
    assert 'id="filter" hidden="hidden"' in rows


def test_a_ranking_without_answers_has_a_page_too(mini_report: Report) -> None:
    run = run_of(QUESTIONS, [refused(mini_report, q, ["1.1-al1"]) for q in QUESTIONS])
    found = page(scored(replace(run, header=replace(run.header, answers=False)), mini_report))
    assert "Bewijs in de eerste vijf" in found
    assert "Wat confidence waard is" not in found
