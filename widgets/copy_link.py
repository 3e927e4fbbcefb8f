"""A button that copies the address of the page."""

from __future__ import annotations

from pathlib import Path

from streamlit.components.v2 import component

# Streamlit takes a text of one line for the name of a file.
_STYLE = """
button { font: 400 0.875rem/1.6 var(--st-font); color: var(--st-text-color); background: transparent; padding: 4px 12px; min-height: 40px;
         border: 1px solid var(--st-border-color, rgba(128, 128, 128, 0.5)); border-radius: var(--st-button-radius, 8px); cursor: pointer }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color) }
:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px }
"""
_button = component(
    "plumbline_copy_link",
    # Without a name until the script has run.
    html='<button type="button" aria-live="polite" hidden></button>',
    css=_STYLE,
    js=Path(__file__).with_suffix(".js").read_text("utf-8"),
)


def copy_link(label: str, *, key: str) -> None:
    """The button. The address is the one that the browser shows when it is pressed."""
    _button(key=key, data={"label": label}, width="content")
