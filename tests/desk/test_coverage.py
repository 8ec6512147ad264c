"""False sentences about the real report never count as covered, whichever sentences they are held against."""

from collections import Counter
from collections.abc import Iterator
from math import log
from pathlib import Path
from typing import cast

import pytest

from iobqa.desk.cite import Carrier, Finder, Statement
from iobqa.desk.claims import Claim
from iobqa.desk.coverage import Covering
from iobqa.records import Report
from iobqa.report.corpus import Corpus
from iobqa.search.analysis import tokens
from iobqa.search.units import report_sentences

DATA = Path(__file__).parent / "data"


def _rows(verdict: str) -> Iterator[str]:
    for file in sorted(DATA.glob("beweringen-*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            found, _, text = line.partition("\t")
            if found == verdict:
                yield text


class SharesWords:
    """Finds the sentences that share most of the claim's rare words: no index, no training."""

    def __init__(self, report: Report) -> None:
        self._sentences = [s for s in report_sentences(report) if len(s.text) > 30]
        self._words = [set(tokens(s.text)) for s in self._sentences]
        df = Counter(word for words in self._words for word in words)
        self._weight = {word: log(len(self._words) / count) for word, count in df.items()}
        self._report = report

    def cite(self, claim: str, k: int = 5, allowed: object = None) -> tuple[Statement, ...]:
        wanted = set(tokens(claim))
        scores = [sum(self._weight[word] for word in wanted & words) for words in self._words]
        best = sorted(range(len(scores)), key=lambda row: -scores[row])[: 2 * k]
        return tuple(Statement((self._carrier(row),)) for row in best)

    def _carrier(self, row: int) -> Carrier:
        found = self._sentences[row]
        return Carrier(
            self._report.by_id[found.unit], found.start, found.end, 1.0, False, ("tekst van het rapport",), ()
        )


@pytest.fixture(scope="module")
def covering(report: Report, corpus: Corpus) -> Covering:
    return Covering(report, cast(Finder, SharesWords(report)), corpus.about)


@pytest.mark.parametrize("text", list(_rows("niet")))
def test_false_sentence_never_passes(covering: Covering, text: str) -> None:
    found = covering(Claim("bewering", text, 0, len(text), text))
    assert found.verdict in {"gewijzigd", "niet gevonden"}


def test_some_true_sentences_pass(covering: Covering) -> None:
    true = list(_rows("gedekt"))[:6]
    found = [covering(Claim("bewering", text, 0, len(text), text)).verdict for text in true]
    assert "geparafraseerd en gedekt" in found
