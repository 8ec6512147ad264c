"""Fit ``calibration.json`` on the golden questions marked ``dev``, in the index as it ships.

* ``threshold``: the highest log-odds at which still ANSWERED of the answerable questions are answered;
* ``slope``, ``offset``: Platt scaling of the log-odds to the probability that an answer is right (all facts are there and a cited
  paragraph holds gold evidence), on the questions that pass the threshold.
"""

import json
from pathlib import Path

import numpy as np

from iobqa.evaluation.evidence import golden_set
from iobqa.evaluation.golden import GoldenQuestion, read_golden
from iobqa.evaluation.measures import citation_precision, fact_recall
from iobqa.qa import ReportQA
from iobqa.settings import Settings

ANSWERED = 0.955


def main() -> None:
    """Fit and write."""
    from sklearn.linear_model import LogisticRegression

    settings = Settings.read()
    file = settings.corpus / "calibration.json"
    write(file, threshold=-99.0)  # answer everything while measuring
    qa = ReportQA.open(settings)
    questions, problems = read_golden([Path("evals/golden")], wanted_set="dev")
    places = golden_set(questions, problems, qa.report).places
    asked = np.array([question.answerable for question in questions])
    scores = np.array([max(-9.0, qa.log_odds(question.question)) for question in questions])
    right = np.array([is_right(qa, question, places[question.id]) for question in questions])
    threshold = float(np.quantile(scores[asked], 1 - ANSWERED))
    kept = scores >= threshold
    model = LogisticRegression(C=10).fit(scores[kept, None], right[kept])
    write(file, threshold, float(model.coef_[0, 0]), float(model.intercept_[0]))
    print(f"answered {kept[asked].mean():.3f} of the answerable, refused {1 - kept[~asked].mean():.3f} of the others")


def is_right(qa: ReportQA, question: GoldenQuestion, places: tuple[frozenset[tuple[str, ...]], ...]) -> bool:
    """Whether the answer holds all facts and cites gold evidence."""
    if not question.answerable:
        return False
    answer = qa.ask(question.question)
    cited = [citation.id for citation in answer.citations]
    return fact_recall(question.facts, answer.answer) == 1.0 and citation_precision(cited, places) > 0


def write(file: Path, threshold: float, slope: float = 1.0, offset: float = 0.0) -> None:
    """As JSON with four decimals."""
    content = {"slope": round(slope, 4), "offset": round(offset, 4), "threshold": round(threshold, 4)}
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
