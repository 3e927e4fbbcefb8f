"""The verdict board: a row a topic, a mark a claim, hollow as of the article, filled as of now."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from charts.theme import MARKS, PALETTES, Mode, layout
from verdicts.summary import Standing
from verdicts.tables import Topic
from verdicts.verdict import SCALE, Verdict

COLUMNS = (*SCALE, "not scored")
HEADS = ("contra-<br>dicted", "leans<br>contra.", "mixed", "leans<br>supported", "sup-<br>ported", "not<br>scored")
ABREAST = 5
"""Marks side by side in one cell before the next line begins."""
STEP = 0.17
LINE = 26
"""Height of a line of marks, in pixels."""
HEADING = 1.35
"""Room for a topic's title above its marks, in lines."""


def board_figure(topics: Sequence[Topic], standings: Sequence[Standing], mode: Mode = "light") -> dict[str, Any]:
    """A plotly figure (a plain dict). Each filled mark carries its claim's id as customdata."""
    palette = PALETTES[mode]
    cells: dict[tuple[str, int], list[Standing]] = {}
    for standing in standings:
        cells.setdefault((standing.now.claim.topic, _column(standing.now)), []).append(standing)
    shown = [t for t in topics if any(topic == t.id for topic, _ in cells)]
    tops: dict[str, float] = {}
    y = 0.0
    for topic in shown:
        tops[topic.id] = y
        y += HEADING + max(-(-len(members) // ABREAST) for (t, _), members in cells.items() if t == topic.id)
    now_at = {
        s.now.claim.id: (x, tops[topic] + 1.1 + line)
        for (topic, column), members in cells.items()
        for s, x, line in _spread(column, members)
    }
    moved = [s for s in standings if s.moved and _column(s.then) != _column(s.now)]
    joins, hollow = [], []
    for standing in moved:
        x1, y1 = now_at[standing.now.claim.id]
        x0 = _column(standing.then) + (0.34 if x1 > _column(standing.then) else -0.34)
        joins.append((x0, x1, y1))
        hollow.append((x0, y1, standing))
    data: list[dict[str, Any]] = [
        {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"color": palette.muted, "width": 1},
         "x": [v for x0, x1, _ in joins for v in (x0, x1, None)], "y": [v for *_, y1 in joins for v in (y1, y1, None)]},
        _marks([(x, y1, s) for x, y1, s in hollow], mode, filled=False),
        _marks([(*now_at[s.now.claim.id], s) for s in standings], mode, filled=True),
    ]  # fmt: skip
    notes = [
        {"xref": "x", "yref": "y", "x": -0.48, "y": tops[t.id] + 0.32, "text": f"<b>{_plain(t.title)}</b>", "showarrow": False,
         "xanchor": "left", "yanchor": "middle", "font": {"size": 13, "color": palette.ink}}
        for t in shown
    ]  # fmt: skip
    shapes = [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": tops[t.id] - 0.12, "y1": tops[t.id] - 0.12,
         "line": {"color": palette.grid, "width": 1}}
        for t in shown
    ]  # fmt: skip
    shapes.append(
        {"type": "rect", "yref": "paper", "x0": len(SCALE) - 0.5, "x1": len(SCALE) + 0.5, "y0": 0, "y1": 1,
         "fillcolor": palette.shade, "line": {"width": 0}, "layer": "below"}
    )  # fmt: skip
    return {
        "data": data,
        "layout": layout(
            palette,
            height=int(LINE * max(y, 3)) + 62,
            margin={"t": 50, "b": 8, "l": 0, "r": 0},
            hovermode="closest",
            xaxis={"range": [-0.52, len(COLUMNS) - 0.48], "tickvals": list(range(len(COLUMNS))), "ticktext": list(HEADS),
                   "side": "top", "tickfont": {"size": 11.5, "color": palette.muted}, "showline": False, "zeroline": False},
            yaxis={"range": [max(y, 3) - 0.1, -0.15], "visible": False, "automargin": False},
            annotations=notes,
            shapes=shapes,
            clickmode="event+select",
        ),
    }  # fmt: skip


def _column(verdict: Verdict) -> int:
    return SCALE.index(verdict.label) if verdict.label in SCALE else len(SCALE)


def _spread(column: int, members: Sequence[Standing]) -> Iterator[tuple[Standing, float, int]]:
    """The marks of one cell, side by side around the middle of its column, and the line each stands on."""
    for i, standing in enumerate(members):
        line, place = divmod(i, ABREAST)
        abreast = min(len(members) - line * ABREAST, ABREAST)
        yield standing, column + (place - (abreast - 1) / 2) * STEP, line


def _marks(items: list[tuple[float, float, Standing]], mode: Mode, *, filled: bool) -> dict[str, Any]:
    verdicts = [(s.now if filled else s.then) for *_, s in items]
    colours = [MARKS[v.label].colour(mode) for v in verdicts]
    shapes = [MARKS[v.label].shape for v in verdicts]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, *_ in items],
        "y": [y for _, y, _ in items],
        "customdata": [s.now.claim.id for *_, s in items],
        "text": [_hover(s) for *_, s in items],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "size": 13,
            "symbol": shapes if filled else [f"{shape}-open" for shape in shapes],
            "color": colours,
            "line": {"width": [2 if s.endswith(("thin", "ew")) else 1 for s in shapes], "color": colours},
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _hover(standing: Standing) -> str:
    claim = "<br>".join(textwrap.wrap(_plain(standing.now.claim.claim), 44))
    if standing.moved:
        return f"{claim}<br><i>{standing.then.label} \N{RIGHTWARDS ARROW} {standing.now.label}</i>"
    return f"{claim}<br><i>{standing.now.label}</i>"


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
