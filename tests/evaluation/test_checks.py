"""What a reviewer of golden questions is told."""

from evaluation_toys import FARMERS, THIRD, asked

from iobqa.evaluation.checks import check
from iobqa.evaluation.golden import GoldenQuestion
from iobqa.records import Report


def remarks(report: Report, *questions: GoldenQuestion) -> list[str]:
    return [remark.text for remark in check(questions, (), report).remarks]


def test_a_sound_question_draws_no_remark(mini_report: Report) -> None:
    found = check([asked()], (), mini_report)
    assert (found.problems, found.remarks) == ((), ())
    assert found.counts == {("fact", "dev"): 1}


def test_a_fact_outside_the_evidence_is_flagged(mini_report: Report) -> None:
    (remark,) = remarks(mini_report, asked(facts=(("derde",), ("helft", "50%"))))
    assert remark == "fact-1: feit niet in de tekst van het bewijs (1): helft, 50%"


def test_a_fact_in_a_footnote_of_the_evidence_is_fine(mini_report: Report) -> None:
    assert not remarks(mini_report, asked(evidence=(("Zuigmeer 29% € 480.000",),), facts=(("vanaf 2019",),)))


def test_short_and_spanning_snippets_are_flagged(mini_report: Report) -> None:
    found = remarks(
        mini_report,
        asked("a", evidence=(("een derde.",),)),
        asked("b", evidence=(("· meer waterplanten; · boeren die",),), facts=(("boeren",),), question="Welke doelen?"),
    )
    assert "te kort om uniek" in found[0]
    assert "loopt door over meer alinea's" in found[1]


def test_an_unanswerable_question_needs_a_class(mini_report: Report) -> None:
    (remark,) = remarks(mini_report, asked(evidence=(), note="zomaar"))
    assert "noemt geen soort" in remark


def test_the_same_question_is_a_problem_and_a_near_one_a_remark(mini_report: Report) -> None:
    found = check(
        [
            asked("a", question="Hoeveel boeren deden mee in Natteveld?", evidence=((FARMERS,),), facts=(("14",),)),
            asked("b", question="hoeveel boeren deden  mee in natteveld?", evidence=((FARMERS,),), facts=(("14",),)),
            asked("c", question="Hoeveel boeren deden mee in Natteveld dan?", set="test"),
            asked("d", question="Hoe sterk daalde de mest?", evidence=((THIRD,),)),
        ],
        (),
        mini_report,
    )
    assert [problem.text for problem in found.problems] == ["b lijkt op a in toy.jsonl:1 (100% dezelfde woorden)"]
    assert [remark.text for remark in found.remarks] == [
        "c lijkt op a in toy.jsonl:1 (86% dezelfde woorden); dev en test horen niets gemeen te hebben",
        "c lijkt op b in toy.jsonl:1 (86% dezelfde woorden); dev en test horen niets gemeen te hebben",
    ]


def test_coverage_counts_a_question_once_a_section(mini_report: Report) -> None:
    found = check([asked("a", evidence=((THIRD,), (FARMERS,)))], (), mini_report)
    counts = {section.ref: section.questions for section in found.coverage}
    assert counts["§ 2.1"] == 1
    assert counts["§ 3.1"] == 0
