"""A figure that stands alone: one among its comparables, or a bar with its period where there are none.

As a line it would be a dot in an empty field.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from charts.axes import value_range
from charts.beside import short_value
from charts.captions import headline, measured
from charts.drawing import Drawing, Room
from charts.overlays import asked_level
from charts.strip import ABOVE, BELOW, PHONE, SIDE, asked_marks, comparables, strip_drawing, value_axis
from charts.text import escaped, width
from charts.theme import PALETTES, Mode
from loaders.catalog import Catalog
from verdicts.checks import Unanswered
from verdicts.findings import SeriesFinding
from verdicts.measures import Series
from verdicts.words import period, quantity, scale_of

HEIGHT = 260
"""Of the plot on a page, in pixels."""
_PAGE = Room(PHONE + 2 * SIDE, HEIGHT + ABOVE + BELOW)
TOP = 2.6
"""Height of the field against that of the bar with the room around it."""
LONG = 0.8
"""From this part of the axis on a bar has its figure above its end, not behind it."""


def lone_drawing(
    finding: SeriesFinding, whole: Series, catalog: Catalog, mode: Mode = "light", room: Room | None = None
) -> Drawing:
    """The drawing of a series of one point."""
    if comparables(finding) is not None and not isinstance(finding.estimate, Unanswered):
        return replace(strip_drawing(finding, catalog, mode, room or _PAGE), height=HEIGHT)
    palette, value, level = PALETTES[mode], float(whole.values[0]), asked_level(finding)
    shown = value_range(whole.values, [0.0, *([] if level is None else [level])], whole.values, None)
    scale, suffix = scale_of(max(abs(shown.low), abs(shown.high)))
    when = period(whole.dates[0], whole.frequency, whole.smoothing)
    shapes, notes = asked_marks(() if level is None else (level,), shown, scale, finding, palette, TOP, 8 / HEIGHT)
    behind = value >= 0 and (value - shown.low) / (shown.high - shown.low) < LONG
    beside: dict[str, Any] = {"y": 0, "xanchor": "left", "xshift": 6} if behind else {"y": 0.6, "xanchor": "right"}
    return Drawing(
        headline(finding),
        measured(finding, whole, catalog, suffix),
        [{"type": "bar", "orientation": "h", "x": [value / scale], "y": [0], "width": 0.7, "marker": {"color": palette.accent},
          "text": [escaped(f"{when}: {quantity(value, whole.unit)}")], "textposition": "none", "hovertemplate": "%{text}<extra></extra>"}],
        {
            "xaxis": value_axis(shown, scale, whole.unit),
            "yaxis": {"range": [-0.8, TOP], "tickvals": [0], "ticktext": [escaped(when)], "showgrid": False, "zeroline": False, "automargin": False},
        },
        shapes,
        [*notes, {"xref": "x", "yref": "y", "x": value / scale, **beside, "yanchor": "middle", "showarrow": False,
                  "text": f"<b>{escaped(short_value(value, whole.unit))}</b>", "font": {"size": 12, "color": palette.accent}}],
        above=ABOVE, below=BELOW, left=16 + round(width(when, 12)), right=14, height=HEIGHT,
    )  # fmt: skip
