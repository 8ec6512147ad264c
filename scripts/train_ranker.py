"""Learn what ranks passages, picks sentences and refuses questions, from the question bank; no question sees itself.

The bank is split in FOLDS parts. For each an encoder is trained on the other parts, and the part's questions are searched in an
index with that encoder, each question itself left out. From these searches are learnt, one after the other:

* ``ranker.json``: a weight for each channel (softmax over the passages, weights not below zero, L2);
* ``selection.json``: a weight for each feature of a sentence (logistic regression);
* ``abstention.json``: small boosted trees that tell the bank's questions from near misses and other questions to refuse.

``calibration.json`` is fitted on the golden questions marked ``dev`` in the index as it ships: the log-odds from which to
answer, and the probability that an answer is right.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from iobqa.answer.intent import INTENTS, intent_terms
from iobqa.answer.scorer import SentenceScorer
from iobqa.answer.selection import FEATURES, SentenceReader, gold_rows
from iobqa.answer.signals import SIGNALS, SignalReader
from iobqa.search.channels import CHANNELS
from iobqa.search.encoder import StaticEncoder
from iobqa.search.fusion import Ranker
from iobqa.search.index import Index, index_in_memory
from iobqa.search.questions import owners
from iobqa.search.retriever import Retriever
from iobqa.settings import Settings
from train_encoder import TYPING_ERRORS, train, training_pairs, with_typing_errors

Floats = NDArray[np.float32]

FOLDS = 3
RANKED = 2500
"""Questions a fold that the ranker learns from."""
TREES, DEPTH = 200, 4
REFUSED_WEIGHT = 0.8
"""All questions to refuse together weigh this much of all to answer ..."""
WEIGHTS = {"off_topic": 2.0, "instruction": 2.0, "not_a_question": 2.0, "outside_report": 1.5, "false_premise": 2.0}
"""... and among them these more than a near miss: an answer to them is the greater embarrassment."""
SMALLEST_TERM = 0.15
"""Terms with smaller weights are left out of ``intent.json``."""
SEED = 1


def main() -> None:
    """Train the folds, then learn and write the four files."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, default=Settings.read().corpus)
    options.add_argument(
        "--folds", type=Path, default=Path("build/folds"), help="where the encoders of the folds are kept"
    )
    chosen = options.parse_args()
    folds = [fold_index(chosen.corpus, chosen.folds, fold) for fold in range(FOLDS)]
    weights = learn_ranker(folds)
    write(chosen.corpus / "ranker.json", {"weights": dict(zip(CHANNELS, rounded(weights), strict=True))})
    ranker = Ranker.load(chosen.corpus / "ranker.json")
    folds = [replace(index, ranker=ranker) for index in folds]
    write(chosen.corpus / "selection.json", learn_selection(folds))
    write(chosen.corpus / "intent.json", learn_intents(folds[0]))
    write(
        chosen.corpus / "abstention.json",
        learn_abstention(folds, SentenceScorer.load(chosen.corpus / "selection.json")),
    )


def write(file: Path, content: object) -> None:
    """As JSON that shows in a diff."""
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print("written", file.name)


def rounded(values: Floats) -> list[float]:
    """Four decimals."""
    return [round(float(value), 4) for value in values]


def fold_index(corpus: Path, folder: Path, fold: int) -> Index:
    """An index whose encoder never saw the questions n with n % FOLDS == fold."""
    if not (folder / str(fold) / "model.safetensors").is_file():
        train(training_pairs(corpus, without=(fold, FOLDS)), folder / str(fold))
    return index_in_memory(corpus, StaticEncoder(folder / str(fold)))


def held_out(index: Index, fold: int) -> list[int]:
    """Rows of the bank questions of a fold."""
    return list(range(fold, len(index.bank), FOLDS))


def learn_ranker(folds: Sequence[Index]) -> Floats:
    """Weights, none below zero, that put the answering passage first: softmax over passages, L-BFGS-B."""
    from scipy.optimize import minimize

    columns, targets = [], []
    rng = np.random.default_rng(SEED)
    for fold, index in enumerate(folds):
        retriever, owner = Retriever(index), owners(index.bank, index.passages)
        rows = [row for row in held_out(index, fold) if owner[row] >= 0]
        for row in rng.choice(rows, min(RANKED, len(rows)), replace=False):
            columns.append(retriever.search(index.bank[row].question, int(row)).channels)
            targets.append(owner[row])
    features, target = np.stack(columns), np.array(targets)
    found = minimize(
        _softmax_loss,
        np.ones(len(CHANNELS)),
        args=(features, target, 1e-3),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None)] * len(CHANNELS),
    )
    ranks = (
        np.einsum("qpc,c->qp", features, found.x) > (features[np.arange(len(target)), target] @ found.x)[:, None]
    ).sum(1)
    print(f"ranker: {len(target)} held-out questions, in the top 5: {np.mean(ranks < 5):.3f}")
    return np.asarray(found.x, dtype=np.float32)


def _softmax_loss(weights: Floats, features: Floats, target: NDArray[np.int64], l2: float) -> tuple[float, Floats]:
    scores = features @ weights
    scores -= scores.max(axis=1, keepdims=True)
    odds = np.exp(scores)
    total = odds.sum(axis=1)
    rows = np.arange(len(target))
    loss = -(scores[rows, target] - np.log(total)).mean() + l2 * weights @ weights
    expected = np.einsum("qp,qpc->qc", odds / total[:, None], features)
    return float(loss), (expected - features[rows, target]).mean(axis=0) + 2 * l2 * weights


def learn_selection(folds: Sequence[Index]) -> dict[str, object]:
    """Logistic regression of "this sentence answers" on the features of the candidates."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    features, gold = [], []
    for fold, index in enumerate(folds):
        retriever, reader = Retriever(index), SentenceReader(index)
        for row in held_out(index, fold):
            candidates = reader.candidates(retriever.search(index.bank[row].question, row), row)
            features.append(candidates.features)
            gold.append(np.isin(candidates.rows, gold_rows(index, row)))
    x, y = np.concatenate(features), np.concatenate(gold)
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=0.3, max_iter=1000).fit(scaler.transform(x), y)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - weights @ scaler.mean_)
    print(f"selection: {len(y)} sentences, {y.mean():.3f} of them answer")
    return {"weights": dict(zip(FEATURES, rounded(weights), strict=True)), "bias": round(bias, 4)}


def intent_data(index: Index) -> tuple[list[str], list[str]]:
    """Questions and what they are after; near misses and false premises are questions about the report too."""
    asked = [(question.question, "question") for question in index.bank]
    other = [(refusal.question, refusal.kind if refusal.kind in INTENTS else "question") for refusal in index.refusals]
    texts, kinds = zip(*[*asked, *(pair for pair in other)], strict=True)
    return list(texts), list(kinds)


def intent_model() -> "object":
    """Binary terms of length 1, one balanced logistic model an intent."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import Normalizer

    return make_pipeline(
        CountVectorizer(analyzer=intent_terms, binary=True),
        Normalizer(),
        OneVsRestClassifier(LogisticRegression(C=10, class_weight={0: 1, 1: 8}, max_iter=500)),
    )


def learn_intents(index: Index) -> dict[str, object]:
    """Weights of the terms that matter, with four decimals."""
    texts, kinds = intent_data(index)
    labels = np.array([[kind == intent for intent in INTENTS] for kind in kinds], dtype=int)
    model = intent_model().fit(texts, labels)  # type: ignore[attr-defined]
    terms = model[0].get_feature_names_out()
    rows = np.stack([one.coef_[0] for one in model[2].estimators_], axis=1)
    kept = np.abs(rows).max(axis=1) > SMALLEST_TERM
    weights = {str(t): [round(float(v), 3) for v in row] for t, row in zip(terms[kept], rows[kept], strict=True)}
    print(f"intent: {len(weights)} terms")
    return {"weights": weights, "bias": [round(float(one.intercept_[0]), 4) for one in model[2].estimators_]}


def held_out_intents(index: Index) -> Floats:
    """For every bank question and then every refusal the intents that models give that did not see it."""
    from sklearn.model_selection import KFold, cross_val_predict

    texts, kinds = intent_data(index)
    labels = np.array([[kind == intent for intent in INTENTS] for kind in kinds], dtype=int)
    folds = KFold(5, shuffle=True, random_state=SEED)
    return np.asarray(
        cross_val_predict(intent_model(), texts, labels, cv=folds, method="predict_proba"), dtype=np.float32
    )


def signal_rows(folds: Sequence[Index], scorer: SentenceScorer) -> Iterator[tuple[Floats, bool, str]]:
    """(signals, answered by the report, kind) for every held-out question and, spread over the folds, every refusal."""
    intents, rng = held_out_intents(folds[0]), random.Random(SEED)
    for fold, index in enumerate(folds):
        retriever, reader, signals = Retriever(index), SentenceReader(index), SignalReader(index)
        asked = [(index.bank[row].question, (row, None), True, "bank") for row in held_out(index, fold)]
        refused = [(r.question, (None, n), False, r.kind) for n, r in enumerate(index.refusals) if n % FOLDS == fold]
        for question, leave_out, answered, kind in [*asked, *refused]:
            if rng.random() < TYPING_ERRORS:
                question = with_typing_errors(question, rng)
            search = retriever.search(question, leave_out[0])
            if not search.order:
                continue
            candidates = reader.candidates(search, leave_out[0])
            probabilities = scorer.probability(candidates.features)
            intent = intents[leave_out[0] if leave_out[1] is None else len(index.bank) + leave_out[1]]
            mentions = signals.mentions(search, leave_out[0])
            yield signals.read(search, mentions, candidates, probabilities, leave_out, intent.tolist()), answered, kind


def learn_abstention(folds: Sequence[Index], scorer: SentenceScorer) -> dict[str, object]:
    """Boosted trees that tell what the report answers from what it does not."""
    from sklearn.ensemble import GradientBoostingClassifier

    rows = list(signal_rows(folds, scorer))
    x, y = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    weight = np.array([WEIGHTS.get(kind, 1.0) for _, _, kind in rows])
    weight[~y] *= REFUSED_WEIGHT * y.sum() / weight[~y].sum()
    model = GradientBoostingClassifier(
        n_estimators=TREES, max_depth=DEPTH, learning_rate=0.08, subsample=0.6, max_features=0.4, random_state=SEED
    ).fit(x, y, weight)
    print(f"abstention: {y.sum()} questions to answer, {(~y).sum()} to refuse")
    return {"names": list(SIGNALS), **heap_trees(model)}


def heap_trees(model: "object") -> dict[str, object]:
    """scikit-learn's trees as complete binary trees in heap order; a leaf that stands early is repeated below itself."""
    features, thresholds, leaves = [], [], []
    rate = float(model.learning_rate)  # type: ignore[attr-defined]
    for estimator in model.estimators_[:, 0]:  # type: ignore[attr-defined]
        tree = estimator.tree_
        level, feature, threshold = [0], [], []
        for _ in range(DEPTH):
            below = []
            for node in level:
                leaf = tree.children_left[node] < 0
                feature.append(0 if leaf else int(tree.feature[node]))
                threshold.append(0.0 if leaf else round(float(tree.threshold[node]), 6))
                below += [node, node] if leaf else [int(tree.children_left[node]), int(tree.children_right[node])]
            level = below
        features.append(feature)
        thresholds.append(threshold)
        leaves.append([round(rate * float(tree.value[node, 0, 0]), 6) for node in level])
    prior = float(model.init_.class_prior_[1])  # type: ignore[attr-defined]
    return {"base": float(np.log(prior / (1 - prior))), "feature": features, "threshold": thresholds, "leaf": leaves}


if __name__ == "__main__":
    main()
