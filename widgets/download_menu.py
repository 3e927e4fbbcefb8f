"""The "Download and share" menu under a chart: closed, a few bytes; open, pictures made in the reader's browser.

Streamlit sends a component's script with every element on every rerun, so it is kept to what a closed menu needs
(``download_menu.js``); ``web/download/`` has the rest, which a browser asks for once, when a menu is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
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
_FORMS = ("png", "svg", "pdf")
_menu = component(
    "plumbline_takeaway",
    html="<details><summary>Download and share</summary><div></div></details>",
    css=_STYLE,
    js=(HERE / "download_menu.js").read_text("utf-8"),
)


def download_menu(picture: str, title: str, key: str = "") -> None:
    """The menu of the picture with an id; ``title`` tells it from others on the page, ``key`` from the same elsewhere."""
    server = {form: f"{addresses.PICTURE.link(beneath(), picture=picture, form=form)}?mode={mode()}" for form in _FORMS}
    _drawn(f"take-{key}{picture}", picture, title, addresses.MENU.link(beneath(), picture=picture), server)


def view_menu(name: str, title: str, parameters: Mapping[str, str]) -> None:
    """The menu of a view of Explore, by the parameters of its address; ``name`` is what its files are called."""
    own = {**parameters, "mode": mode()}
    server = {form: addresses.VIEW_PICTURE.asking("", own, form=form) for form in _FORMS}
    _drawn("take-view", name, title, addresses.VIEW_MENU.asking("", parameters), server)


def _drawn(key: str, name: str, title: str, asks: str, server: Mapping[str, str]) -> None:
    data = {
        "id": name,
        "title": title,
        "mode": mode(),
        "asks": asks,
        # Not a dict: Streamlit would load pandas to see whether it is a table.
        "server": tuple((form.upper(), address) for form, address in server.items()),
    }
    _menu(key=key, data=data)
