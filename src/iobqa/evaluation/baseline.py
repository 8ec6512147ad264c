"""The scores a new version is held against, with the reason for every change of them."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from iobqa.errors import GoldenError
from iobqa.evaluation.runfile import read_json, write_whole
from iobqa.evaluation.scoring import ScoreSheet
from iobqa.evaluation.summary import overall

FORMAT = "iobqa-baseline/1"


@dataclass(frozen=True, slots=True)
class Update:
    """One time that the baseline was set."""

    date: str
    """ISO 8601, UTC."""
    reason: str
    index: str
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Scores per question of the version to beat."""

    sheet: ScoreSheet
    history: tuple[Update, ...]
    """Oldest first."""


def read_baseline(path: Path) -> Baseline:
    """Raises `GoldenError` when there is none or it is broken."""
    from pydantic import TypeAdapter, ValidationError

    if not path.exists():
        raise GoldenError(
            f"Er is nog geen {path}. Leg de huidige versie vast met: iobqa eval gate --update-baseline --reason '...'"
        )
    content = read_json(path, FORMAT, "een baseline van `iobqa eval gate --update-baseline`")
    try:
        return Baseline(
            TypeAdapter(ScoreSheet).validate_python({**content["about"], "rows": content["rows"]}),
            TypeAdapter(tuple[Update, ...]).validate_python(content["history"]),
        )
    except (ValidationError, KeyError, TypeError) as error:
        raise GoldenError(
            f"{path} is geen volledige baseline. Zet het bestand terug uit versiebeheer, of leg het opnieuw vast met "
            "iobqa eval gate --update-baseline --reason '...'"
        ) from error


def write_baseline(path: Path, sheet: ScoreSheet, reason: str, history: tuple[Update, ...]) -> None:
    """Set the baseline and record why. Raises `GoldenError` without a reason, or when it would keep failures."""
    check_reason(reason)
    failed = [row.id for row in sheet.rows if row.error is not None]
    if failed:
        raise GoldenError(f"Een run met storingen wordt geen baseline: {len(failed)}, zoals bij vraag {failed[0]}.")
    figures = {name: round(found.value, 4) for name, found in overall(sheet.rows).estimates.items()}
    update = Update(datetime.now(UTC).isoformat(timespec="seconds"), reason.strip(), sheet.index, figures)
    write_whole(path, _dump(Baseline(sheet, (*history, update))))


def check_reason(reason: str) -> None:
    """Raise `GoldenError` when no reason is given."""
    if not reason.strip():
        raise GoldenError("Geef met --reason op waarom de baseline verandert; die reden wordt bewaard.")


def _dump(baseline: Baseline) -> str:
    """One row a line, so that a change of the baseline shows as a diff a reviewer can read."""
    about = {name: value for name, value in asdict(baseline.sheet).items() if name != "rows"}
    rows = ",\n".join(f"  {_json(asdict(row))}" for row in baseline.sheet.rows)
    history = ",\n".join(f"  {_json(asdict(update))}" for update in baseline.history)
    return (
        f'{{"format": {_json(FORMAT)},\n"about": {_json(about)},\n"history": [\n{history}\n],\n"rows": [\n{rows}\n]}}\n'
    )


def _json(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return json.dumps(value, ensure_ascii=False)
