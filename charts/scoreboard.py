"""The scoreboard: how each verdict would be spread under all declared choices, the firmest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from charts.text import escaped, lines, wrapped
from charts.theme import MARKS, PALETTES, SUBTITLE_WIDTH, Mode, layout, title
from verdicts.multiverse import Multiverse
from verdicts.verdict import LABELS, SCALE

LEFT = 200
"""Room for the names of claims, in pixels."""
ORDER = (*SCALE, *(label for label in LABELS if label not in SCALE))
"""Stretches of a bar from left to right."""
ROW = 19
"""Height of a claim, in pixels."""


def scoreboard_figure(multiverses: Sequence[Multiverse], mode: Mode = "light") -> dict[str, Any]:
    """A plotly figure (a plain dict): a bar a claim, a stretch a verdict, a mark on the headline's."""
    palette = PALETTES[mode]
    rows = sorted(multiverses, key=lambda m: (m.robustness, m.same_side))
    names = [escaped(m.claim.id) for m in rows]
    subtitle = wrapped(
        "Share of all combinations of choices with each verdict. The mark shows the verdict as the rules were written.",
        SUBTITLE_WIDTH,
    )
    above = 42 + 17 * lines(subtitle)
    bars = []
    for label in ORDER:
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
    return {
        "data": [*bars, headlines],
        "layout": layout(
            palette,
            height=ROW * max(len(rows), 3) + above + 40,
            title=title("How firm is each verdict?", subtitle, palette),
            margin={"t": above + 22, "b": 8, "l": LEFT, "r": 26},
            barmode="stack",
            bargap=0.28,
            xaxis={"range": [0, 100], "ticksuffix": " %", "dtick": 25, "side": "top", "zeroline": False},
            yaxis={"tickvals": list(range(len(rows))), "ticktext": names, "range": [-0.6, max(len(rows), 3) - 0.4],
                   "tickfont": {"size": 11.5, "color": palette.ink}, "ticklabelstandoff": 5, "showgrid": False, "zeroline": False, "automargin": False},
            clickmode="event+select",
        ),
    }  # fmt: skip


def _middle(multiverse: Multiverse) -> float:
    """The middle of the headline's stretch, in per cent."""
    before = sum(multiverse.shares.get(label, 0.0) for label in ORDER[: ORDER.index(multiverse.headline)])
    return 100 * (before + multiverse.robustness / 2)


def _hover(multiverse: Multiverse, label: str) -> str:
    claim = wrapped(multiverse.claim.claim, 44)
    return f"{claim}<br><i>{label}: {100 * multiverse.shares.get(label, 0.0):.1f} % of {multiverse.size:,}</i>"
