"""The gate as `iobqa eval gate` runs it: read what there is, ask, judge, write what was asked for."""

from pathlib import Path

from iobqa.errors import GoldenError
from iobqa.evaluation.baseline import Baseline, check_reason, read_baseline, write_baseline
from iobqa.evaluation.gate import Verdict, check_baseline, check_never_break, judge, read_never_break
from iobqa.evaluation.gate_report import junit_xml, markdown
from iobqa.evaluation.golden import digest
from iobqa.evaluation.runfile import read_run, write_whole
from iobqa.evaluation.scoring import ScoreSheet, score_run
from iobqa.interfaces.eval_session import Bench, ask_all, require_extra, respondent


class Gate:
    """One set of golden questions, its baseline, and the questions that must never break."""

    def __init__(self, bench: Bench, which: str, baseline: Path, never_break: Path) -> None:
        require_extra()
        self._bench = bench
        self._path = baseline
        self._never_break_path = never_break
        self._never_break = read_never_break(never_break)
        self._name, self.questions = bench.questions(which)

    def judge(self, run: Path | None, url: str | None) -> Verdict:
        """Hold a run, or the version that answers now, against the baseline."""
        self._baseline = read_baseline(self._path)
        golden, count = digest(self.questions.questions), len(self.questions.questions)
        check_baseline(self._baseline.sheet, golden, count, self._bench.corpus)
        self._sheet = self._scores(run, url)
        return judge(self._baseline.sheet, self._sheet, self._never_break)

    def update(self, run: Path | None, url: str | None, reason: str) -> str:
        """Set the baseline to a run, or to the version that answers now; what to tell about it."""
        check_reason(reason)
        earlier = self._earlier()
        sheet = self._scores(run, url)
        check_never_break(self._never_break, sheet, self._never_break_path)
        write_baseline(self._path, sheet, reason, earlier.history if earlier else ())
        return f"Vastgelegd in {self._path}: {len(sheet.rows)} vragen, index {sheet.index}."

    def write_junit(self, verdict: Verdict, path: Path) -> None:
        """For a CI system."""
        write_whole(path, junit_xml(verdict))

    def write_summary(self, verdict: Verdict, path: Path) -> None:
        """For people."""
        old, new = self._baseline.sheet.index, self._sheet.index
        write_whole(path, markdown(verdict, old, new, self.questions.questions))

    def _earlier(self) -> Baseline | None:
        """A broken baseline is not overwritten: its history would be lost."""
        return read_baseline(self._path) if self._path.exists() else None

    def _scores(self, run: Path | None, url: str | None) -> ScoreSheet:
        bench = self._bench
        if run is not None:
            read = read_run(run)
            if read.header.settings.get("llm"):
                raise GoldenError(
                    f"{run} is met een taalmodel gemaakt. De poort bewaakt het antwoord in de woorden van het rapport; "
                    "vergelijk deze run met `iobqa eval compare`."
                )
            return score_run(read, self.questions, bench.report, bench.corpus)
        who = respondent(
            bench.settings.model_copy(update={"llm": ""}), url
        )  # what must not get worse is the same every time
        made = ask_all(who, self.questions, who.header(self._name, self.questions, bench.corpus))
        return score_run(made, self.questions, bench.report, bench.corpus)
