"""The legend of a map: a bar of the colours of its classes with their bounds below, above the map and never over it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from charts.text import escaped, width
from charts.theme import Palette
from verdicts.numbers import MINUS

HIGH = 12
"""Pixels of the bar."""
LEAST = 34
"""Pixels of a class, if its bounds need no more."""
ROW = 22
GAP = 26
"""Pixels between the bar and what stands beside it."""
WORDS = 15
NONE = "no figures"


class Legend(NamedTuple):
    """Shapes and notes of a legend, whose foot is the top of the plot, and its height in pixels."""

    shapes: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    height: int


def class_legend(
    bounds: Sequence[float], colours: Sequence[str], scale: float, unit: str, room: float, palette: Palette, empty: bool
) -> Legend:
    """A legend in ``room`` pixels; ``empty``: whether anybody has no figures. Bounds are divided by ``scale``."""
    told = [_told(bound / scale) for bound in bounds]
    if unit.startswith("%"):
        told[-1] += "%"
    side = max(width(told[0], 12), width(told[-1], 12)) / 2 + 2
    wide = max(LEAST, *(width(text, 12) + 8 for text in told))
    wide = min(wide, (room - 2 * side) / len(colours))
    ends = 2 * side + wide * len(colours)
    below = empty and ends + GAP + HIGH + 8 + width(NONE, 12) > room
    height = HIGH + WORDS + 12 + (ROW if below else 0)
    y = height - HIGH
    shapes = [_box(side + wide * i, y, wide, HIGH, colour, colour) for i, colour in enumerate(colours)]
    notes = [_note(side + wide * i, y - WORDS / 2 - 1, text, palette.muted, "center") for i, text in enumerate(told)]
    if empty:
        x, at = (side, 6.0) if below else (ends + GAP - side, y)
        shapes += [_box(x, at, 1.6 * HIGH, HIGH, palette.paper, palette.others), *_hatched(x, at, palette)]
        notes.append(_note(x + 1.6 * HIGH + 6, at + HIGH / 2, NONE, palette.muted, "left"))
    return Legend(shapes, notes, height)


def _told(bound: float) -> str:
    """A round bound with all its digits."""
    return f"{bound:,.12g}".replace("-", MINUS)


def _box(x: float, y: float, wide: float, high: float, fill: str, line: str) -> dict[str, Any]:
    """A box whose lower left corner stands so many pixels from the left and above the plot."""
    path = f"M{x:.1f} {y:.1f} L{x + wide:.1f} {y:.1f} L{x + wide:.1f} {y + high:.1f} L{x:.1f} {y + high:.1f} Z"
    return _drawn(path, fill, line)


def _hatched(x: float, y: float, palette: Palette) -> list[dict[str, Any]]:
    step = HIGH / 2
    lines = [(x + step * i, y, x + step * i + HIGH, y + HIGH) for i in range(-1, 3)]
    right = x + 1.6 * HIGH
    found = []
    for x0, y0, x1, y1 in lines:
        cut, over = max(x - x0, 0), max(x1 - right, 0)
        path = f"M{x0 + cut:.1f} {y0 + cut:.1f} L{x1 - over:.1f} {y1 - over:.1f}"
        found.append(_drawn(path, "rgba(0,0,0,0)", palette.others))
    return found


def _drawn(path: str, fill: str, line: str) -> dict[str, Any]:
    return {
        "type": "path", "xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 0, "yanchor": 1,
        "path": path, "fillcolor": fill, "line": {"color": line, "width": 1},
    }  # fmt: skip


def _note(x: float, y: float, text: str, colour: str, anchor: str) -> dict[str, Any]:
    return {
        "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xshift": round(x, 1), "yshift": round(y, 1), "xanchor": anchor,
        "yanchor": "middle", "showarrow": False, "text": escaped(text), "font": {"size": 12, "color": colour},
    }  # fmt: skip
