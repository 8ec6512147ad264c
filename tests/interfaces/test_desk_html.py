"""The audit as one file: nothing loaded, nothing executed, everything in it."""

import re

import pytest

from iobqa.desk.check import VERDICTS, Audit, Checker, Coverage
from iobqa.desk.concordance import Concordance
from iobqa.desk.quotation import Quotations
from iobqa.interfaces.desk_html import audit_html
from iobqa.records import Report

LETTER = (
    "<script>alert(1)</script> & “Slikhoek bleef achter.” (§ 2.1)\n\n“De twee medewerkers vertrokken in 2020.”\n\n"
    "“Konijnen graven <b>graag</b> gangen.”\n\nVolgens het rapport was Slikhoek traag met alles."
)


@pytest.fixture(scope="module")
def html(mini_report: Report) -> str:
    checker = Checker(mini_report, Quotations(Concordance(mini_report)), lambda claim: Coverage("niet gevonden"))
    audit: Audit = checker.check(LETTER)
    return audit_html(audit, mini_report, '<img src="x">', "Waterproef, Heldere sloot")


def test_nothing_is_loaded_or_executed(html: str) -> None:
    assert not re.search(
        r"<(?:script|img|link|iframe|object)|\bsrc=\"|\bon\w+=\"|url\(|https?://",
        html.replace("&lt;img src=&quot;x&quot;&gt;", ""),
    )
    assert "default-src 'none'" in html


def test_the_text_is_there_and_marked(html: str) -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; " in html
    assert html.count("<mark ") == 4
    assert html.count("<article ") == 4
    for number in range(1, 5):
        assert f'href="#o{number}"' in html
        assert f'id="o{number}"' in html


def test_verdicts_and_changes_are_explained(html: str) -> None:
    for verdict in VERDICTS:
        assert verdict in html
    assert "jaar: in het rapport <ins>2019</ins>, in de tekst <del>2020</del>" in html
