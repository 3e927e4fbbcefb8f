"""The list of kept claims in the reader's own browser: put there when the reader changes it, offered when a link brings none."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component

_MINE = "own list is mine"
"""Whether this visit has changed the list: one that came with somebody's link is not put in place of the reader's own."""
# Streamlit takes a text of one line for the name of a file.
_STYLE = """
a { font: 400 1rem/1.6 var(--st-font); color: var(--st-link-color); display: inline-block; min-height: 24px }
:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px }
"""
_shelf = component(
    "plumbline_own_shelf",
    html="<div></div>",
    css=_STYLE,
    js=Path(__file__).with_suffix(".js").read_text("utf-8"),
)


def changed_here() -> None:
    """Note that the reader has changed the list."""
    st.session_state[_MINE] = True


def own_shelf(kept: str) -> None:
    """Keep the packed list in the browser, or offer the one that is there where ``kept`` is empty."""
    _shelf(key="own-shelf", data={"kept": kept, "mine": bool(st.session_state.get(_MINE))})
