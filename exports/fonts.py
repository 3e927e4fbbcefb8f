"""The typeface of pictures, carried along with them so that they look alike everywhere.

``fonts/`` holds Source Sans 3 at two weights, cut down to Latin, Cyrillic and the signs that texts here use. Its licence
(SIL OFL 1.1, fonts/OFL.txt) reserves the name for the original, so the cut has a name of its own. Made from the variable
font (which Streamlit and the npm package @fontsource-variable/source-sans-3 carry) with fonttools, for each weight:

    fonttools varLib.instancer SourceSansVF-Upright.woff2 wght=400 -o Regular.woff2
    fonttools ttLib.woff2 decompress Regular.woff2 -o Regular.ttf
    pyftsubset Regular.ttf --output-file=PlumblineSans-Regular.ttf --no-hinting --layout-features=kern,mark,mkmk,ccmp
        --drop-tables+=STAT,DSIG --unicodes="U+20-7E,U+A0-17F,U+2C6,U+2DA,U+2DC,U+400-45F,U+2010-2015,U+2018-201E,
        U+2020-2022,U+2026,U+2030,U+2032,U+2033,U+2039,U+203A,U+2070-2089,U+20AC,U+2122,U+2190-2193,U+2212,U+2248,
        U+2260,U+2264,U+2265,U+25A0,U+25A1,U+25B2,U+25B6,U+25BA,U+25BC,U+25C0,U+25C4,U+25C6,U+25CB,U+25CF,U+2713"

then the name table written anew (family Plumbline Sans; the copyright and licence entries kept), and
``fonttools ttLib.woff2 compress`` for a copy in WOFF2. Style sheets embed that, PDF writers want the TTF.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

from charts.theme import FAMILY

FOLDER = Path(__file__).parent / "fonts"
FILES = {"400": FOLDER / "PlumblineSans-Regular.woff2", "600": FOLDER / "PlumblineSans-Semibold.woff2"}
"""The file of each weight; the TTF stands beside it. What asks for bold gets the semibold one."""


@cache
def font_css() -> str:
    """@font-face rules with the fonts inside as data: URIs (about 52 kB)."""
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{'600 900' if weight == '600' else weight};"
        f"src:url(data:font/woff2;base64,{b64encode(path.read_bytes()).decode()}) format('woff2')}}"
        for weight, path in FILES.items()
    )
