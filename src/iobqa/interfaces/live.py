"""An answer on a terminal as it comes about: the report's own words at once, a language model's claims as they are checked."""

from rich.console import Console

from iobqa.interfaces.render import answer_lines, claim_line, console
from iobqa.qa import ReportQA
from iobqa.records import Answer


def show_live(qa: ReportQA, question: str, k: int) -> Answer:
    """Print what comes and return the final answer. Raises IobqaError."""
    target, talk = console(), console(stderr=True)
    shown: Answer | None = None
    for name, about in qa.stream(question, k):
        if name == "claim":
            talk.print(f"[dim]· {claim_line(about)}[/dim]")
        elif name == "answer":
            shown = _print(target, about)
            if about.answered and qa.model:
                talk.print(f"[dim]{qa.model.name} schrijft; Ctrl-C om te stoppen ...[/dim]")
        elif name == "final":
            shown = _final(target, talk, shown, about)
    assert shown is not None  # ``stream`` always gives an answer
    return shown


def _final(target: Console, talk: Console, shown: Answer | None, final: Answer) -> Answer:
    """What the model wrote, under a rule; or the line that says why it is not shown."""
    if shown is None or final.generator != shown.generator:
        target.rule(style="dim")
        return _print(target, final)
    if final.note:
        talk.print(f"[dim]{final.note}[/dim]")
    return final


def _print(target: Console, answer: Answer) -> Answer:
    for line in answer_lines(answer):
        target.print(line)
    return answer
