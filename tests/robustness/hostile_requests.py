"""Requests that no decent client sends, as the bytes that go over the line; the same seed gives the same ones."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from hostile_texts import text

JSON_PATHS = ("/v1/ask", "/v1/cite", "/v1/check", "/v1/export", "/v1/verify")
QUERIES = (
    "/?q=", "/rapport?ga=", "/rapport?bij=", "/rapport?bij=4.2.2-al1&van=", "/rapport?bij=4.2.2-al1&van=0&tot=",
    "/rapport/uitsnede?bij=", "/?lang=", "/antwoord?q=", "/controle?tekst=", "/v1/search?q=", "/v1/search?q=x&k=", "/v1/paragraphs?ref=",
    "/v1/sources?name=", "/v1/repeats?section=", "/v1/repeats?all=", "/over?",
)  # fmt: skip
TRICKS = (
    "/../../etc/passwd", "/static/../api.py", "/static/%2e%2e/%2e%2e/settings.py", "/static/..%2f..%2fapi.py",
    "/static/%252e%252e%252fapi.py", "/static/%00", "/static/basis.css%00.png", "/static//etc/passwd", "/static/....//", "//v1/report",
    "/v1/paragraphs/..", "/v1/paragraphs/%2e%2e%2f", "/v1/paragraphs/%00", "/v1/paragraphs/%ff%fe", "/v1/paragraphs/4.2.2-al1/",
    "/v1//report", "/V1/report", "/v1/report;a=b", "/v1/report%20", "/.git/config", "/.env", "/%", "/%zz", "/%u0041", "/*", "/\\..\\",
    "http://example.org/v1/report", "/" + "a/" * 3000, "/v1/paragraphs/" + "a" * 20_000, "/?" + "q=1&" * 5000, "/?q[]=1&q[a]=2&q=3",
)  # fmt: skip
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "FOO", "get", "")


@dataclass(frozen=True, slots=True)
class Attack:
    """Bytes to send, in parts, with a pause after each."""

    family: str
    parts: tuple[bytes, ...]
    pause: float = 0
    reads: bool = True
    """False: goes away without reading the reply."""
    may_be_silent: bool = False
    """No request that anyone could answer: to be closed without a word is a right answer."""

    def __str__(self) -> str:
        return f"{self.family}: {b' | '.join(self.parts)[:300]!r}"


def attacks(seed: int, count: int) -> Iterator[Attack]:
    """``count`` of them; one in fifty is slow."""
    chance = random.Random(seed)
    for number in range(count):
        make = chance.choice(_SLOW) if number % 50 == 49 else chance.choice(_FAMILIES)
        yield make(chance)


def request(method: str, target: str, body: bytes | None = None, *headers: str) -> bytes:
    """A whole request on a connection of its own."""
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost", "Connection: close", *headers]
    if body is not None and not any(
        line.lower().startswith(("content-length", "transfer-encoding")) for line in headers
    ):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + (body or b"")


_IS_JSON = "Content-Type: application/json"


def _json_body(chance: random.Random, path: str) -> object:
    """Of the right form, with a hostile text in it."""
    said = text(chance)
    return {
        "/v1/ask": {"question": said, "k": chance.choice((1, 3, 10))},
        "/v1/cite": {"claim": said, "section": chance.choice(("", said))},
        "/v1/check": {"text": f"Het rapport stelt: “{said}” (§ 4.2.2)."},
        "/v1/export": {"citations": [{"id": chance.choice(("4.2.2-al1", said)), "quote": said}], "form": "md"},
        "/v1/verify": {"citations": [{"id": said or "x", "quote": said}]},
    }[path]


def _asked(chance: random.Random) -> Attack:
    path = chance.choice(JSON_PATHS)
    body = json.dumps(_json_body(chance, path), ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace")
    events = ("Accept: text/event-stream",) if chance.random() < 0.2 else ()
    return Attack("text in a body", (request("POST", path, body, _IS_JSON, *events),))


def _queried(chance: random.Random) -> Attack:
    said = quote(text(chance)[:8000], safe="")
    page = ("Accept: text/html",) if chance.random() < 0.5 else ()
    return Attack("text in an address", (request("GET", chance.choice(QUERIES) + said, None, *page),))


_WRONG_JSON: tuple[bytes, ...] = (
    b"", b"{", b"nul", b"null", b"[]", b'""', b"1", b"NaN", b"[" * 60_000, b'{"a":' * 9000, b"\xff\xfe{", b"\xef\xbb\xbf{}",
    b'{"question": NaN}', b'{"question": "x", "k": 1e999}', b'{"question": "x", "k": -0}', b'{"question": "x", "k": ' + b"9" * 5000 + b"}",
    b'{"question": "x", "k": Infinity}', b'{"question": "\\ud800"}', b'{"question": "\\udc00\\ud800"}', b'{"question": "\xed\xa0\x80"}',
    b'{"question": "\xc0\xaf"}', b'{"question": "\x00"}', b'{"question": "x", "question": ["y"]}', b'{"question": "x", "__proto__": {}}',
    b'{"question": {"$ne": null}}', b'{"question": ["x"]}', b'{"question": true, "k": "1"}', b'{"question": "x", "k": 1.5}',
    b'{"question": "x", "conversation": "../../x"}', b'{"citations": {}}', b'{"citations": [' + b"{}," * 3000 + b"{}]}",
    b'{"text": "' + "“Nederland” ".encode() * 5000 + b'"}', b'{"claim": "' + b"a " * 30_000 + b'"}', b'{"question": "x"}{"question": "y"}',
    b'{"question": "' + b"a" * 70_000 + b'"}', b'{"text": "' + b"a" * 2_100_000 + b'"}', b"question=x", b"<?xml version='1.0'?><!DOCTYPE a>",
)  # fmt: skip
_KINDS = (
    _IS_JSON, _IS_JSON, _IS_JSON, "Content-Type: application/json; charset=utf-16", "Content-Type: text/plain", "Content-Type:",
    "Content-Type: multipart/form-data; boundary=x", "Content-Type: application/x-www-form-urlencoded", "X-None: 1",
    "Content-Type: application/json\r\nContent-Encoding: gzip", "Content-Type: " + "a" * 5000, "Content-Type: \u00ff/\u00ff;;;==",
)  # fmt: skip


def _wrong_body(chance: random.Random) -> Attack:
    body = chance.choice(_WRONG_JSON)
    if chance.random() < 0.3:
        body = bytes(byte ^ (chance.randrange(256) if chance.random() < 0.05 else 0) for byte in body[:5000])
    path = chance.choice((*JSON_PATHS, "/controle"))
    return Attack("body of another form", (request("POST", path, body, chance.choice(_KINDS)),))


def _form(chance: random.Random) -> Attack:
    body = b"tekst=" + quote(f"Volgens het rapport “{text(chance)}”.", safe="").encode()
    return Attack("form", (request("POST", "/controle", body, "Content-Type: application/x-www-form-urlencoded"),))


def _path(chance: random.Random) -> Attack:
    target = chance.choice(TRICKS) if chance.random() < 0.7 else "/v1/paragraphs/" + quote(text(chance)[:3000], safe="")
    return Attack("path", (request(chance.choice(("GET", "GET", "HEAD", "POST")), target),), may_be_silent=True)


def _method(chance: random.Random) -> Attack:
    target = chance.choice(
        (*JSON_PATHS, "/", "/rapport", "/controle", "/v1/report", "/static/basis.css", "/healthz", "/metrics", "*")
    )
    return Attack("method", (request(chance.choice(METHODS), target),), may_be_silent=True)


def _header(chance: random.Random) -> Attack:
    odd = text(chance).replace("\r", "").replace("\n", "").replace("\x00", "")[:6000]
    headers = chance.choice((
        [f"X-Forwarded-For: {odd}", "X-Forwarded-Proto: https", "Forwarded: for=127.0.0.1"], [f"X-Request-ID: {odd}"], [f"Accept: {odd}"],
        ["Accept: " + "text/html;q=0.1," * 500], ["Accept: application/json;q=nan, */*;q=-1"], [f"X-API-Key: {odd}"],
        [f"Authorization: Bearer {odd}"], ["Authorization: Basic ===="], [f"If-None-Match: {odd}"], ["If-None-Match: " + '"a",' * 9000],
        ["Range: bytes=0-0,5-2,-99999999999999999999"], [f"Cookie: {odd}"], [f"Accept-Language: {odd}"], [f"Origin: {odd}"],
        ["X: y"] * 2000, ["X-Big: " + "a" * 70_000], ["X-Injected : 1"], [" X-Folded: 1"], ["X-Bad\x00Name: 1"], ["NoColon"],
        ["Expect: 100-continue"], ["Upgrade: websocket", "Connection: Upgrade"], ["Upgrade: h2c"], ["Host: evil.example"], [f"Host: {odd}"],
        ["Transfer-Encoding: gzip"], ["Content-Length: 5", "Content-Length: 6"], ["TE: trailers"], ["If-Modified-Since: gisteren"],
    ))  # fmt: skip
    target = chance.choice(
        ("/v1/report", "/", "/rapport", "/v1/paragraphs/4.2.2-al1", "/static/basis.css", "/metrics", "/nergens")
    )
    return Attack("header", (request("GET", target, None, *headers),), may_be_silent=True)


_HEAD = b"POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
_ASKED = b'{"question": "x"}'
_LINE: tuple[bytes, ...] = (
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"\x00" * 100, b"GET / HTTP/9.9\r\n\r\n", b"GET /\r\n\r\n", b"GET  /  HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\n\n", b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\r\n" * 500, b"EHLO x\r\n",
    b"GET / HTTP/1.0\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", _HEAD + b"Content-Length: -5\r\n\r\n", _HEAD + b"Content-Length: 1e3\r\n\r\n",
    _HEAD + b"Content-Length: 99999999999999999999999\r\n\r\n", _HEAD + b"Content-Length: 999999\r\n\r\n" + b"x" * 70_000,
    _HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", _HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    _HEAD + b"Transfer-Encoding: chunked\r\n\r\n11\r\n" + _ASKED + b"\r\n0\r\n\r\n",
    _HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\n \r\n" * 70_000 + b"0\r\n\r\n",
    _HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n11\r\n" + _ASKED + b"\r\n0\r\n\r\n",
    _HEAD + b"Transfer-Encoding: xchunked\r\nContent-Length: 17\r\n\r\n" + _ASKED,
    b"GET /v1/report HTTP/1.1\r\nHost: x\r\n\r\n" * 5 + b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    (b"POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n" + _ASKED) * 5 + b"rommel\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /\x00 HTTP/1.1\r\n\r\n", b"A" * 200_000,
)  # fmt: skip


def _protocol(chance: random.Random) -> Attack:
    sent = chance.choice(_LINE)
    if chance.random() < 0.3:
        sent = bytes(byte ^ (chance.randrange(256) if chance.random() < 0.03 else 0) for byte in sent[:4000])
    return Attack("protocol", (sent,), may_be_silent=True)


def _gone(chance: random.Random) -> Attack:
    whole = chance.choice((_asked, _queried))(chance).parts[0]
    return Attack("goes away", (whole[: chance.randrange(1, len(whole) + 1)],), reads=False, may_be_silent=True)


def _slow_head(chance: random.Random) -> Attack:
    parts = (b"GET / HTTP/1.1\r\n", *(b"X-%d: a\r\n" % number for number in range(40)))
    return Attack("slow head", parts, pause=0.2, may_be_silent=True)


def _slow_body(chance: random.Random) -> Attack:
    parts = (_HEAD + b"Content-Length: 50\r\n\r\n", *(b"{" for _ in range(40)))
    return Attack("slow body", parts, pause=0.2, may_be_silent=True)


def _short_body(chance: random.Random) -> Attack:
    return Attack("body shorter than said", (_HEAD + b"Content-Length: 50\r\n\r\n" + _ASKED,), may_be_silent=True)


def _never_reads(chance: random.Random) -> Attack:
    return Attack(
        "reads nothing", (b"GET /rapport HTTP/1.1\r\nHost: x\r\n\r\n" * 20,), pause=1, reads=False, may_be_silent=True
    )


Make = Callable[[random.Random], Attack]
_FAMILIES: tuple[Make, ...] = (
    _asked, _asked, _asked, _queried, _queried, _queried, _wrong_body, _wrong_body, _form, _path, _method, _header, _header, _protocol,
    _gone,
)  # fmt: skip
_SLOW: tuple[Make, ...] = (_slow_head, _slow_body, _short_body, _never_reads)
