"""The base rate as a strip: a dot for each comparable, ours larger and named, and the line that is asked for.

Hollow: the same question has a no. Filled: a yes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from charts.axes import Range, place_ticks, value_range
from charts.beside import short_name, short_value
from charts.captions import basis, headline
from charts.dots import Dots, stacked
from charts.drawing import Drawing, Room
from charts.overlays import asked_level, asked_words
from charts.page import on_page
from charts.text import escaped, width
from charts.theme import PALETTES, Mode, Palette
from loaders.catalog import Catalog
from verdicts.arrays import Flags, Floats
from verdicts.base_rates import BaseRate
from verdicts.checks import DIRECTIONS, LEVELS, Unanswered, pass_each
from verdicts.compared import passed_words
from verdicts.evidence import Evidence
from verdicts.findings import SeriesFinding
from verdicts.numbers import place_of
from verdicts.sentences import subject
from verdicts.words import axis_unit, capitalised, change, count, difference_unit, quantity, scale_of, span

PHONE = 300
"""Width of a plot on a phone, in pixels: dots that stand apart there do on anything wider."""
FIELD = 200
"""Height of the strip on a page, in pixels."""
ABOVE, BELOW, SIDE = 8, 34, 16
DOT, OURS = 0.72, 1.2
"""Sizes of dots, against how far apart they stand."""
FRINGE = (2, 98)
"""Percentiles of comparables that the axis reaches over."""


def compared(finding: SeriesFinding) -> bool:
    """Whether there is a strip to draw: comparables, and something asked of them."""
    asked = bool(finding.evidence.weight) and not isinstance(finding.estimate, Unanswered)
    return asked and comparables(finding) is not None


def comparables(finding: SeriesFinding) -> BaseRate | None:
    """The base rate among comparable entities; None where there is none."""
    return next((rate for rate in finding.result.base if rate.where == "space" and rate.others.names), None)


def strip_chart(finding: SeriesFinding, catalog: Catalog, mode: Mode = "light") -> dict[str, Any]:
    """A plotly figure (a plain dict) for a page, its words in ``layout.meta``. Raises ValueError as strip_drawing does."""
    return on_page(strip_drawing(finding, catalog, mode), PALETTES[mode])


def strip_drawing(finding: SeriesFinding, catalog: Catalog, mode: Mode = "light", room: Room | None = None) -> Drawing:
    """All comparables of a finding on one axis, as many as there is room for. Raises ValueError where it has none."""
    rate = comparables(finding)
    if rate is None or isinstance(finding.estimate, Unanswered):
        raise ValueError(f"{finding.evidence.id} is compared with nobody.")
    row, unit, palette = finding.evidence, finding.series.unit, PALETTES[mode]
    of = finding.estimate.interval
    values, lines = rate.others.values, _lines(row)
    shown = _range(values, of.estimate, lines, unit)
    scale, suffix = scale_of(max(abs(shown.low), abs(shown.high)))
    inside = (values >= min(shown)) & (values <= max(shown))
    names = [short_name(name, catalog) for name, here in zip(rate.others.names, inside, strict=True) if here]
    values = values[inside]
    wide, high = (PHONE, FIELD) if room is None else (room.width - 2 * SIDE, room.height - ABOVE - BELOW)
    dots = stacked(values, of.estimate, shown, wide, high)
    passes = pass_each(row.check, values, row.limit) if row.weight else np.zeros(len(values), bool)
    shapes, notes = asked_marks(lines, shown, scale, finding, palette, dots.top, 8 / high)
    ours = f"{short_name(row.entity, catalog)} {_told(of.estimate, of.half, finding)}"
    notes += _named(of.estimate, values, ours, dots, shown, scale, wide, palette)
    notes += [
        note(pile.value / scale, dots.highest + DOT / 2 + dots.line, f"+{pile.n}", palette.muted, paper=palette.paper)
        for pile in dots.piles
    ]
    outside = int((~inside).sum())
    return Drawing(
        f"Is that out of the ordinary? {passed_words(rate, row, catalog)}" if row.weight else headline(finding),
        f"{subject(row, catalog)}, {axis_unit(unit if row.check in LEVELS else difference_unit(unit), suffix)}, {_when(finding)}; a dot for each of {rate.n + 1}{basis(row, catalog)}",
        [
            _dots(dots, values / scale, [f"{n}: {_full(v, finding)}" for n, v in zip(names, values, strict=True)], passes, palette),
            _our_dot(dots, of.estimate / scale, f"{short_name(row.entity, catalog)}: {_full(of.estimate, finding)}", palette),
        ],
        {"xaxis": value_axis(shown, scale, unit if row.check in LEVELS else ""), "yaxis": {"range": [-0.8, dots.top], "visible": False}},
        shapes,
        notes,
        above=ABOVE, below=BELOW, left=SIDE, right=SIDE, height=FIELD,
        under=tuple(filter(None, (
            "Filled dots answer the same question with yes, hollow ones with no." if row.weight else "",
            f"{capitalised(count(outside))} {'lies' if outside == 1 else 'lie'} outside the chart." if outside else "",
        ))),
    )  # fmt: skip


def value_axis(shown: Range, scale: float, unit: str) -> dict[str, Any]:
    """An axis of values along the foot of a chart."""
    return {
        "range": [edge / scale for edge in shown], "showgrid": False, "zeroline": False, "nticks": 6, "tickformat": ",~g",
        "ticks": "outside", "ticklen": 4, **({"ticksuffix": "%"} if unit.startswith("%") else {}),
        **({"tickvals": place_ticks(shown.low)} if unit == "rank" else {}),
    }  # fmt: skip


def _lines(row: Evidence) -> tuple[float, ...]:
    """Where the threshold stands among values of the check; both sides of nought where little change is asked for."""
    if not row.weight:
        return ()
    if row.check == "unchanged":
        return (-row.limit, row.limit)
    return (DIRECTIONS.get(row.check, 1) * row.limit,)


def _range(values: Floats, own: float, lines: tuple[float, ...], unit: str) -> Range:
    """Over ours, the line and nearly all others: a few far ones would push all together."""
    if unit == "rank":
        return Range(max(float(values.max()), own) + 1, 0.0)
    return value_range(np.percentile(values, FRINGE), (own, *lines), values[:0], None)


def _when(finding: SeriesFinding) -> str:
    """The period that is compared."""
    series, row = finding.series, finding.evidence
    dates = series.dates[-row.ends :] if row.check in LEVELS else series.dates
    when = span(dates, series.frequency, series.smoothing)
    return when if row.check in LEVELS else f"change {when}"


def _told(value: float, doubt: float, finding: SeriesFinding) -> str:
    """Our figure in few signs: a level, or a change with its sign."""
    unit = finding.series.unit
    place = place_of(value, doubt, unit)
    if finding.evidence.check in LEVELS:
        return short_value(value, unit, place)
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
    return f"{sign}{change(value, unit, place)}"


def _full(value: float, finding: SeriesFinding) -> str:
    unit = finding.series.unit
    return quantity(float(value), unit if finding.evidence.check in LEVELS else difference_unit(unit))


def _dots(dots: Dots, values: Floats, said: Sequence[str], passes: Flags, palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "hovertemplate": "%{text}<extra></extra>", "cliponaxis": False,
        "x": [float(values[i]) for i in dots.drawn], "y": dots.rows, "text": [escaped(said[i]) for i in dots.drawn],
        "marker": {"size": DOT * dots.pitch, "color": [palette.contrast if passes[i] else palette.paper for i in dots.drawn],
                   "line": {"width": 1.5, "color": [palette.contrast if passes[i] else palette.others for i in dots.drawn]}},
    }  # fmt: skip


def _our_dot(dots: Dots, value: float, said: str, palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "hovertemplate": "%{text}<extra></extra>", "cliponaxis": False,
        "x": [value], "y": [0], "text": [escaped(said)],
        "marker": {"size": OURS * dots.pitch, "color": palette.accent, "line": {"width": 1.5, "color": palette.ink}},
    }  # fmt: skip


def asked_marks(
    lines: tuple[float, ...],
    shown: Range,
    scale: float,
    finding: SeriesFinding,
    palette: Palette,
    top: float,
    half: float,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The line asked for, up to its words at the top of the field; ``half`` a line of words is such a part of its height."""
    if not lines:
        return [], []
    row, unit = finding.evidence, finding.series.unit
    above = half * (top + 0.8)
    shapes = [
        {"type": "line", "xref": "x", "yref": "y", "x0": line / scale, "x1": line / scale, "y0": -0.8, "y1": top - 2 * above,
         "line": {"color": palette.contrast, "width": 1.4, "dash": "dash"}}
        for line in lines
    ]  # fmt: skip
    if asked_level(finding) is not None:
        text = asked_words(finding, unit)
    elif row.check == "unchanged":
        text = f"asked: at most {change(row.limit, unit)} either way"
    else:
        text = f"asked: {'a rise' if lines[0] > 0 else 'a fall'} of {change(row.limit, unit)}"
    return shapes, [note(lines[-1] / scale, top - above, escaped(text), palette.contrast, _share(lines[-1], shown))]


def _share(value: float, shown: Range) -> float:
    return (value - shown.low) / (shown.high - shown.low)


def _named(
    own: float, values: Floats, text: str, dots: Dots, shown: Range, scale: float, wide: float, palette: Palette
) -> list[dict[str, Any]]:
    """Our name above our dot, and above all dots that it would cover."""
    share, reach = _share(own, shown), width(text, 12) / wide
    covered = [
        row for i, row in zip(dots.drawn, dots.rows, strict=True) if abs(_share(values[i], shown) - share) < reach
    ]
    piled = any(abs(_share(pile.value, shown) - share) < reach for pile in dots.piles)
    y = max(covered, default=0) + OURS / 2 + dots.line + (16 / dots.pitch if piled else 0)
    return [note(own / scale, y, f"<b>{escaped(text)}</b>", palette.accent, share, palette.paper)]


def note(x: float, y: float, text: str, colour: str, share: float = 0.5, paper: str = "") -> dict[str, Any]:
    """Words at a place that lies so far along the axis: near an edge they run inwards."""
    anchor = "left" if share < 0.25 else "right" if share > 0.75 else "center"
    return {
        "xref": "x", "yref": "y", "x": x, "y": y, "xanchor": anchor, "yanchor": "middle", "showarrow": False,
        "text": text, "font": {"size": 12, "color": colour}, **({"bgcolor": paper, "opacity": 0.92} if paper else {}),
    }  # fmt: skip
