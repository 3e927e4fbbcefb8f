"""Links to what the server makes of a claim, a topic or the whole argument: reports, bundles, records, citations."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

import streamlit as st

from widgets.state import application

Link = tuple[str, str]
"""Words and address, relative to the first page: so that it holds behind any proxy."""


def claim_links(claim: str) -> None:
    """What can be taken away of one claim."""
    name = quote(claim)
    _take(
        "Take this claim away",
        f"claims/{name}",
        [("Figures (CSV)", f"claims/{name}.csv"), ("Record (JSON)", f"claims/{name}.json"), *_cited(f"claims/{name}")],
    )


def topic_links(topic: str) -> None:
    """What can be taken away of all claims of a topic."""
    _take("Take this topic away", f"topics/{quote(topic)}", [])


def argument_links() -> None:
    """What can be taken away of the whole argument."""
    _take(
        "Take the whole argument away", "argument", [("Verdicts (JSON)", "claims.json"), ("Feed (Atom)", "feed.atom")]
    )


def source_links(source: str) -> None:
    """How to cite a source."""
    st.html(_row("Cite this source", _cited(f"sources/{quote(source)}")))


def _take(heading: str, path: str, more: Iterable[Link]) -> None:
    why = application().renderer.why_not()
    paper = [] if why else [("Report (PDF)", f"reports/{path}.pdf")]
    links = [
        ("Report (page)", f"reports/{path}.html"),
        *paper,
        ("Everything (data package, zip)", f"bundles/{path}.zip"),
        *more,
    ]
    st.html(_row(heading, links))
    if why:
        st.caption(f"There is no PDF here, but your browser prints the page. {why}")


def _cited(path: str) -> list[Link]:
    return [("BibTeX", f"{path}.bib"), ("RIS", f"{path}.ris"), ("Citation (APA)", f"{path}.txt")]


def _row(heading: str, links: Iterable[Link]) -> str:
    """A row of links; pages and texts open beside the dashboard."""
    items = "".join(f'<a href="{escape(address)}" target="_blank">{escape(words)}</a>' for words, address in links)
    return f'<nav class="take row" aria-label="{escape(heading)}"><b>{escape(heading)}</b>{items}</nav>'
