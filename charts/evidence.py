"""The chart of one finding: the series, the window the check looks at, and what the rule adds to it."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np

from charts.theme import PALETTES, Mode, Palette, layout
from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts.checks import falls_after
from verdicts.clock import ARTICLE_DAY, Knowledge, latest
from verdicts.findings import Finding
from verdicts.measures import PERIODS_A_YEAR, Series, Window, measure
from verdicts.sentences import ANSWERS
from verdicts.words import change, label, period, quantity

HEIGHT = 400
LANDMARKS = ("invasion-2022", "crimea-2014")
"""Events marked on every chart that spans them, beside the row's own event and the article's day."""
APART = 0.14
"""Two labelled marks stand at least this share of the axis apart, or the lesser loses its label."""
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "mn"))


def evidence_figure(
    finding: Finding, observations: Observations, catalog: Catalog, mode: Mode = "light"
) -> dict[str, Any]:
    """A plotly figure (a plain dict) of a finding that has a series. Wholly made of what the finding rests on.

    Raises ValueError for a finding without figures: there is nothing to draw.
    """
    series = finding.series
    if series is None or not len(series):
        raise ValueError(f"{finding.evidence.id} has no figures to draw.")
    palette = PALETTES[mode]
    whole = whole_series(finding, observations, catalog)
    scale, suffix = _scale(whole)
    x = _middle(whole.dates, whole.frequency)
    traces = [
        {
            "type": "scatter",
            "mode": "lines+markers" if len(whole) <= 60 else "lines",
            "x": _iso(x),
            "y": (whole.values / scale).tolist(),
            "text": [
                f"{period(d, whole.frequency, whole.smoothing)}: {quantity(v, whole.unit)}"
                for d, v in zip(whole.dates, whole.values, strict=True)
            ],
            "hovertemplate": "%{text}<extra></extra>",
            "line": {"color": palette.accent, "width": 2.2},
            "marker": {"size": 5, "color": palette.accent},
            "name": label(finding.evidence.request, catalog),
        }
    ]
    traces += _projection(finding, observations, whole, scale, palette)
    shapes, notes = _rule(finding, whole, scale, palette)
    marks, mark_notes = _events(finding, catalog, x, palette)
    notes += [_source_line(finding, observations, catalog, palette), *mark_notes]
    unit = _axis_unit(series.unit, suffix)
    subtitle = _wrap(
        f"{label(finding.evidence.request, catalog)}, {unit}" if unit else label(finding.evidence.request, catalog), 62
    )
    head = _wrap(headline(finding), 46)
    return {
        "data": traces + _extras(finding, whole, scale, palette),
        "layout": layout(
            palette,
            height=HEIGHT,
            title={
                "text": head,
                "subtitle": {"text": subtitle, "font": {"size": 12.5, "color": palette.muted}},
                "font": {"size": 16.5, "color": palette.ink},
                "x": 0, "xref": "paper", "xanchor": "left",
                "y": 0.975, "yref": "container", "yanchor": "top",
            },
            margin={"t": 58 + 20 * head.count("<br>") + 17 * (1 + subtitle.count("<br>")) + 22},
            shapes=shapes + marks,
            annotations=notes,
            xaxis={"type": "date", "ticklabelmode": "period", "nticks": 7, "tickformat": _tick_format(x)},
            yaxis={"tickformat": ",~g", "nticks": 6, **_yrange(whole, finding, scale)},
        ),
    }  # fmt: skip


def headline(finding: Finding) -> str:
    """The finding in a few words, for a title: 'Yes: down 5.2 points, 1991 to 2024'."""
    result, series, row = finding.result, finding.series, finding.evidence
    answer = ANSWERS[finding.outcome]
    if series is None or result.statistic is None:
        return f"{answer}: {result.reason or row.question}"
    if row.check in ("at_least", "at_most"):
        when = period(series.dates[-1], series.frequency, series.smoothing)
        return f"{answer}: {quantity(result.statistic, series.unit)} in {when}"
    way = "up" if result.statistic > 0 else "down"
    if row.check in ("rises", "falls"):
        span = f"{period(series.dates[0], series.frequency)} to {period(series.dates[-1], series.frequency)}"
        return f"{answer}: {way} {change(result.statistic, series.unit)}, {span}"
    return f"{answer}: {way} {change(result.statistic, series.unit)} after the event"


def whole_series(finding: Finding, observations: Observations, catalog: Catalog) -> Series:
    """The measured series beyond the window too, where that leaves the figures within it as they are.

    A group may have other members with figures in another window; then only the window itself is shown.
    """
    inside = finding.series
    known = Knowledge(observations, catalog, latest(observations))
    whole = measure(known, finding.evidence.request, Window())
    if finding.evidence.measure == "index" or whole.without != inside.without:
        return measure(known, finding.evidence.request, finding.evidence.window)
    same = np.isin(whole.dates, inside.dates)
    return whole if np.array_equal(whole.values[same], inside.values) else inside


def _rule(finding: Finding, whole: Series, scale: float, palette: Palette) -> tuple[list, list]:
    """The window as a shade, and a threshold of a level as a line with its value."""
    inside = finding.series
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    if len(inside) < len(whole):
        edges = _edges(inside)
        shapes.append(
            {"type": "rect", "xref": "x", "yref": "paper", "x0": edges[0], "x1": edges[1], "y0": 0, "y1": 1,
             "fillcolor": palette.shade, "line": {"width": 0}, "layer": "below"}
        )  # fmt: skip
    if finding.evidence.check in ("at_least", "at_most"):
        y = finding.evidence.threshold / scale
        word = "at least" if finding.evidence.check == "at_least" else "at most"
        shapes.append(
            {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": y, "y1": y,
             "line": {"color": palette.contrast, "width": 1.4, "dash": "dash"}}
        )  # fmt: skip
        notes.append(
            {"xref": "paper", "yref": "y", "x": 0, "y": y, "xanchor": "left", "yanchor": "bottom", "showarrow": False,
             "text": f"{word} {quantity(finding.evidence.threshold, whole.unit)}",
             "font": {"size": 11.5, "color": palette.contrast}}
        )  # fmt: skip
    return shapes, notes


def _extras(finding: Finding, whole: Series, scale: float, palette: Palette) -> list[dict[str, Any]]:
    """What the check computed: the fitted line, the two means, or the margin of the last figure."""
    result, inside = finding.result, finding.series
    line = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"color": palette.contrast, "width": 1.8}}
    x = _iso(_middle(inside.dates, inside.frequency))
    if finding.evidence.check in ("at_least", "at_most"):
        if result.statistic is None or result.high == result.low:
            return []
        return [
            {"type": "scatter", "mode": "markers", "x": x[-1:], "y": [result.statistic / scale], "hoverinfo": "skip",
             "marker": {"size": 7, "color": palette.accent},
             "error_y": {"array": [(result.high - result.low) / 2 / scale], "color": palette.contrast, "width": 5}}
        ]  # fmt: skip
    if result.before is None or result.after is None:
        return []
    before, after = result.before / scale, result.after / scale
    if finding.evidence.check in ("rises", "falls"):
        return [{**line, "x": [x[0], x[-1]], "y": [before, after]}]
    later = falls_after(inside.dates, finding.event_day, inside.frequency)
    turn = _iso(_middle(inside.dates[later], inside.frequency))[0]
    first, last = _edges(inside)
    return [{**line, "x": [first, turn], "y": [before, before]}, {**line, "x": [turn, last], "y": [after, after]}]


def _projection(finding: Finding, observations: Observations, whole: Series, scale: float, palette: Palette) -> list:
    """A source's projections, dashed, joined to the last figure. Only where the chart shows figures as published."""
    row = finding.evidence
    if row.measure != "level" or row.smoothing > 1:
        return []
    line = observations.projected(row.indicator, row.entity, row.counterpart)
    if not len(line.dates):
        return []
    dates = np.concatenate([whole.dates[-1:], line.dates])
    values = np.concatenate([whole.values[-1:], line.values])
    return [
        {
            "type": "scatter", "mode": "lines", "x": _iso(_middle(dates, whole.frequency)), "y": (values / scale).tolist(),
            "line": {"color": palette.accent, "width": 2, "dash": "dot"},
            "text": [f"{period(d, whole.frequency)}: {quantity(v, whole.unit)} (projection, never used for a verdict)"
                     for d, v in zip(dates, values, strict=True)],
            "hovertemplate": "%{text}<extra></extra>",
        }
    ]  # fmt: skip


def _events(finding: Finding, catalog: Catalog, x: np.ndarray, palette: Palette) -> tuple[list, list]:
    """Vertical marks: the row's event first, then the article's day, then landmarks; labels only where they fit."""
    first, last = x[0], x[-1]
    span = (last - first).astype(float) or 1.0
    wanted = [finding.evidence.event, *(i for i, e in catalog.event.items() if e.date == ARTICLE_DAY), *LANDMARKS]
    shapes, notes, taken = [], [], []
    for name in dict.fromkeys(w for w in wanted if w in catalog.event):
        event = catalog.event[name]
        day = np.datetime64(event.date)
        place = (day - first).astype(float) / span
        if not -0.02 <= place <= 1.06:
            continue
        own = name == finding.evidence.event
        shapes.append(
            {"type": "line", "xref": "x", "yref": "paper", "x0": str(day), "x1": str(day), "y0": 0, "y1": 1,
             "line": {"color": palette.contrast if own else palette.muted, "width": 1, "dash": "solid" if own else "dot"}}
        )  # fmt: skip
        if any(abs(place - other) < APART for other in taken):
            continue
        taken.append(place)
        anchor = "left" if place < 0.12 else "right" if place > 0.8 else "center"
        notes.append(
            {"xref": "x", "yref": "paper", "x": str(day), "y": 1, "yanchor": "bottom", "xanchor": anchor, "text": event.label,
             "showarrow": False, "font": {"size": 11, "color": palette.contrast if own else palette.muted}}
        )  # fmt: skip
    return shapes, notes


def _source_line(finding: Finding, observations: Observations, catalog: Catalog, palette: Palette) -> dict[str, Any]:
    return {
        "xref": "paper", "yref": "paper", "x": 0, "y": 0, "xanchor": "left", "yanchor": "top", "yshift": -30,
        "align": "left", "showarrow": False, "font": {"size": 11, "color": palette.muted},
        "text": _wrap(source_line(finding, observations, catalog), 70),
    }  # fmt: skip


def source_line(finding: Finding, observations: Observations, catalog: Catalog) -> str:
    """Publisher, edition, licence and state of the figures, in one line."""
    row = finding.evidence
    parts = []
    for indicator in dict.fromkeys(filter(None, (row.indicator, row.versus_indicator))):
        source = catalog.source[catalog.indicator[indicator].source]
        provenance = observations.provenance.get(indicator)
        edition = f", {provenance.edition}" if provenance else ""
        state = f"; {provenance.state} on {provenance.retrieved.isoformat()}" if provenance else ""
        parts.append(f"{source.publisher}, {source.name}{edition} ({source.licence}){state}")
    return "Source: " + " and ".join(parts) + ". Measured by Plumbline."


def _scale(series: Series) -> tuple[float, str]:
    largest = float(np.abs(series.values).max())
    return next(((scale, suffix) for scale, suffix in _SCALES if largest >= scale), (1.0, ""))


def _axis_unit(unit: str, suffix: str) -> str:
    if unit == "rank":
        return "place"
    return f"{unit}, {suffix}" if suffix else unit


def _middle(dates: np.ndarray, frequency: str) -> np.ndarray:
    """The middle day of each period: where a figure for a period belongs on an axis of days."""
    return dates - np.timedelta64(365 // (2 * PERIODS_A_YEAR[frequency]), "D")


def _edges(series: Series) -> tuple[str, str]:
    """The first day of the first period and the last day of the last."""
    start = series.dates[0] - np.timedelta64(365 // PERIODS_A_YEAR[series.frequency], "D")
    return str(start), str(series.dates[-1])


def _yrange(whole: Series, finding: Finding, scale: float) -> dict[str, Any]:
    """Zero in view where figures are amounts, unless they are all far from it; the best rank on top."""
    if whole.unit == "rank":
        return {"autorange": "reversed", "dtick": None}
    low, high = float(whole.values.min()), float(whole.values.max())
    return {"rangemode": "tozero"} if low >= 0 and low < 0.6 * high else {}


def _tick_format(x: np.ndarray) -> str:
    return "%Y" if (x[-1] - x[0]).astype(int) > 3 * 365 else "%b %Y"


def _iso(dates: np.ndarray) -> list[str]:
    return [str(d) for d in dates]


def _wrap(text: str, width: int) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "<br>".join(textwrap.wrap(escaped, width))
