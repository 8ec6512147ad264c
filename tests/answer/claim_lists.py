"""Lists of claims on real sentences of the report, each faithful or falsified, and how verification does on them.

    python tests/answer/claim_lists.py tests/answer/data/claims_*.txt

prints for each list how many falsifications passed and how many paraphrases were rejected, with 95% intervals, and which.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from iobqa.answer.nearness import Nearness
from iobqa.answer.verdicts import ClaimVerdict
from iobqa.answer.verification import Background, verify
from iobqa.search.encoder import StaticEncoder

ENCODER = Path(__file__).parents[2] / "corpus" / "encoder"
NEAR = Nearness.of(StaticEncoder(ENCODER))
"""As the program has it for this report."""


@dataclass(frozen=True)
class Block:
    """Cited sentences with faithful and falsified claims on them."""

    sources: tuple[str, ...]
    headings: tuple[str, ...]
    faithful: tuple[str, ...]
    falsified: tuple[tuple[str, str], ...]
    """What was changed, and the claim."""

    def verdict(self, claim: str) -> ClaimVerdict:
        """On ``claim``, with the background that the program would give."""
        background = Background(context=self.headings, period=(2017, 2022), author="IOB", near=NEAR)
        return verify(claim, self.sources, background)


def read_blocks(file: Path) -> list[Block]:
    """The blocks of a list; lines that begin with # are comments."""
    return list(_blocks(file.read_text(encoding="utf-8")))


def _blocks(text: str) -> Iterator[Block]:
    for part in text.split("\n\n"):
        lines = [line.split(": ", 1) for line in part.splitlines() if line and not line.startswith("#")]
        if lines:
            yield Block(
                tuple(value for name, value in lines if name == "bron"),
                tuple(value for name, value in lines if name == "kop"),
                tuple(value for name, value in lines if name == "goed"),
                tuple(
                    (name.removeprefix("fout ").strip("()"), value) for name, value in lines if name.startswith("fout ")
                ),
            )


def rejected(blocks: Sequence[Block]) -> list[tuple[str, str | None]]:
    """Faithful claims that are not covered, and why not."""
    verdicts = [(claim, block.verdict(claim)) for block in blocks for claim in block.faithful]
    return [(claim, verdict.problem) for claim, verdict in verdicts if not verdict.covered]


def passed(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """Falsified claims that are covered, and what was changed in them."""
    return [(claim, what) for block in blocks for what, claim in block.falsified if block.verdict(claim).covered]


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


if __name__ == "__main__":
    main(sys.argv[1:])
