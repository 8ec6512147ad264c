"""HTML as nested calls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iobqa.evaluation.markup import Markup, el, table, together


@pytest.mark.parametrize(
    ("made", "html"),
    [
        (el("p", "a < b"), "<p>a &lt; b</p>"),
        (el("p", el("b", "x"), " & y"), "<p><b>x</b> &amp; y</p>"),
        (el("td", class_="n", data_soort='"x"'), '<td class="n" data-soort="&quot;x&quot;"></td>'),
        (el("circle", cx=1.50, stroke_width="2", r=None), '<circle cx="1.5" stroke-width="2"></circle>'),
        (el("br"), "<br>"),
        (el("input", name="tekst"), '<input name="tekst">'),
        (together("<", Markup("<")), "&lt;<"),
    ],
)
def test_el(made: str, html: str) -> None:
    assert made == html


@given(st.text())
def test_text_never_opens_a_tag(text: str) -> None:
    assert el("p", text).count("<") == 2


def test_a_table_names_its_rows_and_columns() -> None:
    made = table("Titel", ["a", "b"], [["x", "1"]])
    assert "<caption>Titel</caption>" in made
    assert '<th scope="col">a</th>' in made
    assert '<tr><th scope="row">x</th><td>1</td></tr>' in made
