"""Learn what ranks passages, picks sentences and refuses questions, from the question bank; no question sees itself.

The bank is split in FOLDS parts. For each an encoder is trained on the other parts, and the part's questions are searched in an
index with that encoder, each question itself left out. From these searches are learnt, one after the other:

* ``ranker.json``: a weight for each channel (softmax over the passages, weights not below zero, L2);
* ``selection.json``: boosted trees over the features of a sentence;
* ``continuation.json``: a weight for each feature of a further sentence (logistic regression);
* ``intent.json``: weights of words that tell commands and other subjects;
* ``abstention.json``: small boosted trees that tell the bank's questions from near misses and other questions to refuse.

``calibration.json`` is fitted on the golden questions marked ``dev`` in the index as it ships: the log-odds from which to
answer, and the probability that an answer is right.
"""

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from held_out import FOLDS, Split, split_bank, split_refusals
from iobqa.answer.composition import alike, content
from iobqa.answer.continuation import FEATURES as CONTINUATION
from iobqa.answer.continuation import ContinuationReader
from iobqa.answer.intent import INTENTS, intent_terms
from iobqa.answer.scorer import SentenceScorer
from iobqa.answer.selection import FEATURES, Candidates, SentenceReader, gold_rows
from iobqa.answer.signals import SIGNALS, SignalReader
from iobqa.report.corpus import load_corpus, parse_corpus
from iobqa.search.channels import CHANNELS
from iobqa.search.encoder import StaticEncoder
from iobqa.search.fusion import Ranker
from iobqa.search.index import Index, index_in_memory
from iobqa.search.passages import build_passages
from iobqa.search.questions import load_bank, owners
from iobqa.search.retriever import Retriever, Search
from iobqa.settings import Settings
from train_encoder import TYPING_ERRORS, train, training_pairs, with_typing_errors

Floats = NDArray[np.float32]

RANKED = 2500
"""Questions a fold that the ranker learns from."""
SELECTION = {"max_iter": 200, "max_depth": 5, "learning_rate": 0.08, "min_samples_leaf": 40, "l2_regularization": 1.0}
REFUSAL = {"max_iter": 300, "max_depth": 3, "learning_rate": 0.06, "min_samples_leaf": 30, "l2_regularization": 2.0}
REFUSED_WEIGHT = 1.2
"""All questions to refuse together weigh this much of all to answer ..."""
WEIGHTS = {"off_topic": 2.0, "instruction": 2.0, "not_a_question": 2.0, "outside_report": 1.5, "false_premise": 2.0}
"""... and among them these more than a near miss: an answer to them is the greater embarrassment."""
ANSWERED_WRITERS, REFUSED_WRITERS = {1, 2, 3}, {1, 2}
"""Whose questions to answer and to refuse the trees of ``abstention.json`` learn from. Those of the other writers are compared with,
not learnt from: the one is much shorter than the other, and the trees would learn the length (refused on dev at the same share
answered: 70% without them, 67% with them)."""
SAME = 0.72
"""Share of words (Jaccard) from which a sentence that repeats an answering one answers too."""
LEAST = 0.1
"""Probability of a further sentence from which it is added; chosen on dev for answers of at most 70 words on average."""
POOL = 30
"""Best candidates among which a further sentence is looked for."""
SMALLEST_TERM = 0.25
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
    split = split_bank(folds[0].bank, folds[0].passages)
    weights = learn_ranker(folds, split)
    write(chosen.corpus / "ranker.json", {"weights": dict(zip(CHANNELS, rounded(weights), strict=True))})
    ranker = Ranker.load(chosen.corpus / "ranker.json")
    folds = [replace(index, ranker=ranker) for index in folds]
    write(chosen.corpus / "intent.json", learn_intents(folds[0]))
    asked = [list(ask_all(index, fold, split)) for fold, index in enumerate(folds)]
    write(chosen.corpus / "selection.json", learn_selection(asked))
    scorer = SentenceScorer.load(chosen.corpus / "selection.json")
    write(chosen.corpus / "continuation.json", learn_continuation(folds, asked, scorer))
    write(chosen.corpus / "abstention.json", learn_abstention(folds, asked, scorer))


def write(file: Path, content: object) -> None:
    """As JSON that shows in a diff."""
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print("written", file.name)


def rounded(values: Floats) -> list[float]:
    """Four decimals."""
    return [round(float(value), 4) for value in values]


def fold_index(corpus: Path, folder: Path, fold: int) -> Index:
    """An index whose encoder never saw the bank questions of ``fold``."""
    if not (folder / str(fold) / "model.safetensors").is_file():
        passages = build_passages(parse_corpus(load_corpus(corpus)))
        held_out = split_bank(load_bank(corpus / "questions.jsonl"), passages).rows(fold)
        train(training_pairs(corpus, without=frozenset(held_out)), folder / str(fold))
    return index_in_memory(corpus, StaticEncoder(folder / str(fold)))


@dataclass(frozen=True)
class Asked:
    """A held-out question, searched without what was written with it, and its candidate sentences."""

    kind: str
    """``bank``, or the kind of a question to refuse."""
    row: int
    leave_out: tuple[tuple[int, ...], tuple[int, ...]]
    search: Search
    candidates: Candidates
    gold: NDArray[np.bool_]
    """Which candidates answer."""


def ask_all(index: Index, fold: int, split: Split) -> Iterator[Asked]:
    """The questions of a fold, of the bank and to refuse. Part of them get typing errors."""
    rng, retriever, reader = random.Random(SEED + fold), Retriever(index), SentenceReader(index)
    for question, kind, row, leave_out in questions_of_fold(index, fold, split):
        typed = with_typing_errors(question, rng) if rng.random() < TYPING_ERRORS else question
        search = retriever.search(typed, leave_out[0])
        if search.order:
            candidates = reader.candidates(search, leave_out)
            gold = answering(index, candidates, row) if kind == "bank" else np.zeros(len(candidates.rows), dtype=bool)
            yield Asked(kind, row, leave_out, search, candidates, gold)


def questions_of_fold(
    index: Index, fold: int, split: Split
) -> Iterator[tuple[str, str, int, tuple[tuple[int, ...], tuple[int, ...]]]]:
    """(question, kind, row, bank questions and refusals to leave out)."""
    for row in split.rows(fold):
        yield index.bank[row].question, "bank", row, (split.together[row], ())
    refusals = split_refusals(index)
    for row in refusals.rows(fold):
        yield index.refusals[row].question, index.refusals[row].kind, row, ((), refusals.together[row])


def answering(index: Index, candidates: Candidates, row: int) -> NDArray[np.bool_]:
    """Which candidates answer bank question ``row``, or say the same as a sentence that does."""
    gold = [content(index.sentences[at].text) for at in gold_rows(index, row)]
    texts = [content(index.sentences[at].text) for at in candidates.rows]
    return np.array([any(alike(text, one) >= SAME for one in gold) for text in texts])


def learn_ranker(folds: Sequence[Index], split: Split) -> Floats:
    """Weights, none below zero, that put the answering passage first: softmax over passages, L-BFGS-B."""
    from scipy.optimize import minimize

    columns, targets = [], []
    rng = np.random.default_rng(SEED)
    for fold, index in enumerate(folds):
        retriever, owner = Retriever(index), owners(index.bank, index.passages)
        rows = [row for row in split.rows(fold) if owner[row] >= 0]
        for row in rng.choice(rows, min(RANKED, len(rows)), replace=False):
            columns.append(retriever.search(index.bank[row].question, split.together[row]).channels)
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


def learn_selection(asked: Sequence[Sequence[Asked]]) -> dict[str, object]:
    """Boosted trees that tell the sentences that answer from the other candidates."""
    known = [one for group in asked for one in group if one.kind == "bank"]
    x, y = np.concatenate([one.candidates.features for one in known]), np.concatenate([one.gold for one in known])
    print(f"selection: {len(known)} questions, {len(y)} sentences, {y.mean():.3f} of them answer")
    return learn_trees(FEATURES, x, y, np.ones(len(y)), SELECTION)


def learn_continuation(
    folds: Sequence[Index], asked: Sequence[Sequence[Asked]], scorer: SentenceScorer
) -> dict[str, object]:
    """Logistic regression of "this sentence answers too", of questions whose best candidate answers."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    features, gold = [], []
    for index, group in zip(folds, asked, strict=True):
        reader = ContinuationReader(index)
        for one in group:
            for row, too in further(reader, one, scorer.probabilities(one.candidates.features)[0]):
                features.append(row)
                gold.append(too)
    x, y = np.concatenate(features), np.concatenate(gold)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=2000)).fit(x, y)
    print(f"continuation: {len(y)} sentences, {y.mean():.3f} of them answer too")
    return {**logistic(CONTINUATION, model), "least": LEAST}


def further(
    reader: ContinuationReader, one: Asked, probabilities: Floats
) -> Iterator[tuple[Floats, NDArray[np.bool_]]]:
    """Features of the candidates that are left when the best, or the best and one more, is chosen; and which answer too."""
    order = [int(at) for at in np.argsort(-probabilities, kind="stable")[:POOL]]
    if not one.gold[order[0]]:
        return
    continuing = reader.over(one.search.query.text, one.candidates, probabilities)
    second = [at for at in order[1:] if one.gold[at]][:1]
    for chosen in ([order[0]], [order[0], *second])[: 1 + len(second)]:
        pool = [at for at in order if at not in chosen]
        yield continuing.read(chosen)[pool], one.gold[pool]


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


def learn_abstention(
    folds: Sequence[Index], asked: Sequence[Sequence[Asked]], scorer: SentenceScorer
) -> dict[str, object]:
    """Boosted trees that tell what the report answers from what it does not."""
    intents = held_out_intents(folds[0])
    rows, known, kinds = [], [], []
    for index, group in zip(folds, asked, strict=True):
        signals = SignalReader(index)
        for one in group:
            refused = one.kind != "bank"
            writer = (index.refusals if refused else index.bank)[one.row].writer
            if writer not in (REFUSED_WRITERS if refused else ANSWERED_WRITERS):
                continue
            intent = intents[one.row + refused * len(index.bank)].tolist()
            mentions = signals.mentions(one.search, one.leave_out[0])
            probabilities = scorer.probabilities(one.candidates.features)[0]
            rows.append(signals.read(one.search, mentions, one.candidates, probabilities, one.leave_out, intent))
            known.append(not refused)
            kinds.append(one.kind)
    x, y = np.array(rows), np.array(known)
    weight = np.array([WEIGHTS.get(kind, 1.0) for kind in kinds])
    weight[~y] *= REFUSED_WEIGHT * y.sum() / weight[~y].sum()
    print(f"abstention: {y.sum()} questions to answer, {(~y).sum()} to refuse")
    return learn_trees(SIGNALS, x, y, weight, REFUSAL)


def learn_trees(
    names: Sequence[str],
    x: Floats,
    y: NDArray[np.bool_],
    weight: NDArray[np.float64],
    shape: Mapping[str, float],
) -> dict[str, object]:
    """Histogram gradient boosting, as complete binary trees in heap order."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        **shape, max_leaf_nodes=None, max_features=0.5, early_stopping=False, random_state=SEED
    ).fit(x, y, weight)
    return {"names": list(names), **heap_trees(model, int(shape["max_depth"]))}


def heap_trees(model: "object", depth: int) -> dict[str, object]:
    """scikit-learn's trees as complete binary trees in heap order; a leaf that stands early is repeated below itself."""
    features, thresholds, leaves = [], [], []
    for (predictor,) in model._predictors:  # type: ignore[attr-defined]  # there is no public way to them
        nodes = predictor.nodes
        level, feature, threshold = [0], [], []
        for _ in range(depth):
            below = []
            for at in level:
                leaf = bool(nodes[at]["is_leaf"])
                feature.append(0 if leaf else int(nodes[at]["feature_idx"]))
                threshold.append(0.0 if leaf else round(float(nodes[at]["num_threshold"]), 6))
                below += [at, at] if leaf else [int(nodes[at]["left"]), int(nodes[at]["right"])]
            level = below
        features.append(feature)
        thresholds.append(threshold)
        leaves.append([round(float(nodes[at]["value"]), 6) for at in level])
    base = float(model._baseline_prediction.ravel()[0])  # type: ignore[attr-defined]
    return {"base": round(base, 6), "feature": features, "threshold": thresholds, "leaf": leaves}


def logistic(names: Sequence[str], model: "object") -> dict[str, object]:
    """A pipeline of a scaler and a logistic regression as weights of the features as they are."""
    scaler, regression = model[0], model[1]  # type: ignore[index]
    weights = regression.coef_[0] / scaler.scale_
    offset = float(regression.intercept_[0] - weights @ scaler.mean_)
    return {"weights": dict(zip(names, rounded(weights), strict=True)), "offset": round(offset, 4)}


if __name__ == "__main__":
    main()
