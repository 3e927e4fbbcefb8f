"""A series as a small line drawing: an SVG image in itself, for pages of many series."""

from __future__ import annotations

from base64 import b64encode
from html import escape

import numpy as np

from charts.theme import PALETTES, Mode
from verdicts.measures import Series
from verdicts.words import period, quantity

WIDTH, HEIGHT, PAD = 132, 34, 3


def sparkline(series: Series, mode: Mode = "light") -> str:
    """An ``img`` element with a text alternative; empty for a series of fewer than two points."""
    if len(series) < 2:
        return ""
    ends = " to ".join(
        f"{quantity(float(series.values[i]), series.unit)} in {period(series.dates[i], series.frequency, series.smoothing)}"
        for i in (0, -1)
    )
    image = b64encode(_drawing(series, PALETTES[mode].accent).encode()).decode()
    return f'<img class="spark" src="data:image/svg+xml;base64,{image}" width="{WIDTH}" height="{HEIGHT}" alt="From {escape(ends)}">'


def _drawing(series: Series, colour: str) -> str:
    x = _stretched(series.dates.astype(int).astype(float), PAD, WIDTH - PAD)
    y = _stretched(series.values, HEIGHT - PAD, PAD)
    if series.unit == "rank":
        y = HEIGHT - y
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6" stroke-linejoin="round"/>'
        f'<circle cx="{x[-1]:.1f}" cy="{y[-1]:.1f}" r="2.6" fill="{colour}"/></svg>'
    )


def _stretched(values: np.ndarray, first: float, last: float) -> np.ndarray:
    """Values mapped so that the smallest is at ``first`` and the largest at ``last``; all alike, in the middle."""
    low, spread = values.min(), np.ptp(values)
    return first + (values - low) / spread * (last - first) if spread else np.full(len(values), (first + last) / 2)
