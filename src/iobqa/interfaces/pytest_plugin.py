"""Golden questions in a test-suite of one's own: ``pytest_plugins = ["iobqa.interfaces.pytest_plugin"]``.

    def test_fund(assert_golden):
        assert_golden("Hoe groot was het Mensenrechtenfonds?", evidence=[["..."]], facts=[["30 miljoen"]])

``--iobqa-url`` asks a running service instead of this program.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import pytest

from iobqa.evaluation.asking import Ask
from iobqa.evaluation.expectation import golden, shortcomings
from iobqa.evaluation.golden import GoldenQuestion
from iobqa.evaluation.responses import read_response
from iobqa.records import Report

if TYPE_CHECKING:
    from iobqa.settings import Settings


class AssertGolden(Protocol):
    """What the fixture `assert_golden` gives."""

    def __call__(
        self,
        question: str | GoldenQuestion,
        evidence: Sequence[Sequence[str]] = (),
        facts: Sequence[Sequence[str]] = (),
    ) -> None:
        """Fail unless all facts are stated and evidence is cited; without evidence, unless it is refused."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where to ask."""
    parser.addoption("--iobqa-url", default=None, help="adres van een draaiende iobqa-dienst; anders in-process")


@pytest.fixture(scope="session")
def iobqa_settings() -> "Settings":
    """The settings in use; override it to test another report."""
    from iobqa.settings import Settings

    return Settings.read()


@pytest.fixture(scope="session")
def iobqa_report(iobqa_settings: "Settings") -> Report:
    """The report that evidence is looked up in."""
    from iobqa.report.corpus import load_report

    return load_report(iobqa_settings.corpus)


@pytest.fixture(scope="session")
def iobqa_ask(iobqa_settings: "Settings", request: pytest.FixtureRequest) -> Ask:
    """Asks a question; override it to test something else that speaks the contract."""
    from iobqa.interfaces.eval_session import respondent

    return respondent(iobqa_settings, request.config.getoption("--iobqa-url")).ask


@pytest.fixture
def assert_golden(iobqa_ask: Ask, iobqa_report: Report) -> AssertGolden:
    """Ask a golden question and fail with what is wrong about the answer."""

    def check(
        question: str | GoldenQuestion,
        evidence: Sequence[Sequence[str]] = (),
        facts: Sequence[Sequence[str]] = (),
    ) -> None:
        wanted = golden(question, evidence, facts) if isinstance(question, str) else question
        found = shortcomings(wanted, read_response(iobqa_ask(wanted.question, 10)), iobqa_report)
        if found:
            pytest.fail("\n".join([wanted.question, *found]), pytrace=False)

    return check
