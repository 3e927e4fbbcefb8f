"""The verdict through the years: a mark for each year end, the article's day, and today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from charts.drawing import Drawing
from charts.page import on_page
from charts.panel import LEFT
from charts.text import escaped
from charts.theme import MARKS, PALETTES, Mode
from verdicts.history import Moment
from verdicts.rule import SCALE, Label
from verdicts.words import count, day

ROWS = ("no verdict", *SCALE)
"""From the bottom up."""


def years_drawing(moments: Sequence[Moment], mode: Mode = "light") -> Drawing:
    """Filled marks rest on editions of their time, hollow ones on later ones cut by lag."""
    palette = PALETTES[mode]
    x = [m.as_of.day.isoformat() for m in moments]
    y = [_row(m.label) for m in moments]
    written = moments[-1].as_of.written.isoformat()
    return Drawing(
        "Verdict over time",
        "Today's rule with what was known at each year end. Filled: editions of the time. Hollow: later ones, cut by publication lag.",
        [
            {"type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip",
             "line": {"shape": "hv", "color": palette.muted, "width": 1.4}},
            {
                "type": "scatter", "mode": "markers", "x": x, "y": y,
                "text": [escaped(_hover(m)) for m in moments], "hovertemplate": "%{text}<extra></extra>",
                "marker": {
                    "size": 9, "symbol": "circle",
                    "color": [MARKS[m.label].colour(mode) if _of_its_time(m) else palette.paper for m in moments],
                    "line": {"width": 1.8, "color": [MARKS[m.label].colour(mode) for m in moments]},
                },
            },
        ],
        {
            "xaxis": {"type": "date", "tickformat": "%Y", "nticks": 7, "range": [f"{moments[0].as_of.day.year}-03-01", f"{moments[-1].as_of.day.year + 1}-06-30"]},
            "yaxis": {"tickvals": list(range(len(ROWS))), "ticktext": list(ROWS), "range": [-0.6, len(ROWS) - 0.4],
                      "tickfont": {"size": 12, "color": palette.muted}, "zeroline": False, "automargin": False},
        },
        [
            *_band(moments, mode),
            {"type": "line", "xref": "x", "yref": "paper", "x0": written, "x1": written, "y0": 0, "y1": 1,
             "line": {"color": palette.contrast, "width": 1, "dash": "dot"}}
        ],
        [
            {"xref": "x", "yref": "paper", "x": written, "y": 1, "yanchor": "bottom", "xanchor": "right",
             "text": "Article", "showarrow": False, "font": {"size": 12, "color": palette.contrast}}
        ],
        above=16, below=30, left=LEFT, right=12, height=194,
    )  # fmt: skip


def years_chart(moments: Sequence[Moment], mode: Mode = "light") -> dict[str, Any]:
    """The same as a plotly figure (a plain dict) for a page."""
    return on_page(years_drawing(moments, mode), PALETTES[mode])


def _band(moments: Sequence[Moment], mode: Mode) -> list[dict[str, Any]]:
    """A stretch of colour from each date to the next, on the line of the verdict that held."""
    return [
        {"type": "rect", "xref": "x", "yref": "y", "x0": a.as_of.day.isoformat(), "x1": b.as_of.day.isoformat(),
         "y0": _row(a.label) - 0.34, "y1": _row(a.label) + 0.34, "fillcolor": MARKS[a.label].fill(mode),
         "opacity": 0.45, "line": {"width": 0}, "layer": "below"}
        for a, b in zip(moments, moments[1:], strict=False)
        if a.label in SCALE
    ]  # fmt: skip


def _row(label: Label) -> int:
    return ROWS.index(label) if label in ROWS else 0


def _of_its_time(moment: Moment) -> bool:
    """Whether every answer rests on an edition of the time; a verdict without answers has nothing to be hollow for."""
    return moment.of_the_time == moment.scored


def _hover(moment: Moment) -> str:
    answers = f"{count(moment.scored)} test{'' if moment.scored == 1 else 's'} with an answer"
    return f"{day(moment.as_of.day)}: {moment.label} ({answers})"
