"""Places over time: a line in steps for each country, the first place on top, names at the ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

import numpy as np

from charts.axes import MOST_TICKS, period_ticks, place_range, place_ticks
from charts.beside import end_value
from charts.drawing import Drawing, Room
from charts.explore_lines import NAME, NAME_ON_PHONE, Drawn, Said
from charts.labels import End, end_labels
from charts.lines import days_of, line_trace
from charts.text import escaped, shortened, width
from charts.theme import PALETTES, Mode
from verdicts.measures import Series
from verdicts.words import count, span

HEIGHT = 320
"""Of the plot on a page, in pixels."""
ALL_NAMED = 12
"""Places up to which each has its number beside the axis."""


def ranks_drawing(lines: Sequence[Drawn], said: Said, mode: Mode = "light", room: Room | None = None) -> Drawing:
    """Places of several over time: those that were measured, or else those among the ones shown.

    Raises ValueError where there are no figures, and where places among those shown cannot be told, because there is no
    period in which all have figures.
    """
    lines = [one for one in lines if len(one.seen.series)]
    if not lines:
        raise ValueError("There are no figures to draw.")
    measured = lines[0].seen.series.unit == "rank"
    series = [one.seen.series for one in lines] if measured else places([one.seen.series for one in lines])
    worst = max(int(one.values.max()) for one in series)
    if not measured:
        worst = len(series)
    shown, of, palette = place_range(worst), series[0], PALETTES[mode]
    first, last = min(one.dates[0] for one in series), max(one.dates[-1] for one in series)
    days = np.array([days_of(one, []) for one in series])
    ticks = period_ticks(first, last, of.frequency)
    name_room = NAME_ON_PHONE if room is None else NAME
    ends = [
        End(
            escaped(f"{shortened(line.seen.name, 12, name_room, 1)[0]} {end_value(one)}"),
            float(one.values[-1]),
            palette.muted if line.quiet else line.colour,
            not line.quiet,
        )
        for line, one in zip(lines, series, strict=True)
    ]
    drawn = [
        line_trace(one, line.seen.name, 1, line.colour, 1.6 if line.quiet else 2.6)
        for line, one in zip(lines, series, strict=True)
    ]
    among = "" if measured else f"Places among the {count(len(series))} shown, in periods in which all have figures."
    return Drawing(
        said.head,
        f"{said.what}, place, {span(np.array([first, last]), of.frequency, of.smoothing)}",
        # Whoever was chosen first is drawn over the others.
        list(reversed(drawn)),
        {
            "xaxis": {"type": "date", "range": [str(days.min()), str(days.max())], "tickvals": ticks[0], "ticktext": ticks[1],
                      "ticks": "outside", "ticklen": 4},
            "yaxis": {"range": list(shown), "tickvals": _ticks(worst), "zeroline": False},
        },
        notes=end_labels(ends, *shown),
        above=12, below=34, left=32, right=14 + max(round(width(end.text, 12)) for end in ends), height=HEIGHT,
        under=(among,) if among else (),
    )  # fmt: skip


def places(series: Sequence[Series]) -> list[Series]:
    """The place of each among them, 1 the largest, in the periods in which all have figures; who is level shares one.

    Raises ValueError where there is no such period.
    """
    dates: Any = reduce(np.intersect1d, [one.dates for one in series])
    if not len(dates):
        raise ValueError("There is no period in which all of them have figures, so they have no places.")
    table = np.array([one.values[np.isin(one.dates, dates)] for one in series])
    found = 1.0 + (table[None, :, :] > table[:, None, :]).sum(axis=1)
    none = np.zeros(len(dates))
    return [
        replace(one, dates=dates, values=values, unit="rank", below=none, above=none)
        for one, values in zip(series, found, strict=True)
    ]


def _ticks(worst: int) -> list[int]:
    return list(range(1, worst + 1)) if MOST_TICKS < worst <= ALL_NAMED else place_ticks(worst)
