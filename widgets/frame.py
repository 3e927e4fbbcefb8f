"""What stands around every page: styles, a notice when tables or figures are faulty, the line at the foot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from exports.addresses import CLAIM_PAGE, MAP_PAGE
from verdicts.words import day
from widgets.print_charts import print_charts
from widgets.state import arrive, case

MOST_SHOWN = 25
ICON = str(Path(__file__).with_name("icon.svg"))
_STYLES = sorted(Path(__file__).with_name("styles").glob("*.css"))
"""What pages share, and a file for each page that needs more."""


def pages() -> dict[str, list[st.Page]]:
    """The pages by section of the navigation: one for each topic of topics.csv that has claims."""
    argument = case().argument
    topics = [t for t in argument.topics.rows if argument.claims_of(t.id)]
    return {
        "": [
            st.Page("pages/overview.py", title="Overview", url_path="overview", default=True),
            st.Page("pages/claim.py", title="Claim", url_path=CLAIM_PAGE.page, visibility="hidden"),
        ],
        "Topics": [st.Page("pages/topic.py", title=t.title, url_path=t.id) for t in topics],
        "About": [
            st.Page("pages/conclusions.py", title="What rests on what", url_path=MAP_PAGE.page),
            st.Page("pages/method.py", title="Method", url_path="method"),
            st.Page("pages/sources.py", title="Sources", url_path="sources"),
        ],
    }


@contextmanager
def frame(page: st.Page) -> Iterator[None]:
    """Everything around a page's own content."""
    arrive(page.url_path)
    st.html(_style())
    print_charts()
    _notice()
    yield
    _foot()


@cache
def _style() -> str:
    return f"<style>{''.join(path.read_text('utf-8') for path in _STYLES)}</style>"


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
    st.html(
        f'<footer class="foot">Plumbline holds the claims of one opinion article ({escape(article.author)}, {day(article.day)}) against '
        f"public figures, the newest retrieved on {day(now.day)}. Each figure keeps the licence of its source, named beside it. "
        "Claims are in our own words. Code: MIT licence.</footer>"
    )
