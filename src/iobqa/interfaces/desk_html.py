"""An audit as one self-contained HTML file: no script, nothing loaded from anywhere."""

from collections.abc import Iterator, Sequence
from html import escape

from iobqa.desk.check import VERDICTS, Audit, Finding
from iobqa.desk.difference import Difference
from iobqa.interfaces.desk_render import place_names
from iobqa.records import Report

_CLASSES = dict(zip(VERDICTS, ("goed", "elders", "fout", "goed", "weg"), strict=True))
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif;
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
pre { white-space: pre-wrap; font: inherit; border: 1px solid #ccc; padding: 1rem; }
mark { color: inherit; padding: 0 .1em; border-bottom: 3px solid; }
.goed { background: #e3f4e3; border-color: #1b6e1b; } .elders { background: #fff3cd; border-color: #8a6100; }
.fout { background: #fde2e1; border-color: #a61b1b; } .weg { background: #eee4f7; border-color: #6a2c91; }
article { border-left: 6px solid; padding: .5rem 1rem; margin: 1rem 0; background: none; }
.oordeel { font-weight: 600; padding: 0 .3em; }
del { color: #a61b1b; } ins { color: #1b6e1b; text-decoration: none; font-weight: 600; }
blockquote { margin: .5rem 0; padding-left: 1rem; border-left: 2px solid #999; }
.klein { font-size: .9rem; color: #444; }
"""


def audit_html(audit: Audit, report: Report, name: str, cited: str) -> str:
    """The audit of the text called ``name``; ``cited``: the report as a reference list names it."""
    body = "\n".join(_body(audit, report, name, cited))
    return (
        '<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Controle van {escape(name)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _body(audit: Audit, report: Report, name: str, cited: str) -> Iterator[str]:
    yield f"<h1>Controle van {escape(name)}</h1>"
    yield f'<p class="klein">Vergeleken met: {escape(cited)}.</p>'
    yield f"<ul>{''.join(_counts(audit))}</ul>"
    yield from (f"<p>{escape(note)}</p>" for note in audit.notes)
    yield f"<h2>De tekst</h2>\n<pre>{_marked(audit)}</pre>"
    yield "<h2>Oordelen</h2>"
    yield from (_article(number, finding, report) for number, finding in enumerate(audit.findings, start=1))
    yield f"<h2>Wat de oordelen betekenen</h2>\n{_LEGEND}"


def _counts(audit: Audit) -> Iterator[str]:
    for verdict in VERDICTS:
        if audit.count(verdict):
            yield f'<li><span class="oordeel {_CLASSES[verdict]}">{verdict}</span>: {audit.count(verdict)}</li>'


def _marked(audit: Audit) -> str:
    """The text with its findings marked, each linked to its verdict; one inside another is not marked twice."""
    parts, at = [], 0
    for number, finding in enumerate(audit.findings, start=1):
        claim = finding.claim
        if claim.start < at:
            continue
        parts.append(escape(audit.text[at : claim.start]))
        quoted = escape(audit.text[claim.start : claim.end])
        parts.append(f'<mark class="{_CLASSES[finding.verdict]}">{quoted}<a href="#o{number}">[{number}]</a></mark>')
        at = claim.end
    return "".join([*parts, escape(audit.text[at:])])


def _article(number: int, finding: Finding, report: Report) -> str:
    kind = _CLASSES[finding.verdict]
    return (
        f'<article id="o{number}" class="{kind}" style="background:none">'
        f'<p>{number}. <span class="oordeel {kind}">{finding.verdict}</span> <span '
        f'class="klein">({finding.claim.kind})</span></p>'
        f"<blockquote>{escape(finding.claim.text)}</blockquote>{''.join(_details(finding, report))}</article>"
    )


def _details(finding: Finding, report: Report) -> Iterator[str]:
    if finding.references_wrong:
        yield f"<p>Vermeld: {escape(', '.join(finding.claim.references))}.</p>"
    if finding.places:
        lead = "Dichtstbij" if finding.verdict == "niet gevonden" else "In het rapport"
        yield f"<p>{lead}: <strong>{escape(place_names(finding.places, report))}</strong>"
        said = " […] ".join(report.by_id[s.unit].text[s.start : s.end] for s in finding.places)
        yield f": “{escape(said)}”</p>" if finding.verdict != "letterlijk" else "</p>"
    if finding.elsewhere:
        yield f"<p>Staat ook in: {escape(place_names(finding.elsewhere, report))}.</p>"
    yield from _changes(finding.differences)
    yield from (f"<p>{escape(note)}</p>" for note in finding.notes)


def _changes(differences: Sequence[Difference]) -> Iterator[str]:
    if differences:
        rows = "".join(
            f"<li>{d.kind}: in het rapport <ins>{escape(d.report) or '–'}</ins>, "
            f"in de tekst <del>{escape(d.quoted) or '–'}</del></li>"
            for d in differences
        )
        yield f"<ul>{rows}</ul>"


_LEGEND = """<dl class="klein">
<dt>letterlijk</dt><dd>Deze woorden staan zo in het rapport. Het zegt niet dat zij ook waar zijn.</dd>
<dt>letterlijk, andere plaats dan vermeld</dt><dd>De woorden staan er, maar niet waar de tekst naar verwijst.</dd>
<dt>gewijzigd</dt><dd>Bijna deze woorden staan er; wat anders is, staat erbij.</dd>
<dt>geparafraseerd en gedekt</dt><dd>Het rapport zegt dit in andere woorden;
getallen, namen en ontkenningen kloppen.</dd>
<dt>niet gevonden</dt><dd>Het rapport zegt dit niet, of in zulke andere woorden dat een mens moet kijken.</dd>
</dl>
<p class="klein">Buiten beschouwing blijven alleen: Unicode-vorm, spaties en regeleinden, afbreekstreepjes, soorten
streepjes, aanhalingstekens, opsommingstekens, opmaak, voetnootcijfers en de hoofdletter van het eerste woord.</p>"""
