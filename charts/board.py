"""The verdict board: a row a topic, a mark a claim, hollow as of the article, filled as of now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from charts.drawing import Drawing
from charts.said import verdict_words
from charts.signs import shapes as sign_shapes
from charts.text import escaped, wrapped
from charts.theme import MARKS, PALETTES, Mode, Palette
from verdicts.argument import Topic
from verdicts.certainty import Degree
from verdicts.rule import SCALE
from verdicts.summary import Standing
from verdicts.verdict import Verdict

COLUMNS = (*SCALE, "not scored")
HEADS = (
    "contra-<br>dicted",
    "leans<br>against",
    "conflict-<br>ing",
    "leans<br>for",
    "sup-<br>ported",
    "not<br>scored",
)
SIZES: dict[Degree, float] = {"high": 15, "moderate": 13, "low": 11, "very low": 9}
"""Of a mark, in pixels: the more certain, the larger."""
UNSCORED = 11.5
"""Of a mark of what is not scored, and so neither certain nor uncertain."""
RING = 7
"""Of a ring where a claim stood."""
ABREAST, WIDE_ABREAST = 2, 4
"""Signs side by side in one cell before the next line begins: on a page, where a finger has to find each on a phone, and in a picture."""
STEP, WIDE_STEP = 0.42, 0.21
"""How far apart they stand, in columns."""
LINE = 25
"""Height of a line of signs, in pixels."""
HEADING = 1.35
"""Room for a topic's title above its marks, in lines."""
CLOSER = 0.25
"""More of it in a framed picture, where lines are closer."""
BETWEEN = 0.6
"""Room between columns of topics, in columns of verdicts."""


def board_drawing(
    topics: Sequence[Topic], standings: Sequence[Standing], mode: Mode = "light", columns: int = 1
) -> Drawing:
    """A mark a claim, below each other by topic; in one column for a page, or in several side by side."""
    palette = PALETTES[mode]
    shown = [t for t in topics if any(s.now.claim.topic == t.id for s in standings)]
    blocks = [(t, _arrange([s for s in standings if s.now.claim.topic == t.id], columns == 1)) for t in shown]
    tops: dict[str, tuple[float, float]] = {}
    places: list[_Place] = []
    deepest, heading = 0.0, HEADING if columns == 1 else HEADING + CLOSER
    for number, part in enumerate(_parted(blocks, columns)):
        x, y = number * (len(COLUMNS) + BETWEEN), 0.0
        for topic, rows in part:
            tops[topic.id] = (x, y)
            places += [
                replace(p, x=x + p.x, x_then=None if p.x_then is None else x + p.x_then, y=y + heading - 0.25 + p.y)
                for p in rows
            ]
            y += _lines(rows) + heading - HEADING
        deepest = max(deepest, y)
    moved = [p for p in places if p.x_then is not None]
    data: list[dict[str, Any]] = [
        {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"color": palette.muted, "width": 1},
         "x": [v for p in moved for v in (p.x_then, p.x, None)], "y": [v for p in moved for v in (p.y, p.y, None)]},
        _marks([(p.x_then, p.y, p.standing) for p in moved if p.x_then is not None], palette, seen=True),
        _marks([(p.x, p.y, p.standing) for p in places], palette, seen=False),
    ]  # fmt: skip
    notes = [
        {"xref": "x", "yref": "y", "x": tops[t.id][0] - 0.48, "y": tops[t.id][1] + 0.32, "text": f"<b>{escaped(t.title)}</b>", "showarrow": False,
         "xanchor": "left", "yanchor": "middle", "font": {"size": 13, "color": palette.ink}}
        for t in shown
    ]  # fmt: skip
    begins = [i * (len(COLUMNS) + BETWEEN) for i in range(columns)]
    ends = {"xref": "paper", "x0": 0, "x1": 1} if columns == 1 else {"xref": "x"}
    shapes = [
        {"type": "line", **ends, **({} if columns == 1 else {"x0": x - 0.5, "x1": x + len(COLUMNS) - 0.5}), "y0": y - 0.12, "y1": y - 0.12,
         "line": {"color": palette.grid, "width": 1}}
        for x, y in (tops[t.id] for t in shown)
    ]  # fmt: skip
    shapes += [
        {"type": "rect", "yref": "paper", "x0": x + len(SCALE) - 0.5, "x1": x + len(SCALE) + 0.5, "y0": 0, "y1": 1,
         "fillcolor": palette.shade, "line": {"width": 0}, "layer": "below"}
        for x in begins
    ]  # fmt: skip
    shapes += [
        shape
        for p in places
        for mark in (MARKS[p.standing.now.label],)
        for shape in sign_shapes(mark.sign, p.x, p.y, _size(p.standing.now), mark.colour(mode))
    ]
    deep = max(deepest, 3)
    return Drawing(
        "How each claim stands",
        "A symbol a claim, by topic; the larger, the more certain. A ring with a line to it: where the claim stood at publication.",
        data,
        {
            "hovermode": "closest",
            "clickmode": "event+select",
            "xaxis": {"range": [-0.52, begins[-1] + len(COLUMNS) - 0.48], "tickvals": [x + i for x in begins for i in range(len(COLUMNS))],
                      "ticktext": list(HEADS) * columns, "side": "top", "tickfont": {"size": 12, "color": palette.muted},
                      "showline": False, "zeroline": False},
            "yaxis": {"range": [deep - 0.1, -0.15], "visible": False, "automargin": False},
        },
        shapes,
        notes,
        above=50 if columns == 1 else 36,
        below=8,
        height=int(LINE * deep) + 4,
    )  # fmt: skip


def _lines(rows: Sequence[_Place]) -> float:
    """The height of a topic with its heading, in lines."""
    return HEADING + max(place.y for place in rows) + 1


def _parted(blocks: list[tuple[Topic, list[_Place]]], columns: int) -> list[list[tuple[Topic, list[_Place]]]]:
    """Topics in their order, in columns whose deepest is as short as can be."""
    if columns == 1 or len(blocks) < columns:
        return [blocks]
    best = min(
        range(1, len(blocks)),
        key=lambda cut: max(
            sum(_lines(rows) for _, rows in blocks[:cut]) / (columns - 1),
            sum(_lines(rows) for _, rows in blocks[cut:]),
        ),
    )
    return [*_parted(blocks[:best], columns - 1), blocks[best:]]


def _column(verdict: Verdict) -> int:
    return SCALE.index(verdict.label) if verdict.label in SCALE else len(SCALE)


@dataclass(frozen=True)
class _Place:
    """Where a claim's marks stand: now, and then if that is another column. ``y`` counts lines downwards."""

    standing: Standing
    x: float
    y: float
    x_then: float | None = None


def _arrange(standings: Sequence[Standing], page: bool) -> list[_Place]:
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
    most, step = (ABREAST, STEP) if page else (WIDE_ABREAST, WIDE_STEP)
    for column, members in cells.items():
        for i, standing in enumerate(members):
            line, place = divmod(i, most)
            abreast = min(len(members) - line * most, most)
            places.append(_Place(standing, column + (place - (abreast - 1) / 2) * step, line))
    first = max((place.y for place in places), default=-1) + 1
    ways: list[int] = []
    for left, right, standing in sorted(moved, key=lambda m: m[:2]):
        line = next((i for i, end in enumerate(ways) if end < left), len(ways))
        ways[line : line + 1] = [right]
        places.append(_Place(standing, _column(standing.now), first + line, _column(standing.then)))
    return places


def _size(verdict: Verdict) -> float:
    """Of a claim's sign, in pixels."""
    return SIZES[verdict.certainty.degree] if verdict.certainty else UNSCORED


def _marks(items: list[tuple[float, float, Standing]], palette: Palette, *, seen: bool) -> dict[str, Any]:
    """What a pointer finds: rings where a claim stood, and nothing to see under the signs, which are shapes."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, *_ in items],
        "y": [y for _, y, _ in items],
        "customdata": [s.now.claim.id for *_, s in items],
        "text": [_hover(s) for *_, s in items],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "size": RING if seen else [_size(s.now) for *_, s in items],
            "opacity": 1 if seen else 0,
            "symbol": "circle",
            "color": palette.paper,
            "line": {"width": 1.3, "color": palette.muted},
        },
        "selected": {"marker": {"opacity": 1 if seen else 0}},
        "unselected": {"marker": {"opacity": 1 if seen else 0}},
    }


def _hover(standing: Standing) -> str:
    claim = wrapped(standing.now.claim.claim, 44)
    now = wrapped(verdict_words(standing.now), 44)
    why = "".join(
        f"<br>{escaped(reason)}" for reason in (standing.now.certainty.reasons if standing.now.certainty else ())
    )
    if standing.moved:
        return f"{claim}<br><i>{escaped(verdict_words(standing.then))} \N{RIGHTWARDS ARROW}<br>{now}</i>{why}"
    return f"{claim}<br><i>{now}</i>{why}"
