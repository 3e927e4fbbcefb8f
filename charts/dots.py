"""Where the dots of a strip stand: each at its value, in the lowest row where it touches no other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from charts.axes import Range
from verdicts.arrays import Floats

PITCHES = (24, 20, 16, 14, 12)
"""How far apart dots stand, in pixels: the first with which all have room, else the last."""
OURS = 1.25
"""How far from ours they keep, against that: it is larger."""
WORDS = 54
"""Pixels above the dots that words need: the line, our name and the number of a pile."""
PILE = 40
"""Pixels within which dots that have no room are told together."""


class Pile(NamedTuple):
    """Dots that have no room: how many, and at which value their number is told."""

    value: float
    n: int


class Dots(NamedTuple):
    """Where dots stand in a field of some size."""

    drawn: list[int]
    """Which of the values are drawn."""
    rows: list[int]
    """The row of each, from the axis up."""
    piles: list[Pile]
    pitch: int
    """Pixels from one row to the next."""
    top: float
    """The height of the field, in rows."""

    @property
    def line(self) -> float:
        """The middle of a line of words above the edge of a dot, in rows."""
        return 11 / self.pitch

    @property
    def highest(self) -> int:
        """The highest row that has a dot."""
        return max(self.rows, default=0)


def stacked(values: Floats, own: float, shown: Range, width: float, height: float) -> Dots:
    """Dots in rows above an axis ``width`` pixels long, in a field ``height`` pixels high; ours stands in the lowest row."""
    for pitch in PITCHES:
        found = _stacked(values, own, shown, width, height, pitch)
        if not found.piles:
            return found
    return found


def _stacked(values: Floats, own: float, shown: Range, width: float, height: float, pitch: int) -> Dots:
    most = max(int((height - WORDS) / pitch), 1)
    pixels = (values - shown.low) / (shown.high - shown.low) * width
    ours = (own - shown.low) / (shown.high - shown.low) * width
    taken: list[list[tuple[float, float]]] = [[(ours, OURS * pitch)], *([] for _ in range(most - 1))]
    drawn: list[int] = []
    rows: list[int] = []
    left: list[tuple[float, float]] = []
    for i in np.argsort(pixels, kind="stable"):
        at = float(pixels[i])
        free = next((row for row in range(most) if all(abs(at - other) >= room for other, room in taken[row])), None)
        if free is None:
            left.append((at, float(values[i])))
            continue
        taken[free].append((at, pitch))
        drawn.append(int(i))
        rows.append(free)
    return Dots(drawn, rows, _piles(left), pitch, height / pitch - 0.8)


def _piles(left: Sequence[tuple[float, float]]) -> list[Pile]:
    piles: list[tuple[float, list[float]]] = []
    for at, value in left:
        if piles and at - piles[-1][0] < PILE:
            piles[-1][1].append(value)
        else:
            piles.append((at, [value]))
    return [Pile(float(np.median(values)), len(values)) for _, values in piles]
