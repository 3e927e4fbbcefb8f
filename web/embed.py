"""A chart with its claim, its verdict and its source as a small page of its own, to stand in a frame on other pages.

No Streamlit in it. Its script draws with plotly.js from this server and tells the page around it how high it is:
``{type: "plumbline:height", height}`` by postMessage. Without scripts the sentence and the link remain.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment

from charts.theme import FAMILY, FONT, MARKS, PALETTES, Mode
from exports import records
from exports.dossier import Dossier
from exports.fonts import font_css
from verdicts.history import Moment, through_the_years
from verdicts.words import day
from web.answers import Answer
from web.drawings import Drawn, drawn
from web.picture_ids import ARGUMENT
from web.pictures import dossiers_of
from web.plotly_js import plotly_path
from web.table import Asked
from widgets.state import history_of

HERE = Path(__file__).parent
MODES: tuple[Mode, ...] = ("light", "dark")
HEADINGS = {
    "board": "How the argument stands",
    "scoreboard": "How firm the verdicts are",
    "map": "What rests on what",
}
"""Of pictures of the whole argument."""
_PAGE = Environment(autoescape=True, trim_blocks=False).from_string((HERE / "embed.html").read_text("utf-8"))
_SCRIPT = (HERE / "embed.js").read_text("utf-8")
_HASH = b64encode(sha256(_SCRIPT.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; script-src 'self' 'sha256-{_HASH}'; style-src 'unsafe-inline'; font-src data:; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors *"
)


def page(asked: Asked) -> Answer:
    """The page of one chart."""
    picture = asked.names["picture"]
    found = dossiers_of(asked, picture)
    chart = drawn(found, picture, lambda: _history(found[0]))
    look = asked.values["mode"]
    modes = MODES if look == "auto" else (look,)
    figures = "" if chart.withheld else _for_script({mode: chart.draw(mode) for mode in modes})
    html = _PAGE.render(
        **_words(found, picture, chart, asked.address),
        look=look,
        light=_colours("light", found, picture),
        dark=_colours("dark", found, picture),
        fonts=font_css(),
        family=f"'{FAMILY}', {FONT}",
        alt=chart.alt,
        why_not=chart.withheld,
        figures=figures,
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
    where = f"{address}/embed/{quote(picture, safe='')}{query}"
    return (
        f'<iframe src="{escape(where)}" title="{escape(title)}" width="100%" height="640" loading="lazy" '
        'style="border:0;max-width:760px" referrerpolicy="no-referrer"></iframe>'
    )


def _history(dossier: Dossier) -> Sequence[Moment]:
    """The verdict through the years, up to the dossier's day."""
    if dossier.as_of.latest:
        return history_of(dossier.claim.id)
    rows = dossier.project.argument.evidence_of(dossier.claim.id)
    return through_the_years(dossier.claim, rows, dossier.observations, dossier.catalog, dossier.as_of)


def _words(dossiers: list[Dossier], picture: str, chart: Drawn, address: str) -> dict[str, str]:
    first = dossiers[0]
    as_of = f"As of {day(first.as_of.day)}" + (
        ", with the figures at hand." if first.as_of.latest else ", with what was known then."
    )
    if picture in ARGUMENT:
        where = f"{address}/argument" if picture == "map" else f"{address}/"
        return {
            "title": f"{HEADINGS[picture]}: Plumbline", "heading": HEADINGS[picture], "verdict": "", "symbol": "",
            "known": as_of, "source": chart.source, "link": where if address else "", "link_text": "The whole argument at Plumbline",
        }  # fmt: skip
    claim, now = first.claim, first.now
    return {
        "title": f"{claim.claim} Plumbline",
        "heading": claim.claim,
        "verdict": now.label.capitalize(),
        "symbol": MARKS[now.label].symbol,
        "known": as_of,
        "source": chart.source,
        "link": first.link if address else "",
        "link_text": "All evidence on this claim at Plumbline" if address else first.link,
    }


def _colours(mode: Mode, dossiers: list[Dossier], picture: str) -> str:
    """CSS variables of a mode."""
    colours = asdict(PALETTES[mode])
    if picture not in ARGUMENT:
        colours["verdict"] = MARKS[dossiers[0].now.label].colour(mode)
    return "".join(f"--{name}: {value}; " for name, value in colours.items())


def _for_script(value: object) -> str:
    """JSON that may stand in a script element: no text in it can end the element."""
    text = json.dumps(json.loads(records.as_json(value)), ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
