"""The questions that are asked: those of the bank, each once, or as they come back in real life."""

import json
import random
from pathlib import Path

_SEED = 20241129


def bank(corpus: Path) -> list[str]:
    """All questions of the bank, in an order that is the same every time."""
    lines = (corpus / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = sorted({json.loads(line)["question"] for line in lines})
    random.Random(_SEED).shuffle(questions)
    return questions


def returning(questions: list[str], count: int, seed: int) -> list[str]:
    """Questions as search engines see them (Zipf, exponent 1): the one in place r is asked 1/r times as often as the first."""
    weights = [1 / place for place in range(1, len(questions) + 1)]
    return random.Random(_SEED + seed).choices(questions, weights, k=count)
