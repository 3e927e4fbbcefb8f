"""Colours, marks, the layout and the title that charts share. Charts carry their own colours, so that they export as seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from charts.text import escaped
from verdicts.checks import Outcome
from verdicts.conclusions import Stand
from verdicts.rule import LABELS, SCALE, Label

Mode = Literal["light", "dark"]
FAMILY = "Plumbline Sans"
"""The typeface that pictures carry with them (exports/fonts.py)."""
FONT = "'Source Sans', 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif"


TITLE_WIDTH, SUBTITLE_WIDTH, SOURCE_WIDTH = 48, 56, 66
"""Characters a line: what fits a phone; plotly does not wrap text."""


@dataclass(frozen=True)
class Palette:
    """The colours of one mode."""

    paper: str
    ink: str
    muted: str
    grid: str
    accent: str
    shade: str
    """Laid under the window a check looks at."""
    contrast: str
    """Thresholds, fitted lines and means: what the rule adds to the figures."""


PALETTES: dict[Mode, Palette] = {
    "light": Palette("#ffffff", "#1c1e21", "#5d646d", "#e6e4df", "#1f4e79", "rgba(31,78,121,0.07)", "#a8480f"),
    "dark": Palette("#14171b", "#eceae6", "#a3abb5", "#2d333b", "#86b7e8", "rgba(134,183,232,0.10)", "#f0995a"),
}


@dataclass(frozen=True)
class Mark:
    """How a verdict is shown beside its word: a shape and a colour that colour-blind readers can tell apart."""

    symbol: str
    """A character for text."""
    shape: str
    """A plotly marker."""
    light: str
    dark: str
    hatch: str = ""
    """A plotly pattern that tells its stretch of a bar from others of like colour; empty for none."""

    @property
    def hollow(self) -> str:
        """The shape without a filling."""
        return self.shape if self.shape.endswith("-open") else f"{self.shape}-open"

    def colour(self, mode: Mode) -> str:
        return self.light if mode == "light" else self.dark


MARKS: dict[Label, Mark] = {
    "supported": Mark("\N{BLACK UP-POINTING TRIANGLE}", "triangle-up", "#1a5a9e", "#6fb0ee"),
    "leans supported": Mark("\N{BLACK RIGHT-POINTING POINTER}", "triangle-right", "#3a74a9", "#a5cdf2"),
    "conflicting": Mark("\N{BLACK DIAMOND}", "diamond", "#555a60", "#cdd1d6"),
    "leans contradicted": Mark("\N{BLACK LEFT-POINTING POINTER}", "triangle-left", "#a5590f", "#f2bd84"),
    "contradicted": Mark("\N{BLACK DOWN-POINTING TRIANGLE}", "triangle-down", "#9c3a0a", "#ef8f4d"),
    "not enough evidence": Mark("\N{BLACK BOWTIE}", "bowtie", "#6d747d", "#8f98a3", "/"),
    "too early": Mark("\N{BLACK CIRCLE}", "circle", "#5d646d", "#a3abb5"),
    "no data": Mark("\N{EN DASH}", "line-ew", "#5d646d", "#a3abb5"),
    "not testable": Mark("\N{MULTIPLICATION SIGN}", "x-thin", "#5d646d", "#a3abb5"),
}

WORST_TO_BEST: tuple[Label, ...] = (*SCALE, *(label for label in LABELS if label not in SCALE))
"""The order of verdicts in a bar of shares; those outside the scale stand last."""

STANDINGS: dict[Stand, Mark] = {
    "stands": replace(MARKS["supported"], symbol="\N{BLACK SQUARE}", shape="square"),
    "undecided": replace(MARKS["conflicting"], symbol="\N{WHITE SQUARE}", shape="square-open"),
    "falls": replace(MARKS["contradicted"], symbol="\N{BALLOT BOX WITH X}", shape="square-x-open"),
    "untested": replace(MARKS["too early"], symbol="\N{WHITE CIRCLE}", shape="circle-open"),
}
"""How the standing of a conclusion is shown."""

SIGNS: dict[Outcome, str] = {
    "supports": "\N{BLACK UP-POINTING TRIANGLE}",
    "contradicts": "\N{BLACK DOWN-POINTING TRIANGLE}",
    "inconclusive": "\N{BLACK DIAMOND}",
    "no data": "\N{EN DASH}",
}
"""The shape that stands before the answer of a finding."""


def layout(palette: Palette, **changes: Any) -> dict[str, Any]:
    """The layout of a chart: quiet grid, no legend, room for a title above and a source line below."""
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
        "margin": {"l": 8, "r": 12, "t": 92, "b": 76},
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


def title(head: str, subtitle: str, palette: Palette) -> dict[str, Any]:
    """A title with a subtitle (already wrapped) that begins at the left edge of the picture, however wide the axis labels are."""
    return {
        "text": escaped(head), "subtitle": {"text": subtitle, "font": {"size": 12.5, "color": palette.muted}},
        "font": {"size": 15.5, "color": palette.ink}, "x": 0, "xref": "container", "xanchor": "left",
        "y": 1, "yref": "container", "yanchor": "top", "pad": {"t": 10, "l": 4},
    }  # fmt: skip


def config() -> dict[str, Any]:
    """Plotly's settings for a chart on a page. No camera: its pictures would not say whose verdict they show."""
    return {"displaylogo": False, "displayModeBar": False, "responsive": True}
