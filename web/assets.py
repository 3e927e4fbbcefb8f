"""Scripts and fonts that a page's "Download and share" menu asks for when it is opened, at addresses that change with them."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from charts.theme import FAMILY
from exports import addresses
from exports.fonts import FILES, font_css
from exports.rendering import SCRIPTS
from web.answers import Answer
from web.endpoint import Asked
from web.faults import unknown
from web.plotly_js import plotly_path

FOLDER = Path(__file__).parent / "download"
ENTRY = "menu.js"
MODULES = {name: FOLDER / name for name in (ENTRY, "loading.js", "names.js", "pictures.js")} | {
    "files.js": SCRIPTS / "files.js"
}
"""Scripts of our own; the last one is the server's browser's too. They name each other, so one hash stands for all of them."""
VENDORED = {"jspdf": "jspdf.umd.min.js", "svg2pdf": "svg2pdf.umd.min.js"}
FONTS_CSS = "fonts.css"
HEAVY = (600, 700)
"""Weights that the semibold file stands for; CSS takes it for all from 600 up."""
_SCRIPT, _CSS, _FONT = "text/javascript; charset=utf-8", "text/css; charset=utf-8", "font/ttf"


@cache
def _assets() -> dict[str, tuple[str, bytes, str]]:
    """Hash, bytes and media type of each asset by its name."""
    modules = {name: path.read_bytes() for name, path in MODULES.items()}
    together = _hash(b"".join(modules.values()))
    found = {name: (together, body, _SCRIPT) for name, body in modules.items()}
    others = {name: ((FOLDER / "vendor" / name).read_bytes(), _SCRIPT) for name in VENDORED.values()}
    others[FONTS_CSS] = (font_css().encode(), _CSS)
    for path in map(_ttf, FILES.values()):
        others[path.name] = (path.read_bytes(), _FONT)
    return found | {name: (_hash(body), body, media) for name, (body, media) in others.items()}


def _ttf(path: Path) -> Path:
    return path.with_suffix(".ttf")


def _hash(body: bytes) -> str:
    return sha256(body).hexdigest()[:16]


def asset_path(name: str) -> str:
    """The address of an asset, without a slash at its beginning. Raises KeyError for a name there is not."""
    return addresses.ASSET.link(hash=_assets()[name][0], asset=name)


def kit() -> dict[str, object]:
    """The addresses of all that pictures are made with in a browser, the menu's own script first."""
    faces = [
        {"ttf": asset_path(_ttf(path).name), "weight": weight, "weights": [400] if weight == "400" else list(HEAVY)}
        for weight, path in FILES.items()
    ]
    return {
        "menu": asset_path(ENTRY),
        "plotly": plotly_path(),
        **{name: asset_path(file) for name, file in VENDORED.items()},
        "family": FAMILY,
        "fonts": {"css": asset_path(FONTS_CSS), "faces": faces},
    }


def asset(asked: Asked) -> Answer:
    """One of them, which may be kept for ever: other bytes have another address. Raises Fault."""
    name = asked.names["asset"]
    found, body, media = _assets().get(name, ("", b"", ""))
    if asked.names["hash"] != found:
        raise unknown("script", f"{asked.names['hash']}/{name}", [f"{h}/{n}" for n, (h, _, _) in _assets().items()])
    always = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Answer(body, media, frozen=True, headers=always)
