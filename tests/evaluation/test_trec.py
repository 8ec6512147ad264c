"""Out to TREC and back in, with the same figures."""

from pathlib import Path

import pytest
from evaluation_toys import CORPUS, FARMERS, LATE, SCHONER, answered, asked, golden_of, refused, run_of

from iobqa.errors import GoldenError
from iobqa.evaluation.scoring import score_run
from iobqa.evaluation.summary import overall
from iobqa.evaluation.trec import export_files, import_run
from iobqa.records import Report

QUESTIONS = [
    asked("a", question="Hoe sterk\n daalde de mest?"),
    asked("b", evidence=((SCHONER,), (FARMERS,)), facts=(("niet overal",), ("14",))),
    asked("c", evidence=((LATE,),), facts=(("2019",),)),
    asked("u", evidence=()),
]
RANKINGS = [
    ["1.1-al1", "2.1-bevinding1+2.1-bevinding2"],
    ["2.1-al1", "h3-al1", "1.1-al2", "h3-al2"],
    ["voetnoot-6"],
    ["1.1-al1"],
]


def test_the_golden_questions_as_trec_files(mini_report: Report) -> None:
    files = export_files(golden_of(QUESTIONS, mini_report), mini_report)
    assert files["questions.tsv"] == "a\tHoe sterk daalde de mest?\nb\tVraag b?\nc\tVraag c?\n"
    assert files["qrels.txt"].splitlines() == [
        "a 1 2.1-bevinding1 1",
        "b 1 h3-al2 1",
        "b 1 samenvatting-hoofdconclusie-al1 1",
        "b 2 2.1-al1 1",
        "c 1 figuur-2.1-rij2 1",
        "c 1 voetnoot-6 1",
    ]
    assert len(files["paragraphs.jsonl"].splitlines()) == len(mini_report.paragraphs)


def test_a_run_goes_out_and_comes_in_with_the_same_figures(mini_report: Report, tmp_path: Path) -> None:
    import ir_measures

    golden = golden_of(QUESTIONS, mini_report)
    payloads = [refused(mini_report, q, ranking) for q, ranking in zip(QUESTIONS, RANKINGS, strict=True)]
    run = run_of(QUESTIONS, payloads)
    for name, content in export_files(golden, mini_report, run).items():
        (tmp_path / name).write_text(content)
    scored = overall(score_run(run, golden, mini_report, CORPUS).rows).estimates
    read_in = import_run(tmp_path / "run.txt", "dev", golden, mini_report, CORPUS)
    again = overall(score_run(read_in, golden, mini_report, CORPUS).rows).estimates
    assert set(again) == {"StRecall@1", "StRecall@3", "StRecall@5", "StRecall@10", "RR@10", "alpha_nDCG@10"}
    theirs = ir_measures.calc_aggregate(
        [ir_measures.parse_measure(name) for name in again],
        ir_measures.read_trec_qrels(str(tmp_path / "qrels.txt")),  # type: ignore[no-untyped-call]
        ir_measures.read_trec_run(str(tmp_path / "run.txt")),  # type: ignore[no-untyped-call]
    )
    for measure, value in theirs.items():
        assert scored[str(measure)].value == again[str(measure)].value == pytest.approx(value)


def test_a_question_the_run_is_silent_about_scores_zero(mini_report: Report, tmp_path: Path) -> None:
    (tmp_path / "run.txt").write_text("a Q0 2.1-bevinding1 1 3.5 bm25\n")
    golden = golden_of(QUESTIONS, mini_report)
    sheet = score_run(import_run(tmp_path / "run.txt", "dev", golden, mini_report, CORPUS), golden, mini_report, CORPUS)
    assert [row.values.get("StRecall@5") for row in sheet.rows] == [1.0, 0.0, 0.0, None]
    assert (sheet.index, sheet.answers) == ("bm25", False)


def test_the_ranking_is_by_score(mini_report: Report, tmp_path: Path) -> None:
    lines = ["a Q0 1.1-al1 1 0.5 x", "a Q0 2.1-al1 2 0.9 x", "a Q0 h3-al1 3 0.5 x", "a Q0 1.1-al1 4 0.1 x"]
    (tmp_path / "run.txt").write_text("\n".join(lines))
    run = import_run(tmp_path / "run.txt", "dev", golden_of(QUESTIONS, mini_report), mini_report, CORPUS)
    response = run.entries[0].response()
    assert response
    assert [passage.ids for passage in response.passages] == [("2.1-al1",), ("1.1-al1",), ("h3-al1",)]


def test_all_problems_at_once(mini_report: Report, tmp_path: Path) -> None:
    (tmp_path / "run.txt").write_text("a Q0 2.1-al1 1 0.9 x\na Q0 9.9 1 0.9 x\n\nz Q0 2.1-al1 1 0.9 x\na 2.1-al1 1\n")
    with pytest.raises(GoldenError) as error:
        import_run(tmp_path / "run.txt", "dev", golden_of(QUESTIONS, mini_report), mini_report, CORPUS)
    assert [line.partition("run.txt")[2] for line in str(error.value).splitlines()[1:]] == [
        ":2: onbekend stuk van het rapport: 9.9",
        ":4: geen vraag van deze set: z",
        ":5: geen zes kolommen: vraag Q0 document rang score naam",
    ]


@pytest.mark.parametrize("content", [None, "", b"\xff\xfe"])
def test_no_run_at_all(mini_report: Report, tmp_path: Path, content: str | bytes | None) -> None:
    if content is not None:
        (tmp_path / "run.txt").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(GoldenError):
        import_run(tmp_path / "run.txt", "dev", golden_of(QUESTIONS, mini_report), mini_report, CORPUS)


def test_answers_do_not_matter_to_an_export(mini_report: Report) -> None:
    golden = golden_of(QUESTIONS[:1], mini_report)
    run = run_of(QUESTIONS[:1], [answered(mini_report, QUESTIONS[0], ["1.1-al1"], ["2.1-bevinding1"])])
    assert export_files(golden, mini_report, run)["run.txt"] == "a Q0 1.1-al1 1 1 i1\n"
