"""The plugin, used as a team would use it."""

import pytest

pytest_plugins = ["pytester"]

CONFTEST = """
import json
from pathlib import Path
import pytest
pytest_plugins = ["iobqa.interfaces.pytest_plugin"]

@pytest.fixture(scope="session")
def iobqa_report():
    from iobqa.report.corpus import load_report
    return load_report(Path({corpus!r}))

@pytest.fixture(scope="session")
def iobqa_ask():
    return lambda question, k: {{
        "question": question, "answered": False, "answer": "Nee.", "reason": "not_stated", "confidence": 0.1,
        "generator": "extractive", "index": "i", "citations": [], "passages": [],
    }}
"""
TESTS = """
def test_refused(assert_golden):
    assert_golden("Wie won de tulp?")

def test_answered(assert_golden):
    assert_golden("Hoe sterk daalde de mest?", evidence=[["daalde de hoeveelheid mest met een derde"]], facts=[["derde"]])
"""


def test_a_team_tests_its_own_questions(pytester: pytest.Pytester, request: pytest.FixtureRequest) -> None:
    corpus = request.config.rootpath / "tests" / "corpora" / "mini"
    pytester.makeconftest(CONFTEST.format(corpus=str(corpus)))
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:xdist")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*dit hoort beantwoord te worden, maar is geweigerd (not_stated)*"])
