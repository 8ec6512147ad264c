"""Write ``paragraphs.jsonl``: every unit as parsed, so that a parser change shows as a diff."""

from iobqa.report.corpus import dump_paragraphs, load_report
from iobqa.settings import Settings

corpus = Settings.read().corpus
(corpus / "paragraphs.jsonl").write_text(dump_paragraphs(load_report(corpus).paragraphs), encoding="utf-8")
