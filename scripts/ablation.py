"""What each part of the search is worth: StRecall@5 with parts taken away in turn, and next to simpler searches.

Prints a Markdown table for ``docs/retrieval.md``. ``--set test`` is for reporting only; choose nothing by it.
Weights are not learnt anew when a part goes, so a row shows what the shipped search loses without it.
"""

import argparse
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from iobqa.evaluation.folding import fold
from iobqa.evaluation.golden import GoldenQuestion, read_golden
from iobqa.evaluation.intervals import bootstrap_mean
from iobqa.evaluation.measures import group_ranks, subtopic_recall
from iobqa.evaluation.responses import Passage as ShownPassage
from iobqa.evaluation.responses import read_response
from iobqa.interfaces.payload import hit_payload
from iobqa.records import Hit
from iobqa.search.analysis import STOP_WORDS, Analysis, stems, tokens
from iobqa.search.channels import CHANNELS
from iobqa.search.fusion import Ranker, ranked
from iobqa.search.index import Index, index_in_memory, open_index
from iobqa.search.lexical import LexicalIndex
from iobqa.search.lexicon import Lexicon
from iobqa.search.query import QueryReader
from iobqa.search.retriever import Retriever
from iobqa.search.spelling import Speller
from iobqa.search.texts import headed_text, passage_text
from iobqa.settings import Settings

Search = Callable[[str], Sequence[int]]
"""Question to passage numbers, best first."""

KINDS = ("staff", "researcher", "fact", "keyword", "typo", "english", "followup")
CHANNEL_GROUPS = {
    "words of the passage": ("words",),
    "words of the headings": ("headings",),
    "words of the bank": ("question_words", "question_words_3"),
    "meaning of the passage": ("meaning",),
    "meaning of its sentences": ("sentence_meaning",),
    "meaning of the bank": ("question_meaning", "question_meaning_3"),
}


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--set", default="dev", choices=["dev", "test"])
    options.add_argument("--golden", type=Path, default=Path("evals/golden"))
    chosen = options.parse_args()
    asked, _ = read_golden([chosen.golden], wanted_set=chosen.set)
    questions = [question for question in asked if question.answerable]
    index = open_index(Settings.read())
    print(f"| search | all (n={len(questions)}) | 95% | {' | '.join(KINDS)} |")
    print("| --- |" + " --- |" * (2 + len(KINDS)))
    for name, search in [*searches(index), *plain_searches(index)]:
        print(row(name, questions, [score(index, question, search) for question in questions]))


def row(name: str, questions: Sequence[GoldenQuestion], values: Sequence[float]) -> str:
    """One line of the table."""
    low, high = bootstrap_mean(values)
    kinds = (np.mean([v for v, q in zip(values, questions, strict=True) if q.kind == kind] or [0]) for kind in KINDS)
    return (
        f"| {name} | {np.mean(values):.3f} | {low:.3f}–{high:.3f} | {' | '.join(f'{value:.2f}' for value in kinds)} |"
    )


def score(index: Index, question: GoldenQuestion, search: Search) -> float:
    """StRecall@5 of one question."""
    snippets = [[fold(snippet) for snippet in group] for group in question.evidence]
    return subtopic_recall(group_ranks(snippets, _shown(index, search(question.question)[:5])), 5)


def _shown(index: Index, numbers: Sequence[int]) -> Sequence[ShownPassage]:
    hits = [hit_payload(Hit(index.passages[number], 0.0, rank)) for rank, number in enumerate(numbers, start=1)]
    empty = {
        "question": "",
        "answered": False,
        "answer": "",
        "reason": None,
        "confidence": 0.0,
        "generator": "",
        "index": "",
    }
    return read_response({**empty, "citations": [], "passages": hits}).passages


def searches(index: Index) -> list[tuple[str, Search]]:
    """The shipped search, whole and without each part."""
    found = [("as shipped", ranking(index))]
    for name, channels in CHANNEL_GROUPS.items():
        weights = np.array([0.0 if c in channels else w for c, w in zip(CHANNELS, index.ranker.weights, strict=True)])
        found.append((f"without {name}", ranking(replace(index, ranker=Ranker(weights.astype(np.float32))))))
    speller, empty = Speller(index.words["all"]), Speller([])
    lexicon = index.reader._lexicon
    found.append(
        ("without the lexicon", ranking(replace(index, reader=QueryReader(index.analysis, Lexicon([]), speller))))
    )
    found.append(
        ("without mending typing errors", ranking(replace(index, reader=QueryReader(index.analysis, lexicon, empty))))
    )
    for name in ("compound parts", "stems"):
        words = index.words["report"]
        analysis = Analysis(words, use_stems=name != "stems", use_parts=name != "compound parts")
        found.append((f"without {name}", ranking(replace(index, reader=QueryReader(analysis, lexicon, speller)))))
    return found


def ranking(index: Index) -> Search:
    """All passages of an index, best first."""
    retriever = Retriever(index)
    return lambda question: retriever.search(question).order


class Untrained:
    """Random vectors for words: what the encoder is without training."""

    name = "untrained"

    def encode_questions(self, texts: Sequence[str]) -> np.ndarray:
        rows = [np.sum([_random(word) for word in tokens(text)] or [np.zeros(256)], axis=0) for text in texts]
        lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return np.asarray(rows / lengths, dtype=np.float32)

    encode_passages = encode_questions


def _random(word: str) -> np.ndarray:
    return np.random.default_rng(int.from_bytes(word.encode()[:12].ljust(12), "little")).normal(size=256)


def plain_searches(index: Index) -> list[tuple[str, Search]]:
    """Simpler searches over the same passages."""
    texts = [headed_text(passage) for passage in index.passages]
    untrained = index_in_memory(index.corpus.folder, Untrained())
    return [
        ("with an untrained encoder", ranking(untrained)),
        ("plain Dutch BM25 (one stemmer)", bm25(texts)),
        ("SQLite FTS5", fts5([passage_text(passage) for passage in index.passages])),
    ]


def bm25(texts: Sequence[str]) -> Search:
    """BM25 over Porter stems."""
    lexical = LexicalIndex.from_terms([_porter(text) for text in texts])
    return lambda question: ranked(lexical.score(dict.fromkeys(_porter(question), 1.0)), len(texts))


def _porter(text: str) -> list[str]:
    return [stems(word)[1] for word in tokens(text) if word not in STOP_WORDS]


def fts5(texts: Sequence[str]) -> Search:
    """SQLite's full-text search, any word, its own BM25."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE passages USING fts5(text)")
    database.executemany("INSERT INTO passages(rowid, text) VALUES (?, ?)", list(enumerate(texts)))

    def search(question: str) -> Sequence[int]:
        wanted = " OR ".join(f'"{word}"' for word in dict.fromkeys(tokens(question)))
        found = database.execute("SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank", (wanted or '""',))
        return [number for (number,) in found]

    return search


if __name__ == "__main__":
    main()
