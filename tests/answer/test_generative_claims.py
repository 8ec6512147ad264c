"""Claims of scripted models over real HTTP: each gets the verdict written down for it, and no falsification is shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from scripted_model import Reply, Script, as_json
from writing import number_of, written

from iobqa.answer.language_model import LlamaIndexModel
from iobqa.records import Claim, Report
from iobqa.report.corpus import Corpus

_LABELS = {"letterlijk": "letterlijk", "gedekt": "geparafraseerd en gedekt"}


def _cases() -> Iterator[tuple[str, list[str], str]]:
    text = (Path(__file__).parent / "data" / "scripted_claims.txt").read_text(encoding="utf-8")
    for block in text.split("\n\n"):
        lines = [line.split(": ", 1) for line in block.splitlines() if not line.startswith("#")]
        if lines:
            said = {name: value for name, value in lines if name != "bron"}
            yield said["zegt"], [value for name, value in lines if name == "bron"], said["oordeel"]


CASES = list(_cases())


def test_there_are_enough_of_both_kinds() -> None:
    hostile = [case for case in CASES if case[2] not in _LABELS]
    assert len(CASES) >= 60
    assert len(hostile) >= 45


@pytest.mark.parametrize(("said", "snippets", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_verdict(
    said: str,
    snippets: list[str],
    expected: str,
    stage: tuple[LlamaIndexModel, Script],
    mini_corpus: Corpus,
    mini_report: Report,
) -> None:
    model, script = stage
    script.play(Reply(as_json([(said, [number_of(mini_report, snippet) for snippet in snippets])])))
    *claims, final = written(mini_report, mini_corpus.about, model)
    (claim,) = [claim for claim in claims if isinstance(claim, Claim)]
    if expected in _LABELS:
        assert (claim.verdict, claim.problem) == (_LABELS[expected], None)
        assert claim.citations
        assert final.generator == "speler"
        assert claim.text.strip("“”").rstrip(".") in final.answer
    else:
        assert claim.verdict == "niet gedekt"
        assert claim.problem
        assert claim.citations == ()
        assert final.generator == "extractive"
        assert said not in final.answer
        assert "gedekt" in final.note
