"""What stands around every page: styles, a notice when tables or figures are faulty, the line at the foot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from charts.signs import style_sheet
from exports.addresses import CASES, CLAIM_PAGE, EXPLORE_PAGE, MAP_PAGE, OWN_CLAIM_PAGE
from verdicts.argument import Topic
from verdicts.words import day
from widgets.filters import kept
from widgets.markup import link
from widgets.print_charts import print_charts
from widgets.state import arrive, case, here

MOST_SHOWN = 25
TAGLINE = "Opinion articles, checked claim by claim"
_MORE = (
    ("Conclusions", MAP_PAGE.page, "conclusions"),
    ("Explore", EXPLORE_PAGE.page, "explore"),
    ("Your claim", OWN_CLAIM_PAGE.page, "your_claim"),
    ("Articles", CASES, "cases"),
    ("Method", "method", "method"),
    ("Data", "sources", "sources"),
)
"""The pages beside claims and topics: title, address, file."""
_SEARCH = (
    '<form class="find" action="./" method="get" role="search"><input type="search" name="q" maxlength="80" '
    'placeholder="Search the claims" aria-label="Search the claims"></form>'
)
"""On every page the way to the list of claims, which finds by the same words (``q``); the list has a search of its own."""
ICON = str(Path(__file__).with_name("icon.svg"))
_STYLES = sorted(Path(__file__).with_name("styles").glob("*.css"))
"""What pages share, and a file for each page that needs more."""


def pages() -> dict[str, list[st.Page]]:
    """The pages by section of the navigation: one for each topic of topics.csv that has claims."""
    return {
        "": [
            st.Page("pages/overview.py", title="Claims", url_path="overview", default=True),
            st.Page("pages/claim.py", title="Claim", url_path=CLAIM_PAGE.page, visibility="hidden"),
            *(st.Page(f"pages/{file}.py", title=title, url_path=path) for title, path, file in _MORE),
        ],
        "Topics": [st.Page("pages/topic.py", title=t.title, url_path=t.id) for t in _topics()],
    }


def _topics() -> list[Topic]:
    argument = case().argument
    return [t for t in argument.topics.rows if argument.claims_of(t.id)]


@contextmanager
def frame(page: st.Page) -> Iterator[None]:
    """Everything around a page's own content."""
    arrive(page.url_path)
    st.set_page_config(page_title=_title(page))
    st.html(_style() + _brand() + (_back() if page.url_path == CLAIM_PAGE.page else ""))
    print_charts()
    _notice()
    yield
    _foot()


def _title(page: st.Page) -> str:
    """What a browser calls a page: of a claim its words."""
    claim = case().argument.claim.get(st.query_params.get("id", ""))
    words = claim.claim.rstrip(".") if claim and page.url_path == CLAIM_PAGE.page else page.title
    return f"{words} - Plumbline"


def _brand() -> str:
    """The name of the dashboard and what it is; on a phone, where Streamlit folds its navigation up, the pages by name too."""
    topics = "".join(f"<li>{link(t.id, t.title)}</li>" for t in _topics())
    more = "".join(link(path, title) for title, path, _ in _MORE)
    return (
        f'<div class="brand"><a href="./" target="_self">Plumbline</a><span>{TAGLINE}</span></div>'
        f'<nav class="pages" aria-label="Pages">{link("./", "Claims")}'
        f"<details><summary>Topics</summary><ul>{topics}</ul></details>{more}</nav>{_SEARCH if here() else ''}"
    )


def _back() -> str:
    """The way from a claim to the list it was opened from, where that was not the whole list."""
    choices = kept()
    return f'<p class="back">{link(f"./?{choices}", "Back to the list")}</p>' if choices else ""


@cache
def _style() -> str:
    return f"<style>{style_sheet()}{''.join(path.read_text('utf-8') for path in _STYLES)}</style>"


def _notice() -> None:
    """Faults of tables and files, in plain words; the rest of the dashboard goes on."""
    faults = case().faults
    if not faults:
        return
    count = "One row or file is" if len(faults) == 1 else f"{len(faults)} rows or files are"
    st.warning(f"{count} faulty. What cannot be used is left out, everything else is shown.", icon=":material/report:")
    with st.expander("What is wrong, and what would be right"):
        for fault in faults[:MOST_SHOWN]:
            st.text(str(fault))
        if len(faults) > MOST_SHOWN:
            st.caption(
                f"And {len(faults) - MOST_SHOWN} more, most of which may follow from these. `plumbline validate` lists all."
            )


def _foot() -> None:
    now, article = case().now, case().article
    whose = f"{escape(article.author)}, {day(article.day)}"
    if article.page:
        whose = f'<a href="{escape(article.page)}" target="_blank" rel="noopener">{whose}</a>'
    what = f"One article ({whose}), its claims in our own words."
    if article.by_reader:
        what = "A reader\N{RIGHT SINGLE QUOTATION MARK}s own claims, kept in this address alone. They are not Plumbline\N{RIGHT SINGLE QUOTATION MARK}s."
    st.html(
        f'<footer class="foot">{what} '
        f"Data retrieved up to {day(now.day)}; each figure keeps the licence of its source. Code: MIT licence.</footer>"
    )
