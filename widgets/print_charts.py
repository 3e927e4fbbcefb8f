"""Has the browser draw charts anew for paper when a page is printed; ``styles/print.css`` does the rest."""

from __future__ import annotations

from pathlib import Path

from streamlit.components.v2 import component

_script = component("plumbline_print", js=Path(__file__).with_name("print_charts.js").read_text("utf-8"))


def print_charts() -> None:
    """Once on each page."""
    _script(key="print")
