"""Claims on real sentences of the report: no falsification passes, and few faithful paraphrases are rejected.

The sentences stand in the data files word for word, so that this needs no index; ``test_sentences_are_the_reports`` holds
them to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from iobqa.answer.verification import Background, verify
from iobqa.records import Report

DATA = Path(__file__).parent / "data"
FILES = ("claims_dev.txt", "claims_held_out.txt")
IMPERATIVES = ("Zorg ", "Beperk ", "Behoud ")
"""How the cited recommendations begin."""


@dataclass(frozen=True)
class Block:
    """Cited sentences with faithful and falsified claims on them."""

    sources: tuple[str, ...]
    faithful: tuple[str, ...]
    falsified: tuple[tuple[str, str], ...]
    """What was changed, and the claim."""

    @property
    def background(self) -> Background:
        return Background(period=(2017, 2022), author="IOB", advice=self.sources[0].startswith(IMPERATIVES))


def _read(file: Path) -> list[Block]:
    blocks = []
    for text in file.read_text(encoding="utf-8").split("\n\n"):
        lines = [line.split(": ", 1) for line in text.splitlines() if line and not line.startswith("#")]
        if lines:
            blocks.append(
                Block(
                    tuple(value for name, value in lines if name == "bron"),
                    tuple(value for name, value in lines if name == "goed"),
                    tuple((name.removeprefix("fout "), value) for name, value in lines if name.startswith("fout ")),
                )
            )
    return blocks


BLOCKS = {name: _read(DATA / name) for name in FILES}
ALL = [block for blocks in BLOCKS.values() for block in blocks]


def test_lists_are_long_enough() -> None:
    assert sum(len(block.faithful) for block in ALL) >= 60
    assert sum(len(block.falsified) for block in ALL) >= 60


def test_sentences_are_the_reports(report: Report) -> None:
    text = " ".join(" ".join(unit.text.split()) for unit in report.paragraphs)
    assert [s for block in ALL for s in block.sources if " ".join(s.split()) not in text] == []


@pytest.mark.parametrize(
    ("block", "changed", "claim"),
    [(block, *changed) for block in ALL for changed in block.falsified],
    ids=lambda value: value[:60] if isinstance(value, str) else "",
)
def test_falsification_is_caught(block: Block, changed: str, claim: str) -> None:
    verdict = verify(claim, block.sources, block.background)
    assert verdict.label == "niet gedekt", changed
    assert verdict.problem


@pytest.mark.parametrize("name", FILES)
def test_paraphrases_are_seldom_rejected(name: str) -> None:
    rejected = _rejected(BLOCKS[name])
    total = sum(len(block.faithful) for block in BLOCKS[name])
    assert len(rejected) <= 0.15 * total, rejected


def test_paraphrases_are_rejected_less_than_one_time_in_ten() -> None:
    assert len(_rejected(ALL)) < 0.1 * sum(len(block.faithful) for block in ALL)


def _rejected(blocks: Sequence[Block]) -> list[tuple[str, str | None]]:
    verdicts = [(claim, verify(claim, block.sources, block.background)) for block in blocks for claim in block.faithful]
    return [(claim, verdict.problem) for claim, verdict in verdicts if not verdict.covered]


@pytest.mark.parametrize("block", ALL, ids=lambda block: block.sources[0][:50])
def test_sources_cover_themselves(block: Block) -> None:
    for source in block.sources:
        assert verify(source, block.sources, block.background).label == "letterlijk"
