"""An answer on a terminal as it comes about: the report's own words at once, a language model's claims as they are checked."""

from iobqa.interfaces.render import answer_lines, claim_line, console
from iobqa.qa import ReportQA
from iobqa.records import Answer


def show_live(qa: ReportQA, question: str, k: int) -> Answer:
    """Print what comes and return the final answer. Raises IobqaError."""
    target, talk = console(), console(stderr=True)
    answer = None
    for name, about in qa.stream(question, k):
        if name == "answer":
            answer = about
            for line in answer_lines(about):
                target.print(line)
            if about.answered and qa.model:
                talk.print(f"[dim]{qa.model.name} schrijft; Ctrl-C om te stoppen ...[/dim]")
        elif name == "claim":
            talk.print(f"[dim]· {claim_line(about)}[/dim]")
        elif name == "final" and about.generator != (answer and answer.generator):
            answer = about
            target.rule(style="dim")
            for line in answer_lines(about):
                target.print(line)
        elif name == "final" and about.note:
            answer = about
            talk.print(f"[dim]{about.note}[/dim]")
    assert answer is not None  # ``stream`` always gives an answer
    return answer
