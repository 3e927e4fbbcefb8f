"""Both sides of a comparison: what a share, a ratio, a gap or a distance is made of, in the figures' own unit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from charts.axes import Range, middle, outside_words, period_ticks, value_range
from charts.beside import FEWEST, beside, short_name
from charts.drawing import Drawing
from charts.labels import End, end_labels
from charts.lines import days_of, line_trace, tick_room
from charts.page import on_page
from charts.text import escaped, shortened, width
from charts.theme import PALETTES, Mode
from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts.arrays import Dates, Floats
from verdicts.clock import Knowledge
from verdicts.findings import SeriesFinding
from verdicts.measures import Request, Series
from verdicts.numbers import scaled
from verdicts.panels import WORLD
from verdicts.sides import Operands
from verdicts.words import axis_unit, capitalised, scale_of, span

MADE_OF_TWO = frozenset({"share", "ratio", "gap", "distance"})
NAME = 110
"""Pixels for the name at the end of a line."""


class Sides(NamedTuple):
    """Both sides of a comparison: the same dates, values in one unit, and what each is called."""

    dates: Dates
    ours: Floats
    theirs: Floats
    names: tuple[str, str]
    unit: str


def sides_of(finding: SeriesFinding, whole: Series, observations: Observations, catalog: Catalog) -> Sides | None:
    """The two sides of a finding's measure; None where it has none, where they have other units, or where comparables say more."""
    request = finding.evidence.request
    known = Knowledge(observations, catalog, finding.as_of)
    if request.measure not in MADE_OF_TWO or known.unit(request.indicator) != known.unit(request.versus[0]):
        return None
    if beside(finding, whole, known):
        return None
    dates, ours, theirs, _ = Operands(known, finding.evidence.window, request).both()
    if len(dates) < FEWEST:
        return None
    return Sides(dates, ours.values, theirs.values, _names(request, catalog), known.unit(request.indicator))


def _names(request: Request, catalog: Catalog) -> tuple[str, str]:
    """What each side is called: by whom they differ, or else by what is counted."""
    indicator, entity, counterpart = request.versus
    if counterpart != request.counterpart:
        names = [_to(request.counterpart, catalog), _to(counterpart, catalog)]
    elif entity != request.entity:
        names = [short_name(request.entity, catalog), short_name(entity, catalog)]
    else:
        names = [capitalised(catalog.indicator[name].name) for name in (request.indicator, indicator)]
    ours, theirs = (shortened(name, 12, NAME, 1)[0] for name in names)
    return ours, theirs


def _to(counterpart: str, catalog: Catalog) -> str:
    """What the other end of a flow is called: all are no one in particular."""
    return "All" if counterpart in ("", WORLD) else short_name(counterpart, catalog)


def sides_drawing(
    finding: SeriesFinding, whole: Series, observations: Observations, catalog: Catalog, mode: Mode = "light"
) -> Drawing:
    """Both sides as two lines with their names. Raises ValueError where there are no two sides to draw."""
    sides = sides_of(finding, whole, observations, catalog)
    if sides is None:
        raise ValueError(f"{finding.evidence.id} has no two sides to draw.")
    palette, series = PALETTES[mode], finding.series
    both = np.concatenate([sides.ours, sides.theirs])
    scale, suffix = scale_of(float(np.abs(both).max()))
    inside = finding.evidence.window.inside(sides.dates)
    within = np.concatenate([sides.ours[inside], sides.theirs[inside]])
    shown = value_range((within if len(within) else both) / scale, [], both / scale, None)
    x = middle(sides.dates, series.frequency)
    none = np.zeros(len(x))
    first = Series(sides.dates, sides.ours, sides.unit, series.frequency, none, none, series.smoothing)
    days, (ticks, names) = days_of(first, []), period_ticks(sides.dates[0], sides.dates[-1], series.frequency)
    ends = [
        End(escaped(f"{name} {scaled(float(values[-1]))}"), float(values[-1]) / scale, colour, bold)
        for name, values, colour, bold in (
            (sides.names[0], sides.ours, palette.accent, True), (sides.names[1], sides.theirs, palette.muted, False),
        )
    ]  # fmt: skip
    indicator = catalog.indicator[finding.evidence.indicator].name
    return Drawing(
        f"Both sides: {sides.names[0]} and {sides.names[1]}",
        f"{capitalised(indicator)}, {axis_unit(sides.unit, suffix)}, {span(sides.dates, series.frequency, series.smoothing)}",
        [
            line_trace(first, sides.names[0], scale, palette.accent, 2.6),
            line_trace(replace(first, values=sides.theirs), sides.names[1], scale, palette.others, 2.0),
        ],
        {
            "xaxis": {"type": "date", "range": [str(day) for day in days], "tickvals": ticks, "ticktext": names, "ticks": "outside", "ticklen": 4},
            "yaxis": {"range": list(shown), "tickformat": ",~g", "nticks": 6, "autorange": False},
        },
        notes=end_labels(ends, *shown),
        above=12, below=34, left=tick_room([*shown]), right=14 + max(round(width(end.text, 12)) for end in ends), height=300,
        under=tuple(filter(None, (outside_words(first, Range(shown.low * scale, shown.high * scale)),))),
    )  # fmt: skip


def sides_chart(
    finding: SeriesFinding, whole: Series, observations: Observations, catalog: Catalog, mode: Mode = "light"
) -> dict[str, Any]:
    """The same as a plotly figure (a plain dict) for a page, its words in ``layout.meta``. Raises ValueError likewise."""
    drawing = sides_drawing(finding, whole, observations, catalog, mode)
    return on_page(drawing, PALETTES[mode])
