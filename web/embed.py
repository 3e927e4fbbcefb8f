"""A chart with its claim, its verdict and its source as a small page of its own, to stand in a frame on other pages.

No Streamlit in it. Its script draws with plotly.js from this server and tells the page around it how high it is:
``{type: "plumbline:height", height}`` by postMessage. Without scripts the sentence and the link remain.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from charts.theme import FAMILY, FONT, MARKS, PALETTES, Mode
from exports import addresses, records
from exports.fonts import font_css
from exports.pictures import PAGE
from web.answers import Answer
from web.endpoint import Asked
from web.picture_answers import chart, dossiers_of, withheld
from web.plotly_js import plotly_path

if TYPE_CHECKING:
    from jinja2 import Template

HERE = Path(__file__).parent
MODES: tuple[Mode, ...] = ("light", "dark")
_SCRIPT = (HERE / "embed.js").read_text("utf-8")
_HASH = b64encode(sha256(_SCRIPT.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; script-src 'self' 'sha256-{_HASH}'; style-src 'unsafe-inline'; font-src data:; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors *"
)


@cache
def _page() -> Template:
    # Loaded for the first frame: no page of the dashboard needs it.
    from jinja2 import Environment

    return Environment(autoescape=True, trim_blocks=False).from_string((HERE / "embed.html").read_text("utf-8"))


def page(asked: Asked) -> Answer:
    """The page of one chart."""
    picture, look = asked.names["picture"], asked.values["mode"]
    found = dossiers_of(asked, picture, asked.address)
    modes = tuple(mode for mode in MODES if look in ("auto", mode))
    charts = {mode: chart(found, picture, PAGE, mode) for mode in modes}
    words = next(iter(charts.values()))["layout"]["meta"]
    why = withheld(found, picture)
    html = _page().render(
        words=words,
        marks=MARKS,
        look=look,
        light=_colours("light"),
        dark=_colours("dark"),
        fonts=font_css(),
        family=f"'{FAMILY}', {FONT}",
        withheld=why,
        charts="" if why else _for_script(charts),
        plotly=f"../{plotly_path()}",
        script=_SCRIPT,
    )
    return Answer(html.encode("utf-8"), "text/html; charset=utf-8", frozen=asked.frozen, policy=POLICY)


def embed_snippet(address: str, picture: str, as_of: str = "latest", title: str = "A chart by Plumbline") -> str:
    """HTML that shows a chart on another page.

    Parameters
    ----------
    address : str
        Where the dashboard is to be found, without a slash at its end.
    picture : str
        The id of the picture.
    as_of : str
        ``latest`` keeps up with the figures; ``article`` or a day keeps to what was known then.
    title : str
        What the frame is called for those who cannot see it: the claim in a line.
    """
    query = "" if as_of == "latest" else f"?{urlencode({'as_of': as_of})}"
    where = f"{addresses.EMBEDDED.link(address, picture=picture)}{query}"
    return (
        f'<iframe src="{escape(where)}" title="{escape(title)}" width="100%" height="640" loading="lazy" '
        'style="border:0;max-width:760px" referrerpolicy="no-referrer"></iframe>'
    )


def _colours(mode: Mode) -> str:
    """CSS variables of a mode."""
    return "".join(f"--{name}: {value}; " for name, value in asdict(PALETTES[mode]).items())


def _for_script(value: object) -> str:
    """JSON that may stand in a script element: no text in it can end the element."""
    text = json.dumps(json.loads(records.as_json(value)), ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
