"""What a chart shows beside the series: the rule, what the check computed, projections, and events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from charts.axes import Range, middle
from charts.labels import free_spot
from charts.lines import iso
from charts.text import escaped
from charts.theme import Palette
from loaders.catalog import Catalog
from loaders.observations import EMPTY, Line, Observations
from verdicts.arrays import Floats
from verdicts.checks import LEVELS, Change, Level, Step, Unanswered, falls_after
from verdicts.findings import SeriesFinding
from verdicts.intervals import Interval
from verdicts.measures import Series
from verdicts.periods import PERIODS_A_YEAR
from verdicts.words import amount, capitalised, count, period, quantity

APART = 0.36
"""Two labels in one row stand at least this share of the axis apart; the lesser moves up a row or is left out."""
CLOSER = 0.22
"""The same in a picture, which is wider than a phone."""
LABEL_ROWS = 2
ROW_HEIGHT = 16


def window_shade(finding: SeriesFinding, whole: Series, palette: Palette) -> list[dict[str, Any]]:
    """The window as a shade, where the series goes beyond it."""
    if len(finding.series) >= len(whole):
        return []
    edges = _edges(finding.series)
    return [
        {"type": "rect", "xref": "x", "yref": "paper", "x0": edges[0], "x1": edges[1], "y0": 0, "y1": 1,
         "fillcolor": palette.shade, "line": {"width": 0}, "layer": "below"}
    ]  # fmt: skip


def asked_level(finding: SeriesFinding) -> float | None:
    """The threshold of a level; context and changes are held against none that stands on the axis of values."""
    return finding.evidence.limit if finding.evidence.check in LEVELS and finding.evidence.weight else None


def asked_words(finding: SeriesFinding, unit: str) -> str:
    """What is asked of a level: asked: at least 20%."""
    row = finding.evidence
    if unit == "rank":
        return "asked: first place" if row.limit == 1 else f"asked: top {count(round(row.limit))}"
    figure = amount(row.limit, unit) if unit.endswith("= 100") else quantity(row.limit, unit)
    return f"asked: {'at least' if row.check == 'at_least' else 'at most'} {figure}"


def threshold_marks(
    finding: SeriesFinding,
    unit: str,
    scale: float,
    shown: Range,
    lines: Sequence[tuple[Floats, Floats]],
    palette: Palette,
    room: float,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The threshold of a level as a line, and its words where they cover none of ``lines`` (values as on the axis)."""
    limit = asked_level(finding)
    if limit is None:
        return [], []
    y, text = limit / scale, asked_words(finding, unit)
    # Of a rank the best place is on top: its axis runs downwards.
    way = 1 if shown.high > shown.low else -1
    spot = free_spot(text, way * y, way * shown.low, way * shown.high, [(x, way * line) for x, line in lines], room)
    line = {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": y, "y1": y,
            "line": {"color": palette.contrast, "width": 1.4, "dash": "dash"}}  # fmt: skip
    note = {"xref": "paper", "yref": "y", "x": spot.along, "y": y, "xanchor": "left", "yanchor": "bottom" if spot.above else "top", "showarrow": False,
            "text": escaped(text), "font": {"size": 12, "color": palette.contrast},
            **({} if spot.free else {"bgcolor": palette.paper, "opacity": 0.9})}  # fmt: skip
    return [line], [note]


def check_traces(finding: SeriesFinding, scale: float, palette: Palette) -> list[dict[str, Any]]:
    """What the check looks at: the two ends it compares, the two means, or the last figure with its doubt."""
    inside = finding.series
    line = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"color": palette.contrast, "width": 1.8}}

    def flat(part: Series, value: float) -> dict[str, Any]:
        """A short bar over some periods, at their mean."""
        return {**line, "x": list(_edges(part)), "y": [value / scale] * 2}

    match finding.estimate:
        case Unanswered():
            return []
        case Level(interval=of):
            last = inside.within(slice(-finding.evidence.ends, None))
            bar = [flat(last, of.estimate)] if len(last) > 1 else []
            return bar + ([] if of.exact else [_doubt(of, last, scale, palette)])
        case Change(first=first, last=last, ends=1):
            x = iso(middle(inside.dates, inside.frequency))
            mark = {"symbol": "circle-open", "size": 9, "color": palette.contrast, "line": {"width": 1.8}}
            thin = {"color": palette.contrast, "width": 1.2, "dash": "dash"}
            ends = {"x": [x[0], x[-1]], "y": [first / scale, last / scale]}
            return [{**line, "mode": "lines+markers", "line": thin, "marker": mark, **ends}]
        case Change(first=first, last=last, ends=ends):
            return [flat(inside.within(slice(ends)), first), flat(inside.within(slice(-ends, None)), last)]
        case Step(before=before, after=after, event=event):
            later = falls_after(inside.dates, event, inside.frequency)
            turn = iso(middle(inside.dates[later], inside.frequency))[0]
            start, end = _edges(inside)
            return [
                {**line, "x": [start, turn], "y": [before / scale, before / scale]},
                {**line, "x": [turn, end], "y": [after / scale, after / scale]},
            ]


def _doubt(of: Interval, last: Series, scale: float, palette: Palette) -> dict[str, Any]:
    """How far the last figure may be off, each way, at the middle of what it is made of."""
    below, above = (of.estimate - of.low) / scale, (of.high - of.estimate) / scale
    x = middle(last.dates, last.frequency)
    return {
        "type": "scatter", "mode": "markers", "hoverinfo": "skip", "x": iso(x[:1] + (x[-1:] - x[:1]) // 2), "y": [of.estimate / scale],
        "marker": {"size": 7, "color": palette.accent},
        "error_y": {"symmetric": False, "array": [above], "arrayminus": [below], "color": palette.contrast, "width": 5},
    }  # fmt: skip


def projection_traces(
    finding: SeriesFinding, observations: Observations, whole: Series, scale: float, palette: Palette
) -> list:
    """A source's projections, dashed, joined to the last figure."""
    line = projections(finding, observations)
    if not len(line.dates):
        return []
    dates = np.concatenate([whole.dates[-1:], line.dates])
    values = np.concatenate([whole.values[-1:], line.values])
    return [
        {
            "type": "scatter", "mode": "lines", "x": iso(middle(dates, whole.frequency)), "y": (values / scale).tolist(),
            "line": {"color": palette.accent, "width": 2, "dash": "dot"},
            "text": [escaped(f"{period(d, whole.frequency)}: {quantity(v, whole.unit)} (projection, never used for a verdict)")
                     for d, v in zip(dates, values, strict=True)],
            "hovertemplate": "%{text}<extra></extra>",
        }
    ]  # fmt: skip


def projections(finding: SeriesFinding, observations: Observations) -> Line:
    """What a chart shows of a source's projections: only where it shows figures as published, and those in hand now.

    Which projections were known on an earlier day is not on record, so a finding as of one has none.
    """
    row = finding.evidence
    if row.measure != "level" or row.smoothing > 1 or not finding.as_of.latest:
        return EMPTY
    return observations.projected(row.indicator, row.entity, row.counterpart)


def event_marks(
    finding: SeriesFinding, catalog: Catalog, x: np.ndarray, palette: Palette, apart: float = APART
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Vertical marks where they bear on the claim: the row's own event, then the article's day; labels only where they fit."""
    return marks_of(_marked(finding, catalog), x, palette, apart)


class EventMark(NamedTuple):
    """An event as it is marked."""

    day: dt.date
    label: str
    own: bool = False
    """Whether it stands out: it is what is asked about."""


def marks_of(
    events: Iterable[EventMark], x: np.ndarray, palette: Palette, apart: float = APART
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Vertical marks at events and their labels where they fit, the first ones first."""
    first, last = x[0], x[-1]
    span = (last - first).astype(float) or 1.0
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    taken: list[tuple[float, int]] = []
    for date, label, own in events:
        day = np.datetime64(date)
        place = (day - first).astype(float) / span
        if not -0.02 <= place <= 1.06:
            continue
        colour, dash = (palette.contrast, "solid") if own else (palette.muted, "dot")
        shapes.append(
            {"type": "line", "xref": "x", "yref": "paper", "x0": str(day), "x1": str(day), "y0": 0, "y1": 1,
             "line": {"color": colour, "width": 1, "dash": dash}}
        )  # fmt: skip
        row = next(
            (r for r in range(LABEL_ROWS) if all(abs(place - p) >= apart for p, taken_row in taken if taken_row == r)),
            None,
        )
        if row is None:
            continue
        taken.append((place, row))
        anchor = "left" if place < 0.12 else "right" if place > 0.8 else "center"
        notes.append(
            {"xref": "x", "yref": "paper", "x": str(day), "y": 1, "yanchor": "bottom", "yshift": ROW_HEIGHT * row, "xanchor": anchor, "text": escaped(capitalised(label)),
             "showarrow": False, "font": {"size": 12, "color": colour}}
        )  # fmt: skip
    return shapes, notes


def _marked(finding: SeriesFinding, catalog: Catalog) -> list[EventMark]:
    """The row's own event, and the article, whatever the catalog calls its day."""
    own, written = catalog.event.get(finding.evidence.event), finding.as_of.written
    labels = [event.label for event in catalog.event.values() if event.date == written and event != own]
    if not labels and not (own and own.date == written):
        labels = ["article"]
    mine = [EventMark(own.date, own.label.removeprefix("the "), True)] if own else []
    return [*mine, *(EventMark(written, label.removeprefix("the ")) for label in labels)]


def _edges(series: Series) -> tuple[str, str]:
    """The first day of the first period and the last day of the last."""
    start = series.dates[0] - np.timedelta64(365 // PERIODS_A_YEAR[series.frequency], "D")
    return str(start), str(series.dates[-1])
