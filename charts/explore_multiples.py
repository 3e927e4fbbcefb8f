"""Small multiples: a panel for each country, all with the same axes, so that many can be compared at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

import numpy as np

from charts.axes import Range, period_ticks, place_range, place_ticks, value_range
from charts.beside import end_value
from charts.drawing import Drawing, Room
from charts.explore_lines import Drawn, Said
from charts.lines import days_of, line_trace, tick_room
from charts.text import escaped, shortened, width
from charts.theme import PALETTES, Mode, Palette
from verdicts.words import axis_unit, capitalised, count, join, period, quantity, scale_of, shared_unit, span

MOST = 24
"""Panels."""
ON_PAGE = 2
"""Columns on a page, which may be a phone's."""
MANY = 12
"""Panels up to which a picture has four columns at most."""
PANEL = 92
"""Pixels of a panel on a page."""
TITLE = 26
"""Pixels above a panel, for its name."""
GAP = 18
"""Pixels between two panels side by side."""
PHONE = 288
"""Pixels the smallest phone has across."""
BELOW, RIGHT = 26, 16
MOSTLY = (1, 99)
"""Percentiles of figures that panels show in any case."""
WILD = 2.0
"""How many times as high panels would have to be for the rest too, so that it is left out."""
MOST_NAMED = 3
SAME = "All panels have the same axes; beside each name stands its last figure."
SHAPE = 1.7
"""How many times as wide as high panels of a picture are, as near as can be."""
KEPT = 9
"""The axes that the frame of a picture has for itself."""


def multiples_drawing(lines: Sequence[Drawn], said: Said, mode: Mode = "light", room: Room | None = None) -> Drawing:
    """A panel each, in the order given; who has no figures is left out.

    Raises ValueError where nobody has figures, or there are more than :data:`MOST`.
    """
    lines = [one for one in lines if len(one.seen.series)]
    if not lines:
        raise ValueError("There are no figures to draw.")
    if len(lines) > MOST:
        raise ValueError(f"There are {len(lines)} panels to draw, and room for {MOST}.")
    series = [one.seen.series for one in lines]
    palette, of = PALETTES[mode], series[0]
    values = np.concatenate([one.values for one in series])
    scale, suffix = scale_of(float(np.abs(values).max()))
    shown = _range(values / scale, [float(one.values[-1]) / scale for one in series], of.unit)
    first, last = min(one.dates[0] for one in series), max(one.dates[-1] for one in series)
    left = tick_room([*shown]) + (8 if of.unit.startswith("%") else 0)
    columns = _columns(len(lines), room, left)
    rows = ceil(len(lines) / columns)
    wide = (PHONE if room is None else room.width) - left - RIGHT
    high = rows * (PANEL + TITLE) - TITLE if room is None else room.height - TITLE - BELOW
    panel = Room(int((wide - GAP * (columns - 1)) / columns), int((high - TITLE * (rows - 1)) / rows))
    days = np.array([days_of(one, []) for one in series])
    x: dict[str, Any] = {
        "type": "date", "range": [str(days.min()), str(days.max())], "ticklen": 3, "showgrid": False,
        **_ends(*period_ticks(first, last, of.frequency), panel.width), **_quiet(palette),
    }  # fmt: skip
    y = {"range": list(shown), "autorange": False, "showline": False, **_yticks(of.unit, shown), **_quiet(palette)}
    axes: dict[str, Any] = {}
    data, notes = [], []
    for place, one in enumerate(lines):
        row, column = divmod(place, columns)
        n = str(_axis(place)) if place else ""
        across = _part(column, panel.width, GAP, wide)
        up = _part(row, panel.height, TITLE, high)
        lowest = place + columns >= len(lines)
        axes[f"xaxis{n}"] = {
            **x,
            "domain": across,
            "anchor": f"y{n}",
            "showticklabels": lowest,
            "ticks": "outside" if lowest else "",
        }
        axes[f"yaxis{n}"] = {**y, "domain": [1 - up[1], 1 - up[0]], "anchor": f"x{n}", "showticklabels": not column}
        trace = line_trace(one.seen.series, one.seen.name, scale, palette.others if one.quiet else one.colour, 2.0)
        data.append({**trace, "mode": "lines", "xaxis": f"x{n}", "yaxis": f"y{n}"})
        notes.append(_title(one, across[0], 1 - up[0], panel.width, palette))
    when = span(np.array([first, last]), of.frequency, of.smoothing)
    units = {one.unit for one in series}
    return Drawing(
        said.head,
        ", ".join(filter(None, (said.what, axis_unit(of.unit if len(units) == 1 else shared_unit(units), suffix), when))),
        data,
        axes,
        notes=notes,
        above=TITLE, below=BELOW, left=left, right=RIGHT, height=high,
        under=tuple(filter(None, (SAME, _outside(lines, shown, scale)))),
    )  # fmt: skip


def _axis(place: int) -> int:
    """The number of the axes of a panel."""
    return place + 1 if place + 1 < KEPT else place + 2


def _part(at: int, size: int, gap: int, whole: int) -> list[float]:
    """From where to where the so-manieth panel goes, from 0 to 1."""
    return [at * (size + gap) / whole, min((at * (size + gap) + size) / whole, 1.0)]


def _columns(n: int, room: Room | None, left: int) -> int:
    """How many panels stand side by side: in a picture three or four, six where there are many, as the room is."""
    if room is None:
        return min(n, ON_PAGE)
    choices = [c for c in (1, 2, 3, 4, 5, 6) if c <= n and (c >= 3 or n <= c) and (c <= 4 or n > MANY)]

    def off(columns: int) -> float:
        rows = ceil(n / columns)
        wide = (room.width - left - RIGHT - GAP * (columns - 1)) / columns
        high = (room.height - TITLE * rows - BELOW) / rows
        empty = columns * rows - n
        return abs(np.log(wide / max(high, 1) / SHAPE)) + 0.1 * empty

    return min(choices, key=off)


def _range(values: np.ndarray, ends: list[float], unit: str) -> Range:
    """The range of all panels: a few wild years of one country do not flatten all others."""
    if unit == "rank":
        return place_range(float(values.max()))
    whole = value_range(values, [], values[:0], None)
    most = value_range(np.percentile(values, MOSTLY), ends, values[:0], None)
    return most if whole.high - whole.low > WILD * (most.high - most.low) else whole


def _outside(lines: Sequence[Drawn], shown: Range, scale: float) -> str:
    """Who has figures beyond the panels, with the furthest of each, in a sentence."""
    found = []
    for one in lines:
        series = one.seen.series
        values = series.values / scale
        far = np.maximum(min(shown) - values, values - max(shown))
        at = int(far.argmax())
        if far[at] > 0:
            when = period(series.dates[at], series.frequency, series.smoothing)
            told = f"{one.seen.name} ({quantity(float(series.values[at]), series.unit)} in {when})"
            found.append((float(far[at]), told))
    if len(found) > MOST_NAMED:
        return f"{capitalised(count(len(found)))} lines run out of their panels, furthest that of {max(found)[1]}."
    names = tuple(told for _, told in found)
    return f"Out of {'its panel' if len(names) == 1 else 'their panels'}: {join(names)}." if names else ""


def _yticks(unit: str, shown: Range) -> dict[str, Any]:
    if unit == "rank":
        ticks = place_ticks(shown.low - 0.6)
        return {"tickvals": ticks if len(ticks) < 4 else [ticks[0], ticks[-1]], "zeroline": False}
    percent = {"ticksuffix": "%", "showticksuffix": "last"} if unit.startswith("%") else {}
    return {"tickformat": ",~g", "nticks": 4, "zeroline": shown.low < 0 < shown.high, **percent}


def _ends(places: list[str], names: list[str], wide: int) -> dict[str, Any]:
    """The first and the last of some ticks, or the last alone where they would meet."""
    if len(places) > 1 and width(names[0], 12) + width(names[-1], 12) < wide:
        places, names = [places[0], places[-1]], [names[0], names[-1]]
    return {"tickvals": places[:1] + places[1:][-1:], "ticktext": names[:1] + names[1:][-1:]}


def _quiet(palette: Palette) -> dict[str, Any]:
    """What axes after the first do not have from the layout that charts share."""
    return {
        "gridcolor": palette.grid, "linecolor": palette.grid, "zerolinecolor": palette.muted, "zerolinewidth": 1,
        "tickfont": {"size": 12, "color": palette.muted}, "automargin": False, "fixedrange": True, "showline": True,
    }  # fmt: skip


def _title(one: Drawn, x: float, y: float, wide: int, palette: Palette) -> dict[str, Any]:
    """The name of a panel and its last figure, in a line above it."""
    last = end_value(one.seen.series)
    name = shortened(one.seen.name, 12, max(wide - width(f" {last}", 12), 30), 1)[0]
    return {
        "xref": "paper", "yref": "paper", "x": x, "y": y, "xanchor": "left", "yanchor": "bottom", "yshift": 1, "showarrow": False, "borderpad": 0,
        "text": f"<b>{escaped(name)}</b> {escaped(last)}", "font": {"size": 12, "color": palette.ink if one.quiet else one.colour},
    }  # fmt: skip
