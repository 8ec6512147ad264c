"""Building, keeping and finding the index; never a stale or a broken one."""

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from iobqa.errors import EncoderError, ReportError
from iobqa.search import index as index_module
from iobqa.search.index import Index, open_index, stored_fingerprint
from iobqa.settings import Settings
from toy_models import copy_mini_corpus, write_encoder

BUILDING = ["De index wordt gebouwd; dat duurt enkele seconden ..."]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose index is built; nobody may change it."""
    folder = tmp_path_factory.mktemp("built")
    settings = Settings(corpus=copy_mini_corpus(folder / "corpus"), index=folder / "index")
    open_index(settings, say=lambda _: None)
    return settings


@pytest.fixture
def settings(built: Settings, tmp_path: Path) -> Settings:
    """A copy that a test may break."""
    for name in ("corpus", "index"):
        shutil.copytree(built.corpus.parent / name, tmp_path / name)
    return Settings(corpus=tmp_path / "corpus", index=tmp_path / "index")


def opened(settings: Settings, *, rebuild: bool = False) -> tuple[Index, list[str]]:
    """The index and what was said."""
    said: list[str] = []
    return open_index(settings, rebuild=rebuild, say=said.append), said


def kept(settings: Settings) -> Path:
    """The folder of the only whole index."""
    (manifest,) = settings.index.glob("*/manifest.json")
    return manifest.parent


def assert_answers(index: Index) -> None:
    """It searches like any other."""
    scores = index.channels.words.score(dict.fromkeys(index.analysis.terms("teststrip"), 1.0))
    assert "teststrip" in index.passages[int(scores.argmax())].text
    assert index.channels.size == len(index.passages) == index.channels.passages.size


def test_the_first_time_builds_the_second_loads(settings: Settings) -> None:
    shutil.rmtree(settings.index)
    first, said = opened(settings)
    assert said == BUILDING
    second, said = opened(settings)
    assert said == []
    for index in (first, second):
        assert_answers(index)
    for name in ("fingerprint", "passages", "sentences", "bank", "refusals", "words", "sentence_at"):
        assert getattr(first, name) == getattr(second, name)
    assert first.report.paragraphs == second.report.paragraphs


def test_rebuild_builds_again(settings: Settings) -> None:
    _, said = opened(settings, rebuild=True)
    assert said == BUILDING
    assert opened(settings)[1] == []


def test_the_manifest_says_what_it_was_made_of(settings: Settings) -> None:
    manifest = json.loads((kept(settings) / "manifest.json").read_text(encoding="utf-8"))
    index, _ = opened(settings)
    assert manifest["fingerprint"] == index.fingerprint == kept(settings).name == stored_fingerprint(settings)
    assert manifest["corpus"] == index.corpus.sha256
    assert manifest["encoder"] == index.encoder.name
    assert manifest["passages"] == len(index.passages)
    assert manifest["versions"].keys() >= {"bm25s", "faiss-cpu", "PyStemmer", "numpy"}


def write_bank(corpus: Path) -> None:
    row = {"question": "Wie?", "kind": "staff", "answers": [["1.1-al1", 0]]}
    (corpus / "questions.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")


def write_near_miss(corpus: Path) -> None:
    row = {"question": "Wie?", "kind": "near_miss", "missing": "wie", "ids": []}
    (corpus / "near_misses.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")


def write_another_edition(corpus: Path) -> None:
    import hashlib

    file = corpus / "heldere-sloot.txt"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_text(file.read_text(encoding="utf-8").replace("vuilste", "schoonste"), encoding="utf-8")
    about = (corpus / "report.toml").read_text(encoding="utf-8")
    after = hashlib.sha256(file.read_bytes()).hexdigest()
    (corpus / "report.toml").write_text(about.replace(before, after), encoding="utf-8")


def append(name: str, text: str) -> Callable[[Path], None]:
    def change(corpus: Path) -> None:
        with (corpus / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def write_another_encoder(corpus: Path) -> None:
    write_encoder(corpus / "encoder", (corpus / "heldere-sloot.txt").read_text(encoding="utf-8"), seed=2)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(write_another_edition, id="the report"),
        pytest.param(append("report.toml", "# opmerking\n"), id="what is said about it"),
        pytest.param(write_bank, id="the bank"),
        pytest.param(write_near_miss, id="the near misses"),
        pytest.param(append("lexicon.tsv", "baas\tchef\tnl\n"), id="the lexicon"),
        pytest.param(write_another_encoder, id="the encoder"),
    ],
)
def test_another_input_is_another_index(settings: Settings, change: Callable[[Path], None]) -> None:
    before = kept(settings).name
    change(settings.corpus)
    assert stored_fingerprint(settings) is None
    index, said = opened(settings)
    assert (index.fingerprint == before, said) == (False, BUILDING)


def test_other_code_is_another_index(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "_hash_code", lambda: "andere code")
    assert stored_fingerprint(settings) is None


@pytest.mark.parametrize(
    ("name", "matters"), [("parse.py", True), ("analysis.py", True), ("stop.txt", True), ("composition.py", False)]
)
def test_which_code_matters(monkeypatch: pytest.MonkeyPatch, name: str, matters: bool) -> None:
    before = index_module._hash_code()
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda file: b"anders" if file.name == name else read(file))
    assert (index_module._hash_code() != before) == matters


def test_the_same_inputs_elsewhere_are_the_same_index(settings: Settings, built: Settings) -> None:
    assert kept(settings).name == kept(built).name


# broken


FILES = (
    "manifest.json",
    "report.json",
    "passages.jsonl",
    "abbreviations.json",
    "vocabulary.json",
    *(f"dense-{name}.faiss" for name in ("passages", "sentences", "questions", "refusals", "words")),
    *(f"words-{name}.npz" for name in ("sentences", "questions", "refusals")),
    *(f"{name}.npy" for name in ("rarities", "kinds-given", "kinds-asked")),
    *(f"lexical-{name}/indices.csc.index.npy" for name in ("words", "headings", "questions", "sentences")),
    *(f"lexical-words/{name}" for name in ("data.csc.index.npy", "vocab.index.json", "params.index.json", "size.json")),
)


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def change_one_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", [truncate, Path.unlink])
def test_a_damaged_file_is_not_used(settings: Settings, name: str, damage: Callable[[Path], None]) -> None:
    damage(kept(settings) / name)
    assert stored_fingerprint(settings) is None


def test_every_kind_of_file_was_damaged(settings: Settings) -> None:
    stored = {str(file.relative_to(kept(settings))) for file in kept(settings).rglob("*") if file.is_file()}
    assert set(FILES) <= stored
    assert {Path(name).name for name in FILES} >= {Path(name).name for name in stored} - {"indptr.csc.index.npy"}


def add_a_file(folder: Path) -> None:
    (folder / "extra.json").write_text("{}", encoding="utf-8")


def write_manifest(text: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        (folder / "manifest.json").write_text(text, encoding="utf-8")

    return damage


def name_another_fingerprint(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"fingerprint": "anders"}), encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda folder: truncate(folder / "passages.jsonl"), id="a file cut short"),
        pytest.param(lambda folder: change_one_byte(folder / "dense-passages.faiss"), id="a wrong checksum"),
        pytest.param(lambda folder: (folder / "manifest.json").unlink(), id="no manifest"),
        pytest.param(write_manifest("null"), id="an empty manifest"),
        pytest.param(write_manifest("[]"), id="a manifest of another kind"),
        pytest.param(write_manifest("{}"), id="a manifest without content"),
        pytest.param(name_another_fingerprint, id="of another index"),
        pytest.param(add_a_file, id="a file too many"),
        pytest.param(shutil.rmtree, id="gone"),
    ],
)
def test_a_broken_index_is_made_again_with_one_line(settings: Settings, damage: Callable[[Path], None]) -> None:
    damage(kept(settings))
    index, said = opened(settings)
    assert said == BUILDING
    assert_answers(index)
    assert opened(settings)[1] == []
    assert [path.name for path in settings.index.iterdir()] == [index.fingerprint]


@pytest.mark.parametrize("damage", [truncate, Path.unlink])
def test_a_broken_input_is_told_and_leaves_the_index_alone(settings: Settings, damage: Callable[[Path], None]) -> None:
    stored = kept(settings)
    damage(settings.corpus / "encoder" / "model.safetensors")
    with pytest.raises(EncoderError):
        opened(settings)
    damage(settings.corpus / "heldere-sloot.txt")
    with pytest.raises(ReportError):
        opened(settings)
    assert (stored / "manifest.json").is_file()


# where it cannot be kept


def refuse(error: OSError) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("target", "error"),
    [
        pytest.param("tempfile.mkdtemp", OSError(errno.EROFS, "Read-only file system"), id="a read-only folder"),
        pytest.param("tempfile.mkdtemp", PermissionError(errno.EACCES, "Permission denied"), id="not ours"),
        pytest.param("iobqa.search.index.save_report", FULL, id="full at the first file"),
        pytest.param("iobqa.search.dense.DenseIndex.save", FULL, id="full half-way"),
        pytest.param(
            "iobqa.search.lexical.LexicalIndex.save", OSError("8 requested and 0 written"), id="full in numpy"
        ),
    ],
)
def test_an_index_that_cannot_be_kept_is_used_from_memory(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, target: str, error: OSError
) -> None:
    shutil.rmtree(settings.index)
    monkeypatch.setattr(target, refuse(error))
    index, said = opened(settings)
    assert_answers(index)
    assert said[0] == BUILDING[0]
    assert [line.startswith("De index kan niet worden bewaard in ") for line in said[1:]] == [True]
    assert (error.strerror or str(error)) in said[1] and "geheugen" in said[1]
    assert list(settings.index.iterdir()) == []


def test_a_file_where_the_folder_should_be(settings: Settings) -> None:
    shutil.rmtree(settings.index)
    settings.index.write_text("geen map", encoding="utf-8")
    index, said = opened(settings)
    assert_answers(index)
    assert len(said) == 2 and "geheugen" in said[1]


# more than one process


def test_another_process_that_finishes_first(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(settings.index)
    write = index_module._write
    others: list[Index] = []

    def write_after_another(*arguments: object) -> None:
        monkeypatch.setattr(index_module, "_write", write)
        others.append(opened(settings)[0])
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(index_module, "_write", write_after_another)
    index, said = opened(settings)
    assert (said, len(others)) == (BUILDING, 1)
    assert_answers(index)
    assert opened(settings)[1] == []
    assert [path.name for path in settings.index.iterdir()] == [index.fingerprint]


def test_a_folder_that_appears_at_the_very_last(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking whether the name is free and taking it."""
    stored = kept(settings)
    aside = stored.rename(stored.with_name(".apart"))
    rename = Path.rename

    def rename_after_another(self: Path, target: Path) -> Path:
        if target == stored and aside.exists():
            rename(aside, stored)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", rename_after_another)
    _, said = opened(settings)
    assert said == BUILDING
    assert opened(settings)[1] == []
    assert [path.name for path in settings.index.iterdir()] == [stored.name]


KILLED = """
import os, sys
from pathlib import Path
from iobqa.search import index
from iobqa.search.dense import DenseIndex
from iobqa.settings import Settings
DenseIndex.save = lambda self, file: os._exit(9)
index.open_index(Settings(corpus=Path(sys.argv[1]), index=Path(sys.argv[2])))
"""


def test_a_build_that_is_killed_half_way_is_never_used(settings: Settings) -> None:
    shutil.rmtree(settings.index)
    command = [sys.executable, "-c", KILLED, str(settings.corpus), str(settings.index)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 9
    (left,) = settings.index.iterdir()
    assert list(left.iterdir()) and left.name.startswith(".")
    assert stored_fingerprint(settings) is None
    _, said = opened(settings)
    assert said == BUILDING
    assert left.exists()  # it could be of a process that is still at it
    an_hour_ago = time.time() - 3700
    os.utime(left, (an_hour_ago, an_hour_ago))
    opened(settings, rebuild=True)
    assert not left.exists()


def test_what_a_build_is_still_at_stays(settings: Settings) -> None:
    busy = settings.index / ".bouw-bezig"
    busy.mkdir()
    an_hour_ago = time.time() - 3700
    os.utime(busy, (an_hour_ago, an_hour_ago))
    with index_module._locked(busy) as is_ours:
        assert is_ours
        opened(settings, rebuild=True)
        assert busy.exists()
    opened(settings, rebuild=True)
    assert not busy.exists()


TWO = """
import sys
from pathlib import Path
from iobqa.search.index import open_index
from iobqa.settings import Settings
sys.stdin.readline()
print(open_index(Settings(corpus=Path(sys.argv[1]), index=Path(sys.argv[2]))).fingerprint)
"""


def test_two_processes_that_build_at_once(settings: Settings) -> None:
    shutil.rmtree(settings.index)
    command = [sys.executable, "-c", TWO, str(settings.corpus), str(settings.index)]
    pipe = subprocess.PIPE
    both = [subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(2)]
    for process in both:
        assert process.stdin
        process.stdin.write("nu\n")
        process.stdin.flush()
    told = [process.communicate(timeout=120) for process in both]
    fingerprint = kept(settings).name
    assert [process.returncode for process in both] == [0, 0]
    assert [out.strip() for out, _ in told] == [fingerprint, fingerprint]
    assert all("geheugen" not in said for _, said in told)
    assert opened(settings)[1] == []


def test_what_another_process_tidied_first(settings: Settings) -> None:
    (settings.index / ".bouw-weg").symlink_to("nergens")
    assert opened(settings, rebuild=True)[1] == BUILDING


def test_only_the_newest_indexes_stay(settings: Settings) -> None:
    current = kept(settings)
    for age, name in enumerate(("nieuw", "ouder", "oudst"), start=1):
        copy = settings.index / name
        shutil.copytree(current, copy)
        os.utime(copy, (time.time() - 60 * age,) * 2)
    other = settings.index / "iets anders"
    other.mkdir()
    opened(settings, rebuild=True)
    assert {path.name for path in settings.index.iterdir()} == {current.name, "nieuw", "ouder", "iets anders"}
