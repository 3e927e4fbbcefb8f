"""A series as a small line drawing, in SVG that takes its colour from the text around it."""

from __future__ import annotations

import numpy as np

from verdicts.measures import Series
from verdicts.words import period, quantity

WIDTH, HEIGHT, PAD = 132, 34, 3


def sparkline(series: Series | None) -> str:
    """An SVG element with a text alternative; empty for a series of fewer than two points."""
    if series is None or len(series) < 2:
        return ""
    x = series.dates.astype(int).astype(float)
    x = PAD + (x - x[0]) / (x[-1] - x[0]) * (WIDTH - 2 * PAD)
    low, high = float(series.values.min()), float(series.values.max())
    spread = (high - low) or 1.0
    y = HEIGHT - PAD - (series.values - low) / spread * (HEIGHT - 2 * PAD)
    if series.unit == "rank":
        y = HEIGHT - y
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
    ends = [
        f"{quantity(float(series.values[i]), series.unit)} in {period(np.datetime64(series.dates[i]), series.frequency, series.smoothing)}"
        for i in (0, -1)
    ]
    return (
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="From {ends[0]} to {ends[1]}">'
        f'<polyline points="{points}" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"/>'
        f'<circle cx="{x[-1]:.1f}" cy="{y[-1]:.1f}" r="2.6" fill="currentColor"/></svg>'
    )
