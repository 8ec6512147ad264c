"""A run on disk: what was asked, of which index, with every answer in full. One JSON object, one answer a line."""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from iobqa.errors import GoldenError
from iobqa.evaluation.responses import Json, Response, read_response

FORMAT = "iobqa-run/1"


@dataclass(frozen=True, slots=True)
class Header:
    """What a run says about itself; equal headers promise equal answers."""

    set: str
    """``dev``, ``test``, ``all`` or the name of a file."""
    golden: str
    """Digest of the golden questions asked."""
    questions: int
    corpus: str | None
    """sha256 of the report's export; None when the service that was asked does not tell."""
    index: str
    """Fingerprint of the index that answered."""
    k: int
    source: str
    """``in-process``, ``http`` or ``trec``."""
    versions: Mapping[str, str]
    settings: Mapping[str, Any]
    """What shapes the answers; never a path of a machine."""
    answers: bool = True
    """False for a ranking without answers, as a TREC run is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question and what came back: the contract's JSON, or an error."""

    id: str
    question: str
    payload: Json | None
    error: str | None
    seconds: float
    """How long it took."""

    def response(self) -> Response | None:
        """The answer, or None when there was an error. Raises ValueError on another shape than the contract's."""
        return None if self.payload is None else read_response(self.payload)


@dataclass(frozen=True, slots=True)
class Run:
    """A header with an entry per question, in the order of the golden questions."""

    header: Header
    entries: tuple[Entry, ...]
    times: Mapping[str, Any]
    """Everything that differs between two runs of one version: when, and seconds per question."""


def dump_run(run: Run) -> str:
    """The file's text; byte-identical for two runs of one version but for the line ``times``."""
    rows = ",\n".join(f"  {_json(_answer_row(entry))}" for entry in run.entries)
    times = {**run.times, "seconds": {entry.id: round(entry.seconds, 4) for entry in run.entries}}
    return (
        f'{{"format": {_json(FORMAT)},\n"header": {_json(asdict(run.header))},\n'
        f'"answers": [\n{rows}\n],\n"times": {_json(times)}}}\n'
    )


def read_run(path: Path) -> Run:
    """Read a run file. Raises `GoldenError` that says what is wrong with it."""
    content = read_json(path, FORMAT, "een run van `iobqa eval run`")
    try:
        times = dict(content["times"])
        seconds = times.pop("seconds", {})
        entries = tuple(
            Entry(row["id"], row["question"], row.get("answer"), row.get("error"), float(seconds.get(row["id"], 0)))
            for row in content["answers"]
        )
        return Run(Header(**content["header"]), entries, times)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GoldenError(f"{path} is geen volledige run ({error}). Maak hem opnieuw met `iobqa eval run`.") from error


def read_json(path: Path, expected_format: str, what: str) -> dict[str, Any]:
    """A JSON file that names its own format. Raises `GoldenError`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GoldenError(f"{path} is niet te lezen ({error.strerror}). Verwacht: {what}.") from error
    except ValueError as error:
        raise GoldenError(f"{path} is geen geldige JSON ({error}). Verwacht: {what}.") from error
    if not isinstance(content, dict) or content.get("format") != expected_format:
        raise GoldenError(f"{path} is niet {what} (het veld format is niet {expected_format!r}).")
    return content


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises `GoldenError` when that cannot be done."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise GoldenError(f"{path} is niet te schrijven ({error.strerror}). Kies een andere plek.") from error


def _answer_row(entry: Entry) -> Json:
    outcome = {"answer": entry.payload} if entry.error is None else {"error": entry.error}
    return {"id": entry.id, "question": entry.question, **outcome}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def by_id(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Entries under the id of their question."""
    return {entry.id: entry for entry in entries}
