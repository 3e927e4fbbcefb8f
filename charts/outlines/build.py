"""Makes ``world.json`` of Natural Earth: ``python -m charts.outlines.build countries-110m.json countries-10m.json``.

Both files are in the npm package ``world-atlas`` (2.0.2 has Natural Earth 4.1.0, which is in the public domain). Outlines
are those at 1:110m, rounded to a tenth of a degree; small states that it lacks get a place from 1:10m. Areas are found in
the catalog by name; a name that neither the catalog nor :data:`NAMES` knows stops the build. Antarctica is left out.

A ring that crosses the antimeridian runs on beyond 180 degrees, and stands on the side of the map on which its middle
lies: the map's edge is at 169 degrees west, where it cuts through no land, so that Russia is in one piece.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

from charts.outlines import FILE
from charts.outlines.geometry import EDGE, WHOLE, area, middle
from loaders.catalog import Catalog, read_catalog

ABOUT = {
    "what": "Outlines and places of countries; longitude and latitude by turns, in tenths of a degree.",
    "source": "Natural Earth 4.1.0, Admin 0 countries at 1:110m (outlines) and 1:10m (places)",
    "address": "https://www.naturalearthdata.com/",
    "licence": "public domain",
    "through": "world-atlas 2.0.2 (npm), countries-110m.json and countries-10m.json",
    "made_by": "charts/outlines/build.py",
}
NAMES = {
    "Antigua and Barb.": "ATG", "Bosnia and Herz.": "BIH", "British Virgin Is.": "VGB", "Cayman Is.": "CYM",
    "Central African Rep.": "CAF", "Congo": "COG", "Dem. Rep. Congo": "COD", "Dominican Rep.": "DOM", "Eq. Guinea": "GNQ",
    "eSwatini": "SWZ", "Faeroe Is.": "FRO", "Fr. Polynesia": "PYF", "Macedonia": "MKD", "Marshall Is.": "MHL",
    "N. Mariana Is.": "MNP", "Palestine": "PSE", "S. Sudan": "SSD", "Solomon Is.": "SLB", "St. Kitts and Nevis": "KNA",
    "St-Martin": "MAF", "São Tomé and Principe": "STP", "St. Vin. and Gren.": "VCT", "Turks and Caicos Is.": "TCA", "U.S. Virgin Is.": "VIR",
}  # fmt: skip
"""Names of Natural Earth that are nobody's in the catalog."""
NOBODY = frozenset({"Falkland Is.", "Fr. S. Antarctic Lands", "N. Cyprus", "Somaliland", "W. Sahara"})
"""What has an outline and no row in the catalog: drawn as land without figures."""
LEFT_OUT = "Antarctica"
HARDLY = 1.2
"""Tenths of a degree: less than half a pixel of the largest picture."""
SMALL = 15_000
"""Square kilometres under which a country has a place beside its outline: on a phone that is a pixel or two."""


def main(outlines: str, places: str) -> None:
    """Write the file, or stop with what is wrong."""
    catalog = read_catalog()
    codes = {entity.name: entity.id for entity in catalog.entities.rows if entity.kind == "country"}
    codes |= {row.name: row.entity for row in catalog.names.rows if row.source == "*" and row.entity in catalog.entity}
    codes |= NAMES
    countries: dict[str, list[list[int]]] = {}
    others: dict[str, list[list[int]]] = {}
    for name, rings in _areas(outlines):
        if name in NOBODY:
            others[name] = _drawn(rings)
        elif name in codes:
            countries[codes[name]] = _drawn(rings)
        elif name != LEFT_OUT:
            sys.exit(f"{outlines}: {name!r} is nobody in the catalog. Add it to NAMES or NOBODY of {__file__}.")
    found = {codes[name]: rings for name, rings in _areas(places) if name in codes}
    wanted = [c for c in _states(catalog) if c not in countries or sum(map(area, countries[c])) < SMALL]
    missing = [code for code in wanted if code not in found]
    print(f"{len(countries)} outlines, {len(wanted)} places; without either: {', '.join(missing) or 'none'}")
    where = {code: middle(max(found[code], key=area)) for code in wanted if code in found}
    record = {"about": ABOUT, "countries": countries, "others": others, "places": where}
    FILE.write_text(_written(record), encoding="utf-8")


def _states(catalog: Catalog) -> list[str]:
    return sorted(entity.id for entity in catalog.entities.rows if entity.kind == "country")


def _areas(path: str) -> Iterator[tuple[str, list[list[int]]]]:
    """The areas of a TopoJSON file: name and rings. https://github.com/topojson/topojson-specification"""
    topology = json.loads(Path(path).read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x, y, points = 0, 0, []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round(10 * (x * sx + tx)), round(10 * (y * sy + ty))))
        arcs.append(_thinned(points))
    for one in topology["objects"]["countries"]["geometries"]:
        parts = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        yield one["properties"]["name"], [_ring(ring, arcs) for part in parts for ring in part]


def _ring(of: list[int], arcs: list[list[tuple[int, int]]]) -> list[int]:
    """A ring put together of arcs, those with a negative number backwards, without points that rounding made one."""
    points: list[tuple[int, int]] = []
    for i in of:
        for point in arcs[i] if i >= 0 else reversed(arcs[~i]):
            if not points or points[-1] != point:
                points.append(point)
    return [number for point in _unbroken(points) for number in point]


def _thinned(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A border without points that hardly leave the line between their neighbours (Douglas and Peucker 1973).

    Both countries beside it share it, so no gap comes of it.
    """
    (x0, y0), (x1, y1) = points[0], points[-1]
    long = hypot(x1 - x0, y1 - y0)
    off = [
        abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / long if long else hypot(x - x0, y - y0) for x, y in points
    ]
    furthest = max(range(len(points)), key=off.__getitem__)
    if off[furthest] < HARDLY:
        return [points[0], points[-1]]
    return [*_thinned(points[: furthest + 1]), *_thinned(points[furthest:])[1:]]


def _unbroken(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A ring that runs on where longitudes begin anew, on the side of the map's edge on which its middle lies."""
    found, turn = points[:1], 0
    for (before, _), (x, y) in pairwise(points):
        turn += WHOLE if x - before < -WHOLE / 2 else -WHOLE if x - before > WHOLE / 2 else 0
        found.append((x + turn, y))
    middle = (min(x for x, _ in found) + max(x for x, _ in found)) / 2
    shift = (EDGE - middle) // WHOLE * WHOLE + WHOLE
    return [(round(x + shift), y) for x, y in found]


def _drawn(rings: list[list[int]]) -> list[list[int]]:
    """Without what rounding left no area."""
    return [ring for ring in rings if len(ring) >= 8]


def _written(record: dict[str, Any]) -> str:
    """JSON with a line for each area, so that a change can be read."""
    parts = []
    for key, value in record.items():
        lines = ",\n".join(f"{json.dumps(k)}:{json.dumps(v, separators=(',', ':'))}" for k, v in value.items())
        parts.append(f"{json.dumps(key)}:{{\n{lines}\n}}")
    return "{" + ",\n".join(parts) + "}\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
