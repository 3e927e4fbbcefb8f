"""The chart of one finding: the series, the window the check looks at, and what the rule adds to it."""

from __future__ import annotations

from typing import Any

import numpy as np

from charts.axes import Range, middle, outside_words, period_ticks, place_range, place_ticks, value_range
from charts.beside import Beside, beside, end_value, short_name, short_value
from charts.captions import caption, headline, measured
from charts.captions import source_line as source_line
from charts.drawing import Drawing, Room
from charts.labels import PHONE, End, end_labels
from charts.lines import days_of, line_trace, tick_room
from charts.lone import lone_drawing
from charts.overlays import (
    APART,
    CLOSER,
    ROW_HEIGHT,
    asked_level,
    check_traces,
    event_marks,
    projection_traces,
    threshold_marks,
    window_shade,
)
from charts.page import on_page
from charts.text import escaped, width
from charts.theme import PALETTES, Mode
from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts.checks import Change, Level, Step
from verdicts.clock import Knowledge
from verdicts.findings import Finding, SeriesFinding, has_figures
from verdicts.measures import Series, measure
from verdicts.words import scale_of

PLOT_HEIGHT = 300
"""Of a chart on a page, in pixels: as much on a phone as on a desk."""


def evidence_drawing(
    finding: Finding, observations: Observations, catalog: Catalog, mode: Mode = "light", room: Room | None = None
) -> Drawing:
    """The chart of a finding that has a series. Wholly made of what the finding rests on, and of comparables beside it.

    ``room``: that of a picture, which is wider than a phone. Raises ValueError for a finding without
    figures: there is nothing to draw.
    """
    if not has_figures(finding):
        raise ValueError(f"{finding.evidence.id} has no figures to draw.")
    whole = whole_series(finding, observations, catalog)
    if len(whole) == 1:
        return lone_drawing(finding, whole, catalog, mode, room)
    palette, known = PALETTES[mode], Knowledge(observations, catalog, finding.as_of)
    others = beside(finding, whole, known)
    scale, suffix = scale_of(float(np.abs(whole.values).max()))
    x = middle(whole.dates, whole.frequency)
    ahead = projection_traces(finding, observations, whole, scale, palette)
    fitted = check_traces(finding, scale, palette)
    shown = _shown(finding, whole, others, [*ahead, *fitted], scale)
    marks, mark_notes = event_marks(finding, catalog, x, palette, APART if room is None else CLOSER)
    days = days_of(whole, [*ahead, *marks])
    theirs = [{**line_trace(whole, one.name, scale, palette.others, 1.6, one.values), "zorder": -1} for one in others]
    ours = line_trace(whole, "", scale, palette.accent, 2.6)
    drawn = [_on_axis(trace, days) for trace in (ours, *theirs, *ahead)]
    name = f"{short_name(finding.evidence.entity, catalog)} " if others else ""
    ends = [
        End(escaped(f"{name}{end_value(whole)}"), float(whole.values[-1]) / scale, palette.accent, bold=True),
        *(End(escaped(f"{one.name} {short_value(one.last, whole.unit)}"), one.last / scale, palette.muted) for one in others),
    ]  # fmt: skip
    left, right = tick_room([*shown]), 14 + max(round(width(end.text, 12)) for end in ends)
    wide = PHONE if room is None else room.width - left - right
    lines, notes = threshold_marks(finding, whole.unit, scale, shown, drawn, palette, wide)
    ends_at = max([whole.dates[-1], *(np.datetime64(trace["x"][-1], "D") for trace in ahead)])
    ticks = period_ticks(whole.dates[0], ends_at, whole.frequency)
    return Drawing(
        headline(finding),
        measured(finding, whole, catalog, suffix),
        [_whole(trace, shown) for trace in (ours, *ahead, *fitted, *theirs)],
        {
            "xaxis": {"type": "date", "range": [str(day) for day in days], "tickvals": ticks[0], "ticktext": ticks[1], "ticks": "outside", "ticklen": 4},
            "yaxis": _yaxis(whole, shown),
        },
        [*window_shade(finding, whole, palette), *lines, *marks],
        [*notes, *mark_notes, *end_labels(ends, *shown)],
        above=ROW_HEIGHT + max((n.get("yshift", 0) for n in mark_notes), default=0),
        below=34,
        left=left,
        right=right,
        height=PLOT_HEIGHT,
        under=_under(finding, whole, shown, scale, bool(ahead), fitted),
    )  # fmt: skip


def evidence_chart(
    finding: Finding, observations: Observations, catalog: Catalog, mode: Mode = "light"
) -> dict[str, Any]:
    """The same as a plotly figure (a plain dict) for a page, without words around it. Raises ValueError likewise.

    What stands above and below it is in ``layout.meta``, a :class:`charts.drawing.Caption` as a dict.
    """
    drawing = evidence_drawing(finding, observations, catalog, mode)
    assert isinstance(finding, SeriesFinding)
    said = caption(finding, drawing, observations, catalog)
    return on_page(drawing, PALETTES[mode], said)


def _shown(
    finding: SeriesFinding, whole: Series, others: tuple[Beside, ...], drawn: list[dict[str, Any]], scale: float
) -> Range:
    """The range of the axis of values, as they stand on it."""
    if whole.unit == "rank":
        own = finding.evidence.limit if asked_level(finding) is not None else 1.0
        worst = max(float(whole.values.max()), own, *(float(np.nanmax(one.values)) for one in others if one.last <= 10))
        return place_range(worst)
    level, row = asked_level(finding), finding.evidence
    must = [y for trace in drawn for y in trace["y"]] + [y for trace in drawn for y in _doubts(trace)]
    must += [float(whole.values[-1]) / scale, *([] if level is None else [level / scale])]
    inside = np.isin(whole.dates, finding.series.dates)
    rest = [whole.values[~inside], *(one.values[np.isfinite(one.values)] for one in others)]
    asked: float | None = None
    match finding.estimate:
        case Level(interval=of) if level is not None:
            asked = abs(of.estimate - level) / scale or None
        case Change(interval=of) | Step(interval=of):
            asked = max(abs(of.estimate), row.limit if row.weight else 0.0) / scale or None
    return value_range(whole.values[inside] / scale, must, np.concatenate(rest) / scale, asked)


def _whole(trace: dict[str, Any], shown: Range) -> dict[str, Any]:
    """A trace that is not cut at the edge of the plot where all of it is in range: half a mark would be left at zero."""
    inside = all(min(shown) <= y <= max(shown) for y in trace["y"])
    return {**trace, "cliponaxis": False} if inside else trace


def _doubts(trace: dict[str, Any]) -> list[float]:
    """The ends of an error bar."""
    if "error_y" not in trace:
        return []
    return [trace["y"][0] - trace["error_y"]["arrayminus"][0], trace["y"][0] + trace["error_y"]["array"][0]]


def _on_axis(trace: dict[str, Any], days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A line as places along the axis and values."""
    x = (np.array(trace["x"], "datetime64[D]") - days[0]).astype(float) / float((days[1] - days[0]).astype(int))
    return x, np.array(trace["y"], float)


def _yaxis(whole: Series, shown: Range) -> dict[str, Any]:
    if whole.unit == "rank":
        return {"range": list(shown), "tickvals": place_ticks(shown.low - 0.6), "zeroline": False}
    percent = {"ticksuffix": "%", "showticksuffix": "last"} if whole.unit.startswith("%") else {}
    return {"range": list(shown), "tickformat": ",~g", "nticks": 6, "autorange": False, **percent}


def _under(
    finding: SeriesFinding, whole: Series, shown: Range, scale: float, ahead: bool, fitted: list[dict[str, Any]]
) -> tuple[str, ...]:
    """What a reader has to be told of the chart, in sentences."""
    if whole.unit == "rank":
        return ()
    doubt = any("error_y" in trace for trace in fitted)
    return tuple(
        filter(
            None,
            (
                outside_words(whole, Range(shown.low * scale, shown.high * scale)),
                "The bar at the last figure shows how far it may be off." if doubt else "",
                "Dotted: projections of the source, never used for a verdict." if ahead else "",
            ),
        )
    )


def whole_series(finding: SeriesFinding, observations: Observations, catalog: Catalog) -> Series:
    """The measured series beyond the window too, as known on the finding's day, where that leaves the window as it is.

    Beyond it, too, only what was known on the finding's day. A group may have other members with figures in another window; then only the window itself is shown.
    """
    inside = finding.series
    known = Knowledge(observations, catalog, finding.as_of)
    whole = measure(known, finding.evidence.request)
    if finding.evidence.measure == "index" or whole.without != inside.without:
        whole = measure(known, finding.evidence.request, finding.evidence.window)
    same = np.isin(whole.dates, inside.dates)
    return whole if np.array_equal(whole.values[same], inside.values) else inside
