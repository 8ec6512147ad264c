"""The pages: data to HTML. Every page works without JavaScript."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from iobqa.interfaces.page import copying
from iobqa.interfaces.page.credits import credits_line
from iobqa.interfaces.page.marked import cells, lines, to_html
from iobqa.interfaces.page.reading import Part, around, laid_out
from iobqa.interfaces.page.static_files import FOLDER, StaticAssets, asset
from iobqa.interfaces.page.texts import TEXTS, Language, language_of
from iobqa.interfaces.page.told import told
from iobqa.interfaces.problems import TITLES
from iobqa.interfaces.render import confidence_word
from iobqa.interfaces.replies import etag_of, keepable, unchanged
from iobqa.interfaces.streaming import has_more
from iobqa.qa import ReportQA
from iobqa.records import Answer, Citation, Span
from iobqa.settings import Settings

_NOT_SAID: Mapping[str, Any] = dict.fromkeys(("subtitle", "author", "publisher", "published", "parliament", "examples"))
_SHORT = 320  # characters of a passage shown before it is opened


@dataclass(frozen=True, slots=True)
class Place:
    """The unit that a reader came for, the words in it that were quoted, and the question that led there."""

    id: str = ""
    marked: Span | None = None
    question: str = ""


class Views:
    """Renders the pages of one service."""

    def __init__(self, settings: Settings) -> None:
        self.static = StaticAssets(directory=FOLDER)
        self._settings = settings
        self._pages = Environment(
            loader=PackageLoader("iobqa.interfaces.page"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._pages.globals.update(
            asset=asset, to_html=to_html, cells=cells, lines=lines, shortened=shortened, bare=copying.bare
        )
        self._parts: dict[str, tuple[Part, ...]] = {}
        self._kept: dict[tuple[str, Language, str], Markup] = {}

    def question(
        self, request: Request, qa: ReportQA, asked: str, answer: Answer | None, problem: str = ""
    ) -> Response:
        """The page with the question box and, when there is one, the answer beside the report."""
        return self._page(
            request,
            "vraag.html",
            qa,
            question=asked,
            answer=answer,
            problem=problem,
            listens=answer is not None and has_more(qa),
            **(self._told(request, qa, answer) if answer else {"opened": None}),
        )

    def told(self, request: Request, qa: ReportQA, answer: Answer) -> str:
        """Only the answer, for a page that is already there."""
        context = self._context(request, qa) | self._told(request, qa, answer)
        return self._pages.get_template("_antwoord.html").render(answer=answer, **context)

    def _told(self, request: Request, qa: ReportQA, answer: Answer) -> dict[str, Any]:
        language = language_of(request.query_params.get("lang"))

        def link(citation: Citation) -> str:
            place = Place(citation.id, (citation.start, citation.end), answer.question)
            return place_url(place, language)

        first = answer.citations[0] if answer.citations else None
        opened = Place(first.id, (first.start, first.end), answer.question) if first else None
        return {
            "told": told(answer, link),
            "place_of": link,
            "word": confidence_word(answer.confidence),
            "answer_text": copying.answer_text(qa.about, answer),
            "opened": self._excerpt(qa, opened) if opened else None,
        }

    def report(self, request: Request, qa: ReportQA, place: Place, asked: str = "", problem: str = "") -> Response:
        """The whole report, kept by the browser until it changes."""
        language = language_of(request.query_params.get("lang"))
        etag = etag_of(qa.fingerprint, "rapport", language, repr(place), asked, problem)
        headers = keepable(request, etag)
        if headers is None:
            return unchanged(etag)
        html = self._page(
            request,
            "rapport.html",
            qa,
            parts=self._laid_out(qa),
            part_html=lambda part: self._part(qa, part, language, place),
            place=place,
            unit=qa.report.by_id.get(place.id),
            asked=asked,
            problem=problem,
        )
        html.headers.update(headers)
        return _packed(request, html)

    def _laid_out(self, qa: ReportQA) -> tuple[Part, ...]:
        """Worked out once for each report."""
        if qa.fingerprint not in self._parts:
            self._parts[qa.fingerprint] = laid_out(qa.report)
        return self._parts[qa.fingerprint]

    def _part(self, qa: ReportQA, part: Part, language: Language, place: Place) -> Markup:
        """One section; rendered anew only when the place that the reader came for is in it."""
        template = self._pages.get_template("_deel.html")
        if place.id in part.ids:
            return Markup(template.render(part=part, t=TEXTS[language], place=place))
        key = (qa.fingerprint, language, part.section.id)
        if key not in self._kept:
            self._kept[key] = Markup(template.render(part=part, t=TEXTS[language], place=Place()))
        return self._kept[key]

    def excerpt(self, request: Request, qa: ReportQA, place: Place) -> Response:
        """The neighbourhood of one unit, for the panel beside an answer."""
        return self._page(request, "_uitsnede.html", qa, opened=self._excerpt(qa, place))

    def _excerpt(self, qa: ReportQA, place: Place) -> dict[str, Any]:
        section, blocks = around(qa.report, place.id)
        return {"unit": qa.report.by_id[place.id], "section": section, "blocks": blocks, "place": place}

    def about(self, request: Request, qa: ReportQA) -> Response:
        """What this is, how it works, what it keeps, how accessible it is."""
        return self._page(request, "over.html", qa, logs_questions=self._settings.log_questions)

    def failure(self, request: Request, status: int, detail: str) -> Response:
        """A failure for people."""
        page = self._page(request, "fout.html", None, status=status, title=TITLES.get(status, ""), detail=detail)
        page.status_code = status
        return page

    def _page(self, request: Request, template: str, qa: ReportQA | None, **more: object) -> Response:
        html = self._pages.get_template(template).render(**self._context(request, qa), **more)
        return HTMLResponse(html.encode("utf-8", "replace"), headers={"Cache-Control": "no-store"})

    def _context(self, request: Request, qa: ReportQA | None) -> dict[str, Any]:
        language = language_of(request.query_params.get("lang"))
        base = self._settings.public_url or str(request.base_url).rstrip("/")
        about = {**_NOT_SAID, **(qa.about if qa else {})}

        def to(path: str, **query: str) -> str:
            return local_url(path, language, **query)

        def whole(id_: str) -> str:
            """Address that still works when it is mailed."""
            return f"{base}/rapport#{id_}"

        return {
            "t": TEXTS[language],
            "language": language,
            "to": to,
            "whole": whole,
            "about": about,
            "credits": credits_line(about, language),
            "report": qa.report if qa else None,
            "fingerprint": qa.fingerprint if qa else "",
            "settings": self._settings,
            "here": request.url.path,
            "other_url": _other_language(request, language),
            "request_id": request.scope.get("iobqa.request_id", ""),
            "citation_text": lambda ref: copying.citation_text(about, ref),
            "quote_text": lambda ref, quote: copying.quote_text(about, ref, quote),
            "markdown_text": lambda ref, quote, url: copying.markdown_text(about, ref, quote, url),
            "place_url": lambda id_, start, end, question: place_url(Place(id_, (start, end), question), language),
        }


def local_url(path: str, language: Language, **query: str) -> str:
    """An address on this site that keeps the language."""
    asked = {**query, **({"lang": language} if language != "nl" else {})}
    return f"{path}?{urlencode(asked)}" if asked else path


def place_url(place: Place, language: Language) -> str:
    """Address of a place in the reading view, with the quoted words marked."""
    query = {"bij": place.id}
    if place.marked:
        query |= {"van": str(place.marked[0]), "tot": str(place.marked[1])}
    if place.question:
        query |= {"q": place.question}
    return local_url("/rapport", language, **query) + f"#{place.id}"


def _other_language(request: Request, language: Language) -> str:
    query = {key: value for key, value in request.query_params.items() if key != "lang"}
    return local_url(request.url.path, "nl" if language == "en" else "en", **query)


def shortened(text: str, most: int = _SHORT) -> str:
    """The beginning of a text, to a whole word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def _packed(request: Request, page: Response) -> Response:
    """Compressed when the browser can read that: a whole report is large."""
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return page
    page.body = gzip.compress(bytes(page.body), compresslevel=5, mtime=0)
    page.headers.update({"Content-Encoding": "gzip", "Content-Length": str(len(page.body)), "Vary": "Accept-Encoding"})
    return page
