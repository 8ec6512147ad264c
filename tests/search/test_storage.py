"""Reports and passages to files and back."""

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from iobqa.records import Footnote, Passage, Report
from iobqa.search.passages import build_passages
from iobqa.search.storage import load_passages, load_report, save_passages, save_report

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
spans = st.tuples(st.integers(0, 9), st.integers(0, 9))
footnotes = st.builds(Footnote, st.integers(1, 200), texts, st.integers(0, 9), st.lists(spans, max_size=2).map(tuple))
some_texts = st.lists(texts, max_size=3).map(tuple)
passages = st.builds(
    Passage,
    number=st.integers(0, 9),
    ids=some_texts,
    ref=texts,
    section=some_texts,
    text=texts,
    footnotes=st.lists(footnotes, max_size=2).map(tuple),
    starts=st.lists(st.integers(0, 9), max_size=3).map(tuple),
)


def round_trip(report: Report, file: Path) -> Report:
    save_report(report, file)
    return load_report(file)


def test_a_report(mini_report: Report, tmp_path: Path) -> None:
    again = round_trip(mini_report, tmp_path / "report.json")
    for name in ("title", "sections", "labels", "paragraphs"):
        assert getattr(again, name) == getattr(mini_report, name)
    for name in ("by_id", "section_by_id", "carrier", "parts"):
        assert dict(getattr(again, name)) == dict(getattr(mini_report, name))
    assert all(again.by_id[unit.id] is unit for unit in again.paragraphs)


def test_the_real_report(report: Report, tmp_path: Path) -> None:
    again = round_trip(report, tmp_path / "report.json")
    assert (again.paragraphs, again.sections) == (report.paragraphs, report.sections)


def test_the_passages_of_the_real_report(report: Report, tmp_path: Path) -> None:
    made = build_passages(report)
    save_passages(made, tmp_path / "passages.jsonl")
    assert load_passages(tmp_path / "passages.jsonl") == made


@settings(max_examples=60, deadline=None)
@given(st.lists(passages, max_size=3).map(tuple))
def test_any_passages(made: tuple[Passage, ...]) -> None:
    with TemporaryDirectory() as folder:
        save_passages(made, Path(folder) / "passages.jsonl")
        again = load_passages(Path(folder) / "passages.jsonl")
    assert again == made
    assert [asdict(passage) for passage in again] == [asdict(passage) for passage in made]
