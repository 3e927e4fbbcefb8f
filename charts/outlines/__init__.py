"""Outlines of countries for maps, on the disk of this program: nothing is asked of a network. ``build.py`` makes them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from charts.outlines.geometry import crossings, middle, projected

FILE = Path(__file__).parent / "world.json"
NOTE = (
    "Outlines: Natural Earth (public domain), which draws borders by who holds the land: "
    "Crimea is with Russia there. We take no side."
)
"""Stands under whatever shows them."""
APART = 40
"""Tenths of a degree between the spots at which a country answers a pointer."""

Path2 = tuple[list[float | None], list[float | None]]
"""Places on a map as plotly reads them: x and y, None between two rings."""


@dataclass(frozen=True)
class Outlines:
    """The world in radii of the globe, x to the east and y to the north (Equal Earth)."""

    land: Mapping[str, Path2]
    """By code, the rings of a country."""
    others: Path2
    """Land that is nobody's in the catalog."""
    places: Mapping[str, tuple[float, float]]
    """By code, where a country stands that is too small to be seen."""
    spots: Mapping[str, list[tuple[float, float]]]
    """By code, places all over a country."""
    x: tuple[float, float]
    y: tuple[float, float]
    """From where to where there is land."""


@cache
def world() -> Outlines:
    """The outlines, read once."""
    record = json.loads(FILE.read_text(encoding="utf-8"))
    countries: dict[str, list[list[int]]] = record["countries"]
    land = {code: _path(rings) for code, rings in countries.items()}
    others = _path([ring for rings in record["others"].values() for ring in rings])
    places = {code: _at(place)[0] for code, place in record["places"].items()}
    xs, ys = ([v for path in (*land.values(), others) for v in path[axis] if v is not None] for axis in (0, 1))
    xs += [x for x, _ in places.values()]
    return Outlines(
        land,
        others,
        places,
        {code: _spots(countries.get(code, []), record["places"].get(code)) for code in {**countries, **places}},
        (min(xs), max(xs)),
        (min(ys), max(ys)),
    )


def _at(flat: Sequence[int]) -> list[tuple[float, float]]:
    """Places on the map; a thousandth of a radius is less than a tenth of a degree."""
    x, y = projected(flat)
    return list(zip(x.round(3).tolist(), y.round(3).tolist(), strict=True))


def _path(rings: Sequence[Sequence[int]]) -> Path2:
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in rings:
        points = _at(ring)
        x += [*([None] if x else []), *(a for a, _ in points)]
        y += [*([None] if y else []), *(b for _, b in points)]
    return x, y


def _spots(rings: Sequence[Sequence[int]], place: Sequence[int] | None) -> list[tuple[float, float]]:
    """Places on a grid over a country; at least one."""
    found: list[int] = [*(place or ())]
    lats = [lat for ring in rings for lat in ring[1::2]] or [1]
    for lat in range(-(-min(lats) // APART) * APART, max(lats) + 1, APART):
        for left, right in crossings(rings, lat + 0.5):
            for lon in range(-int(-left // APART) * APART, int(right) + 1, APART):
                found += [lon, lat]
    return _at(found or middle(max(rings, key=len)))
