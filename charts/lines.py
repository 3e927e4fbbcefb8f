"""Lines on an axis of time: traces, in steps where there is nothing between two whole numbers, and the room around them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from charts.axes import STEPPED, middle
from charts.text import escaped
from verdicts.arrays import Dates, Floats
from verdicts.measures import Series
from verdicts.periods import PERIODS_A_YEAR
from verdicts.words import period, quantity

MOST_MARKED = 60
"""Points up to which each has a mark of its own."""


def line_trace(
    of: Series, name: str, scale: float, colour: str, thick: float, values: Floats | None = None
) -> dict[str, Any]:
    """A series as a plotly trace; ``values``, of others in the same periods, may have gaps, and have no marks."""
    mine = values is None
    shown = of.values if values is None else values
    there = np.isfinite(shown)
    dates, shown = of.dates[there], shown[there]
    before = f"{name}, " if name else ""
    return {
        "type": "scatter",
        "mode": "lines+markers" if mine and len(of) <= MOST_MARKED and of.unit not in STEPPED else "lines",
        "x": iso(middle(dates, of.frequency)),
        "y": (shown / scale).tolist(),
        "text": [
            escaped(f"{before}{period(d, of.frequency, of.smoothing)}: {quantity(v, of.unit)}")
            for d, v in zip(dates, shown, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
        # Steps change half-way between the middles of two periods: each value spans its own.
        "line": {"color": colour, "width": thick, **({"shape": "hvh"} if of.unit in STEPPED else {})},
        "marker": {"size": 5, "color": colour},
        "name": escaped(name),
    }


def days_of(of: Series, beyond: Iterable[dict[str, Any]]) -> Dates:
    """From which day to which an axis goes: whole periods, and traces and shapes that reach further."""
    back = np.timedelta64(365 // PERIODS_A_YEAR[of.frequency] - 1, "D")
    further = [np.datetime64(one["x1"] if "x1" in one else one["x"][-1], "D") for one in beyond]
    return np.array([of.dates[0] - back, max([of.dates[-1], *further])], "datetime64[D]")


def tick_room(levels: list[float]) -> int:
    """Pixels that the numbers beside the axis need, at 12 pixels a line: their digits, with one place more for a finer step."""
    size = max(abs(min(levels)), abs(max(levels))) or 1.0
    spread = (max(levels) - min(levels)) or size
    places = max(0, int(np.ceil(-np.log10(spread / 6))))
    digits = len(f"{size:,.{places}f}") + (min(levels) < 0)
    return 14 + round(6.4 * max(digits, 2))


def iso(dates: Dates) -> list[str]:
    """Days as plotly reads them."""
    return [str(d) for d in dates]
