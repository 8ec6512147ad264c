"""The pages as HTML: what stands where, in which language, and that nothing typed becomes markup."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from service_toys import OFF_TOPIC, QUESTION, Scripted, answer_of, client
from starlette.testclient import TestClient

from iobqa.interfaces.page.static_files import FOLDER
from iobqa.interfaces.page.texts import TEXTS
from iobqa.records import Answer
from iobqa.search.questions import NearMiss
from mini_qa import NO, judging, mini_qa, with_refusals


@pytest.fixture(scope="module")
def service() -> Iterator[TestClient]:
    with client() as found:
        yield found


class Elements(HTMLParser):
    """Every element's name and attributes, in order; fails on tags that do not match."""

    VOID = frozenset({"meta", "link", "input", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.found if "id" in attrs]

    def values(self, tag: str, name: str) -> list[str]:
        return [attrs[name] for found, attrs in self.found if found == tag and name in attrs]


def page(service: TestClient, path: str, **query: str) -> tuple[str, Elements]:
    reply = service.get(path, params=query)
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    return reply.text, Elements(reply.text)


PAGES: list[tuple[str, dict[str, str]]] = [
    ("/", {}),
    ("/", {"q": QUESTION}),
    ("/", {"q": OFF_TOPIC}),
    ("/", {"q": "a" * 3000}),
    ("/rapport", {}),
    ("/rapport", {"bij": "2.1-al1", "van": "0", "tot": "9", "q": QUESTION}),
    ("/rapport", {"bij": "voetnoot-4"}),
    ("/rapport", {"ga": "zomaar iets"}),
    ("/controle", {}),
    ("/over", {}),
]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("path", "query"), PAGES)
def test_every_page_is_well_formed_self_contained_and_keeps_the_language(
    service: TestClient, path: str, query: dict[str, str], language: str
) -> None:
    html, elements = page(service, path, **query, lang=language)
    assert ("html", {"lang": language}) in elements.found
    assert len(elements.ids()) == len(set(elements.ids()))
    assert [tag for tag, _ in elements.found].count("h1") == 1
    assert not [
        attrs for _, attrs in elements.found if "style" in attrs or any(name.startswith("on") for name in attrs)
    ]
    assert "<script>" not in html
    assert "<style" not in html
    links = [*elements.values("a", "href"), *elements.values("link", "href"), *elements.values("script", "src")]
    assert all(link.startswith(("/", "#")) for link in links)
    inside = [
        link
        for link in elements.values("a", "href")
        if link == "/" or link.startswith(("/?", "/rapport", "/over", "/controle"))
    ]
    switch = [link for link in inside if "lang=en" not in link]
    assert len(switch) == (1 if language == "en" else len(inside) - 1)


@pytest.mark.parametrize(("path", "query"), PAGES)
def test_links_within_a_page_lead_somewhere(service: TestClient, path: str, query: dict[str, str]) -> None:
    _, elements = page(service, path, **query)
    targets = [link[1:] for link in elements.values("a", "href") if link.startswith("#")]
    named = [
        id_
        for _, attrs in elements.found
        for id_ in attrs.get("aria-describedby", attrs.get("aria-labelledby", "")).split()
    ]
    assert set(targets) | set(named) | set(elements.values("label", "for")) <= set(elements.ids())


def test_the_first_page_asks(service: TestClient) -> None:
    html, elements = page(service, "/")
    assert ("form", {"class": "vraagvak", "action": "/", "method": "get", "role": "search"}) in [
        (tag, {k: v for k, v in attrs.items() if not k.startswith("data")}) for tag, attrs in elements.found
    ]
    assert "Heldere sloot" in html
    assert "Kamerstuk 99 999, nr. 1" in html


def test_an_answer_has_its_sources_beside_it(service: TestClient) -> None:
    answer = answer_of(QUESTION)
    assert answer.answered
    html, elements = page(service, "/", q=QUESTION)
    citation = answer.citations[0]
    place = f"/rapport?bij={citation.id}&van={citation.start}&tot={citation.end}&q="
    assert [link for link in elements.values("a", "href") if link.startswith(place)]
    assert f'id="bron-{citation.number}"' in html
    assert f"Waterproef (2022), Heldere sloot, {citation.ref}" in elements.values("button", "data-kopieer")
    assert "Vraag: " not in html


class FirstQuoteOnly(Scripted):
    def stream(self, question: str, k: int = 10, conversation: str | None = None) -> Iterator[tuple[Any, Any]]:
        for name, about in super().stream(question, k, conversation):
            if isinstance(about, Answer):
                text = about.answer.partition(" [1]")[0] + " [1]"
                yield name, replace(about, answer=text, citations=about.citations[:1])
            else:
                yield name, about


@pytest.mark.parametrize(("question", "is_table"), [("Wat waren de uitgaven van Slikhoek?", True), (QUESTION, False)])
def test_an_answer_that_is_only_a_table_says_nothing_of_quotation_marks(question: str, is_table: bool) -> None:
    with client(FirstQuoteOnly(lambda _: None)) as service:
        html, _ = page(service, "/", q=question)
    said = html.partition('class="antwoord-voet"')[0]
    assert ("<table>" in said) is is_table
    assert (TEXTS["nl"]["quoted_in_table"] in html, TEXTS["nl"]["quoted"] in html) == (is_table, not is_table)


def test_a_refusal_helps_on(service: TestClient) -> None:
    answer = answer_of(OFF_TOPIC)
    assert not answer.answered
    html, _ = page(service, "/", q=OFF_TOPIC)
    assert answer.answer in html
    assert f">{TEXTS['nl'][f'head_{answer.reason}']}</h1>" in html
    assert 'class="lezer"' not in html


def test_a_false_premise_shows_the_words_that_contradict_it_and_where_they_stand(tmp_path: Path) -> None:
    said = "Het water werd schoner, maar niet overal."
    asked = "Waarom werd het water overal schoner in alle polders?"
    index = with_refusals([NearMiss(asked, "false_premise", said, ("h3-al2",))])
    with client(mini_qa(judging(tmp_path, NO, index))) as service:
        html, _ = page(service, "/", q=asked, lang="en")
    assert f">{TEXTS['en']['head_false_premise']}</h1>" in html
    assert TEXTS["en"]["why_false_premise"] in html
    assert f'<span class="letterlijk">“{said}”</span> <a class="verwijzing"' in html
    assert 'id="bron-1"' in html
    assert f"<mark>{said}</mark>" in html


def test_a_question_that_is_too_long_is_said_at_the_box(service: TestClient) -> None:
    html, elements = page(service, "/", q="a" * 3000)
    assert "De vraag is te lang" in html
    assert [attrs["aria-invalid"] for tag, attrs in elements.found if attrs.get("id") == "q"] == ["true"]


def test_the_report_is_whole_and_in_order(service: TestClient) -> None:
    report = mini_qa().report
    _, elements = page(service, "/rapport")
    body = [unit.id for unit in report.body()]
    assert [id_ for id_ in elements.ids() if id_ in set(body)] == body
    notes = {unit.id for unit in report.paragraphs if unit.kind == "footnote"}
    assert notes | {section.id for section in report.sections} <= set(elements.ids())
    assert {f"noot-{id_.rsplit('-', 1)[-1]}" for id_ in notes} <= set(elements.ids())


def test_a_table_is_a_table(service: TestClient) -> None:
    html, elements = page(service, "/rapport")
    assert elements.values("th", "scope").count("col") == 3
    rows = [unit for unit in mini_qa().report.paragraphs if unit.kind == "row"]
    assert elements.values("th", "scope").count("row") == len(rows)
    assert html.count("<caption>") == 1


def marked(html: str) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", html)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"bij": "2.1-al1", "van": "0", "tot": "5"}, 1),
        ({"bij": "2.1-al1", "van": "5", "tot": "5"}, 0),
        ({"bij": "2.1-al1", "van": "9", "tot": "5"}, 0),
        ({"bij": "2.1-al1", "van": "0", "tot": "99999"}, 0),
        ({"bij": "2.1-al1", "van": "-1", "tot": "5"}, 0),
        ({"bij": "2.1-al1", "van": "x", "tot": "y"}, 0),
        ({"bij": "2.1-al1", "van": "²", "tot": "٣"}, 0),
        ({"bij": "bestaat-niet", "van": "0", "tot": "5"}, 0),
        ({}, 0),
    ],
)
def test_the_quoted_words_are_marked(service: TestClient, query: dict[str, str], expected: int) -> None:
    html, _ = page(service, "/rapport", **query)
    assert len(marked(html)) == expected
    if expected:
        assert marked(html) == [mini_qa().report.by_id["2.1-al1"].text[:5]]
    assert ('class="gemarkeerd"' in html) == (query.get("bij") == "2.1-al1")


@pytest.mark.parametrize(
    ("typed", "id_"), [("§ 2.1, al. 1", "2.1-al1"), ("voetnoot 4", "voetnoot-4"), ("hoofdstuk 2", "h2")]
)
def test_a_typed_reference_leads_to_its_place(service: TestClient, typed: str, id_: str) -> None:
    reply = service.get("/rapport", params={"ga": typed, "lang": "en"}, follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, f"/rapport?bij={id_}&lang=en#{id_}")


def test_a_reference_that_is_not_there_is_said_at_the_box(service: TestClient) -> None:
    html, _ = page(service, "/rapport", ga="§ 9.9")
    assert "staat niet in het rapport" in html


def test_the_piece_beside_an_answer(service: TestClient) -> None:
    html = service.get("/rapport/uitsnede", params={"bij": "2.1-al1", "van": "0", "tot": "5"}).text
    assert marked(html) == [mini_qa().report.by_id["2.1-al1"].text[:5]]
    assert " id=" not in html  # it stands in a page that may have these ids already
    assert service.get("/rapport/uitsnede", params={"bij": "x"}).status_code == 404


ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7919 * 7907 }}{% for x in y %}",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "\x00\x1f\u202e<b>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_typed_becomes_markup(service: TestClient, attack: str) -> None:
    for path, name in (("/", "q"), ("/rapport", "ga"), ("/rapport", "q"), ("/rapport", "bij"), ("/", "lang")):
        reply = service.get(path, params={name: attack, "bij" if name != "bij" else "van": "2.1-al1"})
        assert reply.status_code == 200
        assert "<script>alert" not in reply.text
        assert "<img" not in reply.text
        assert "62615533" not in reply.text
        Elements(reply.text)


CHECKED = "Er staat: “Slikhoek bleef achter.” (§ 2.1)"


def test_a_text_is_checked(service: TestClient) -> None:
    reply = service.post("/controle", data={"tekst": CHECKED})
    Elements(reply.text)
    assert "letterlijk, andere plaats dan vermeld" in reply.text
    assert CHECKED.replace("“", "“") in reply.text


@pytest.mark.parametrize("text", ["", "   ", "Niets over wat dan ook.", "<script>alert(1)</script>", "“" * 500])
def test_a_text_that_cannot_be_checked_is_told_why(service: TestClient, text: str) -> None:
    reply = service.post("/controle", data={"tekst": text})
    assert reply.status_code == 200
    assert 'id="tekst-fout"' in reply.text
    assert "<script>alert" not in reply.text
    Elements(reply.text)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"tekst", b"=&=&", b"x=1&" * 50])
def test_a_form_that_is_no_form(service: TestClient, body: bytes) -> None:
    assert service.post("/controle", content=body).status_code in (200, 400)


def test_files_may_be_kept_when_asked_for_with_their_hash(service: TestClient) -> None:
    _, elements = page(service, "/")
    styles = [link for link in elements.values("link", "href") if link.endswith(".css") or ".css?" in link]
    assert len(styles) >= 4
    for address in styles:
        assert "immutable" in service.get(address).headers["cache-control"]
        assert service.get(address.split("?")[0]).headers["cache-control"] == "no-cache"
        assert service.get(address.split("?")[0] + "?v=anders").headers["cache-control"] == "no-cache"


def test_typefaces_come_with_their_licence() -> None:
    faces = FOLDER / "lettertypen"
    assert list(faces.glob("*.woff2"))
    assert all("SIL Open Font License" in file.read_text(encoding="utf-8") for file in faces.glob("OFL-*.txt"))
    asked = re.findall(r'url\("([^"]+)"\)', (FOLDER / "basis.css").read_text(encoding="utf-8"))
    assert asked
    assert all((FOLDER / name).is_file() for name in asked)


def test_the_report_is_compressed_when_the_browser_can_read_that(service: TestClient) -> None:
    plain = service.get("/rapport", headers={"Accept-Encoding": "identity"})
    packed = service.get("/rapport", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content) / 3
    assert packed.text == plain.text
