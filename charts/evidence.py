"""The chart of one finding: the series, the window the check looks at, and what the rule adds to it."""

from __future__ import annotations

from typing import Any

import numpy as np

from charts.axes import STEPPED, Range, middle, outside_words, period_ticks, place_range, place_ticks, value_range
from charts.beside import Beside, beside, end_value, short_name, short_value
from charts.captions import caption, headline, measured
from charts.captions import source_line as source_line
from charts.drawing import Drawing, Room
from charts.labels import End, end_labels
from charts.lone import lone_drawing
from charts.overlays import (
    APART,
    CLOSER,
    ROW_HEIGHT,
    asked_level,
    check_traces,
    event_marks,
    iso,
    projection_traces,
    threshold_marks,
    window_shade,
)
from charts.page import without_words
from charts.text import escaped, width
from charts.theme import PALETTES, Mode, Palette
from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts.checks import Change, Level, Step
from verdicts.clock import Knowledge
from verdicts.findings import Finding, SeriesFinding, has_figures
from verdicts.measures import Series, measure
from verdicts.periods import PERIODS_A_YEAR
from verdicts.words import label, period, quantity, scale_of

PLOT_HEIGHT = 300
"""Of a chart on a page, in pixels: as much on a phone as on a desk."""
MOST_MARKED = 60
"""Points up to which each has a mark of its own."""


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
    days = _days(whole, ahead, marks)
    theirs = [_line_beside(one, whole, x, scale, palette) for one in others]
    ours = _line(finding, whole, x, scale, palette, catalog)
    drawn = [_on_axis(trace, days) for trace in (ours, *theirs, *ahead)]
    lines, notes = threshold_marks(finding, whole.unit, scale, shown, drawn, palette)
    name = f"{short_name(finding.evidence.entity, catalog)} " if others else ""
    ends = [
        End(escaped(f"{name}{end_value(whole)}"), float(whole.values[-1]) / scale, palette.accent, bold=True),
        *(End(escaped(f"{one.name} {short_value(one.last, whole.unit)}"), one.last / scale, palette.muted) for one in others),
    ]  # fmt: skip
    ends_at = max(whole.dates[-1], *(np.datetime64(trace["x"][-1], "D") for trace in ahead), whole.dates[-1])
    ticks = period_ticks(whole.dates[0], ends_at, whole.frequency)
    return Drawing(
        headline(finding),
        measured(finding, whole, catalog, suffix),
        [ours, *ahead, *fitted, *theirs],
        {
            "xaxis": {"type": "date", "range": [str(day) for day in days], "tickvals": ticks[0], "ticktext": ticks[1], "ticks": "outside", "ticklen": 4},
            "yaxis": _yaxis(whole, shown),
        },
        [*window_shade(finding, whole, palette), *lines, *marks],
        [*notes, *mark_notes, *end_labels("x", ends, *shown)],
        above=ROW_HEIGHT + max((n.get("yshift", 0) for n in mark_notes), default=0),
        below=34,
        left=_tick_room([*shown]),
        right=14 + max(round(width(end.text, 12)) for end in ends),
        height=PLOT_HEIGHT,
        under=_under(finding, whole, shown, scale, bool(ahead), fitted),
    )  # fmt: skip


def evidence_chart(
    finding: Finding, observations: Observations, catalog: Catalog, mode: Mode = "light"
) -> dict[str, Any]:
    """The same as a plotly figure (a plain dict) for a page, without words around it. Raises ValueError likewise.

    What stands above and below it is in ``layout.meta``, a :class:`charts.captions.Caption` as a dict.
    """
    drawing = evidence_drawing(finding, observations, catalog, mode)
    assert isinstance(finding, SeriesFinding)
    said = caption(finding, drawing, observations, catalog)
    return without_words(drawing, PALETTES[mode], said._asdict())


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
    must += [] if level is None else [level / scale]
    inside = np.isin(whole.dates, finding.series.dates)
    rest = [whole.values[~inside], *(one.values[np.isfinite(one.values)] for one in others)]
    asked: float | None = None
    match finding.estimate:
        case Level(interval=of) if level is not None:
            asked = abs(of.estimate - level) / scale or None
        case Change(interval=of) | Step(interval=of):
            asked = max(abs(of.estimate), row.limit if row.weight else 0.0) / scale or None
    return value_range(whole.values[inside] / scale, must, np.concatenate(rest) / scale, asked)


def _doubts(trace: dict[str, Any]) -> list[float]:
    """The ends of an error bar."""
    if "error_y" not in trace:
        return []
    return [trace["y"][0] - trace["error_y"]["arrayminus"][0], trace["y"][0] + trace["error_y"]["array"][0]]


def _days(whole: Series, ahead: list[dict[str, Any]], marks: list[dict[str, Any]]) -> np.ndarray:
    """From which day to which the axis goes: whole periods, and the marks beyond them."""
    back = np.timedelta64(365 // PERIODS_A_YEAR[whole.frequency] - 1, "D")
    seen = [
        whole.dates[-1],
        *(np.datetime64(trace["x"][-1]) for trace in ahead),
        *(np.datetime64(mark["x1"]) for mark in marks),
    ]
    return np.array([whole.dates[0] - back, max(seen)], "datetime64[D]")


def _line(
    finding: SeriesFinding, whole: Series, x: np.ndarray, scale: float, palette: Palette, catalog: Catalog
) -> dict[str, Any]:
    """The series itself: a line, in steps where there is nothing between two whole numbers."""
    return {
        "type": "scatter",
        "mode": "lines+markers" if len(whole) <= MOST_MARKED and whole.unit not in STEPPED else "lines",
        "x": iso(x),
        "y": (whole.values / scale).tolist(),
        "text": [
            escaped(f"{period(d, whole.frequency, whole.smoothing)}: {quantity(v, whole.unit)}")
            for d, v in zip(whole.dates, whole.values, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "line": {"color": palette.accent, "width": 2.6, **_shape(whole)},
        "marker": {"size": 5, "color": palette.accent},
        "name": escaped(label(finding.evidence.request, catalog)),
    }


def _line_beside(one: Beside, whole: Series, x: np.ndarray, scale: float, palette: Palette) -> dict[str, Any]:
    """One of the others, quietly."""
    there = np.isfinite(one.values)
    return {
        "type": "scatter", "mode": "lines", "x": iso(x[there]), "y": (one.values[there] / scale).tolist(),
        "text": [
            escaped(f"{one.name}, {period(d, whole.frequency, whole.smoothing)}: {quantity(v, whole.unit)}")
            for d, v in zip(whole.dates[there], one.values[there], strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>", "zorder": -1,
        "line": {"color": palette.others, "width": 1.6, **_shape(whole)}, "name": escaped(one.name),
    }  # fmt: skip


def _shape(whole: Series) -> dict[str, str]:
    """Steps change half-way between the middles of two periods: each value spans its own."""
    return {"shape": "hvh"} if whole.unit in STEPPED else {}


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


def _tick_room(levels: list[float]) -> int:
    """Pixels that the numbers beside the axis need, at 12 pixels a line: their digits, with one place more for a finer step."""
    size = max(abs(min(levels)), abs(max(levels))) or 1.0
    spread = (max(levels) - min(levels)) or size
    places = max(0, int(np.ceil(-np.log10(spread / 6))))
    digits = len(f"{size:,.{places}f}") + (min(levels) < 0)
    return 14 + round(6.4 * max(digits, 2))
