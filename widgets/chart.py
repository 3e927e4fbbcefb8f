"""A chart on a page, in the house's own colours."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from charts.theme import config
from service.loading import LOADING

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def chart(figure: Figure, *, key: str, alt: str, level: int = 3, fresh: str = "", **options: Any) -> Any:
    """Show a figure with its text alternative, and the words of its ``layout.meta`` (a charts.drawing.Caption) around it.

    ``level``: that of its heading; 0 for none, where the page has one over it. ``fresh``: how fresh the figures are, told
    with their source. ``options`` are Streamlit's. Returns what Streamlit returns.
    """
    said = figure.layout.meta
    head = f'<h{level} class="chart-head">{escape(said["head"])}</h{level}>' if level else ""
    st.html(f'{head}<p class="chart-unit">{escape(said["subtitle"])}</p>')
    # plotly asks of each value whether it is of pandas, if there is one among the modules: it must not be half loaded.
    with LOADING:
        chosen = st.plotly_chart(figure, theme=None, key=key, config=config(), alt=alt, **options)
    source = " ".join(filter(None, (said["source"], fresh)))
    below = "".join(f'<p class="chart-note">{escape(text)}</p>' for text in (*said["under"], source) if text)
    if below:
        st.html(below)
    return chosen
