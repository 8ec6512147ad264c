"""Reports that many tests read: the real one, and a short made-up one of the same kind."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from iobqa.records import Report
from iobqa.report.corpus import Corpus, load_corpus, parse_corpus

TESTS = Path(__file__).parent

# A busy machine is no failure.
settings.register_profile("iobqa", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("iobqa")


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """The real report on disk."""
    return load_corpus(TESTS.parent / "corpus")


@pytest.fixture(scope="session")
def report(corpus: Corpus) -> Report:
    """The real report."""
    return parse_corpus(corpus)


@pytest.fixture(scope="session")
def mini_corpus() -> Corpus:
    """The made-up report on disk: 5 sections, 7 footnotes, a box, a table, recommendations."""
    return load_corpus(TESTS / "corpora" / "mini")


@pytest.fixture(scope="session")
def mini_report(mini_corpus: Corpus) -> Report:
    """The made-up report."""
    return parse_corpus(mini_corpus)
