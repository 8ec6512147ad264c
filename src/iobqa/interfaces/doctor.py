"""Is everything there and does it work? Each check says what it found and, when it fails, what to do."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from rich.markup import escape

from iobqa.errors import IobqaError
from iobqa.settings import Settings

_ROOM = 100_000_000  # bytes an index build may need


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    found: str
    remedy: str = ""

    def payload(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    def lines(self) -> Iterator[str]:
        """For the terminal."""
        mark = "[green]goed[/green] " if self.ok else "[red]FOUT[/red] "
        yield f"{mark} {escape(self.name)}: {escape(self.found)}"
        if self.remedy:
            yield f"      → {escape(self.remedy)}"


def check_all() -> list[Check]:
    """All checks, in the order in which a failure explains those after it."""
    try:
        settings = Settings.read()
    except IobqaError as error:
        return [Check("instellingen", False, str(error), "Verbeter of verwijder die instelling.")]
    shown = ", ".join(f"{name}={value}" for name, value in settings.model_dump().items())
    checks = [Check("instellingen", True, shown)]
    return [*checks, *(_guarded(name, check, settings) for name, check in _CHECKS)]


def _guarded(name: str, check: Callable[[Settings], Check], settings: Settings) -> Check:
    try:
        return check(settings)
    except IobqaError as error:
        return Check(name, False, str(error), "Zie de melding; de controles hierna hangen hiervan af.")


def _corpus(settings: Settings) -> Check:
    from iobqa.report.corpus import load_report

    report = load_report(settings.corpus)
    return Check(
        "rapport", True, f"{report.title}: {len(report.sections)} delen, {len(report.paragraphs)} vindplaatsen"
    )


def _encoder(settings: Settings) -> Check:
    from iobqa.search.encoder import load_encoder

    encoder = load_encoder(settings.encoder, settings.encoder_folder, settings.query_prompt, settings.passage_prompt)
    return Check("taalmodel", True, encoder.name)


def _index(settings: Settings) -> Check:
    from iobqa.search.index import stored_fingerprint

    fingerprint = stored_fingerprint(settings)
    if fingerprint:
        return Check("index", True, f"{fingerprint} in {settings.index}")
    return Check(
        "index", True, "nog niet gebouwd of verouderd", "Gebeurt vanzelf bij de eerste vraag, of nu: iobqa index"
    )


def _folder(settings: Settings) -> Check:
    folder = next(path for path in (settings.index, *settings.index.parents) if path.exists())
    if not os.access(folder, os.W_OK):
        remedy = "Geef een map op waarin u mag schrijven, met IOBQA_INDEX. Zonder bouwt elke start opnieuw."
        return Check("indexmap", False, f"{folder} is niet beschrijfbaar", remedy)
    free = shutil.disk_usage(folder).free
    if free < _ROOM:
        return Check(
            "indexmap", False, f"nog {free // 1_000_000} MB vrij op {folder}", "Maak ruimte: 100 MB is genoeg."
        )
    return Check("indexmap", True, f"{settings.index}, {free // 1_000_000_000} GB vrij")


def _answer(settings: Settings) -> Check:
    from iobqa.qa import ReportQA

    qa = ReportQA.open(settings, say=lambda _: None)
    question = f"Waar gaat {qa.report.sections[-1].title} over?"
    answer = qa.ask(question, 3)
    found = f"{len(answer.passages)} passages bij ‘{question}’"
    remedy = "" if answer.passages else "Bouw de index opnieuw: iobqa index --rebuild"
    return Check("proefvraag", bool(answer.passages), found, remedy)


def _language_model(settings: Settings) -> Check:
    """One short request, when a language model is configured."""
    from iobqa.answer.language_model import Message, load_model

    name = "antwoordmodel"
    model = load_model(settings)
    if model is None:
        return Check(name, True, "geen ingesteld; antwoorden staan in de woorden van het rapport zelf")
    start = time.monotonic()
    reply = "".join(model.stream([Message("user", "Antwoord met één woord: ja.")], None, start + settings.llm_seconds))
    if not reply.strip():
        return Check(name, False, f"{model.name} antwoordt met niets", "Kies een ander model met IOBQA_LLM.")
    return Check(name, True, f"{model.name} antwoordt in {time.monotonic() - start:.1f} s")


_CHECKS: tuple[tuple[str, Callable[[Settings], Check]], ...] = (
    ("rapport", _corpus),
    ("taalmodel", _encoder),
    ("indexmap", _folder),
    ("index", _index),
    ("antwoordmodel", _language_model),
    ("proefvraag", _answer),
)
