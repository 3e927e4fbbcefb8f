"""The scoreboard: how each verdict would be spread under all declared choices, the firmest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from charts.drawing import Drawing, Room
from charts.page import on_page
from charts.text import escaped, wrapped
from charts.theme import MARKS, PALETTES, WORST_TO_BEST, Mode, layout
from verdicts.multiverse import Multiverse
from verdicts.rule import Label

LEFT = 200
"""Room for the names of claims, in pixels."""
RIGHT = 26
ROW = 19
"""Height of a claim, in pixels."""


def scoreboard_chart(multiverses: Sequence[Multiverse], mode: Mode = "light") -> dict[str, Any]:
    """A plotly figure (a plain dict) for a page: a bar a claim, a stretch a verdict, a mark on the headline's."""
    return on_page(scoreboard_drawing(multiverses, mode), PALETTES[mode], over=42)


def scoreboard_drawing(multiverses: Sequence[Multiverse], mode: Mode = "light", room: Room | None = None) -> Drawing:
    """A bar a claim, a stretch a verdict, a mark on the headline's; given a room, in two columns that fill it."""
    palette = PALETTES[mode]
    rows = sorted(multiverses, key=lambda m: (m.robustness, m.same_side))
    columns = 1 if room is None else 2
    each = -(-len(rows) // columns) or 1
    parts = [rows[max(len(rows) - each * (i + 1), 0) : len(rows) - each * i] for i in range(columns)]
    gap = 0.0 if room is None else (LEFT + RIGHT) / (room.width - LEFT - RIGHT)
    broad = (1 - gap * (columns - 1)) / columns
    data: list[dict[str, Any]] = []
    axes: dict[str, Any] = {"barmode": "stack", "bargap": 0.28, "clickmode": "event+select"}
    axis = layout(palette)["xaxis"]
    for i, part in enumerate(parts):
        number = str(i + 1) if i else ""
        top = len(part) if columns > 1 else max(len(part), 3)
        on = {"xaxis": f"x{number}", "yaxis": f"y{number}"} if i else {}
        data += [{**bar, **on} for bar in _bars(part, mode)]
        across = (
            {"domain": [i * (broad + gap), i * (broad + gap) + broad], "anchor": f"y{number}"} if columns > 1 else {}
        )
        axes[f"xaxis{number}"] = {
            **(axis if i else {}), **across,
            "range": [0, 100], "ticksuffix": " %", "dtick": 25, "side": "top", "zeroline": False,
        }  # fmt: skip
        axes[f"yaxis{number}"] = {
            **(axis if i else {}), **({"anchor": f"x{number}"} if columns > 1 else {}),
            "tickvals": list(range(len(part))), "ticktext": [escaped(m.claim.id) for m in part], "range": [top - max(each, 3) - 0.6, top - 0.4],
            "tickfont": {"size": 11.5, "color": palette.ink}, "ticklabelstandoff": 5, "showgrid": False, "zeroline": False, "automargin": False,
        }  # fmt: skip
    above, below = 22, 8
    return Drawing(
        "How firm is each verdict?",
        "Share of all combinations of choices with each verdict. The mark shows the verdict as the rules were written.",
        data,
        axes,
        above=above,
        below=below,
        left=LEFT,
        right=RIGHT,
        height=ROW * max(len(rows), 3) + 10 if room is None else room.height - above - below,
    )


def _bars(rows: Sequence[Multiverse], mode: Mode) -> list[dict[str, Any]]:
    """The stretches of a column of bars, and the marks on them."""
    palette = PALETTES[mode]
    bars = []
    for label in WORST_TO_BEST:
        shares = [m.shares.get(label, 0.0) for m in rows]
        if any(shares):
            bars.append({
                "type": "bar", "orientation": "h", "name": label, "y": list(range(len(rows))), "x": [100 * s for s in shares],
                "customdata": [m.claim.id for m in rows],
                "text": [_hover(m, label) for m in rows], "textposition": "none", "hovertemplate": "%{text}<extra></extra>",
                "marker": {
                    "color": MARKS[label].colour(mode),
                    "line": {"color": palette.paper, "width": 1},
                },
            })  # fmt: skip
    headlines = {
        "type": "scatter", "mode": "markers", "x": [_middle(m) for m in rows], "y": list(range(len(rows))),
        "text": [_hover(m, m.headline) for m in rows], "hovertemplate": "%{text}<extra></extra>",
        "customdata": [m.claim.id for m in rows],
        "marker": {"symbol": [MARKS[m.headline].shape for m in rows], "size": 9, "color": palette.paper,
                   "line": {"color": palette.ink, "width": 1}},
    }  # fmt: skip
    return [*bars, headlines]


def _middle(multiverse: Multiverse) -> float:
    """The middle of the headline's stretch, in per cent."""
    before = sum(
        multiverse.shares.get(label, 0.0) for label in WORST_TO_BEST[: WORST_TO_BEST.index(multiverse.headline)]
    )
    return 100 * (before + multiverse.robustness / 2)


def _hover(multiverse: Multiverse, label: Label) -> str:
    claim = wrapped(multiverse.claim.claim, 44)
    return f"{claim}<br><i>{label}: {100 * multiverse.shares.get(label, 0.0):.1f} % of {multiverse.size:,}</i>"
