"""The report as a page, and a piece of it for beside an answer."""

import gzip

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from iobqa.interfaces.page.addresses import Place
from iobqa.interfaces.page.frame import Frame
from iobqa.interfaces.page.reading import Part, around, laid_out
from iobqa.interfaces.page.texts import Language, language_of
from iobqa.interfaces.replies import etag_of, keepable, unchanged
from iobqa.qa import ReportQA


class ReportViews:
    """Lays a report out once and keeps what does not change."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._parts: dict[str, tuple[Part, ...]] = {}
        self._kept: dict[tuple[str, Language, str], Markup] = {}

    def page(self, request: Request, qa: ReportQA, place: Place, asked: str = "", problem: str = "") -> Response:
        """The whole report, kept by the browser until it changes."""
        language = language_of(request.query_params.get("lang"))
        etag = etag_of(qa.fingerprint, "rapport", language, repr(place), asked, problem)
        headers = keepable(request, etag)
        if headers is None:
            return unchanged(etag)
        page = self._frame.page(
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
        page.headers.update(headers)
        return _packed(request, page)

    def excerpt(self, request: Request, qa: ReportQA, place: Place) -> Response:
        """The neighbourhood of one unit, for the panel beside an answer."""
        return self._frame.page(request, "_uitsnede.html", qa, opened=opened(qa, place))

    def _laid_out(self, qa: ReportQA) -> tuple[Part, ...]:
        if qa.fingerprint not in self._parts:
            self._parts[qa.fingerprint] = laid_out(qa.report)
        return self._parts[qa.fingerprint]

    def _part(self, qa: ReportQA, part: Part, language: Language, place: Place) -> Markup:
        """One section; rendered anew only when the place that the reader came for is in it."""
        if place.id in part.ids:
            return self._frame.part("_deel.html", language, part=part, place=place)
        key = (qa.fingerprint, language, part.section.id)
        if key not in self._kept:
            self._kept[key] = self._frame.part("_deel.html", language, part=part, place=Place())
        return self._kept[key]


def opened(qa: ReportQA, place: Place) -> dict[str, object]:
    """What the panel beside an answer shows of a place."""
    section, blocks = around(qa.report, place.id)
    return {"unit": qa.report.by_id[place.id], "section": section, "blocks": blocks, "place": place}


def _packed(request: Request, page: Response) -> Response:
    """Compressed when the browser can read that: a whole report is large."""
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return page
    page.body = gzip.compress(bytes(page.body), compresslevel=5, mtime=0)
    page.headers.update({"Content-Encoding": "gzip", "Content-Length": str(len(page.body)), "Vary": "Accept-Encoding"})
    return page
