"""Whether a new version may pass: no proven loss, no never-break question lost, and nothing broken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from iobqa.errors import GoldenError
from iobqa.evaluation.comparison import Comparison, Difference, compare
from iobqa.evaluation.problems import Problem, refuse
from iobqa.evaluation.scoring import Score, ScoreSheet
from iobqa.evaluation.wording import OUTCOMES, counted, percent, points


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the gate looks at."""

    suite: str
    name: str
    failure: str | None
    """Why it is red, in Dutch; None when it is green."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says, and the comparison it rests on."""

    checks: tuple[Check, ...]
    comparison: Comparison

    @property
    def green(self) -> bool:
        """Whether the version may pass."""
        return not self.failures

    @property
    def failures(self) -> list[str]:
        """Everything that is red."""
        return [check.failure for check in self.checks if check.failure]


def check_baseline(old: ScoreSheet, golden: str, questions: int, corpus: str) -> None:
    """Raise `GoldenError` when a baseline is not about these questions and this report; cheap, so before asking."""
    problems = []
    if old.golden != golden:
        problems.append(f"andere toetsvragen (toen {len(old.rows)}, nu {questions})")
    if old.corpus != corpus:
        problems.append(f"een ander rapport (sha256 toen {old.corpus[:12]}..., nu {corpus[:12]}...)")
    if problems:
        raise GoldenError(
            f"De baseline gaat over {' en '.join(problems)} en zegt dus niets over deze versie. "
            "Is dat zo bedoeld, leg dan een nieuwe vast: iobqa eval gate --update-baseline --reason '...'"
        )


def judge(old: ScoreSheet, new: ScoreSheet, never_break: Sequence[str]) -> Verdict:
    """Hold a new version against the baseline. Raises `GoldenError` when the two cannot be compared."""
    comparison = compare(old, new)
    gating = [difference for difference in comparison.differences if difference.measure.gates]
    checks = (
        *(Check("maten", difference.measure.name, _loss(difference)) for difference in gating),
        *_never_broken(new, never_break),
        Check("heel", "geen storingen", _errors(new.rows)),
        Check("heel", "citaten zijn wat het rapport zegt", _broken(new.rows)),
        Check("heel", "adressen zijn dezelfde", _addresses(comparison)),
    )
    return Verdict(checks, comparison)


def read_never_break(path: Path) -> tuple[str, ...]:
    """Ids of questions that must always be served: one a line, the reason behind a #. No file, no such questions."""
    if not path.exists():
        return ()
    lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line)


def check_never_break(never_break: Sequence[str], sheet: ScoreSheet, path: Path) -> None:
    """Raise `GoldenError` for ids that are no question, and for questions that are not served to begin with."""
    good = {row.id: row.good for row in sheet.rows}
    unknown = [Problem(str(path), 0, f"{id} is geen toetsvraag van deze set") for id in never_break if id not in good]
    refuse("De lijst met vragen die nooit mogen breken klopt niet", unknown)
    failing = [id for id in never_break if not good[id]]
    if failing:
        raise GoldenError(
            f"Deze vragen mogen nooit breken en gaan nu fout: {', '.join(failing)}. Herstel ze, of haal ze uit {path}."
        )


def _loss(difference: Difference) -> str | None:
    if not difference.loss:
        return None
    interval = difference.paired.difference
    return (
        f"bewezen verlies op {difference.measure.name}: van {percent(difference.old)} naar {percent(difference.new)}, "
        f"95%-interval van het verschil {points(interval.low)} tot {points(interval.high)} punten"
    )


def _never_broken(new: ScoreSheet, never_break: Sequence[str]) -> Iterator[Check]:
    rows = {row.id: row for row in new.rows}
    for id in never_break:
        row = rows.get(id)
        if row is None:
            yield Check("nooit breken", id, f"vraag {id} mag nooit breken en is niet gesteld")
        else:
            failure = f"vraag {id} mag nooit breken en is nu: {OUTCOMES[row.outcome]}"
            yield Check("nooit breken", id, None if row.good else failure)


def _errors(rows: Sequence[Score]) -> str | None:
    failed = [row for row in rows if row.error is not None]
    if not failed:
        return None
    return f"{counted(len(failed), 'vraag gaf', 'vragen gaven')} een storing, zoals {failed[0].id}: {failed[0].error}"


def _broken(rows: Sequence[Score]) -> str | None:
    broken = [row.id for row in rows if row.broken]
    if not broken:
        return None
    count = counted(len(broken), "vraag", "vragen")
    return f"bij {count} staat een citaat niet zo op dat adres in het rapport: {', '.join(broken[:5])}"


def _addresses(comparison: Comparison) -> str | None:
    moved = comparison.moved
    if not moved:
        return None
    first = moved[0]
    change = f"{', '.join(first.gone) or '-'} werd {', '.join(first.came) or '-'}"
    return (
        f"van {counted(len(moved), 'vraag', 'vragen')} staat het bewijs op een ander adres, zoals {first.id}: {change}"
    )
