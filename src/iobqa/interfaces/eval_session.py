"""What the commands of `iobqa eval` share: the report, the golden questions, and someone to ask."""

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iobqa.errors import GoldenError
from iobqa.evaluation.asking import Ask, http_ask, index_of
from iobqa.evaluation.evidence import GoldenSet
from iobqa.evaluation.golden import digest
from iobqa.evaluation.responses import Json
from iobqa.evaluation.runfile import Header, Run, read_run
from iobqa.evaluation.runs import PartialRun, Progress, finish, make_run
from iobqa.evaluation.scoring import ScoreSheet, score_run
from iobqa.evaluation.sets import choose, set_of_run
from iobqa.records import Report
from iobqa.report.corpus import load_corpus, load_report
from iobqa.settings import Settings

if TYPE_CHECKING:
    from iobqa.qa import ReportQA

K = 10
"""Passages asked for: as many as the deepest measure looks at."""
_SHAPES_ANSWERS = ("iobqa", "bm25s", "faiss-cpu", "numpy", "PyStemmer", "rapidfuzz", "simplemma", "tokenizers")


@dataclass(frozen=True, slots=True)
class Bench:
    """A report to hold runs against, and the folder of golden questions."""

    settings: Settings
    report: Report
    corpus: str
    """sha256 of the report's export."""
    golden: Path

    @classmethod
    def open(cls, golden: Path) -> "Bench":
        """With the report that is configured. Raises ReportError, SettingsError."""
        settings = Settings.read()
        return cls(settings, load_report(settings.corpus), load_corpus(settings.corpus).sha256, golden)

    def questions(self, which: str) -> tuple[str, GoldenSet]:
        """A set's name and its questions. Raises `GoldenError` with all problems at once."""
        chosen = choose(which, self.golden)
        return chosen.name, chosen.fitted(self.report)

    def scored(self, run: Run, which: str | None) -> tuple[GoldenSet, ScoreSheet]:
        """A run's golden questions and its scores."""
        require_extra()
        _, golden = self.questions(set_of_run(run.header.set, which))
        return golden, score_run(run, golden, self.report, self.corpus)

    def scored_file(self, path: Path, which: str | None) -> tuple[Run, GoldenSet, ScoreSheet]:
        """The same for a run on disk."""
        run = read_run(path)
        return run, *self.scored(run, which)


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who answers: this program, or a service elsewhere."""

    ask: Ask
    index: str
    source: str
    versions: Mapping[str, str]
    settings: Mapping[str, Any]

    def header(self, name: str, golden: GoldenSet, corpus: str) -> Header:
        """What a run of these questions says about itself."""
        return Header(
            set=name,
            golden=digest(golden.questions),
            questions=len(golden.questions),
            corpus=corpus if self.source == "in-process" else None,
            index=self.index,
            k=K,
            source=self.source,
            versions=self.versions,
            settings=self.settings,
        )


def respondent(settings: Settings, url: str | None) -> Respondent:
    """The service at ``url``, or this program itself. Raises IobqaError when there is nobody to ask."""
    if url is None:
        return _in_process(settings)
    ask = http_ask(url)
    return Respondent(ask, index_of(url, ask), "http", {}, {})


def _in_process(settings: Settings) -> Respondent:
    from iobqa.qa import ReportQA

    return respondent_of(ReportQA.open(settings), settings)


def respondent_of(qa: "ReportQA", settings: Settings) -> Respondent:
    """A report in this program, opened with these settings."""
    from iobqa.interfaces.payload import answer_payload

    def ask(question: str, k: int) -> Json:
        return answer_payload(qa.ask(question, k))

    return Respondent(ask, qa.fingerprint, "in-process", _versions(), _plain(settings))


def _versions() -> dict[str, str]:
    found = {"python": ".".join(map(str, sys.version_info[:3]))}
    for name in _SHAPES_ANSWERS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _plain(settings: Settings) -> dict[str, Any]:
    """Settings without folders, so that two machines write the same run, and without anything secret."""
    values = settings.model_dump(mode="python")
    plain = {name: value for name, value in values.items() if isinstance(value, str | int | float | None)}
    return {name: Path(str(value)).name if name == "encoder" else value for name, value in plain.items()}


def require_extra() -> None:
    """Raise `GoldenError` when the libraries that score are not installed: before asking, not after."""
    missing = [name for name in ("ir_measures", "pyndeval", "scipy", "sklearn") if find_spec(name) is None]
    if missing:
        raise GoldenError(f"Scoren vraagt om {', '.join(missing)}. Installeer ze met: pip install 'iobqa[eval]'")


def check_repeat(settings: Settings, url: str | None, repeat: int) -> None:
    """Raise `GoldenError` when repeats would all be the same, or could not be scored: before asking, not after."""
    if repeat == 1:
        return
    require_extra()
    if url is None and not settings.llm:
        raise GoldenError(
            "Zonder taalmodel is elk antwoord elke keer hetzelfde; herhalen heeft geen zin. "
            "Zet IOBQA_LLM, of laat --repeat weg."
        )


def numbered(target: Path, repeat: int) -> list[Path]:
    """A file for each repeat."""
    if repeat == 1:
        return [target]
    return [target.with_name(f"{target.stem}-{number}{target.suffix}") for number in range(1, repeat + 1)]


def default_out(header: Header, folder: Path) -> Path:
    """Where a run goes when nobody says: with a language model not where the run without goes."""
    model = str(header.settings.get("llm") or "").partition(":")[2].split("@http")[0]
    name = "-".join(filter(None, (header.set, header.index, model)))
    return folder / re.sub(r"[^\w.-]+", "-", f"{name}.json")


def ask_all(who: Respondent, golden: GoldenSet, header: Header) -> Run:
    """A run that is kept in memory only, for the gate."""
    with progress_bar(header.questions) as progress:
        return make_run(who.ask, golden.questions, header, progress)


def ask_to_file(who: Respondent, golden: GoldenSet, header: Header, out: Path) -> tuple[Run, int]:
    """A run that goes to disk, continued when it was interrupted; and how many answers were there already."""
    with PartialRun(out, header) as partial:
        kept = sum(entry.error is None for entry in partial.done.values())
        try:
            with progress_bar(header.questions) as progress:
                run = make_run(who.ask, golden.questions, header, progress, partial)
        except KeyboardInterrupt:
            raise GoldenError("Onderbroken. Hetzelfde commando gaat verder waar het was.") from None
        finish(run, out, partial)
    return run, kept


@contextmanager
def progress_bar(total: int) -> Iterator[Progress]:
    """A bar on stderr when that is a terminal; silence when it is not."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task("vragen stellen", total=total)
        yield lambda entry: bar.update(task, advance=1)
