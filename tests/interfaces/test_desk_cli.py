"""The researcher's desk on the command line: what it prints, writes, refuses."""

import json
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from iobqa.interfaces import cli
from iobqa.qa import ReportQA
from mini_qa import MINI, mini_qa

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs ``iobqa`` on the made-up report; gives exit code, stdout and stderr."""
    monkeypatch.setenv("IOBQA_CORPUS", str(MINI))
    monkeypatch.setattr(ReportQA, "open", classmethod(lambda cls, settings, **_: mini_qa()))
    monkeypatch.chdir(tmp_path)

    def run(*args: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["iobqa", *args])
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


LETTER = "Er staat: “De twee medewerkers vertrokken in 2020.” (§ 2.2)\n\nEn: “Slikhoek bleef achter.”\n"


def test_cite(run: Run) -> None:
    code, out, _ = run("cite", "Het water werd schoner, maar niet overal.")
    assert code == 0
    assert "Staat ook in" in out
    assert json.loads(run("cite", "boeren", "--json", "-k", "1")[1])["statements"][0]["places"]


def test_check_of_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text(LETTER, encoding="utf-8")
    code, out, err = run("check", "brief.txt", "--html", "verslag.html")
    assert code == 0
    assert "gewijzigd" in out
    assert "jaar: rapport 2019 → tekst 2020" in out
    assert "Geschreven: verslag.html" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["brief.txt", "verslag.html"]


def test_check_of_stdin_as_json(run: Run) -> None:
    code, out, _ = run("check", "-", "--json", stdin=LETTER.encode())
    payload = json.loads(out)
    assert code == 0
    assert [finding["verdict"] for finding in payload["findings"]] == ["gewijzigd", "letterlijk"]
    assert payload["findings"][0]["differences"] == [{"kind": "jaar", "report": "2019", "quoted": "2020"}]
    assert payload["counts"]["letterlijk"] == 1


FAILURES = {
    "nothing to check": (("check", "-"), b"Beste Jan, tot morgen.", "Niets om te controleren"),
    "empty": (("check", "-"), b"", "leeg"),
    "no such file": (("check", "weg.docx"), b"", "bestaat niet"),
    "unknown source": (("sources", "Jansen"), b"", "geen bron"),
    "unknown place": (("export", "§ 9.9"), b"", "staat niet in het rapport"),
    "unknown form": (("export", "§ 2.1", "--form", "pdf"), b"", "Kies uit"),
    "Word to the screen": (("export", "2.1-al1", "--form", "docx"), b"", "--out"),
    "nothing to export": (("export",), b"", "niets om te exporteren"),
    "no such basket": (("export", "--from", "weg.json"), b"", "bestaat niet"),
    "no such answer": (("verify", "weg.json"), b"", "bestaat niet"),
    "nowhere to write": (("export", "2.1-al1", "--out", "weg/x.md"), b"", "niet te schrijven"),
    "unknown role": (("cite", "boeren", "--role", "mening"), b"", "bestaat niet"),
    "unknown section": (("repeats", "--section", "9.9"), b"", "staat niet in het rapport"),
}


@pytest.mark.parametrize(("args", "stdin", "message"), FAILURES.values(), ids=FAILURES.keys())
def test_failure_is_one_clear_line(run: Run, tmp_path: Path, args: tuple[str, ...], stdin: bytes, message: str) -> None:
    code, out, err = run(*args, stdin=stdin)
    assert (code, out) == (1, "")
    assert message in err
    assert "Traceback" not in err
    assert not list(tmp_path.iterdir())


def test_sources(run: Run) -> None:
    assert "Provincie (2017)" in run("sources")[1]
    assert "§ 1.1, al. 1 (voetnoot 3)" in run("sources", "Provincie (2017)")[1]
    (source,) = json.loads(run("sources", "Drasland", "--json")[1])
    assert source["places"][0]["id"] == "samenvatting-al1"


def test_repeats(run: Run) -> None:
    assert "0 herhaalde uitspraken" in run("repeats")[1]
    assert len(json.loads(run("repeats", "--all", "--json")[1])) == 6


def test_outline(run: Run) -> None:
    code, out, _ = run("outline")
    assert code == 0
    assert "2.1. Metingen  § 2.1" in out
    assert json.loads(run("outline", "--json")[1])["sections"]


def test_basket_and_export(run: Run, tmp_path: Path) -> None:
    assert run("basket", "mand.json", "§ 2.2, al. 2", "--quote", "Slikhoek bleef achter.")[0] == 0
    assert run("basket", "mand.json", "voetnoot 6")[1] == "2 citaten in mand.json\n"
    code, out, _ = run("export", "--from", "mand.json")
    assert code == 0
    assert "“Slikhoek bleef achter.”" in out
    assert run("export", "--from", "mand.json", "-o", "noten.docx")[0] == 0
    assert (tmp_path / "noten.docx").read_bytes().startswith(b"PK")
    assert run("export", "--from", "mand.json", "-o", "noten.bib")[0] == 0
    assert "@techreport" in (tmp_path / "noten.bib").read_text(encoding="utf-8")


def test_falsified_quotation_stays_out_of_the_basket(run: Run, tmp_path: Path) -> None:
    code, _, err = run("basket", "mand.json", "2.2-al2", "--quote", "Slikhoek liep voor.")
    assert code == 1
    assert "staat niet in" in err
    assert not list(tmp_path.iterdir())


def test_saved_answer_is_verified(run: Run, tmp_path: Path) -> None:
    kept = {"citations": [{"id": "2.2-al2", "ref": "§ 2.2, al. 2", "quote": "Slikhoek bleef achter.", "text": ""}]}
    (tmp_path / "a.json").write_text(json.dumps(kept))
    assert "ongewijzigd" in run("verify", "a.json")[1]
    (found,) = json.loads(run("verify", "a.json", "--json")[1])
    assert (found["fate"], found["places"][0]["id"]) == ("ongewijzigd", "2.2-al2")


def test_ask_saves_what_verify_reads(run: Run, tmp_path: Path) -> None:
    assert run("ask", "Hoeveel boeren deden mee in Natteveld?", "--save", "antwoord.json")[0] == 0
    kept = json.loads((tmp_path / "antwoord.json").read_text(encoding="utf-8"))
    assert kept["answer"]["question"] == "Hoeveel boeren deden mee in Natteveld?"
    assert len(kept["report"]["sha256"]) == 64
    assert run("verify", "antwoord.json")[0] == 0


def test_ask_and_search_within_a_role(run: Run) -> None:
    hits = json.loads(run("search", "teststrip", "--role", "aanbeveling", "--json")[1])
    assert hits
    assert all("aanbeveling" in id_ for hit in hits for id_ in hit["ids"])
    assert run("ask", "teststrip", "--section", "2.1")[0] == 0


def test_show_follows_the_footnote(run: Run) -> None:
    assert "Hoort bij § 1.1, al. 1" in run("show", "voetnoot 3")[1]
    assert "Rust op voetnoot 3: Provincie (2017)" in run("show", "§ 1.1, al. 1")[1]
