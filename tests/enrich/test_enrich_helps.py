"""What ``enrich`` writes is used by the next index, and finds what everyday words did not."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from iobqa.answer.language_model import Message
from iobqa.enrich.bank import BankFolder
from iobqa.enrich.plan import to_write
from iobqa.enrich.writing import BankWriter
from iobqa.records import Report
from iobqa.search.index import index_in_memory
from iobqa.search.passages import build_passages
from mini_qa import HashedWords, corpus_with, mini_qa

ASKED = "Waren de agrariërs bang voor straf?"
SNIPPET = "Boeren vreesden een boete"
"""What answers it, without a word in common."""


class Paraphrases:
    """A model that asks in everyday words about the one sentence, and about all others something of no use."""

    name = "vraagt"

    def stream(self, messages: Sequence[Message], schema: Mapping[str, Any] | None, until: float) -> Iterator[str]:
        told = messages[-1].text
        line = next((line for line in told.splitlines() if SNIPPET in line), "[1]")
        number = int(line.split("[")[1].split("]")[0])
        asked = "waren die agrariërs bang dat ze straf kregen" if SNIPPET in told else f"iets over stuk {len(told)}"
        yield json.dumps(
            {"questions": [{"question": asked, "kind": "staff", "sentences": [number]}], "near_misses": []}
        )


def _rank(folder: Path, report: Report) -> int | None:
    index = index_in_memory(folder, HashedWords())
    unit = next(unit.id for unit in report.paragraphs if SNIPPET in unit.text)
    hits = mini_qa(index).search(ASKED, 10)
    return next((hit.rank for hit in hits if unit in hit.passage.ids), None)


def test_enriched_bank_brings_the_passage_to_the_top(tmp_path: Path, mini_report: Report) -> None:
    folder = corpus_with(tmp_path / "corpus", {})
    before = _rank(folder, mini_report)
    writer = BankWriter(mini_report, BankFolder(folder), Paraphrases(), count=4, seconds=5)
    assert [step.failure for step in writer.write(to_write(build_passages(mini_report), ())) if step.failure] == []
    BankFolder(folder).publish()
    assert before is None or before > 3
    assert _rank(folder, mini_report) == 1
