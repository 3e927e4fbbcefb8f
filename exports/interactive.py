"""A chart as one page of HTML that can be handed on: it works by a double click, without a network.

The words around the chart (claim, verdict, question, sources, link) are real text, taken from the figure's ``meta``.
With plotly.js inside, a file has about 4.9 MB; by address, about 80 kB.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from functools import cache
from html import escape
from typing import Any

from charts.theme import FAMILY, FONT, MARKS
from exports.fonts import font_css
from verdicts.rule import Label

START = (
    "const chart=document.getElementById('chart'),f=JSON.parse(document.getElementById('figure').textContent);"
    "if(window.Plotly){document.getElementById('without').remove();"
    "Plotly.newPlot(chart,f.data,f.layout,{displaylogo:false,displayModeBar:false,responsive:true})}"
)
"""What runs in the page, beside plotly.js."""
WITHOUT = "The chart is drawn by JavaScript, which is off here or could not be loaded. The words above and below say what it shows."


def interactive_html(chart: dict[str, Any], title: str, lang: str = "en", plotly_js: str | None = None) -> str:
    """A page with one chart. ``plotly_js``: an address to load plotly.js from; None puts it into the page.

    Give it ``picture_chart(..., size="page")``, which is as wide as the window; a picture of a fixed size keeps it. The
    page's own Content-Security-Policy allows its two scripts and nothing else.
    """
    layout = chart["layout"]
    words = layout.get("meta") or {}
    paper, ink = layout.get("paper_bgcolor", "#ffffff"), layout.get("font", {}).get("color", "#1c1e21")
    dark = int(paper[1:3], 16) < 128 if paper.startswith("#") and len(paper) == 7 else False
    library = f'<script src="{escape(plotly_js)}"></script>' if plotly_js else f"<script>{_plotly_js()}</script>"
    data = json.dumps(chart, separators=(",", ":")).replace("<", "\\u003c")
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_rules(plotly_js)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{font_css()}{_style(paper, ink, dark)}</style>\n</head>\n<body>\n<main>\n"
        f"{_above(words, title, dark)}"
        f'<div id="chart" role="img" aria-label="{escape(words.get("alt") or title)}"></div>\n'
        f'<p id="without">{escape(WITHOUT)}</p>\n<noscript><p>{escape(WITHOUT)}</p></noscript>\n'
        f"{_below(words)}"
        f'</main>\n<script type="application/json" id="figure">{data}</script>\n{library}\n<script>{START}</script>\n'
        "</body>\n</html>\n"
    )


@cache
def _plotly_js() -> str:
    from plotly.offline import get_plotlyjs

    return get_plotlyjs()


def _rules(plotly_js: str | None) -> str:
    """What the page may load: with plotly.js by address, that address and the start of the page, by their hashes."""
    if plotly_js is None:
        scripts = "'unsafe-inline'"
    else:
        digest = b64encode(hashlib.sha256(START.encode()).digest()).decode()
        scripts = f"{escape(plotly_js) if '://' in plotly_js else chr(39) + 'self' + chr(39)} 'sha256-{digest}'"
    return f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; font-src data:; img-src data: blob:"


def _style(paper: str, ink: str, dark: bool) -> str:
    muted, accent = ("#a3abb5", "#5fc4b0") if dark else ("#5d646d", "#00695c")
    return (
        f":root{{color-scheme:{'dark' if dark else 'light'}}}"
        f"body{{margin:0;background:{paper};color:{ink};font:400 16px/1.4 '{FAMILY}',{FONT}}}"
        "main{max-width:1100px;margin:0 auto;padding:16px;overflow-x:auto}"
        "h1{font-size:1.35em;line-height:1.25;font-weight:600;margin:0 0 .3em}h2{font-size:1.05em;font-weight:600;margin:1em 0 0}"
        f"ul{{list-style:none;padding:0;margin:.4em 0;display:flex;flex-wrap:wrap;gap:0 1em}}p{{margin:.2em 0}}.quiet{{color:{muted}}}small{{font-size:.82em}}a{{color:{accent}}}.verdict b{{font-weight:600}}"
    )


def _above(words: dict[str, Any], title: str, dark: bool) -> str:
    """Claim, verdicts, question and answer."""
    verdicts = "".join(
        f'<p class="verdict">{_mark(v["label"], dark)}<b>{escape(v["word"])}</b>{_certain(v)} <span class="quiet">{escape(v["when"])}</span></p>\n'
        + (f'<p class="quiet">{escape(v["because"])}.</p>\n' if v.get("because") else "")
        for v in words.get("verdicts", ())
    )
    return (
        f"<h1>{escape(words.get('claim') or title)}</h1>\n{verdicts}"
        + (f"<h2>{escape(words['question'])}</h2>\n" if words.get("question") else "")
        + "".join(
            f"<p{quiet}>{escape(words[key])}</p>\n"
            for key, quiet in (("answer", ""), ("measured", ' class="quiet"'))
            if words.get(key)
        )
        + _key(words, dark)
    )


def _certain(verdict: dict[str, Any]) -> str:
    return f", {escape(verdict['certainty'])}" if verdict.get("certainty") else ""


def _key(words: dict[str, Any], dark: bool) -> str:
    """What the marks mean."""
    items = "".join(
        f'<li><span aria-hidden="true" style="color:{k["dark" if dark else "light"]}">{k["sign"]}</span> {escape(k["word"])}</li>'
        for k in words.get("key", ())
    )
    return f"<ul>{items}</ul>\n" if items else ""


def _mark(label: Label | None, dark: bool) -> str:
    if label is None:
        return ""
    mark = MARKS[label]
    return f'<span aria-hidden="true" style="color:{mark.dark if dark else mark.light}">{mark.drawn}</span> '


def _below(words: dict[str, Any]) -> str:
    """Sources and the link."""
    sources = f'<p class="quiet"><small>{escape(words["sources"])}</small></p>\n' if words.get("sources") else ""
    link = escape(words.get("link", ""))
    if words.get("address"):
        link = f'<a href="{escape(words["address"])}" target="_blank" rel="noopener">{link}</a>'
    return sources + (f"<p>{link}</p>\n" if link else "")
