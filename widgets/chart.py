"""A chart on a page, in the house's own colours."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from charts.theme import config
from service.loading import LOADING

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def chart(figure: Figure, *, key: str, alt: str, **options: Any) -> Any:
    """Show a figure with its text alternative; ``options`` are Streamlit's. Returns what it returns."""
    # plotly asks of each value whether it is of pandas, if there is one among the modules: it must not be half loaded.
    with LOADING:
        return st.plotly_chart(figure, theme=None, key=key, config=config(), alt=alt, **options)


def captioned(figure: Figure, *, key: str, alt: str, headed: bool = True, fresh: str = "") -> None:
    """Show a figure with the words that stand in its ``layout.meta`` above and below it (charts/captions.py).

    ``headed``: with its own heading; without where the page has one over it. ``fresh``: how fresh the figures are, told
    with their source.
    """
    said = figure.layout.meta
    head = f'<h4 class="chart-head">{escape(said["head"])}</h4>' if headed else ""
    st.html(f'{head}<p class="chart-unit">{escape(said["subtitle"])}</p>')
    chart(figure, key=key, alt=alt)
    source = " ".join(filter(None, (said["source"], fresh)))
    below = "".join(f'<p class="chart-note">{escape(text)}</p>' for text in (*said["under"], source) if text)
    if below:
        st.html(below)
