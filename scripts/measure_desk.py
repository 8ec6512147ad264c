"""How well the researcher's desk does on the claims and quotations in ``tests/desk/data``; prints one line for each list.

    python scripts/measure_desk.py

"ontwikkel" lists were looked at while building; "apart" and "vers" were not (docs/onderzoek.md says when each was measured).
"""

from collections.abc import Iterator
from pathlib import Path

from iobqa.desk.desk import ResearchDesk
from iobqa.qa import ReportQA
from iobqa.settings import Settings

DATA = Path(__file__).parent.parent / "tests" / "desk" / "data"


def main() -> None:
    desk = ResearchDesk(ReportQA.open(Settings.read()))
    for file in sorted(DATA.glob("*.tsv")):
        rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        kind = file.stem.split("-")[0]
        print(f"{file.stem:28}{len(rows):4}  {MEASURES[kind](desk, rows)}")


def _places(desk: ResearchDesk, rows: list[list[str]]) -> str:
    ranks = [_rank(desk, set(ids.split()), claim) for ids, claim in rows]
    first, three = (sum(rank < top for rank in ranks) / len(ranks) for top in (1, 3))
    return f"first {first:.0%}, in the first three {three:.0%}"


def _rank(desk: ResearchDesk, right: set[str], claim: str) -> int:
    """Rank of the right place; its repeats do not count."""
    found = [statement.places[0].unit.id for statement in desk.cite(claim, 5)]
    return next((rank for rank, id_ in enumerate(found) if id_ in right), 99)


def _quotations(desk: ResearchDesk, rows: list[list[str]]) -> str:
    right = passed = 0
    for expected, _, text in rows:
        verdicts = set(_verdicts(desk, text, "citaat"))
        right += expected in verdicts
        passed += expected in {"gewijzigd", "niet gevonden"} and bool(
            verdicts & {"letterlijk", "geparafraseerd en gedekt"}
        )
    return f"right verdict {right}, false ones passed {passed}"


def _sentences(desk: ResearchDesk, rows: list[list[str]]) -> str:
    right = passed = 0
    for expected, text in rows:
        covered = "geparafraseerd en gedekt" in set(_verdicts(desk, text, "bewering"))
        right += covered == (expected == "gedekt")
        passed += covered and expected == "niet"
    return f"right verdict {right}, false ones passed {passed}"


def _verdicts(desk: ResearchDesk, text: str, kind: str) -> Iterator[str]:
    return (finding.verdict for finding in desk.check(text).findings if finding.claim.kind == kind)


MEASURES = {"vindplaatsen": _places, "citaten": _quotations, "beweringen": _sentences}

if __name__ == "__main__":
    main()
