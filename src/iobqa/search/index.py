"""The index: built from a corpus folder, kept in a folder named after all that shaped it, never used when stale or broken.

``index/<fingerprint>/`` is written under a temporary name and renamed when complete, so a half-written index has no name
that anyone opens, and two processes that build at once end up with one of two equal folders.
"""

import fcntl
import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iobqa.records import Passage, Report
from iobqa.report.corpus import Corpus, load_corpus, parse_corpus
from iobqa.search import passages as passages_module
from iobqa.search.alignment import Aligner, Rarity, WordTable
from iobqa.search.analysis import Analysis, vocabulary
from iobqa.search.channels import Channels, Owned
from iobqa.search.dense import DenseIndex
from iobqa.search.encoder import Encoder, load_encoder
from iobqa.search.fusion import Ranker
from iobqa.search.kinds import asks, gives, kinds_of
from iobqa.search.lexical import LexicalIndex
from iobqa.search.lexicon import Entry, Lexicon, abbreviations, read_lexicon
from iobqa.search.passages import build_passages
from iobqa.search.query import QueryReader
from iobqa.search.questions import BankQuestion, NearMiss, load_bank, load_refusals, questions_of
from iobqa.search.spelling import Speller
from iobqa.search.storage import load_passages, load_report, save_passages, save_report
from iobqa.search.texts import headed_text, passage_text
from iobqa.search.units import Sentence, by_passage, by_sentence, report_sentences
from iobqa.settings import Settings

Flags = NDArray[np.bool_]

_LIBRARIES = ("bm25s", "faiss-cpu", "PyStemmer", "tokenizers", "numpy")
_INPUTS = (
    "questions.jsonl",
    "near_misses.jsonl",
    "lexicon.tsv",
    "ranker.json",
    "selection.json",
    "continuation.json",
    "abstention.json",
    "intent.json",
    "calibration.json",
)
_KEPT = 3
_LOCKING = 60  # seconds within which whoever makes a temporary folder has locked it, on the busiest machine


@dataclass(frozen=True)
class Index:
    """All that a question is searched in."""

    fingerprint: str
    corpus: Corpus
    report: Report
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    bank: tuple[BankQuestion, ...]
    refusals: tuple[NearMiss, ...]
    """Questions known not to be answered: near misses and questions of other kinds."""
    channels: Channels
    sentence_words: LexicalIndex
    questions_of_sentence: Owned
    sentence_at: Mapping[tuple[str, int], Sentence]
    """By unit id and number."""
    refused: DenseIndex
    """Vectors of ``refusals``."""
    aligner: Aligner
    sentence_table: WordTable
    """Words of ``sentences``."""
    question_table: WordTable
    """Words of ``bank``."""
    refusal_table: WordTable
    """Words of ``refusals``."""
    kinds_given: Flags
    """Kinds of answer that each of ``sentences`` can give; shape (sentences, len(KINDS))."""
    kinds_asked: Flags
    """Kinds of answer that each of ``bank`` asks for."""
    words: Mapping[str, frozenset[str]]
    """``report``: every word of the report. ``all``: with those of the bank."""
    analysis: Analysis
    reader: QueryReader
    ranker: Ranker
    encoder: Encoder


@dataclass(frozen=True)
class _Sources:
    """What an index is made of, and the fingerprint that says so."""

    corpus: Corpus
    encoder: Encoder
    description: Mapping[str, Any]

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(json.dumps(self.description, sort_keys=True).encode()).hexdigest()[:16]


def _sources(settings: Settings) -> _Sources:
    corpus = load_corpus(settings.corpus)
    encoder = load_encoder(settings.encoder, settings.encoder_folder, settings.query_prompt, settings.passage_prompt)
    description = {
        "corpus": corpus.sha256,
        "report.toml": _hash_file(corpus.folder / "report.toml"),
        **{name: _hash_file(corpus.folder / name) for name in _INPUTS},
        "encoder": encoder.name,
        "code": _hash_code(),
        "versions": {name: version(name) for name in _LIBRARIES},
    }
    return _Sources(corpus, encoder, description)


def _hash_file(file: Path) -> str | None:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def _hash_code() -> str:
    """Of the modules that turn a corpus into an index, and of their word lists."""
    digest = hashlib.sha256()
    package = Path(passages_module.__file__).parent.parent
    for pattern in ("report/*.py", "search/*.py", "search/words/*.txt"):
        for file in sorted(package.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")


def open_index(settings: Settings, *, rebuild: bool = False, say: Callable[[str], None] = _say) -> Index:
    """The index for these settings: loaded when there is a whole one, else built (seconds) and kept.

    When it cannot be kept (a read-only folder, a full disk) it is used from memory and ``say`` gets a line about it.
    Raises ReportError, EncoderError.
    """
    sources = _sources(settings)
    folder = settings.index / sources.fingerprint
    if not rebuild and (stored := _load(folder, sources)):
        return stored
    say("De index wordt gebouwd; dat duurt enkele seconden ...")
    parts = _build(sources)
    _keep(parts, folder, sources, say)
    return _assemble(parts, sources)


@dataclass(frozen=True)
class _Parts:
    """What is stored."""

    report: Report
    passages: tuple[Passage, ...]
    lexical: Mapping[str, LexicalIndex]
    dense: Mapping[str, DenseIndex]
    tables: Mapping[str, WordTable]
    arrays: Mapping[str, NDArray[Any]]
    """``rarities`` of the aligned vocabulary, in order; ``kinds-given`` and ``kinds-asked`` as in Index."""
    abbreviations: Sequence[Entry]
    """The report's own pairs, both ways."""
    vocabulary: Mapping[str, frozenset[str]]
    """``report``: the report's words, which compounds are split into. ``all``: with those of the bank. ``aligned``: with those of
    the questions to refuse."""


_LEXICAL = ("words", "headings", "questions", "sentences")
_DENSE = ("passages", "sentences", "questions", "refusals", "words")
_TABLES = ("sentences", "questions", "refusals")
_ARRAYS = ("rarities", "kinds-given", "kinds-asked")


def _build(sources: _Sources) -> _Parts:
    report = parse_corpus(sources.corpus)
    passages = build_passages(report)
    bank = load_bank(sources.corpus.folder / "questions.jsonl")
    texts = [passage_text(passage) for passage in passages]
    heads = [" ".join(passage.section) for passage in passages]
    questions = [question.question for question in bank] or ["-"]
    refusals = [refusal.question for refusal in load_refusals(sources.corpus.folder)] or ["-"]
    sentences = [sentence.text for sentence in report_sentences(report)]
    words = {"report": vocabulary([*texts, *heads]), "all": vocabulary([*texts, *heads, *questions])}
    words["aligned"] = words["all"] | vocabulary(refusals)
    analysis = Analysis(words["report"])
    encode = sources.encoder.encode_passages
    numbers = {word: number for number, word in enumerate(sorted(words["aligned"]))}
    lexical = {
        name: LexicalIndex.from_terms([analysis.terms(text) for text in collection])
        for name, collection in zip(_LEXICAL, (texts, heads, questions, sentences), strict=True)
    }
    return _Parts(
        report=report,
        passages=passages,
        lexical=lexical,
        dense={
            "passages": DenseIndex.from_vectors(encode([headed_text(passage) for passage in passages])),
            "sentences": DenseIndex.from_vectors(encode(sentences)),
            "questions": DenseIndex.from_vectors(sources.encoder.encode_questions(questions)),
            "refusals": DenseIndex.from_vectors(sources.encoder.encode_questions(refusals)),
            "words": DenseIndex.from_vectors(sources.encoder.encode_questions(list(numbers))),
        },
        tables={
            name: WordTable.from_texts(collection, numbers)
            for name, collection in zip(_TABLES, (sentences, questions, refusals), strict=True)
        },
        arrays={
            "rarities": Rarity(lexical["questions"], analysis).of(list(numbers)),
            "kinds-given": kinds_of(sentences, gives),
            "kinds-asked": kinds_of([question.question for question in bank], asks),
        },
        abbreviations=list(abbreviations(unit.text for unit in report.paragraphs)),
        vocabulary=words,
    )


def _assemble(parts: _Parts, sources: _Sources) -> Index:
    folder = sources.corpus.folder
    bank = load_bank(folder / "questions.jsonl")
    sentences = report_sentences(parts.report)
    analysis = Analysis(parts.vocabulary["report"])
    lexicon = Lexicon([*read_lexicon(folder / "lexicon.tsv"), *parts.abbreviations])
    return Index(
        fingerprint=sources.fingerprint,
        corpus=sources.corpus,
        report=parts.report,
        passages=parts.passages,
        sentences=sentences,
        bank=bank,
        refusals=load_refusals(folder),
        channels=Channels(
            words=parts.lexical["words"],
            headings=parts.lexical["headings"],
            question_words=parts.lexical["questions"],
            passages=parts.dense["passages"],
            sentences=parts.dense["sentences"],
            questions=parts.dense["questions"],
            of_questions=Owned.from_lists(questions_of(bank, parts.passages)),
            of_sentences=Owned.from_lists(by_passage(sentences, parts.passages, parts.report)),
        ),
        sentence_words=parts.lexical["sentences"],
        questions_of_sentence=Owned.from_lists(by_sentence(bank, sentences)),
        sentence_at={(sentence.unit, sentence.number): sentence for sentence in sentences},
        refused=parts.dense["refusals"],
        aligner=Aligner(
            sorted(parts.vocabulary["aligned"]),
            parts.dense["words"],
            parts.arrays["rarities"],
            Rarity(parts.lexical["questions"], analysis),
            sources.encoder,
        ),
        sentence_table=parts.tables["sentences"],
        question_table=parts.tables["questions"],
        refusal_table=parts.tables["refusals"],
        kinds_given=parts.arrays["kinds-given"],
        kinds_asked=parts.arrays["kinds-asked"],
        words=parts.vocabulary,
        analysis=analysis,
        reader=QueryReader(analysis, lexicon, Speller(parts.vocabulary["all"])),
        ranker=Ranker.load(folder / "ranker.json"),
        encoder=sources.encoder,
    )


def index_in_memory(corpus: Path, encoder: Encoder) -> Index:
    """An index that is not kept, with an encoder of one's own: for training and for tests."""
    sources = _Sources(load_corpus(corpus), encoder, {"encoder": encoder.name})
    return _assemble(_build(sources), sources)


# keeping and loading


def _write(parts: _Parts, folder: Path, sources: _Sources) -> None:
    _write_parts(parts, folder)
    manifest = {
        "fingerprint": sources.fingerprint,
        **sources.description,
        "passages": len(parts.passages),
        "built": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "files": _checksums(folder),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2), encoding="utf-8")


def _write_parts(parts: _Parts, folder: Path) -> None:
    save_report(parts.report, folder / "report.json")
    save_passages(parts.passages, folder / "passages.jsonl")
    for name, lexical in parts.lexical.items():
        lexical.save(folder / f"lexical-{name}")
    for name, dense in parts.dense.items():
        dense.save(folder / f"dense-{name}.faiss")
    for name, table in parts.tables.items():
        table.save(folder / f"words-{name}.npz")
    for name, array in parts.arrays.items():
        np.save(folder / f"{name}.npy", array)
    pairs = [[entry.typed, entry.term, entry.source] for entry in parts.abbreviations]
    (folder / "abbreviations.json").write_text(json.dumps(pairs, ensure_ascii=False), encoding="utf-8")
    words = {name: sorted(words) for name, words in parts.vocabulary.items()}
    (folder / "vocabulary.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")


def _checksums(folder: Path) -> dict[str, str]:
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.name != "manifest.json")
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def _keep(parts: _Parts, folder: Path, sources: _Sources, say: Callable[[str], None]) -> None:
    """Write under a temporary name, then rename; a broken folder of that name goes first."""
    temporary = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(folder.parent)  # first: builds that are killed time and again must not fill the disk
        temporary = Path(tempfile.mkdtemp(prefix=".bouw-", dir=folder.parent))
        with _locked(temporary):
            _write(parts, temporary, sources)
            temporary.chmod(0o755)
            _swap(temporary, folder)
        _remove_old(folder.parent, folder)
    except OSError as error:
        why = error.strerror or error  # numpy gives no number
        say(f"De index kan niet worden bewaard in {folder.parent} ({why}); ik ga door vanuit het geheugen.")
    finally:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)


def _swap(temporary: Path, folder: Path) -> None:
    broken = temporary.with_name(temporary.name + "-oud")
    with suppress(FileNotFoundError):  # mostly there is none, or another process has just moved it
        folder.rename(broken)
    shutil.rmtree(broken, ignore_errors=True)
    try:
        temporary.rename(folder)
    except OSError:
        if not (folder / "manifest.json").is_file():  # else another process was first, with an equal index
            raise


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Hold a lock on a folder, if nobody else does; the system lets go of it however the process ends."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # held, or a file system without locks
            yield False
        else:
            yield True
    finally:
        os.close(opened)


def _remove_abandoned(index: Path) -> None:
    """Remove what killed builds left: nobody holds its lock any more."""
    for left in index.glob(".bouw-*"):
        if time.time() - _modified(left) < _LOCKING:
            continue
        with suppress(FileNotFoundError), _locked(left) as is_ours:  # another process tidies too
            if is_ours:
                shutil.rmtree(left, ignore_errors=True)


def _remove_old(index: Path, current: Path) -> None:
    """Remove all but the newest indexes."""
    others = [file.parent for file in index.glob("[!.]*/manifest.json") if file.parent != current]
    for old in sorted(others, key=_modified, reverse=True)[_KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another process tidies too
        return time.time()


def _load(folder: Path, sources: _Sources) -> Index | None:
    """The stored index, or nothing when it is absent, incomplete or damaged."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if manifest["fingerprint"] != sources.fingerprint or manifest["files"] != _checksums(folder):
            return None
        return _assemble(_read(folder), sources)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError):
        return None


def _read(folder: Path) -> _Parts:
    words = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
    return _Parts(
        report=load_report(folder / "report.json"),
        passages=load_passages(folder / "passages.jsonl"),
        lexical={name: LexicalIndex.load(folder / f"lexical-{name}") for name in _LEXICAL},
        dense={name: DenseIndex.load(folder / f"dense-{name}.faiss") for name in _DENSE},
        tables={name: WordTable.load(folder / f"words-{name}.npz") for name in _TABLES},
        arrays={name: np.load(folder / f"{name}.npy") for name in _ARRAYS},
        abbreviations=[Entry(*pair) for pair in json.loads((folder / "abbreviations.json").read_text("utf-8"))],
        vocabulary={name: frozenset(listed) for name, listed in words.items()},
    )


def stored_fingerprint(settings: Settings) -> str | None:
    """The fingerprint these settings ask for, if a whole index of that name is stored."""
    sources = _sources(settings)
    folder = settings.index / sources.fingerprint
    return sources.fingerprint if _load(folder, sources) else None
