"""The world by classes of values: outlines that this program brings along, filled, and dots for states too small to be seen.

plotly's own maps would fetch their outlines from a network; here land is a filled line, one trace for each class.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from charts.beside import short_name
from charts.class_legend import class_legend
from charts.classes import class_bounds, class_colours, class_of
from charts.drawing import Drawing, Room
from charts.explore_lines import Said
from charts.outlines import NOTE, Outlines, world
from charts.text import escaped
from charts.theme import PALETTES, Mode, Palette
from loaders.catalog import Catalog
from verdicts.words import axis_unit, capitalised, count, join, quantity, scale_of

HEIGHT = 350
"""Of the map on a page, in pixels; what a phone leaves of it, widgets/styles/explore.css cuts off."""
PHONE = 288
"""Pixels the smallest phone has across."""
EDGE = 0.05
"""Room around all land, in radii of the globe."""
DOT = 5.5
"""Pixels of a dot on a page."""
MOST_NAMED = 3


def world_drawing(
    values: Mapping[str, float],
    unit: str,
    said: Said,
    when: str,
    catalog: Catalog,
    mode: Mode = "light",
    room: Room | None = None,
) -> Drawing:
    """A map of one value a country. Raises ValueError where none of them is on it.

    Parameters
    ----------
    values : mapping
        By code of the catalog, in ``unit``. What is no country is named under the map.
    when : str
        The period, as a reader reads it.
    """
    outlines, palette = world(), PALETTES[mode]
    shown = {code: value for code, value in values.items() if code in outlines.spots}
    if not shown:
        raise ValueError("None of them is a country on the map.")
    bounds = class_bounds(shown.values(), unit)
    colours = class_colours(bounds, mode)
    scale, suffix = scale_of(max(abs(bounds[0]), abs(bounds[-1])))
    empty = any(code not in shown for code in outlines.land)
    wide = PHONE if room is None else room.width
    legend = class_legend(bounds, colours, scale, unit, wide, palette, empty)
    x, y = ([low - EDGE, high + EDGE] for low, high in (outlines.x, outlines.y))
    spare = 0 if room is None else _spare(room, legend.height, (x[1] - x[0]) / (y[1] - y[0]))
    dots = [code for code in outlines.places if code in shown]
    square: dict[str, Any] = {"visible": False, "fixedrange": True, "constrain": "domain"}
    return Drawing(
        said.head,
        ", ".join(filter(None, (said.what, axis_unit(unit, suffix), when))),
        [
            _land("no figures", [outlines.others, *(path for code, path in outlines.land.items() if code not in shown)], palette),
            *_classes(outlines, shown, bounds, colours, palette),
            _dots(outlines, [(code, colours[class_of(shown[code], bounds)]) for code in dots], palette),
            _spots(outlines, shown, unit, catalog),
        ],
        {
            "xaxis": {**square, "range": x},
            "yaxis": {**square, "range": y, "scaleanchor": "x", "constraintoward": "top"},
            "hovermode": "closest", "hoverdistance": 12,
        },
        legend.shapes,
        legend.notes,
        above=legend.height + spare // 4, below=8 + spare - spare // 4, left=5, right=10, height=HEIGHT,
        under=tuple(filter(None, (
            "Dots: states too small to be seen." if dots else "",
            _left_out([code for code in values if code not in shown], catalog),
            NOTE,
        ))),
    )  # fmt: skip


def _spare(room: Room, legend: int, ratio: float) -> int:
    """Pixels of height that a map as wide as its room leaves."""
    return max(int(room.height - legend - 8 - room.width / ratio), 0)


def _classes(
    outlines: Outlines, shown: Mapping[str, float], bounds: tuple[float, ...], colours: list[str], palette: Palette
) -> list[dict[str, Any]]:
    """A trace for each class in which somebody is."""
    of: dict[int, list[str]] = {}
    for code, value in shown.items():
        if code in outlines.land:
            of.setdefault(class_of(value, bounds), []).append(code)
    return [
        _land(f"{bounds[i]:g} to {bounds[i + 1]:g}", [outlines.land[code] for code in of[i]], palette, colours[i])
        for i in sorted(of)
    ]


def _land(
    name: str, paths: Iterable[tuple[list[float | None], list[float | None]]], palette: Palette, colour: str = ""
) -> dict[str, Any]:
    """Land in one colour, hatched where there is none."""
    x: list[float | None] = []
    y: list[float | None] = []
    for xs, ys in paths:
        x += [*([None] if x else []), *xs]
        y += [*([None] if y else []), *ys]
    hatched = {
        "fillpattern": {"shape": "/", "fgcolor": palette.others, "bgcolor": palette.paper, "size": 5, "solidity": 0.16}
    }
    return {
        "type": "scatter", "mode": "lines", "fill": "toself", "name": name, "x": x, "y": y, "hoverinfo": "skip",
        **({"fillcolor": colour} if colour else hatched),
        "line": {"color": palette.paper if colour else palette.others, "width": 0.6, "simplify": False},
    }  # fmt: skip


def _dots(outlines: Outlines, of: list[tuple[str, str]], palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "name": "small states", "hoverinfo": "skip", "cliponaxis": False,
        "x": [outlines.places[code][0] for code, _ in of], "y": [outlines.places[code][1] for code, _ in of],
        "marker": {"size": DOT, "color": [colour for _, colour in of], "line": {"width": 0.8, "color": palette.muted}},
    }  # fmt: skip


def _spots(outlines: Outlines, shown: Mapping[str, float], unit: str, catalog: Catalog) -> dict[str, Any]:
    """What a pointer finds: each country's name and value, at places all over it."""
    x, y, text = [], [], []
    for code, spots in outlines.spots.items():
        value = quantity(shown[code], unit) if code in shown else "no figures"
        said = escaped(f"{short_name(code, catalog)}: {value}")
        x += [spot[0] for spot in spots]
        y += [spot[1] for spot in spots]
        text += [said] * len(spots)
    return {
        "type": "scatter", "mode": "markers", "name": "countries", "x": x, "y": y, "text": text,
        "hovertemplate": "%{text}<extra></extra>", "marker": {"size": 4, "opacity": 0},
    }  # fmt: skip


def _left_out(codes: list[str], catalog: Catalog) -> str:
    """Who has a value and no place on the map, in a sentence."""
    if not codes:
        return ""
    if len(codes) > MOST_NAMED:
        return f"{capitalised(count(len(codes)))} of those chosen are no countries on the map."
    return f"Not on the map: {join(tuple(short_name(code, catalog) for code in codes))}."
