"""What every page has: the templates, the texts in the asked language, the addresses, the report's name."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from iobqa.interfaces.page import copying
from iobqa.interfaces.page.addresses import Place, local_url, place_url
from iobqa.interfaces.page.credits import credits_line, day
from iobqa.interfaces.page.marked import cells, lines, to_html
from iobqa.interfaces.page.static_files import asset
from iobqa.interfaces.page.texts import TEXTS, Language, language_of
from iobqa.qa import ReportQA
from iobqa.settings import Settings

_NOT_SAID: Mapping[str, Any] = dict.fromkeys(("subtitle", "author", "publisher", "published", "parliament", "examples"))
_SHORT = 320  # characters of a passage shown before it is opened


class Frame:
    """Renders templates with what all of them use."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._templates = Environment(
            loader=PackageLoader("iobqa.interfaces.page"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(
            asset=asset, to_html=to_html, cells=cells, lines=lines, shortened=shortened, bare=copying.bare, day=day
        )

    def page(self, request: Request, template: str, qa: ReportQA | None, **more: object) -> Response:
        """A whole page, that no one keeps."""
        html = self.html(request, template, qa, **more).encode("utf-8", "replace")
        return HTMLResponse(html, headers={"Cache-Control": "no-store"})

    def html(self, request: Request, template: str, qa: ReportQA | None, **more: object) -> str:
        """A template filled in for a request; ``qa`` is None when there is no report to speak of."""
        return self._templates.get_template(template).render(**self._context(request, qa), **more)

    def part(self, template: str, language: Language, **more: object) -> Markup:
        """A piece of a page that does not depend on the request."""
        return Markup(self._templates.get_template(template).render(t=TEXTS[language], **more))

    def _context(self, request: Request, qa: ReportQA | None) -> dict[str, Any]:
        language = language_of(request.query_params.get("lang"))
        about = {**_NOT_SAID, **(qa.about if qa else {})}
        return {
            "t": TEXTS[language],
            "language": language,
            "about": about,
            "credits": credits_line(about, language),
            "report": qa.report if qa else None,
            "fingerprint": qa.fingerprint if qa else "",
            "settings": self.settings,
            "here": request.url.path,
            "other_url": _other_language(request, language),
            "request_id": request.scope.get("iobqa.request_id", ""),
            **self._addresses(request, language),
            **_citing(about),
        }

    def _addresses(self, request: Request, language: Language) -> dict[str, Any]:
        base = self.settings.public_url or str(request.base_url).rstrip("/")
        return {
            "to": lambda path, **query: local_url(path, language, **query),
            "place_url": lambda id_, start, end, question: place_url(
                Place(id_, (start, end) if end else None, question), language
            ),
            "whole": lambda id_: f"{base}/rapport#{id_}",  # still works when it is mailed
        }


def _citing(about: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "citation_text": lambda ref: copying.citation_text(about, ref),
        "quote_text": lambda ref, quote: copying.quote_text(about, ref, quote),
        "markdown_text": lambda ref, quote, url: copying.markdown_text(about, ref, quote, url),
    }


def _other_language(request: Request, language: Language) -> str:
    query = {key: value for key, value in request.query_params.items() if key != "lang"}
    return local_url(request.url.path, "nl" if language == "en" else "en", **query)


def shortened(text: str, most: int = _SHORT) -> str:
    """The beginning of a text, to a whole word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"
