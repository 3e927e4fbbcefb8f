"""The chart of one finding: the series, the window the check looks at, and what the rule adds to it."""

from __future__ import annotations

from typing import Any

import numpy as np

from charts.drawing import Drawing
from charts.overlays import (
    APART,
    LABEL_ROWS,
    ROW_HEIGHT,
    check_traces,
    event_marks,
    iso,
    middle,
    projection_traces,
    rule_marks,
)
from charts.text import escaped, lines, wrapped
from charts.theme import PALETTES, SOURCE_WIDTH, SUBTITLE_WIDTH, TITLE_WIDTH, Mode, Palette, layout
from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts.checks import Change, Level, Step, Unanswered
from verdicts.clock import Knowledge
from verdicts.findings import Finding, SeriesFinding, has_figures
from verdicts.intervals import Interval
from verdicts.measures import Series, measure
from verdicts.words import axis_unit, capitalised, change, label, last_value, period, quantity, scale_of, span

PLOT_HEIGHT = 250


def evidence_drawing(
    finding: Finding, observations: Observations, catalog: Catalog, mode: Mode = "light", apart: float = APART
) -> Drawing:
    """The chart of a finding that has a series. Wholly made of what the finding rests on.

    ``apart``: the share of the axis that labels of events keep between them. Raises ValueError for a finding without
    figures: there is nothing to draw.
    """
    if not has_figures(finding):
        raise ValueError(f"{finding.evidence.id} has no figures to draw.")
    palette = PALETTES[mode]
    whole = whole_series(finding, observations, catalog)
    scale, suffix = scale_of(float(np.abs(whole.values).max()))
    x = middle(whole.dates, whole.frequency)
    line = {
        "type": "scatter",
        "mode": "lines+markers" if len(whole) <= 60 else "lines",
        "x": iso(x),
        "y": (whole.values / scale).tolist(),
        "text": [
            escaped(f"{period(d, whole.frequency, whole.smoothing)}: {quantity(v, whole.unit)}")
            for d, v in zip(whole.dates, whole.values, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
        "line": {"color": palette.accent, "width": 2.2},
        "marker": {"size": 5, "color": palette.accent},
        "name": escaped(label(finding.evidence.request, catalog)),
    }
    shapes, notes = rule_marks(finding, whole, scale, palette)
    marks, mark_notes = event_marks(finding, catalog, x, palette, apart)
    data = [
        line,
        *projection_traces(finding, observations, whole, scale, palette),
        *check_traces(finding, scale, palette),
    ]
    levels = [y for trace in data for y in trace["y"]] + [s["y0"] for s in shapes if s.get("yref") == "y"]
    return Drawing(
        headline(finding),
        f"{label(finding.evidence.request, catalog)}, {axis_unit(finding.series.unit, suffix)}",
        data,
        {
            "xaxis": {"type": "date", "ticklabelmode": "period", "nticks": 7, "tickformat": _tick_format(x)},
            "yaxis": {"tickformat": ",~g", "nticks": 6, **_yrange(whole)},
        },
        shapes + marks,
        [*notes, *mark_notes],
        above=ROW_HEIGHT + max((n.get("yshift", 0) for n in mark_notes), default=0),
        below=30,
        left=_tick_room(levels),
        right=12,
        height=PLOT_HEIGHT,
    )


def evidence_chart(
    finding: Finding, observations: Observations, catalog: Catalog, mode: Mode = "light"
) -> dict[str, Any]:
    """The same as a plotly figure (a plain dict) for a page. Raises ValueError likewise."""
    palette = PALETTES[mode]
    drawing = evidence_drawing(finding, observations, catalog, mode)
    head = wrapped(drawing.head, TITLE_WIDTH)
    subtitle = wrapped(drawing.subtitle, SUBTITLE_WIDTH)
    source = wrapped(source_line(finding, observations, catalog), SOURCE_WIDTH)
    above = 20 * lines(head) + 17 * lines(subtitle) + ROW_HEIGHT * LABEL_ROWS + 18
    below = 14 * lines(source) + 40
    return {
        "data": drawing.data,
        "layout": layout(
            palette,
            height=drawing.height + above + below,
            title={
                "text": head,
                "subtitle": {"text": subtitle, "font": {"size": 12.5, "color": palette.muted}},
                "font": {"size": 15.5, "color": palette.ink},
                "x": 0, "xref": "paper", "xanchor": "left",
                "y": 1, "yref": "container", "yanchor": "top", "pad": {"t": 10 + 18 * (lines(head) - 1)},
            },
            margin={"t": above, "b": below},
            shapes=drawing.shapes,
            annotations=[*drawing.notes, _source_note(source, palette)],
            **drawing.axes,
        ),
    }  # fmt: skip


def headline(finding: Finding) -> str:
    """The finding in a few words, for a title: 'Yes: down 5.2 points, 1991 to 2024'."""
    return f"{finding.answer}: {_in_short(finding)}" if finding.answer else capitalised(_in_short(finding))


def _in_short(finding: Finding) -> str:
    if not isinstance(finding, SeriesFinding):
        return finding.reason or finding.evidence.question
    series = finding.series
    match finding.estimate:
        case Unanswered(reason=reason):
            return reason
        case Level(interval=of):
            return last_value(of.estimate, series, finding.evidence.request, finding.evidence.ends)
        case Change(interval=of, ends=ends):
            return f"{_way(of, series)}, {_end(series, slice(ends))} to {_end(series, slice(-ends, None))}"
        case Step(interval=of, event=event):
            return f"{_way(of, series)} after {event:%b %Y}"


def _end(series: Series, which: slice) -> str:
    """The period, or the few periods, at an end of a window."""
    return span(series.dates[which], series.frequency, series.smoothing)


def _way(of: Interval, series: Series) -> str:
    if not of.estimate:
        return "no change"
    return f"{'up' if of.estimate > 0 else 'down'} {change(of.estimate, series.unit)}"


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


def _source_note(text: str, palette: Palette) -> dict[str, Any]:
    return {
        "xref": "paper", "yref": "paper", "x": 0, "y": 0, "xanchor": "left", "yanchor": "top", "yshift": -30,
        "align": "left", "showarrow": False, "font": {"size": 11, "color": palette.muted}, "text": text,
    }  # fmt: skip


def source_line(finding: Finding, observations: Observations, catalog: Catalog) -> str:
    """Publisher, edition, licence and state of the figures, in one line."""
    known = Knowledge(observations, catalog, finding.as_of)
    parts = []
    for indicator in finding.evidence.request.indicators:
        source = catalog.source[catalog.indicator[indicator].source]
        provenance = known.provenance(indicator)
        edition = f", {provenance.edition}" if provenance else ""
        state = f"; {provenance.state}, retrieved {provenance.retrieved.isoformat()}" if provenance else ""
        parts.append(f"{source.publisher}, {source.name}{edition} ({source.licence}){state}")
    return "Source: " + " and ".join(parts) + ". Measured by Plumbline."


def _yrange(whole: Series) -> dict[str, Any]:
    """Zero in view where figures are amounts, unless they are all far from it; the best rank on top."""
    if whole.unit == "rank":
        step = max(1, round(float(whole.values.max()) / 6))
        return {"autorange": "reversed", "dtick": step}
    low, high = float(whole.values.min()), float(whole.values.max())
    return {"rangemode": "tozero"} if low >= 0 and low < 0.6 * high else {}


def _tick_room(levels: list[float]) -> int:
    """Pixels that the numbers beside the axis need, at 12 pixels a line: their digits, with one place more for a finer step."""
    size = max(abs(min(levels)), abs(max(levels))) or 1.0
    spread = (max(levels) - min(levels)) or size
    places = max(0, int(np.ceil(-np.log10(spread / 6))))
    digits = len(f"{size:,.{places}f}") + (min(levels) < 0)
    return 14 + round(6.4 * max(digits, 2))


def _tick_format(x: np.ndarray) -> str:
    return "%Y" if (x[-1] - x[0]).astype(int) > 3 * 365 else "%b %Y"
