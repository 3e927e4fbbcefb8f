"""The panel of choices under a specification curve: a line for each value of a choice, a cell for each specification."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from charts.text import lines, wrapped
from charts.theme import Palette

LINE = 14
"""Height of a line of text, in pixels."""
PAD = 6
LEFT = 134
"""Room for the names of values on a page, in pixels; headings begin at its left edge."""


class Widths(NamedTuple):
    """Room for words."""

    label: int
    heading: int
    """Characters a line."""
    left: int
    """Pixels for the names of values."""


ON_PAGE = Widths(21, 56, LEFT)


@dataclass(frozen=True)
class Choice:
    """One open choice: what it decides, and for each of its values the specifications (in drawing order) that have it."""

    heading: str
    values: tuple[tuple[str, np.ndarray], ...]


def panel(
    choices: Sequence[Choice], colours: np.ndarray, palette: Palette, widths: Widths = ON_PAGE
) -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any], int]:
    """The cells as a heat map on the second y axis, the headings as notes, that axis, and the height in pixels.

    ``colours`` gives each specification its place (0, 1, 2 ...) in a scale of the caller's.
    """
    edges: list[float] = [0.0]
    cells: list[list[int | None]] = []
    ticks: list[float] = []
    names: list[str] = []
    notes: list[dict[str, Any]] = []
    for choice in choices:
        heading = wrapped(choice.heading, widths.heading)
        top = edges[-1]
        edges.append(top + LINE * lines(heading) + 3 * PAD)
        cells.append([None] * len(colours))
        notes.append(
            {"xref": "paper", "yref": "y2", "x": 0, "xshift": 4 - widths.left, "y": edges[-1] - PAD / 2, "xanchor": "left", "yanchor": "bottom",
             "align": "left", "showarrow": False, "text": f"<b>{heading}</b>", "bgcolor": palette.paper, "font": {"size": 12, "color": palette.ink}}
        )  # fmt: skip
        for value, chosen in choice.values:
            name = wrapped(value, widths.label)
            edges.append(edges[-1] + LINE * lines(name) + 3)
            ticks.append((edges[-1] + edges[-2]) / 2)
            names.append(name)
            cells.append([int(c) if here else None for c, here in zip(colours, chosen, strict=True)])
    trace = {
        "type": "heatmap",
        "yaxis": "y2",
        "y": edges,
        "z": cells,
        "hoverinfo": "skip",
        "showscale": False,
        "ygap": 3,
    }
    axis = {
        "range": [edges[-1], 0], "tickvals": ticks, "ticktext": names, "tickfont": {"size": 12, "color": palette.muted},
        "ticks": "", "showgrid": False, "zeroline": False, "automargin": False, "fixedrange": True,
    }  # fmt: skip
    return trace, notes, axis, int(edges[-1])


def fitting(choices: Sequence[Choice], height: float, widths: Widths) -> list[Choice]:
    """The choices, in their order, that a panel of so many pixels has room for."""
    found, left = [], height
    for choice in choices:
        need = LINE * lines(wrapped(choice.heading, widths.heading)) + 3 * PAD
        need += sum(LINE * lines(wrapped(name, widths.label)) + 3 for name, _ in choice.values)
        if need <= left:
            found.append(choice)
            left -= need
    return found


def scale(colours: Sequence[str]) -> dict[str, Any]:
    """A colour scale with one plain colour for each place."""
    n = len(colours)
    steps = [[edge, colour] for i, colour in enumerate(colours) for edge in (i / n, (i + 1) / n)]
    return {"colorscale": steps, "zmin": -0.5, "zmax": n - 0.5}
