"""``iobqa enrich``: a question bank for a report that has none, with the costs told before it starts."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from iobqa.errors import SettingsError
from iobqa.settings import Settings

if TYPE_CHECKING:
    from iobqa.enrich.plan import Estimate
    from iobqa.enrich.writing import BankWriter
    from iobqa.records import Passage

Count = Annotated[int, typer.Option("--per-passage", min=4, max=60, help="Vragen per passage")]
Limit = Annotated[int | None, typer.Option(min=1, help="Hoogstens zoveel passages nu", show_default=False)]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Begin zonder te vragen")]
PriceIn = Annotated[
    float | None, typer.Option(min=0, help="Euro per miljoen tokens die het model leest", show_default=False)
]
PriceOut = Annotated[
    float | None, typer.Option(min=0, help="Euro per miljoen tokens die het model schrijft", show_default=False)
]


def enrich(
    per_passage: Count = 24,
    limit: Limit = None,
    price_in: PriceIn = None,
    price_out: PriceOut = None,
    yes: Yes = False,
) -> None:
    """Laat een taalmodel een vragenbank schrijven voor een rapport dat er geen heeft."""
    from iobqa.enrich.bank import BankFolder
    from iobqa.enrich.plan import estimate, to_write
    from iobqa.enrich.writing import BankWriter
    from iobqa.report.corpus import load_report
    from iobqa.search.passages import build_passages

    settings = Settings.read()
    model = _model(settings)
    bank = BankFolder(settings.corpus)
    bank.check_writable()
    report = load_report(settings.corpus)
    done = bank.done()
    passages = to_write(build_passages(report), done)[:limit]
    if passages:
        _say(_announced(estimate(passages, len(done), report, per_passage, (price_in, price_out)), model.name))
        if not (yes or _agreed()):
            raise typer.Exit
        _run(BankWriter(report, bank, model, count=per_passage, seconds=settings.llm_seconds), passages)
    questions, misses = bank.publish()
    sys.stdout.write(
        f"{questions} vragen en {misses} vragen zonder antwoord in {settings.corpus}. "
        "De index wordt bij de eerstvolgende vraag opnieuw gebouwd.\n"
    )


def _model(settings: Settings) -> Any:  # noqa: ANN401
    from iobqa.answer.language_model import load_model

    model = load_model(settings)
    if model is None:
        raise SettingsError("Er is geen taalmodel ingesteld. Zet IOBQA_LLM, bijvoorbeeld op ollama:llama3.1.")
    return model


def _announced(estimate: "Estimate", model: str) -> str:
    cost = "" if estimate.cost is None else f", ongeveer € {estimate.cost:.2f}".replace(".", ",")
    begun = f" ({estimate.done} zijn al klaar)" if estimate.done else ""
    return (
        f"{model} schrijft vragen bij {estimate.passages} passages{begun}: naar schatting {_thousands(estimate.tokens_in)} "
        f"tokens lezen en {_thousands(estimate.tokens_out)} tokens schrijven{cost}."
    )


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise SettingsError("Er is niemand om te vragen of dit mag beginnen. Voeg --yes toe.")
    sys.stderr.write("Beginnen? [j/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"j", "ja"}


def _run(writer: "BankWriter", passages: "Sequence[Passage]") -> None:
    from rich.progress import Progress

    from iobqa.interfaces.render import console

    rejected = failed = 0
    with Progress(console=console(stderr=True)) as progress:
        task = progress.add_task("Vragen schrijven", total=len(passages))
        for step in writer.write(passages):
            progress.advance(task)
            rejected += len(step.written.rejected) if step.written else 0
            if step.failure:
                failed += 1
                progress.console.print(f"{step.passage.ref}: {step.failure}")
    _say(f"{rejected} vragen afgekeurd; {failed} passages overgeslagen (die komen de volgende keer weer aan de beurt).")


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")
