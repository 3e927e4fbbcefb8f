"""Pages by their address, and the words on them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

ROOT = Path(__file__).parents[2]
# A server reads once what is installed, to find components in it; here each visit would, and that took most of its time.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
LONG = 600
"""Seconds after which a page hangs, on a slow machine too."""


def visit_page(url_path: str = "", **query: str) -> AppTest:
    """A page as a reader's browser asks for it."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=LONG)
    for name, value in query.items():
        app.query_params[name] = value
    if url_path:
        app._page_hash = calc_hash(url_path)  # AppTest can switch by file only; topics share one file.
    app.run()
    assert not app.exception, [e.value for e in app.exception]
    return app


def charts_of(app: AppTest) -> list:
    """The charts on a page, without the strips of comparables that may stand under them."""
    return [
        chart for chart in app.get("plotly_chart") if not chart.proto.alt.startswith("Is that out of the ordinary?")
    ]


def rows_of(markup: str, kind: str) -> tuple[list[str], list[list[str]]]:
    """The headings and the rows of a table of a page, as words."""
    # Here, so that visiting alone loads nothing that a page does not.
    from lxml.html import document_fromstring

    table = document_fromstring(markup).find_class(kind)[0]
    words = [[" ".join(" ".join(cell.itertext()).split()) for cell in row.iter("th", "td")] for row in table.iter("tr")]
    return words[0], words[1:]


def words_of(app: AppTest) -> str:
    """All the words on a page, markup included."""
    kinds = ("markdown", "caption", "title", "header", "subheader", "text", "info")
    plain = [e.value for kind in kinds for e in getattr(app, kind)]
    return " ".join([*plain, *(e.proto.body for e in app.get("html"))])


def listed(app: AppTest) -> list[str]:
    """The ids of the claims in the table of a page, in its order."""
    tables = [e.proto.body for e in app.get("html") if e.proto.body.startswith("<table")]
    return re.findall(r'href="claim\?id=([\w-]+)', "".join(tables))


def unfolded(app: AppTest, expander: str) -> AppTest:
    """A page once a reader has opened an expander."""
    app.session_state[expander] = True
    app.run()
    assert not app.exception
    return app
