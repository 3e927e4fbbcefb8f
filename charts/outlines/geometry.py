"""Rings on the globe: their area, what lies inside, and where they stand on a map.

A ring is a flat list, longitude and latitude by turns, in tenths of a degree. The projection is Equal Earth (Šavrič,
Patterson and Jenny 2018, https://doi.org/10.1080/13658816.2018.1504949): a country takes as much of the map as of the globe.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from verdicts.arrays import Floats

RADIUS = 6371.0
"""Of the globe, in kilometres."""
WHOLE = 3600
"""Once around, in tenths of a degree."""
EDGE = -1690
"""Where the map is cut, between Alaska and Chukotka; its middle is on the other side of the globe, at 11 degrees east."""
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = np.sqrt(3) / 2


def projected(flat: Sequence[float]) -> tuple[Floats, Floats]:
    """Places on the map in radii of the globe, x to the east and y to the north."""
    degrees = np.array(flat, float).reshape(-1, 2) / 10
    lon, lat = np.radians(degrees[:, 0] - (EDGE + WHOLE / 2) / 10), np.radians(degrees[:, 1])
    t = np.arcsin(_M * np.sin(lat))
    a1, a2, a3, a4 = _A
    x = lon * np.cos(t) / (_M * (9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1))
    return x, a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t


def area(ring: Sequence[float]) -> float:
    """Square kilometres within a ring."""
    x, y = projected(ring)
    return float(abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) / 2 * RADIUS**2)


def crossings(rings: Sequence[Sequence[float]], lat: float) -> list[tuple[float, float]]:
    """From where to where (longitudes) a parallel runs within an area of some rings, holes left out."""
    found: list[float] = []
    for ring in rings:
        if not min(ring[1::2]) <= lat <= max(ring[1::2]):
            continue
        x, y = np.array(ring[::2], float), np.array(ring[1::2], float)
        crosses = np.flatnonzero((y[1:] > lat) != (y[:-1] > lat))
        x0, y0, x1, y1 = x[crosses], y[crosses], x[crosses + 1], y[crosses + 1]
        found += (x0 + (lat - y0) / (y1 - y0) * (x1 - x0)).tolist()
    found.sort()
    return list(zip(found[::2], found[1::2], strict=True))


def middle(ring: Sequence[int]) -> list[int]:
    """A place in a ring: in the middle of the widest stretch half-way between its ends in the north and the south."""
    lat = (min(ring[1::2]) + max(ring[1::2])) / 2
    stretches = crossings([ring], lat) or [(min(ring[::2]), max(ring[::2]))]
    left, right = max(stretches, key=lambda ends: ends[1] - ends[0])
    return [round((left + right) / 2), round(lat)]
