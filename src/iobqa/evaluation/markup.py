"""HTML and SVG as nested calls. What is not `Markup` is text, and text is escaped."""

from html import escape

_VOID = ("br", "input")
"""Elements that are never closed."""


class Markup(str):
    """A string that is markup already."""

    __slots__ = ()


def el(name: str, /, *children: str, **attributes: str | float | None) -> Markup:
    """An element. ``class_`` stands for ``class`` and ``stroke_width`` for ``stroke-width``; None leaves one out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{written}>" if name in _VOID else f"<{name}{written}>{together(*children)}</{name}>")


def together(*children: str) -> Markup:
    """Siblings."""
    return Markup("".join(child if isinstance(child, Markup) else escape(child) for child in children))


def table(caption: str, columns: list[str], rows: list[list[str]], class_: str | None = None) -> Markup:
    """A table whose first column names the row. The box around it scrolls, not the page."""
    head = el("tr", *(el("th", column, scope="col") for column in columns))
    body = (el("tr", el("th", row[0], scope="row"), *(el("td", cell) for cell in row[1:])) for row in rows)
    whole = el("table", el("caption", caption), el("thead", head), el("tbody", *body), class_=class_)
    return el("div", whole, class_="scroll", tabindex="0", role="region", aria_label=caption)


def _number(value: str | float) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
