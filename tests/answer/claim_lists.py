"""Lists of claims on real sentences of the report, each faithful or falsified, and how verification does on them.

    python tests/answer/claim_lists.py tests/answer/data/claims_*.txt

prints for each list how many falsifications passed and how many paraphrases were rejected, with 95% intervals, and which, as a model's
answer is checked; and how many without weighing, as the desk checks.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from iobqa.answer.background import Surroundings
from iobqa.answer.citations import Quote
from iobqa.answer.nearness import Nearness
from iobqa.answer.verdicts import ClaimVerdict
from iobqa.answer.verification import Background, verify
from iobqa.answer.weighing import Weighing
from iobqa.records import Report
from iobqa.report.corpus import load_corpus, parse_corpus
from iobqa.search.encoder import StaticEncoder

CORPUS = Path(__file__).parents[2] / "corpus"


class Backgrounds:
    """What the program gives beside the sentences of this report: headings, abbreviations, word nearness."""

    def __init__(self) -> None:
        corpus = load_corpus(CORPUS)
        self._report = parse_corpus(corpus)
        near = Nearness.of(StaticEncoder(CORPUS / "encoder"))
        self._surroundings = Surroundings(self._report, corpus.about, near)

    def of(self, sources: Sequence[str]) -> Background:
        """The background of claims that cite these sentences. Raises ValueError when one stands nowhere in the report."""
        return self._surroundings.of([place(self._report, text) for text in sources])


def place(report: Report, sentence: str) -> Quote:
    """Where a sentence of a list stands, blanks aside. Raises ValueError when it stands nowhere."""
    for unit in report.paragraphs:  # nearly all stand there blank for blank
        at = unit.text.find(sentence)
        if at >= 0:
            return Quote(unit.id, at, at + len(sentence))
    wanted = re.compile(r"\s+".join(map(re.escape, sentence.split())))
    for unit in report.paragraphs:
        found = wanted.search(unit.text)
        if found:
            return Quote(unit.id, found.start(), found.end())
    raise ValueError(f"not in the report: {sentence}")


@cache
def weights() -> Weighing:
    """Read when a claim is first weighed: what learns them has none yet."""
    return Weighing.load()


@cache
def backgrounds() -> Backgrounds:
    """Read once."""
    return Backgrounds()


@dataclass(frozen=True)
class Block:
    """Cited sentences with faithful and falsified claims on them."""

    sources: tuple[str, ...]
    faithful: tuple[str, ...]
    falsified: tuple[tuple[str, str], ...]
    """What was changed, and the claim."""

    @cache  # noqa: B019 - several tests ask for the same
    def verdict(self, claim: str, *, strict: bool = False) -> ClaimVerdict:
        """On ``claim``, with the background that a model's answer gets. ``strict``: nothing is weighed, as for the desk."""
        background = self.background if strict else replace(self.background, weighing=weights())
        return verify(claim, self.sources, background)

    @cached_property
    def background(self) -> Background:
        return backgrounds().of(self.sources)


def read_blocks(file: Path) -> list[Block]:
    """The blocks of a list; lines that begin with # are comments."""
    return list(_blocks(file.read_text(encoding="utf-8")))


def _blocks(text: str) -> Iterator[Block]:
    for part in text.split("\n\n"):
        lines = [line.split(": ", 1) for line in part.splitlines() if line and not line.startswith("#")]
        if lines:
            yield Block(
                tuple(value for name, value in lines if name == "bron"),
                tuple(value for name, value in lines if name == "goed"),
                tuple(
                    (name.removeprefix("fout ").strip("()"), value) for name, value in lines if name.startswith("fout ")
                ),
            )


def rejected(blocks: Sequence[Block], *, strict: bool = False) -> list[tuple[str, str | None]]:
    """Faithful claims that are not covered, and why not."""
    verdicts = [(claim, block.verdict(claim, strict=strict)) for block in blocks for claim in block.faithful]
    return [(claim, verdict.problem) for claim, verdict in verdicts if not verdict.covered]


def passed(blocks: Sequence[Block], *, strict: bool = False) -> list[tuple[str, str]]:
    """Falsified claims that are covered, and what was changed in them."""
    changed = [(block, what, claim) for block in blocks for what, claim in block.falsified]
    return [(claim, what) for block, what, claim in changed if block.verdict(claim, strict=strict).covered]


def _share(count: int, total: int) -> str:
    from iobqa.evaluation.intervals import wilson

    low, high = wilson(count / total, total)
    return f"{count} of {total} ({count / total:.1%}; {low:.1%}-{high:.1%})"


def main(files: Sequence[str]) -> None:
    """Print the figures of each list."""
    for name in files:
        blocks = read_blocks(Path(name))
        through, refused = passed(blocks), rejected(blocks)
        falsified = sum(len(block.falsified) for block in blocks)
        faithful = sum(len(block.faithful) for block in blocks)
        for claim, about in (*through, *refused):
            sys.stdout.write(f"  {claim}  [{about}]\n")
        sys.stdout.write(f"{Path(name).name}: falsifications passed {_share(len(through), falsified)}; ")
        sys.stdout.write(f"paraphrases rejected {_share(len(refused), faithful)}\n")
        sys.stdout.write(f"    strict: {_share(len(passed(blocks, strict=True)), falsified)}; ")
        sys.stdout.write(f"{_share(len(rejected(blocks, strict=True)), faithful)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
