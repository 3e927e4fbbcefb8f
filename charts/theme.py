"""Colours, marks, the layout that charts share. Charts carry their own colours, so that they export as seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from charts.signs import STANDS, VERDICTS, Sign, svg
from verdicts.conclusions import Stand
from verdicts.rule import LABELS, SCALE, Label

Mode = Literal["light", "dark"]
FAMILY = "Plumbline Sans"
"""The typeface that pictures carry with them (exports/fonts.py)."""
FONT = "'Source Sans', 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True)
class Palette:
    """The colours of one mode."""

    paper: str
    ink: str
    muted: str
    grid: str
    accent: str
    """Whom a chart is about, and links: no colour of a verdict."""
    shade: str
    """Laid under the window a check looks at."""
    contrast: str
    """Thresholds, fitted lines and means: what the rule adds to the figures."""
    others: str
    """Lines and dots of whom a series is compared with."""


PALETTES: dict[Mode, Palette] = {
    "light": Palette(
        "#ffffff", "#1c1e21", "#5d646d", "#e6e4df", "#00695c", "rgba(0,105,92,0.07)", "#a8480f", "#a09d95"
    ),
    "dark": Palette(
        "#14171b", "#eceae6", "#a3abb5", "#2d333b", "#5fc4b0", "rgba(95,196,176,0.10)", "#f0995a", "#7d848d"
    ),
}


@dataclass(frozen=True)
class Mark:
    """How a verdict is shown beside its word: a sign, a colour of text, and a filling of bars with a pattern."""

    sign: Sign
    light: str
    """Colours of text and signs: at least 4.5 to 1 on the paper of their mode."""
    dark: str
    fill_light: str
    """Colours of bars, points and cells; neighbours in a bar are far apart in grey and to colour-blind readers too."""
    fill_dark: str
    pattern: Pattern = "plain"

    @property
    def drawn(self) -> str:
        """Its sign as SVG, for a document."""
        return svg(self.sign)

    def colour(self, mode: Mode) -> str:
        """Of its text and its sign."""
        return self.light if mode == "light" else self.dark

    def fill(self, mode: Mode) -> str:
        """Of its stretch of a bar; where nothing is scored that is the paper, in a dashed outline."""
        if self.pattern == "outline":
            return PALETTES[mode].paper
        return self.fill_light if mode == "light" else self.fill_dark

    def ink(self, mode: Mode) -> str:
        """Of what is written on its stretch of a bar."""
        return max((PALETTES[one].ink for one in PALETTES), key=lambda ink: contrast(ink, self.fill(mode)))


Pattern = Literal["plain", "lean", "hatched", "outline"]
"""Of a stretch of a bar: diagonals for what only leans, hatching for what conflicts, a dashed outline for what is not scored."""
_GREY = ("#555c65", "#a9b0b9", "#d9d5cb", "#3b424a")
"""Text and filling of what has no direction, light and dark."""

MARKS: dict[Label, Mark] = {
    "supported": Mark(VERDICTS["supported"], "#1a5a9e", "#7fb4ea", "#1a5a9e", "#a9d0f7"),
    "leans supported": Mark(VERDICTS["leans supported"], "#2f6ea8", "#a6cbef", "#a9c9e8", "#456c95", "lean"),
    "conflicting": Mark(VERDICTS["conflicting"], "#555c65", "#c6cad0", "#8a8880", "#b5b9be", "hatched"),
    "leans contradicted": Mark(VERDICTS["leans contradicted"], "#96500b", "#f0b673", "#ecb878", "#85511f", "lean"),
    "contradicted": Mark(VERDICTS["contradicted"], "#8f2f06", "#ff9c6b", "#8f2f06", "#ee7d45"),
    "not enough evidence": Mark(VERDICTS["not enough evidence"], *_GREY),
    "too early": Mark(VERDICTS["too early"], *_GREY, "outline"),
    "no data": Mark(VERDICTS["no data"], *_GREY, "outline"),
    "not testable": Mark(VERDICTS["not testable"], *_GREY, "outline"),
}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 has it, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


WORST_TO_BEST: tuple[Label, ...] = (*SCALE, *(label for label in LABELS if label not in SCALE))
"""The order of verdicts in a bar of shares; those outside the scale stand last."""

STANDINGS: dict[Stand, Mark] = {
    "stands": replace(MARKS["supported"], sign=STANDS["stands"]),
    "undecided": replace(MARKS["conflicting"], sign=STANDS["undecided"]),
    "falls": replace(MARKS["contradicted"], sign=STANDS["falls"]),
    "untested": replace(MARKS["too early"], sign=STANDS["untested"]),
}
"""How the standing of a conclusion is shown."""


def bar_marker(mark: Mark, mode: Mode) -> dict[str, Any]:
    """A plotly marker for a verdict's stretch of a bar: its filling and its pattern."""
    palette = PALETTES[mode]
    line = {"color": palette.paper, "width": 1}
    stripes = {"fillmode": "overlay", "fgcolor": palette.paper, "size": 6}
    match mark.pattern:
        case "lean":
            return {
                "color": mark.fill(mode),
                "line": line,
                "pattern": {**stripes, "shape": "/", "solidity": 0.22, "fgopacity": 0.6},
            }
        case "hatched":
            return {
                "color": mark.fill(mode),
                "line": line,
                "pattern": {**stripes, "shape": "x", "solidity": 0.14, "fgopacity": 0.6},
            }
        case "outline":
            # plotly draws no dashes around bars: dots on paper say the same.
            dots = {**stripes, "fgcolor": mark.colour(mode), "shape": ".", "solidity": 0.2}
            return {"color": mark.fill(mode), "line": {"color": mark.colour(mode), "width": 1}, "pattern": dots}
    return {"color": mark.fill(mode), "line": line}  # fmt: skip


def point_marker(marks: Iterable[Mark], mode: Mode, size: float) -> dict[str, Any]:
    """A plotly marker for points in the colours of verdicts: the filling, in a line of the stronger colour of the text."""
    marks = list(marks)
    line = {"width": 1, "color": [mark.colour(mode) for mark in marks]}
    return {"size": size, "color": [mark.fill(mode) for mark in marks], "line": line}


def layout(palette: Palette, **changes: Any) -> dict[str, Any]:
    """The layout of a chart: quiet grid, no legend, room for labels around the plot."""
    axis = {
        "gridcolor": palette.grid,
        "linecolor": palette.grid,
        "zerolinecolor": palette.muted,
        "zerolinewidth": 1,
        "tickfont": {"size": 12, "color": palette.muted},
        "automargin": True,
        "fixedrange": True,
    }
    base: dict[str, Any] = {
        "paper_bgcolor": palette.paper,
        "plot_bgcolor": palette.paper,
        "font": {"family": FONT, "size": 13, "color": palette.ink},
        "margin": {"l": 8, "r": 12, "t": 12, "b": 34},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"bgcolor": palette.paper, "font": {"color": palette.ink, "family": FONT}},
        "xaxis": {**axis, "showgrid": False},
        "yaxis": {**axis, "showline": False},
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": palette.muted, "activecolor": palette.accent},
    }
    for key, value in changes.items():
        base[key] = {**base[key], **value} if isinstance(base.get(key), dict) and isinstance(value, dict) else value
    return base


def config() -> dict[str, Any]:
    """Plotly's settings for a chart on a page. No camera: its pictures would not say whose verdict they show."""
    return {"displaylogo": False, "displayModeBar": False, "responsive": True}
