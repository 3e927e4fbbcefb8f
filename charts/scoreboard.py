"""The scoreboard: how each verdict would be spread under all declared choices, the firmest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from charts.drawing import Drawing, Room
from charts.said import verdict_words
from charts.signs import shapes
from charts.text import escaped, wrapped
from charts.theme import MARKS, PALETTES, WORST_TO_BEST, Mode, Palette, bar_marker, layout
from verdicts.multiverse import Multiverse
from verdicts.rule import Label
from verdicts.verdict import Verdict
from verdicts.words import shortened

LEFT = 290
"""Room for the words of claims, in pixels."""
NAME = 46
"""Letters of a claim that fit there."""
RIGHT = 66
"""Room for how certain each is."""
ROW = 22
"""Height of a claim, in pixels."""


def scoreboard_drawing(verdicts: Sequence[Verdict], mode: Mode = "light", room: Room | None = None) -> Drawing:
    """A bar a claim, a stretch a verdict, a mark on the headline's; given a room, in two columns that fill it."""
    palette = PALETTES[mode]
    rows = sorted(verdicts, key=lambda v: (v.multiverse.robustness, v.multiverse.same_side))
    names = dict(zip((v.claim.id for v in rows), shortened([v.claim.claim for v in rows], NAME), strict=True))
    columns = 1 if room is None else 2
    each = -(-len(rows) // columns) or 1
    parts = [rows[max(len(rows) - each * (i + 1), 0) : len(rows) - each * i] for i in range(columns)]
    gap = 0.0 if room is None else (LEFT + RIGHT) / (room.width - LEFT - RIGHT)
    broad = (1 - gap * (columns - 1)) / columns
    data: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    signs: list[dict[str, Any]] = []
    axes: dict[str, Any] = {"barmode": "stack", "bargap": 0.28, "clickmode": "event+select"}
    axis = layout(palette)["xaxis"]
    for i, part in enumerate(parts):
        number = str(i + 1) if i else ""
        top = len(part) if columns > 1 else max(len(part), 3)
        on = {"xaxis": f"x{number}", "yaxis": f"y{number}"} if i else {}
        data += [{**bar, **on} for bar in _bars(part, mode)]
        notes += _certainties(part, number, palette)
        signs += _signs(part, number, mode)
        across = (
            {"domain": [i * (broad + gap), i * (broad + gap) + broad], "anchor": f"y{number}"} if columns > 1 else {}
        )
        axes[f"xaxis{number}"] = {
            **(axis if i else {}), **across,
            "range": [0, 100], "ticksuffix": "%", "dtick": 50, "side": "top", "zeroline": False,
        }  # fmt: skip
        axes[f"yaxis{number}"] = {
            **(axis if i else {}), **({"anchor": f"x{number}"} if columns > 1 else {}),
            "tickvals": list(range(len(part))), "ticktext": [escaped(names[v.claim.id]) for v in part], "range": [top - max(each, 3) - 0.6, top - 0.4],
            "tickfont": {"size": 12, "color": palette.ink}, "ticklabelstandoff": 5, "showgrid": False, "zeroline": False, "automargin": False,
        }  # fmt: skip
    above, below = 22, 8
    return Drawing(
        "How firm is each verdict?",
        "Share of all combinations of choices with each verdict. The mark shows the verdict, the word behind the bar how certain it is.",
        data,
        axes,
        signs,
        notes,
        above=above,
        below=below,
        left=LEFT,
        right=RIGHT,
        height=ROW * max(len(rows), 3) + 10 if room is None else room.height - above - below,
    )


def _certainties(rows: Sequence[Verdict], number: str, palette: Palette) -> list[dict[str, Any]]:
    """How certain each verdict is, in a word at the end of its bar."""
    return [
        {"xref": f"x{number}", "yref": f"y{number}", "x": 100, "y": y, "xanchor": "left", "xshift": 5, "yanchor": "middle", "showarrow": False,
         "text": verdict.certainty.degree, "font": {"size": 12, "color": palette.muted}}
        for y, verdict in enumerate(rows)
        if verdict.certainty
    ]  # fmt: skip


def _signs(rows: Sequence[Verdict], number: str, mode: Mode) -> list[dict[str, Any]]:
    """The sign of each headline on its stretch."""
    return [
        shape
        for y, verdict in enumerate(rows)
        for mark in (MARKS[verdict.label],)
        for shape in shapes(
            mark.sign, _middle(verdict.multiverse), y, 8.5, mark.colour(mode), f"x{number}", f"y{number}"
        )
    ]


def _bars(rows: Sequence[Verdict], mode: Mode) -> list[dict[str, Any]]:
    """The stretches of a column of bars, and the marks on them."""
    palette = PALETTES[mode]
    bars = []
    for label in WORST_TO_BEST:
        shares = [v.multiverse.shares.get(label, 0.0) for v in rows]
        if any(shares):
            bars.append({
                "type": "bar", "orientation": "h", "name": label, "y": list(range(len(rows))), "x": [100 * s for s in shares],
                "customdata": [v.claim.id for v in rows],
                "text": [_hover(v, label) for v in rows], "textposition": "none", "hovertemplate": "%{text}<extra></extra>",
                "marker": bar_marker(MARKS[label], mode),
            })  # fmt: skip
    headlines = {
        "type": "scatter", "mode": "markers", "x": [_middle(v.multiverse) for v in rows], "y": list(range(len(rows))),
        "text": [_hover(v, v.label) for v in rows], "hovertemplate": "%{text}<extra></extra>",
        "customdata": [v.claim.id for v in rows],
        "marker": {"symbol": "circle", "size": 15, "color": palette.paper, "line": {"color": palette.ink, "width": 1}},
    }  # fmt: skip
    return [*bars, headlines]


def _middle(multiverse: Multiverse) -> float:
    """The middle of the headline's stretch, in per cent; of one that the choices have lowered, that of the full one too."""
    before = sum(
        multiverse.shares.get(label, 0.0) for label in WORST_TO_BEST[: WORST_TO_BEST.index(multiverse.headline)]
    )
    return 100 * (before + multiverse.shares.get(multiverse.headline, 0.0) / 2)


def _hover(verdict: Verdict, label: Label) -> str:
    claim, of = wrapped(verdict.claim.claim, 44), verdict.multiverse
    share = f"{label}: {100 * of.shares.get(label, 0.0):.1f}% of {of.size:,}"
    return f"{claim}<br><i>{wrapped(verdict_words(verdict), 44)}</i><br>{share}"
