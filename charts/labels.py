"""Where words stand in a chart so that they cover neither figures nor each other: worked out, not left to luck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from charts.text import width
from verdicts.arrays import Floats

PHONE = 250
"""Width of a plot on a phone, in pixels: what is free there is free on anything wider."""
HIGH = 300
"""Height of a plot on a phone."""
LINE = 16
"""Height of a line of words with its room, in pixels."""
PLACES = 24
"""How many places along an axis are tried."""
SIZE = 12


class Spot(NamedTuple):
    """Where the words beside a level stand: how far along the axis (0 to 1), and on which side of the level."""

    along: float
    above: bool
    free: bool
    """Whether they cover no figure there."""


def free_spot(
    text: str, level: float, low: float, high: float, lines: Sequence[tuple[Floats, Floats]], room: float = PHONE
) -> Spot:
    """Where words beside a level cover no line, as far left as can be; else where they cover least.

    ``lines`` are places along the axis (0 to 1) and values; ``room`` is the width of the plot in pixels.
    """
    wide = min(width(text, SIZE) / room, 1.0)
    tall = LINE / HIGH * (high - low)
    best = Spot(0.0, True, False)
    most = np.inf
    for start in np.linspace(0, max(1 - wide, 0), PLACES):
        for above in (True, False):
            bottom, top = (level, level + tall) if above else (level - tall, level)
            if top > high or bottom < low:
                continue
            covered = sum(_covered(x, y, start, start + wide, bottom, top) for x, y in lines)
            if not covered:
                return Spot(float(start), above, True)
            if covered < most:
                best, most = Spot(float(start), above, False), covered
    return best


def _covered(x: Floats, y: Floats, left: float, right: float, bottom: float, top: float) -> int:
    """How much of a line runs through a box."""
    if len(x) == 1:
        return int(left <= x[0] <= right and bottom <= y[0] <= top)
    at = np.linspace(max(left, float(x[0])), min(right, float(x[-1])), 40)
    if at[0] > at[-1]:
        return 0
    there = np.interp(at, x, y)
    crossed = (there[1:] > top) != (there[:-1] > top)
    return int(((there >= bottom) & (there <= top)).sum() + (crossed & (np.abs(np.diff(there)) > top - bottom)).sum())


class End(NamedTuple):
    """A word at the right end of a line."""

    text: str
    value: float
    colour: str
    bold: bool = False


def end_labels(ends: Sequence[End], low: float, high: float) -> list[dict[str, Any]]:
    """Notes at the right end of lines, moved apart where they would meet; values outside the axis stand at its edge."""
    if not ends:
        return []
    places = [(min(max((e.value - low) / (high - low), 0.0), 1.0)) * HIGH for e in ends]
    moved = apart(places, LINE - 1, 0.0, float(HIGH))
    return [
        {
            "xref": "paper", "yref": "y", "x": 1, "y": min(max(e.value, min(low, high)), max(low, high)), "xanchor": "left", "yanchor": "middle",
            "xshift": 8, "yshift": round(to - own, 1), "showarrow": False, "text": f"<b>{e.text}</b>" if e.bold else e.text,
            "font": {"size": SIZE, "color": e.colour},
        }
        for e, own, to in zip(ends, places, moved, strict=True)
    ]  # fmt: skip


def apart(places: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Places on a line moved as little as needed, so that neighbours are ``least`` apart, between two edges if they fit."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    found = [places[i] for i in order]
    for _ in range(50):
        moved = False
        for i in range(len(found) - 1):
            short = least - (found[i + 1] - found[i])
            if short > 1e-6:
                found[i], found[i + 1], moved = found[i] - short / 2, found[i + 1] + short / 2, True
        if not moved:
            break
    if found and found[0] < low:
        found = [max(value, low + least * i) for i, value in enumerate(found)]
    if found and found[-1] > high:
        found = [min(value, high - least * (len(found) - 1 - i)) for i, value in enumerate(found)]
    back = [0.0] * len(places)
    for place, i in zip(found, order, strict=True):
        back[i] = place
    return back
