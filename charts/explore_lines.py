"""Lines of several countries and groups: their names at the ends, events as marks, projections dotted and never part of a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from charts.axes import Range, middle, period_ticks, place_range, place_ticks, value_range
from charts.beside import end_value
from charts.drawing import Drawing, Room
from charts.labels import End, end_labels
from charts.lines import days_of, iso, line_trace, tick_room
from charts.overlays import APART, CLOSER, ROW_HEIGHT, EventMark, marks_of
from charts.text import escaped, shortened, width
from charts.theme import PALETTES, Mode, Palette
from loaders.catalog import Catalog
from loaders.observations import EMPTY, Line
from verdicts.measures import Series
from verdicts.view import Seen
from verdicts.words import axis_unit, period, quantity, scale_of, shared_unit, span

HEIGHT = 340
"""Of the plot on a page, in pixels."""
NAME, NAME_ON_PHONE = 150, 92
"""Pixels for a name at the end of a line, in a picture and on a page, which may be a phone's."""
PROJECTED = "Dotted: projections of the source."
NO_LOG = "Not on a logarithmic scale: some figures are zero or below."


@dataclass(frozen=True, eq=False)
class Drawn:
    """A line and how it is drawn."""

    seen: Seen
    colour: str
    ahead: Line = EMPTY
    """Projections of the source that go on from it."""
    quiet: bool = False
    """Whether it is only what others are set against."""


@dataclass(frozen=True)
class Said:
    """The words of a drawing of a view."""

    head: str
    """What is seen, as a sentence."""
    what: str
    """What is measured, without unit and period."""


def lines_drawing(
    lines: Sequence[Drawn],
    said: Said,
    catalog: Catalog,
    mode: Mode = "light",
    room: Room | None = None,
    *,
    log: bool = False,
    events: Sequence[str] = (),
) -> Drawing:
    """Lines on one axis. Those without figures are left out; ValueError where none is left, or two have other units.

    ``log``: on a logarithmic axis, where all figures are above zero. ``room``: that of a picture, which is wider than a phone.
    """
    lines = [one for one in lines if len(one.seen.series)]
    if not lines:
        raise ValueError("There are no figures to draw.")
    palette, of = PALETTES[mode], lines[0].seen.series
    values = np.concatenate([*(one.seen.series.values for one in lines), *(one.ahead.values for one in lines)])
    scale, suffix = scale_of(float(np.abs(values).max()))
    as_log = log and of.unit != "rank" and float(values.min()) > 0
    shown = _range(values / scale, of.unit, as_log)
    ahead = [_ahead(one, scale) for one in lines if len(one.ahead.dates)]
    first, last = min(one.seen.series.dates[0] for one in lines), max(one.seen.series.dates[-1] for one in lines)
    ends_at = max([last, *(one.ahead.dates[-1] for one in lines if len(one.ahead.dates))])
    apart_by = APART if room is None else CLOSER
    marks, notes = marks_of(
        _named(events, catalog), middle(np.array([first, ends_at]), of.frequency), palette, apart_by
    )
    days = np.array([days_of(one.seen.series, [*ahead, *marks]) for one in lines])
    ends = _ends(lines, scale, as_log, palette, NAME_ON_PHONE if room is None else NAME)
    ticks = period_ticks(first, ends_at, of.frequency)
    when = span(np.array([first, last]), of.frequency, of.smoothing)
    units = {one.seen.series.unit for one in lines}
    # Of an index the base is said where all have the same.
    unit = axis_unit(of.unit if len(units) == 1 else shared_unit(units), suffix)
    return Drawing(
        said.head,
        ", ".join(filter(None, (said.what, unit, when, _averaged(of)))),
        [*(line_trace(one.seen.series, one.seen.name, scale, one.colour, 1.6 if one.quiet else 2.4) for one in lines), *ahead],
        {
            "xaxis": {"type": "date", "range": [str(days.min()), str(days.max())], "tickvals": ticks[0], "ticktext": ticks[1],
                      "ticks": "outside", "ticklen": 4},
            "yaxis": _yaxis(of.unit, shown, as_log),
        },
        marks,
        [*notes, *end_labels(ends, *shown)],
        above=ROW_HEIGHT + max((note.get("yshift", 0) for note in notes), default=0) if notes else 12,
        below=34,
        left=tick_room([10**edge for edge in shown] if as_log else [*shown]),
        right=14 + max(round(width(end.text, 12)) for end in ends),
        height=HEIGHT,
        under=tuple(filter(None, (PROJECTED if ahead else "", NO_LOG if log and not as_log else ""))),
    )  # fmt: skip


def _named(events: Sequence[str], catalog: Catalog) -> list[EventMark]:
    """Events by their ids; what is none is left out."""
    found = [catalog.event[name] for name in dict.fromkeys(events) if name in catalog.event]
    return [EventMark(event.date, event.label.removeprefix("the ")) for event in found]


def _range(values: np.ndarray, unit: str, log: bool) -> Range:
    """The range of the axis: of a logarithmic one the powers of ten."""
    if unit == "rank":
        return place_range(float(values.max()))
    if log:
        low, high = float(np.log10(values.min())), float(np.log10(values.max()))
        spare = 0.06 * (high - low or 1.0)
        return Range(low - spare, high + spare)
    return value_range(values, [], np.array([]), None)


def _yaxis(unit: str, shown: Range, log: bool) -> dict[str, Any]:
    if unit == "rank":
        return {"range": list(shown), "tickvals": place_ticks(shown.low - 0.6), "zeroline": False}
    percent = {"ticksuffix": "%", "showticksuffix": "last"} if unit.startswith("%") else {}
    if log:
        # Between two powers of ten there are ticks at two and five of them.
        dtick = "D2" if shown.high - shown.low < 3 else 1
        return {"type": "log", "range": list(shown), "dtick": dtick, "tickformat": ",~g", "autorange": False, **percent}
    return {"range": list(shown), "tickformat": ",~g", "nticks": 6, "autorange": False, **percent}


def _ends(lines: Sequence[Drawn], scale: float, log: bool, palette: Palette, room: int) -> list[End]:
    """The name and the last figure of each line, at its height."""
    found = []
    for one in lines:
        value = float(one.seen.series.values[-1]) / scale
        name = shortened(one.seen.name, 12, room, 1)[0]
        colour = palette.muted if one.quiet else one.colour
        text = escaped(f"{name} {end_value(one.seen.series)}")
        found.append(End(text, float(np.log10(value)) if log else value, colour, not one.quiet))
    return found


def _ahead(one: Drawn, scale: float) -> dict[str, Any]:
    """A source's projections, dotted, joined to the last figure of a line."""
    of = one.seen.series
    dates = np.concatenate([of.dates[-1:], one.ahead.dates])
    values = np.concatenate([of.values[-1:], one.ahead.values])
    told = [
        f"{one.seen.name}, {period(d, of.frequency)}: {quantity(v, of.unit)} (projection)"
        for d, v in zip(dates, values, strict=True)
    ]
    return {
        "type": "scatter", "mode": "lines", "x": iso(middle(dates, of.frequency)), "y": (values / scale).tolist(),
        "line": {"color": one.colour, "width": 1.8, "dash": "dot"},
        "text": [escaped(text) for text in told], "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip


def _averaged(of: Series) -> str:
    """Over how many periods each point is, where that is more than one."""
    each = {"A": "years", "Q": "quarters", "M": "months", "D": "days"}[of.frequency]
    return f"{of.smoothing} {each} to each point" if of.smoothing > 1 else ""
