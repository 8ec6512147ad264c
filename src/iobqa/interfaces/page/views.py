"""The pages but the report: data to HTML. Every page works without JavaScript."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from iobqa.answer.wording import is_english
from iobqa.desk.check import VERDICTS, Audit
from iobqa.interfaces.desk_render import place_names
from iobqa.interfaces.page import copying
from iobqa.interfaces.page.addresses import Place, place_url
from iobqa.interfaces.page.frame import Frame
from iobqa.interfaces.page.report_views import opened
from iobqa.interfaces.page.texts import Language, language_of
from iobqa.interfaces.page.told import has_quotes, told
from iobqa.interfaces.problems import TITLES
from iobqa.interfaces.render import confidence_word
from iobqa.interfaces.streaming import has_more
from iobqa.qa import ReportQA
from iobqa.records import Answer, Citation


class Views:
    """Renders the pages of one service."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def question(
        self, request: Request, qa: ReportQA, asked: str, answer: Answer | None, problem: str = ""
    ) -> Response:
        """The page with the question box and, when there is one, the answer beside the report."""
        return self._frame.page(
            request,
            "vraag.html",
            qa,
            question=asked,
            answer=answer,
            problem=problem,
            listens=answer is not None and has_more(qa),
            **(_told(request, qa, answer) if answer else {"opened": None}),
        )

    def told(self, request: Request, qa: ReportQA, answer: Answer) -> str:
        """Only the answer, for a page that is already there."""
        return self._frame.html(request, "_antwoord.html", qa, answer=answer, **_told(request, qa, answer))

    def checking(
        self, request: Request, qa: ReportQA, text: str = "", audit: Audit | None = None, problem: str = ""
    ) -> Response:
        """The page where a text about the report is checked."""
        return self._frame.page(
            request,
            "controle.html",
            qa,
            text=text,
            audit=audit,
            problem=problem,
            verdicts=VERDICTS,
            names=lambda places: place_names(places, qa.report),
        )

    def about(self, request: Request, qa: ReportQA) -> Response:
        """What this is, how it works, what it keeps, how accessible it is."""
        return self._frame.page(request, "over.html", qa, logs_questions=self._frame.settings.log_questions)

    def failure(self, request: Request, status: int, detail: str) -> Response:
        """A failure for people."""
        title, again = TITLES.get(status, ""), _again(request)
        page = self._frame.page(request, "fout.html", None, status=status, title=title, detail=detail, again=again)
        page.status_code = status
        return page


def _again(request: Request) -> str:
    """Address at which the same can be tried once more; empty for a form, whose text the address does not hold."""
    query = f"?{request.url.query}" if request.url.query else ""
    # two slashes would lead to another site
    return f"/{request.url.path.lstrip('/')}{query}" if request.method == "GET" else ""


def _told(request: Request, qa: ReportQA, answer: Answer) -> dict[str, Any]:
    """What the template of an answer needs besides it."""
    language = language_of(request.query_params.get("lang"))

    def link(citation: Citation) -> str:
        return place_url(_place(citation, answer), language)

    # An English question gets English words around the quotes.
    around: Language = "en" if is_english(answer.question) else "nl"
    first = answer.citations[0] if answer.citations else None
    return {
        "told": told(answer, link, around),
        "quotes": has_quotes(answer),
        "around": around,
        "place_of": link,
        "word": confidence_word(answer.confidence),
        "answer_text": copying.answer_text(qa.about, answer),
        "opened": opened(qa, _place(first, answer)) if first else None,
    }


def _place(citation: Citation, answer: Answer) -> Place:
    return Place(citation.id, (citation.start, citation.end), answer.question)
