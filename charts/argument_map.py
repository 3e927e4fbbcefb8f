"""The map of the argument: where claims and the conclusions that rest on them stand, and the map as a picture.

Pages show it with the claims in words (widgets/argument_map.py); a picture has no room for them.

The order within each column is that of networkx's spectral ordering, which keeps what is linked close together, and so
crossings few.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from charts import signs
from charts.drawing import Drawing, Room
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
NARROW = Room(480, 1200)
RANKS, RANK = 3, 0.08
COLUMNS, BEYOND = (0, 0.75, 2.25, 3.3), 0.85
"""Where the columns stand, and the room beyond the last one, in columns."""
CHARACTER = 6.4
"""Pixels a character takes, on average."""


def map_drawing(
    argument: Argument,
    labels: Mapping[str, Label],
    footings: Mapping[str, Footing],
    mode: Mode,
    room: Room | None,
    certain: Mapping[str, str] = NOBODY,
) -> Drawing:
    """The map as a picture: claims on the left without their words, in three ranks, conclusions to the right.

    ``labels`` and ``footings`` say how claims and conclusions stand. Each mark carries its id as customdata.
    ``certain``: what is said of the certainty of verdicts, by claim. Without a room, for a frame of any width, it takes
    that of a narrow one.
    """
    room = room or NARROW
    palette = PALETTES[mode]
    by_column = places(argument)
    names = sorted((n for n, (column, _) in by_column.items() if column == 0), key=lambda name: by_column[name][1])
    ranked = {name: (RANK * (i % RANKS), by_column[name][1]) for i, name in enumerate(names)}
    # The first conclusions are many and need the room to the right of them; later ones are few.
    at = {n: (COLUMNS[min(c, 3)] + max(c - 3, 0), y) for n, (c, y) in by_column.items()} | ranked
    last = max(x for x, _ in at.values())
    claims = [name for name in at if name in labels]
    concluded = [
        (*at[c], c, f"{wrapped(f.conclusion.conclusion, 44)}<br><i>{f.standing}</i>") for c, f in footings.items()
    ]
    return Drawing(
        "How the argument fits together",
        "Full lines support, broken lines attack. Marks show verdicts and how conclusions stand.",
        [
            *(
                _edges([x for x in argument.links.rows if x.relation == relation], at, colour, dash)
                for relation, colour, dash in (("supports", palette.accent, "solid"), ("attacks", palette.contrast, "dash"))
            ),
            _marks(
                [(*at[c], c, _claim_hover(c, argument, labels[c], certain.get(c, ""))) for c in claims],
                palette, 10,
            ),
            _marks(concluded, palette, 16),
        ],
        {
            "hovermode": "closest",
            "clickmode": "event+select",
            "xaxis": {"visible": False, "range": [-0.08, last + BEYOND]},
            "yaxis": {"tickvals": [], "showgrid": False, "zeroline": False, "range": [1.01, -0.01], "automargin": False},
        },
        shapes=[
            *(shape for c in claims for shape in signs.shapes(MARKS[labels[c]].sign, *at[c], 12, MARKS[labels[c]].colour(mode))),
            *(shape for c, f in footings.items()
              for shape in signs.shapes(STANDINGS[f.standing].sign, *at[c], 15, STANDINGS[f.standing].colour(mode))),
        ],
        notes=[
            {"x": at[c][0], "y": at[c][1], "xref": "x", "yref": "y", "xanchor": "left", "xshift": 10, "showarrow": False,
             "align": "left", "text": wrapped(f.conclusion.conclusion, _wide(at[c][0], last, room)), "bgcolor": palette.paper,
             "font": {"size": 12, "color": palette.ink}, "captureevents": False}
            for c, f in footings.items()
        ],
        above=8, below=12, right=8, height=room.height - 20,
    )  # fmt: skip


def _wide(x: float, last: float, room: Room) -> int:
    """Characters a line between a conclusion at ``x`` and the next column."""
    ends = min((column for column in (*COLUMNS, last) if column > x), default=last + BEYOND)
    return int(((ends - x) / (last + BEYOND + 0.05) * room.width - 34) / CHARACTER)


def places(argument: Argument) -> dict[str, tuple[int, float]]:
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
    found: dict[str, tuple[int, float]] = {}
    for column in sorted(set(columns.values())):
        inside = sorted((n for n in columns if columns[n] == column), key=order.__getitem__)
        found |= {name: (column, (i + 0.5) / len(inside)) for i, name in enumerate(inside)}
    return found


def _edges(links: list[Link], at: dict[str, tuple[float, float]], colour: str, dash: str) -> dict[str, Any]:
    ends = [(at[x.premise], at[x.conclusion]) for x in links]
    return {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip", "opacity": 0.55,
        "x": [v for a, b in ends for v in (a[0], b[0], None)], "y": [v for a, b in ends for v in (a[1], b[1], None)],
        "line": {"color": colour, "width": 0.8, "dash": dash},
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
