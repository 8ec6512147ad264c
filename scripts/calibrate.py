"""Fit ``calibration.json`` on the golden questions marked ``dev``, in the index as it ships.

* ``sentences``: a logistic function of SENTENCES to the probability that a sentence answers (it holds gold evidence);
* ``answering``: a logistic function of ANSWERING that corrects the trees, which know the bank's writers only;
* ``threshold``: the highest log-odds at which still ANSWERED of the answerable questions are answered, each scored by a function
  fitted without it;
* ``confidence``: a logistic function of CONFIDENCE to the probability that an answer is right (all facts are there and a cited
  paragraph holds gold evidence), on the questions that pass the threshold.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from iobqa.answer.abstention import Judge
from iobqa.answer.calibration import ANSWERING, CONFIDENCE, SENTENCES, chosen_signals
from iobqa.answer.scorer import SentenceScorer
from iobqa.evaluation.evidence import golden_set
from iobqa.evaluation.folding import fold
from iobqa.evaluation.golden import GoldenQuestion, read_golden
from iobqa.evaluation.measures import citation_precision, fact_recall
from iobqa.qa import ReportQA
from iobqa.settings import Settings
from train_ranker import logistic

ANSWERED = 0.95
FOLDS = 10
SENTENCE_STRENGTH = 0.01
SCRAP = 30
"""Characters up to which a sentence within a snippet says nothing by itself."""

Places = tuple[frozenset[tuple[str, ...]], ...]


def main() -> None:
    """Fit and write."""
    settings = Settings.read()
    file = settings.corpus / "calibration.json"
    parts = {"sentences": SENTENCES, "answering": ANSWERING, "confidence": CONFIDENCE}
    plain: dict[str, object] = {part: first_of(names) for part, names in parts.items()}
    plain["threshold"] = -99.0  # answer everything while measuring
    write(file, plain)
    listed, problems = read_golden([Path("evals/golden")], wanted_set="dev")
    plain["sentences"] = logistic(SENTENCES, fit_sentences(ReportQA.open(settings), listed))
    write(file, plain)
    qa = ReportQA.open(settings)
    judge = Judge(qa.index)
    places = golden_set(listed, problems, qa.report).places
    read = [(question, qa.consider(question.question).signals) for question in listed]
    known = [(question, signals) for question, signals in read if signals is not None]
    asked = np.array([question.answerable for question, _ in known])
    features = np.concatenate([chosen_signals(ANSWERING, s, trees=judge.trees_score(s)) for _, s in known])
    answering, held_out = fit(features, asked)
    threshold = float(np.quantile(held_out[asked], 1 - ANSWERED))
    kept = held_out >= threshold
    print(f"answered {kept[asked].mean():.3f} of the answerable, refused {1 - kept[~asked].mean():.3f} of the others")
    scores = answering.decision_function(features)  # type: ignore[attr-defined]
    features = np.concatenate(
        [chosen_signals(CONFIDENCE, s, answering=score) for (_, s), score in zip(known, scores, strict=True)]
    )
    right = np.array([is_right(qa, question, places[question.id]) for question, _ in known])
    confidence, held_out = fit(features[kept], right[kept], strength=0.1)
    report(1 / (1 + np.exp(-held_out)), right[kept])
    write(
        file,
        {
            "sentences": plain["sentences"],
            "answering": logistic(ANSWERING, answering),
            "threshold": round(threshold, 4),
            "confidence": logistic(CONFIDENCE, confidence),
        },
    )


def fit_sentences(qa: ReportQA, questions: Sequence[GoldenQuestion]) -> object:
    """On the candidates of the answerable questions."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    scorer = SentenceScorer.load(qa.index.corpus.folder / "selection.json")
    texts = [fold(sentence.text) for sentence in qa.index.sentences]
    features, gold = [], []
    for question in questions:
        candidates = qa.consider(question.question).candidates
        if question.answerable and candidates is not None:
            features.append(np.c_[scorer.learnt.score(candidates.features), candidates.features])
            snippets = [fold(snippet) for group in question.evidence for snippet in group]
            gold.append([any(overlap(texts[row], snippet) for snippet in snippets) for row in candidates.rows])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=SENTENCE_STRENGTH, max_iter=2000))
    return model.fit(np.concatenate(features), np.concatenate(gold))


def overlap(sentence: str, snippet: str) -> bool:
    """Whether a sentence holds the snippet, or is the larger part of a snippet that runs over several."""
    return snippet in sentence or (len(sentence) > SCRAP and sentence in snippet)


def first_of(names: tuple[str, ...]) -> dict[str, object]:
    """The first feature as it is."""
    return {"weights": dict.fromkeys(names, 0.0) | {names[0]: 1.0}, "offset": 0.0}


def fit(
    features: NDArray[np.float32], true: NDArray[np.bool_], strength: float = 0.05
) -> tuple[object, NDArray[np.float64]]:
    """A logistic regression, and the log-odds of each question by one that was fitted without it."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=2000))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=1)
    held_out = cross_val_predict(model, features, true, cv=folds, method="decision_function")
    return model.fit(features, true), held_out


def report(probability: NDArray[np.float64], right: NDArray[np.bool_]) -> None:
    """Print how well the confidence tells right answers from wrong ones, on questions held out in turn."""
    from sklearn.metrics import brier_score_loss, roc_auc_score

    print(
        f"confidence: AUROC {roc_auc_score(right, probability):.3f}, Brier {brier_score_loss(right, probability):.3f}"
    )


def is_right(qa: ReportQA, question: GoldenQuestion, places: Places) -> bool:
    """Whether the answer holds all facts and cites gold evidence."""
    if not question.answerable:
        return False
    answer = qa.ask(question.question)
    cited = [citation.id for citation in answer.citations]
    return fact_recall(question.facts, answer.answer) == 1.0 and citation_precision(cited, places) > 0


def write(file: Path, content: object) -> None:
    """As JSON that shows in a diff."""
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
