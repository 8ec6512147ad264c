"""The gate: red for a proven loss, a broken promise or a broken address, green for everything else."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from evaluation_toys import CORPUS, answered, asked, refused, sheet_of

from iobqa.errors import GoldenError
from iobqa.evaluation.baseline import read_baseline, write_baseline
from iobqa.evaluation.gate import check_baseline, check_never_break, judge, read_never_break
from iobqa.evaluation.gate_report import junit_xml, markdown
from iobqa.evaluation.scoring import ScoreSheet
from iobqa.records import Report

QUESTIONS = [asked(f"q{n:02}", set="test" if n % 2 else "dev") for n in range(30)]
RIGHT = "2.1-bevinding1"


def sheet(report: Report, *changed: int, to: str = "refused") -> ScoreSheet:
    """Thirty right answers, but for the questions named."""
    payloads: list[dict[str, Any] | str] = [answered(report, q, [RIGHT], [RIGHT]) for q in QUESTIONS]
    for place in changed:
        if to == "refused":
            payloads[place] = refused(report, QUESTIONS[place], [RIGHT])
        elif to == "error":
            payloads[place] = "stuk \x00"
        else:
            broken = answered(report, QUESTIONS[place], [RIGHT], [RIGHT])
            broken["citations"][0]["id"] = "1.1-al1"
            payloads[place] = broken
    return sheet_of(QUESTIONS, payloads, report)


def failed(report: Report, new: ScoreSheet, never_break: tuple[str, ...] = ()) -> list[str]:
    """Names of the checks that are red."""
    return [check.name for check in judge(sheet(report), new, never_break).checks if check.failure]


def test_the_same_version_is_green(mini_report: Report) -> None:
    verdict = judge(sheet(mini_report), sheet(mini_report), ("q00",))
    assert verdict.green
    assert [check.name for check in verdict.checks] == [
        "StRecall@5",
        "citation_precision",
        "fact_recall",
        "right_answer",
        "wrong_answer",
        "q00",
        "geen storingen",
        "citaten zijn wat het rapport zegt",
        "adressen zijn dezelfde",
    ]


def test_a_few_lost_questions_are_chance_and_many_are_a_loss(mini_report: Report) -> None:
    assert failed(mini_report, sheet(mini_report, 0, 1, 2)) == []
    assert failed(mini_report, sheet(mini_report, *range(8))) == ["citation_precision", "fact_recall", "right_answer"]


def test_one_question_that_must_never_break_is_enough(mini_report: Report) -> None:
    assert failed(mini_report, sheet(mini_report, 3), ("q03",)) == ["q03"]
    assert failed(mini_report, sheet(mini_report, 3), ("q04",)) == []
    assert failed(mini_report, sheet(mini_report), ("weg",)) == ["weg"]


def test_one_error_is_enough(mini_report: Report) -> None:
    assert failed(mini_report, sheet(mini_report, 3, to="error")) == ["geen storingen"]


def test_one_citation_that_is_not_the_report_is_enough(mini_report: Report) -> None:
    assert failed(mini_report, sheet(mini_report, 3, to="broken")) == ["citaten zijn wat het rapport zegt"]


def test_an_address_that_moved_is_red(mini_report: Report) -> None:
    new = sheet(mini_report)
    moved = replace(new, rows=(replace(new.rows[0], gold=(("2.1-al7",),)), *new.rows[1:]))
    (failure,) = judge(new, moved, ()).failures
    assert failure == "van 1 vraag staat het bewijs op een ander adres, zoals q00: 2.1-bevinding1 werd 2.1-al7"


def test_a_rise_of_wrong_answers_is_a_loss(mini_report: Report) -> None:
    old = sheet(mini_report, *range(12))
    payloads = [answered(mini_report, q, [RIGHT], ["1.1-al1" if n < 12 else RIGHT]) for n, q in enumerate(QUESTIONS)]
    verdict = judge(old, sheet_of(QUESTIONS, payloads, mini_report), ())
    assert [check.name for check in verdict.checks if check.failure] == ["wrong_answer"]


@pytest.mark.parametrize(
    ("golden", "corpus", "message"),
    [("f" * 64, None, "andere toetsvragen (toen 30, nu 31)"), (None, "f" * 64, "een ander rapport")],
)
def test_a_baseline_of_something_else_is_refused(
    mini_report: Report, golden: str | None, corpus: str | None, message: str
) -> None:
    old = sheet(mini_report)
    check_baseline(old, old.golden, 30, CORPUS)
    with pytest.raises(GoldenError) as error:
        check_baseline(old, golden or old.golden, 31, corpus or CORPUS)
    assert message in str(error.value)
    assert "--update-baseline" in str(error.value)


def test_the_list_of_questions_that_never_break(mini_report: Report, tmp_path: Path) -> None:
    path = tmp_path / "never-break.txt"
    assert read_never_break(path) == ()
    path.write_text("# De kern van het rapport\nq00  # omvang van het fonds\n\nq01\n")
    assert read_never_break(path) == ("q00", "q01")
    check_never_break(("q00", "q01"), sheet(mini_report), path)
    with pytest.raises(GoldenError, match="q01"):
        check_never_break(("q00", "q01"), sheet(mini_report, 1), path)
    with pytest.raises(GoldenError, match="x is geen toetsvraag"):
        check_never_break(("x", "y"), sheet(mini_report), path)


def test_a_baseline_keeps_scores_and_every_reason(mini_report: Report, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(path, sheet(mini_report, 3), "eerste", ())
    write_baseline(path, sheet(mini_report), "betere weging", read_baseline(path).history)
    found = read_baseline(path)
    assert found.sheet == sheet(mini_report)
    assert [update.reason for update in found.history] == ["eerste", "betere weging"]
    assert [update.figures["right_answer"] for update in found.history] == [0.9667, 1.0]


@pytest.mark.parametrize(("place", "to", "reason"), [((), "refused", " "), ((3,), "error", "kan wel")])
def test_a_baseline_without_reason_or_with_errors_is_not_kept(
    mini_report: Report, tmp_path: Path, place: tuple[int, ...], to: str, reason: str
) -> None:
    with pytest.raises(GoldenError):
        write_baseline(tmp_path / "baseline.json", sheet(mini_report, *place, to=to), reason, ())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "content", [None, "{", '{"format": "iobqa-baseline/1", "about": {}, "rows": [], "history": []}']
)
def test_a_broken_baseline_is_told(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "baseline.json"
    if content:
        path.write_text(content)
    with pytest.raises(GoldenError, match="baseline"):
        read_baseline(path)


def test_junit_counts_and_lists(mini_report: Report) -> None:
    verdict = judge(sheet(mini_report), sheet(mini_report, *range(8)), ("q00", "q20"))
    root = ElementTree.fromstring(junit_xml(verdict))
    assert (root.get("tests"), root.get("failures")) == ("10", "4")
    red = [case.get("name") for case in root.iter("testcase") if case.find("failure") is not None]
    assert red == ["citation_precision", "fact_recall", "right_answer", "q00"]
    failure = root.find(".//testcase[@name='q00']/failure")
    assert failure is not None
    assert "q07: goed → geweigerd" in str(failure.text)


def test_junit_survives_what_an_error_says(mini_report: Report) -> None:
    verdict = judge(sheet(mini_report), sheet(mini_report, 0, to="error"), ())
    assert "stuk ?" in junit_xml(verdict)
    ElementTree.fromstring(junit_xml(verdict))


def test_the_summary_tells_all_but_the_questions_of_the_test_set(mini_report: Report) -> None:
    verdict = judge(sheet(mini_report), sheet(mini_report, 2, 3), ("q03",))
    text = markdown(verdict, "oud", "nieuw", QUESTIONS)
    assert text.startswith("# Toetsvragen: ROOD\n")
    assert "30 vragen, index `nieuw` tegen baseline `oud`." in text
    assert "vraag q03 mag nooit breken en is nu: geweigerd" in text
    assert "## Verloren vragen (2)" in text
    assert "*Vraag q02?*" in text
    assert "Vraag q03?" not in text
    assert "| right_answer | 100,0% | 93,3% | -6,7 |" in text
    assert "Kleinste verschil dat deze vragen met 80% kans laten zien: StRecall@5 11,4% (n = 30)" in text


def test_questions_bring_no_markup_of_their_own(mini_report: Report) -> None:
    questions = [asked("x", question="Waarom <b>*dit*</b>?")]
    old = sheet_of(questions, [answered(mini_report, questions[0], [RIGHT], [RIGHT])], mini_report)
    new = sheet_of(questions, [refused(mini_report, questions[0])], mini_report)
    assert r"*Waarom \<b\>\*dit\*\</b\>?*" in markdown(judge(old, new, ()), "a", "b", questions)
