"""Making a run: ask every golden question once, keep what comes back, carry on after an interruption."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from iobqa.errors import GoldenError, IobqaError
from iobqa.evaluation.asking import Ask, AskFailed
from iobqa.evaluation.golden import GoldenQuestion
from iobqa.evaluation.responses import Json, read_response
from iobqa.evaluation.runfile import Entry, Header, Run, by_id, dump_run, read_run, write_whole

Progress = Callable[[Entry], None]
"""Called after each question."""


def make_run(
    ask: Ask,
    questions: Sequence[GoldenQuestion],
    header: Header,
    progress: Progress,
    partial: "PartialRun | None" = None,
) -> Run:
    """Ask every question. What a partial run already has is not asked again, errors are.

    A question that fails becomes an entry with its error: it scores zero and never drops out.
    """
    done = partial.done if partial else {}
    started = _now()
    entries = []
    for question in questions:
        entry = done.get(question.id)
        if entry is None or entry.error is not None or entry.question != question.question:
            entry = ask_once(ask, question, header)
            if partial:
                partial.add(entry)
        progress(entry)
        entries.append(entry)
    return Run(header, tuple(entries), {"started": started, "finished": _now()})


def ask_once(ask: Ask, question: GoldenQuestion, header: Header) -> Entry:
    """One question asked, timed, and checked for the contract's shape and for the index that answered."""
    start = time.perf_counter()
    payload, error = _answer(ask, question.question, header)
    return Entry(question.id, question.question, payload, error, round(time.perf_counter() - start, 4))


def _answer(ask: Ask, question: str, header: Header) -> tuple[Json | None, str | None]:
    try:
        payload = ask(question, header.k)
        if read_response(payload).index != header.index:
            raise AskFailed(f"een andere index antwoordde: {payload['index']}")
    except (IobqaError, AskFailed, ValueError) as error:
        return None, f"{type(error).__name__}: {error}"
    except Exception as error:  # whatever it is, it is this question's score and not the end of the run
        return None, f"onverwacht: {type(error).__name__}: {error}"
    return payload, None


def check_target(path: Path, header: Header, force: bool = False) -> None:
    """Raise `GoldenError` when writing here would overwrite something else than the same run made again."""
    if path.is_dir():
        raise GoldenError(f"{path} is een map; geef met --out een bestandsnaam op.")
    if force or not path.exists():
        return
    try:
        same = read_run(path).header == header
    except GoldenError:
        same = False
    if not same:
        raise GoldenError(
            f"{path} bestaat al en is iets anders dan deze run. "
            "Kies een andere --out, of geef --force om te overschrijven."
        )


def finish(run: Run, path: Path, partial: "PartialRun") -> None:
    """Put the finished run in place and drop the partial file."""
    write_whole(path, dump_run(run))
    partial.remove()


class PartialRun:
    """A file beside the run to be, to which every answer is added at once."""

    def __init__(self, path: Path, header: Header) -> None:
        """Opens or continues ``path`` + ``.part``. Raises `GoldenError` when it cannot be written."""
        self.path = path.with_name(path.name + ".part")
        self._head = _line(header)
        self.done = by_id(self._read())
        """What an interrupted run with the same header left."""
        write_whole(self.path, self._head + "".join(_line(entry) for entry in self.done.values()))
        self._file = self.path.open("a", encoding="utf-8")

    def __enter__(self) -> "PartialRun":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def add(self, entry: Entry) -> None:
        """Keep an answer, also when the power goes after this."""
        self._file.write(_line(entry))
        self._file.flush()

    def remove(self) -> None:
        """The run is whole: this file is no longer needed."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def _read(self) -> list[Entry]:
        """Entries of an earlier partial run; nothing when that was another run. A half last line is asked again."""
        try:
            lines = self.path.read_text(encoding="utf-8").split("\n")
        except OSError:
            return []
        if lines[0] + "\n" != self._head:
            return []
        entries = []
        for line in lines[1:]:
            try:
                entries.append(Entry(**json.loads(line)))
            except (ValueError, TypeError):
                break
        return entries


def _line(record: Header | Entry) -> str:
    return json.dumps(asdict(record), ensure_ascii=False) + "\n"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
