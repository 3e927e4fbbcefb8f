"""The last period that all have, as bars: the largest on top, zero in the axis, how far each may be off, and its figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from charts.axes import place_ticks
from charts.beside import short_value
from charts.drawing import Drawing, Room
from charts.explore_lines import Drawn, Said
from charts.text import escaped, shortened, width
from charts.theme import PALETTES, Mode, Palette
from verdicts.numbers import place_of
from verdicts.words import axis_unit, join, period, quantity, scale_of, shared_unit

ROW = 27
"""Pixels of a bar with the room around it, on a page."""
NAME, NAME_ON_PHONE = 190, 104
"""Pixels for a name beside its bar, in a picture and on a page, which may be a phone's."""
PHONE = 288
"""Pixels the smallest phone has across."""
BAR = 0.66
"""Of a row."""
APART = 6
"""Pixels between a bar and its figure."""
BELOW = 32
LEAST, DOT = 100, 10
PALE = 0.62
"""How much of a bar's colour is left, so that the line over it is seen on the darkest too."""


@dataclass(frozen=True)
class _Bar:
    name: str
    value: float
    low: float
    high: float
    colour: str
    label: str
    told: str


def bars_drawing(lines: Sequence[Drawn], said: Said, mode: Mode = "light", room: Room | None = None) -> Drawing:
    """One bar each in their last common period. Raises ValueError where there are no figures.

    Where no period is common to all, it is the last that most of them have, and who is left out is named. Places have
    dots: a bar would be the longer, the worse it is.
    """
    lines = [one for one in lines if len(one.seen.series)]
    if not lines:
        raise ValueError("There are no figures to draw.")
    date, palette, of = common_date(lines), PALETTES[mode], lines[0].seen.series
    units = {one.seen.series.unit for one in lines}
    unit = of.unit if len(units) == 1 else shared_unit(units)
    bars = sorted((bar for one in lines if (bar := _bar(one, date))), key=lambda bar: bar.value, reverse=unit != "rank")
    without = tuple(one.seen.name for one in lines if date not in one.seen.series.dates)
    far = max(abs(edge) for bar in bars for edge in (bar.low, bar.high))
    scale, suffix = scale_of(far)
    most = NAME_ON_PHONE if room is None else NAME
    names = [shortened(bar.name, 12, most, 1)[0] for bar in bars]
    left = 14 + max(round(width(name, 12)) for name in names)
    wide = max((PHONE if room is None else room.width) - left - 12, LEAST)
    low, high = _range(bars, wide)
    doubt = any(bar.low < bar.value or bar.value < bar.high for bar in bars)
    return Drawing(
        said.head,
        ", ".join(filter(None, (said.what, axis_unit(unit, suffix), period(date, of.frequency, of.smoothing)))),
        [_trace(bars, scale, unit, palette)],
        {
            "xaxis": {"range": [low / scale, high / scale], "showgrid": True, "gridcolor": palette.grid, "zeroline": True, "nticks": 5,
                      "tickformat": ",~g", "showline": False, **({"ticksuffix": "%", "showticksuffix": "last"} if unit.startswith("%") else {}),
                      **({"tickvals": place_ticks(max(bar.value for bar in bars)), "zeroline": False} if unit == "rank" else {})},
            "yaxis": {"range": [len(bars) - 0.5, -0.5], "tickvals": list(range(len(bars))), "ticktext": [escaped(name) for name in names],
                      "tickfont": {"size": 12, "color": palette.ink}, "showgrid": False, "zeroline": False, "automargin": False, "ticklabelstandoff": 5},
        },
        notes=[_label(place, bar, scale, unit, palette) for place, bar in enumerate(bars)],
        above=6, below=BELOW, left=left, right=12, height=max(ROW * len(bars), 2 * ROW),
        under=tuple(filter(None, (
            f"The line at {'a dot' if unit == 'rank' else 'the end of a bar'} shows how far the {'place' if unit == 'rank' else 'figure'} may be off." if doubt else "",
            f"No figure for {period(date, of.frequency, of.smoothing)}: {join(without)}." if without else "",
        ))),
    )  # fmt: skip


def common_date(lines: Sequence[Drawn]) -> np.datetime64:
    """The last date that all have a figure of, or else the last that most of them have."""
    dates, counts = np.unique(np.concatenate([one.seen.series.dates for one in lines]), return_counts=True)
    found: np.datetime64 = dates[counts == counts.max()][-1]
    return found


def _bar(of: Drawn, date: np.datetime64) -> _Bar | None:
    series = of.seen.series
    at = int(series.dates.searchsorted(date))
    if at == len(series) or series.dates[at] != date:
        return None
    value, below, above = (float(values[at]) for values in (series.values, series.below, series.above))
    label = short_value(value, series.unit, place_of(value, (below + above) / 2, series.unit))
    return _Bar(of.seen.name, value, value - below, value + above, of.colour, label, quantity(value, series.unit))


def _range(bars: Sequence[_Bar], wide: float) -> tuple[float, float]:
    """From where to where the axis goes in ``wide`` pixels: zero, all bars with their doubt, and the figures at their ends."""
    low, high = min(0.0, *(bar.low for bar in bars)), max(0.0, *(bar.high for bar in bars))
    if low == high:
        high = 1.0
    for _ in range(4):
        # What words need, in units of the axis, grows with the axis.
        each = (high - low) / wide
        room = {bar: (width(bar.label, 12) * 1.06 + APART + DOT / 2) * each for bar in bars}
        low = min(0.0, *(bar.low - room[bar] if bar.value < 0 else bar.low for bar in bars))
        high = max(low + each, *(bar.high + room[bar] if bar.value >= 0 else max(bar.high, 0.0) for bar in bars))
    return low, high


def _trace(bars: Sequence[_Bar], scale: float, unit: str, palette: Palette) -> dict[str, Any]:
    shared = {
        "orientation": "h", "x": [bar.value / scale for bar in bars], "y": list(range(len(bars))),
        "text": [escaped(f"{bar.name}: {bar.told}") for bar in bars], "hovertemplate": "%{text}<extra></extra>",
        "error_x": {"type": "data", "symmetric": False, "array": [(bar.high - bar.value) / scale for bar in bars],
                    "arrayminus": [(bar.value - bar.low) / scale for bar in bars], "color": palette.ink, "thickness": 1.2, "width": 3},
    }  # fmt: skip
    colours = [bar.colour for bar in bars]
    if unit == "rank":
        return {**shared, "type": "scatter", "mode": "markers", "marker": {"size": DOT, "color": colours}}
    return {
        **shared,
        "type": "bar",
        "width": BAR,
        "textposition": "none",
        "marker": {"color": colours, "opacity": PALE},
    }


def _label(place: int, bar: _Bar, scale: float, unit: str, palette: Palette) -> dict[str, Any]:
    """The figure beyond the end of a bar and its doubt."""
    left = bar.value < 0
    near = DOT / 2 if unit == "rank" and bar.high == bar.value else 0
    return {
        "xref": "x", "yref": "y", "x": (bar.low if left else bar.high) / scale, "y": place, "xanchor": "right" if left else "left",
        "xshift": -APART if left else APART + near, "yanchor": "middle", "showarrow": False, "borderpad": 0,
        "text": f"<b>{escaped(bar.label)}</b>", "font": {"size": 12, "color": palette.ink},
    }  # fmt: skip
