"""The load-bearing map: claims on the left, the conclusions that rest on them to the right.

The order within each column is that of networkx's spectral ordering, which keeps what is linked close together, and so
crossings few.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from charts import signs
from charts.drawing import Drawing, Room
from charts.page import on_page
from charts.text import escaped, wrapped
from charts.theme import MARKS, PALETTES, STANDINGS, Mode, Palette
from verdicts.argument import Argument, Link
from verdicts.conclusions import Footing
from verdicts.left_out import lost_words
from verdicts.rule import Label

NOBODY: Mapping[str, str] = MappingProxyType({})
"""Where the certainty of no verdict is told."""
SEED = 7
"""The ordering begins with random numbers: with the same ones each time, the map is the same each time."""
ROW = 19
CONCLUSION = 80
"""Height of a claim and of a conclusion, in pixels."""
LEFT = 206
"""Room for the names of claims, in pixels."""
WRAP = 24
"""Characters a line of a conclusion."""
RANKS, RANK = 3, 0.08
WIDE_COLUMNS, BEYOND = (0, 0.75, 2.25, 3.3), 0.85
"""In a framed picture: where the columns stand, and the room beyond the last one, in columns."""
CHARACTER = 6.4
"""Pixels a character takes, on average."""


def map_chart(
    argument: Argument,
    labels: Mapping[str, Label],
    footings: Mapping[str, Footing],
    mode: Mode = "light",
    fallen: str = "",
    certain: Mapping[str, str] = NOBODY,
) -> dict[str, Any]:
    """A plotly figure (a plain dict) for a page. ``labels`` and ``footings`` say how claims and conclusions stand.

    The links of a ``fallen`` claim are drawn heavily. Each mark carries its id as customdata. ``certain``: what is said
    of the certainty of verdicts, by claim.
    """
    return on_page(map_drawing(argument, labels, footings, mode, fallen, certain=certain), PALETTES[mode])


def map_drawing(
    argument: Argument,
    labels: Mapping[str, Label],
    footings: Mapping[str, Footing],
    mode: Mode = "light",
    fallen: str = "",
    room: Room | None = None,
    certain: Mapping[str, str] = NOBODY,
) -> Drawing:
    """Claims on the left, conclusions to the right; given a room, claims without their names, in three ranks."""
    palette = PALETTES[mode]
    links = argument.links.rows
    by_column = _places(argument)
    columns = [column for column, _ in by_column.values()]
    places: dict[str, tuple[float, float]] = dict(by_column)
    last: float = max(columns, default=0)
    if room is None:
        height = max(ROW * columns.count(0), CONCLUSION * max((columns.count(c) for c in columns if c), default=1))
        left, wrap, size = LEFT, WRAP, 9
    else:
        height, left, wrap, size = room.height - 20, 0, WRAP, 10
        names = sorted((n for n, (column, _) in by_column.items() if column == 0), key=lambda name: places[name][1])
        ranked = {name: (RANK * (i % RANKS), places[name][1]) for i, name in enumerate(names)}
        # The first conclusions are many and need the room to the right of them; later ones are few.
        places = {n: (WIDE_COLUMNS[min(c, 3)] + max(c - 3, 0), y) for n, (c, y) in by_column.items()} | ranked
        last = max(x for x, _ in places.values())
    edges = [
        _edges(
            [x for x in links if x.relation == relation and (x.premise == fallen) == heavy], places, colour, dash, width
        )
        for heavy, width in ((False, 0.8), (True, 2.6))
        for relation, colour, dash in (("supports", palette.accent, "solid"), ("attacks", palette.contrast, "dash"))
    ]
    claims = [name for name in places if name in labels]
    concluded = [
        (*places[c], c, f"{wrapped(f.conclusion.conclusion, 44)}<br><i>{f.standing}</i>") for c, f in footings.items()
    ]
    names = [n for n, (column, _) in places.items() if column == 0 and room is None]
    return Drawing(
        "What rests on what",
        "Full lines support, broken lines attack. Marks show verdicts and how conclusions stand.",
        [
            *edges,
            _marks(
                [(*places[c], c, _claim_hover(c, argument, labels[c], certain.get(c, ""))) for c in claims],
                palette, size + 3,
            ),
            _marks(concluded, palette, 16),
        ],
        {
            "hovermode": "closest",
            "clickmode": "event+select",
            "xaxis": {"visible": False, "range": [-0.05, last + (0.75 if room is None else BEYOND)]},
            "yaxis": {"tickvals": [places[n][1] for n in names], "showgrid": False, "zeroline": False,
                      "ticktext": [escaped(n) for n in names],
                      "tickfont": {"size": 12, "color": palette.ink}, "range": [1.01, -0.01], "automargin": False},
        },
        shapes=[
            *(shape for c in claims for shape in signs.shapes(MARKS[labels[c]].sign, *places[c], size + 2, MARKS[labels[c]].colour(mode))),
            *(shape for c, f in footings.items()
              for shape in signs.shapes(STANDINGS[f.standing].sign, *places[c], 15, STANDINGS[f.standing].colour(mode))),
        ],
        notes=[
            {"x": places[c][0], "y": places[c][1], "xref": "x", "yref": "y", "xanchor": "left", "xshift": 10, "showarrow": False,
             "align": "left", "text": wrapped(f.conclusion.conclusion, wrap if room is None else _wide(places[c][0], last, room)), "bgcolor": palette.paper,
             "font": {"size": 12, "color": palette.ink}, "captureevents": False}
            for c, f in footings.items()
        ],
        above=8, below=12, left=left, right=8, height=height,
    )  # fmt: skip


def _wide(x: float, last: float, room: Room) -> int:
    """Characters a line between a conclusion at ``x`` and the next column of a framed picture."""
    ends = min((column for column in (*WIDE_COLUMNS, last) if column > x), default=last + BEYOND)
    return int(((ends - x) / (last + BEYOND + 0.05) * room.width - 34) / CHARACTER)


def _places(argument: Argument) -> dict[str, tuple[int, float]]:
    """Column, and height between 0 and 1 from the top, of each claim that is linked and each conclusion."""
    # Loaded for the first map: it takes longer than any page that draws none.
    import networkx as nx

    columns = {link.premise: 0 for link in argument.links.rows if link.premise not in argument.conclusion}
    for name, links in argument.premises.items():
        columns[name] = 1 + max((columns[link.premise] for link in links), default=0)
    # Numbers for names: networkx goes through sets, and a set of words has another order in each process.
    names = list(columns)
    number = {name: i for i, name in enumerate(names)}
    graph = nx.Graph((number[link.premise], number[link.conclusion]) for link in argument.links.rows)
    graph.add_nodes_from(number.values())
    order = {names[node]: i for i, node in enumerate(nx.spectral_ordering(graph, seed=SEED))}
    places: dict[str, tuple[int, float]] = {}
    for column in sorted(set(columns.values())):
        inside = sorted((n for n in columns if columns[n] == column), key=order.__getitem__)
        places |= {name: (column, (i + 0.5) / len(inside)) for i, name in enumerate(inside)}
    return places


def _edges(
    links: list[Link], places: dict[str, tuple[float, float]], colour: str, dash: str, width: float
) -> dict[str, Any]:
    ends = [(places[x.premise], places[x.conclusion]) for x in links]
    return {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip", "opacity": 0.55 if width < 1 else 1,
        "x": [v for a, b in ends for v in (a[0], b[0], None)], "y": [v for a, b in ends for v in (a[1], b[1], None)],
        "line": {"color": colour, "width": width, "dash": dash},
    }  # fmt: skip


def _marks(points: list[tuple[float, float, str, str]], palette: Palette, size: int) -> dict[str, Any]:
    """Paper under the signs, which would show the ends of their lines; ``points`` are x, y, id and hover text."""
    return {
        "type": "scatter", "mode": "markers", "hovertemplate": "%{text}<extra></extra>",
        "x": [p[0] for p in points], "y": [p[1] for p in points], "customdata": [p[2] for p in points], "text": [p[3] for p in points],
        "marker": {"size": size, "opacity": 1, "color": palette.paper},
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip


def _claim_hover(claim: str, argument: Argument, label: Label, certain: str) -> str:
    less = f", {lost_words(argument.lost_of(claim))}" if argument.lost_of(claim) else ""
    return f"{wrapped(argument.claim[claim].claim, 44)}<br><i>{escaped(', '.join(filter(None, (label, certain))))}{less}</i>"
