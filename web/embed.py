"""A chart with its claim, its verdict and its source as a small page of its own, to stand in a frame on other pages.

No Streamlit in it. Its script draws with plotly.js from this server and tells the page around it how high it is:
``{type: "plumbline:height", height}`` by postMessage. Without scripts the sentence and the link remain.
"""

from __future__ import annotations

from html import escape

from charts.theme import MARKS, Mode
from exports import addresses
from exports.addresses import LATEST
from exports.fonts import font_css
from exports.pictures import PAGE
from web.answers import Answer
from web.endpoint import Asked
from web.pictured import Pictured, pictured
from web.plotly_js import plotly_path
from web.templates import HERE, HTML, in_script, look, script_hash, template

WIDTH, HEIGHT = 760, 640
"""Of a frame in pixels, where nobody asks for others."""
TITLE = "A chart by Plumbline"
MODES: tuple[Mode, ...] = ("light", "dark")
_SCRIPT = (HERE / "embed.js").read_text("utf-8")
POLICY = (
    f"default-src 'none'; script-src 'self' {script_hash(_SCRIPT)}; style-src 'unsafe-inline'; font-src data:; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors *"
)


def page(asked: Asked) -> Answer:
    """The page of one chart."""
    mode = asked.values["mode"]
    found = pictured(asked, asked.address)
    charts = {one: found.chart(PAGE, one) for one in MODES if mode in ("auto", one)}
    words = next(iter(charts.values()))["layout"]["meta"]
    why = found.withheld
    html = template("embed.html").render(
        **look(),
        words=words,
        marks=MARKS,
        mode=mode,
        fonts=font_css(),
        withheld=why,
        oembed=_oembed(asked, found),
        charts="" if why else in_script(charts),
        plotly=f"../{plotly_path()}",
        script=_SCRIPT,
    )
    return Answer(html.encode("utf-8"), HTML, frozen=asked.frozen, policy=POLICY)


def _oembed(asked: Asked, of: Pictured) -> str:
    """Where a site finds what it needs to show this page in a frame; empty where no address is known."""
    if not asked.address:
        return ""
    return addresses.oembed_link(asked.address, of.embedded(asked.address, asked.values.get("as_of", LATEST)))


def embed_snippet(where: str, title: str = TITLE, width: int = WIDTH, height: int = HEIGHT) -> str:
    """HTML that shows a chart on another page.

    Parameters
    ----------
    where : str
        The link to its page for a frame (:meth:`web.pictured.Pictured.embedded`).
    title : str
        What the frame is called for those who cannot see it: the claim in a line.
    width, height : int
        Pixels: how wide it is at most, and how high until it has told how high it has to be.
    """
    return (
        f'<iframe src="{escape(where)}" title="{escape(title)}" width="100%" height="{height}" loading="lazy" '
        f'style="border:0;max-width:{width}px" referrerpolicy="no-referrer"></iframe>'
    )
