"""The verdict board: a row a topic, a mark a claim, hollow as of the article, filled as of now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from charts.text import escaped, wrapped
from charts.theme import MARKS, PALETTES, Mode, layout
from verdicts.summary import Standing
from verdicts.tables import Topic
from verdicts.verdict import SCALE, Verdict

COLUMNS = (*SCALE, "not scored")
HEADS = ("contra-<br>dicted", "leans<br>contra.", "mixed<br> ", "leans<br>supported", "sup-<br>ported", "not<br>scored")
ABREAST = 4
"""Marks side by side in one cell before the next line begins."""
STEP = 0.21
LINE = 22
"""Height of a line of marks, in pixels."""
HEADING = 1.35
"""Room for a topic's title above its marks, in lines."""


def board_figure(topics: Sequence[Topic], standings: Sequence[Standing], mode: Mode = "light") -> dict[str, Any]:
    """A plotly figure (a plain dict). Each filled mark carries its claim's id as customdata."""
    palette = PALETTES[mode]
    shown = [t for t in topics if any(s.now.claim.topic == t.id for s in standings)]
    tops: dict[str, float] = {}
    places: list[_Place] = []
    y = 0.0
    for topic in shown:
        tops[topic.id] = y
        rows = _arrange([s for s in standings if s.now.claim.topic == topic.id])
        places += [replace(place, y=y + HEADING - 0.25 + place.y) for place in rows]
        y += HEADING + max(place.y for place in rows) + 1
    moved = [p for p in places if p.x_then is not None]
    data: list[dict[str, Any]] = [
        {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"color": palette.muted, "width": 1},
         "x": [v for p in moved for v in (p.x_then, p.x, None)], "y": [v for p in moved for v in (p.y, p.y, None)]},
        _marks([(p.x_then, p.y, p.standing) for p in moved], mode, filled=False),
        _marks([(p.x, p.y, p.standing) for p in places], mode, filled=True),
    ]  # fmt: skip
    notes = [
        {"xref": "x", "yref": "y", "x": -0.48, "y": tops[t.id] + 0.32, "text": f"<b>{escaped(t.title)}</b>", "showarrow": False,
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


@dataclass(frozen=True)
class _Place:
    """Where a claim's marks stand: now, and then if that is another column. ``y`` counts lines downwards."""

    standing: Standing
    x: float
    y: float
    x_then: float | None = None


def _arrange(standings: Sequence[Standing]) -> list[_Place]:
    """Places within one topic: what stayed, side by side in its column; below it what moved, each with a way free."""
    cells: dict[int, list[Standing]] = {}
    moved: list[tuple[int, int, Standing]] = []
    for standing in standings:
        then, now = _column(standing.then), _column(standing.now)
        if then == now:
            cells.setdefault(now, []).append(standing)
        else:
            moved.append((min(then, now), max(then, now), standing))
    places = []
    for column, members in cells.items():
        for i, standing in enumerate(members):
            line, place = divmod(i, ABREAST)
            abreast = min(len(members) - line * ABREAST, ABREAST)
            places.append(_Place(standing, column + (place - (abreast - 1) / 2) * STEP, line))
    first = max((place.y for place in places), default=-1) + 1
    ways: list[int] = []
    for left, right, standing in sorted(moved, key=lambda m: m[:2]):
        line = next((i for i, end in enumerate(ways) if end < left), len(ways))
        ways[line : line + 1] = [right]
        places.append(_Place(standing, _column(standing.now), first + line, _column(standing.then)))
    return places


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
            "size": 11,
            "symbol": shapes if filled else [f"{shape}-open" for shape in shapes],
            "color": colours,
            "line": {"width": [2 if s.endswith(("thin", "ew")) else 1 for s in shapes], "color": colours},
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _hover(standing: Standing) -> str:
    claim = wrapped(standing.now.claim.claim, 44)
    if standing.moved:
        return f"{claim}<br><i>{standing.then.label} \N{RIGHTWARDS ARROW} {standing.now.label}</i>"
    return f"{claim}<br><i>{standing.now.label}</i>"
