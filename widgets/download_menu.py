"""The "Download and share" menu under a chart: closed, a few bytes; open, pictures made in the reader's browser.

Streamlit sends a component's script with every element on every rerun, so it is kept to what a closed menu needs
(``download_menu.js``); ``web/download/`` has the rest, which a browser asks for once, when a menu is opened.
"""

from __future__ import annotations

from pathlib import Path

from streamlit.components.v2 import component

from exports import addresses
from widgets.state import beneath, mode

HERE = Path(__file__).parent
# Streamlit takes a text of one line for the name of a file.
_STYLE = """
details { font: 14px/1.45 var(--st-font); color: var(--st-text-color) }
summary { cursor: pointer; width: fit-content; padding: 4px 0; color: var(--st-link-color) }
:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px }
"""
_menu = component(
    "plumbline_takeaway",
    html="<details><summary>Download and share</summary><div></div></details>",
    css=_STYLE,
    js=(HERE / "download_menu.js").read_text("utf-8"),
)


def download_menu(picture: str, title: str, key: str = "") -> None:
    """The menu of the picture with an id; ``title`` tells it from others on the page, ``key`` from the same elsewhere."""
    server = (
        (form.upper(), addresses.PICTURE.link(beneath(), picture=picture, form=form)) for form in ("png", "svg", "pdf")
    )
    data = {
        "id": picture,
        "title": title,
        "mode": mode(),
        "asks": addresses.MENU.link(beneath(), picture=picture),
        # Not a dict: Streamlit would load pandas to see whether it is a table.
        "server": tuple((form, f"{address}?mode={mode()}") for form, address in server),
    }
    _menu(key=f"take-{key}{picture}", data=data)
