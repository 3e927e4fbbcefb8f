"""The scoreboard: how each verdict would be spread under all declared choices, the firmest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from charts.panel import title
from charts.text import escaped, lines, wrapped
from charts.theme import MARKS, PALETTES, SUBTITLE_WIDTH, Mode, layout
from verdicts.multiverse import Multiverse
from verdicts.verdict import LABELS, SCALE

LEFT = 190
"""Room for the names of claims, in pixels."""
ROW = 19
"""Height of a claim, in pixels."""


def scoreboard_figure(multiverses: Sequence[Multiverse], mode: Mode = "light") -> dict[str, Any]:
    """A plotly figure (a plain dict): a bar a claim, a stretch a verdict, the headline's framed."""
    palette = PALETTES[mode]
    rows = sorted(multiverses, key=lambda m: (m.robustness, m.same_side))
    names = [escaped(m.claim.id) for m in rows]
    subtitle = wrapped(
        "Share of all combinations of choices with each verdict. Framed: the verdict as the rules were written.",
        SUBTITLE_WIDTH,
    )
    above = 42 + 17 * lines(subtitle)
    bars = []
    for label in (*SCALE, *(x for x in LABELS if x not in SCALE)):
        shares = [m.shares.get(label, 0.0) for m in rows]
        if any(shares):
            bars.append({
                "type": "bar", "orientation": "h", "name": label, "y": list(range(len(rows))), "x": [100 * s for s in shares],
                "customdata": [m.claim.id for m in rows],
                "text": [_hover(m, label) for m in rows], "textposition": "none", "hovertemplate": "%{text}<extra></extra>",
                "marker": {
                    "color": MARKS[label].colour(mode),
                    "line": {"color": palette.ink, "width": [2 if m.headline == label else 0 for m in rows]},
                },
            })  # fmt: skip
    return {
        "data": bars,
        "layout": layout(
            palette,
            height=ROW * max(len(rows), 3) + above + 40,
            title=title("How firm is each verdict?", subtitle, palette),
            margin={"t": above + 22, "b": 8, "l": LEFT, "r": 8},
            barmode="stack",
            bargap=0.28,
            xaxis={"range": [0, 100], "ticksuffix": " %", "dtick": 25, "side": "top", "zeroline": False},
            yaxis={"tickvals": list(range(len(rows))), "ticktext": names, "range": [-0.6, max(len(rows), 3) - 0.4],
                   "tickfont": {"size": 10.5, "color": palette.ink}, "showgrid": False, "zeroline": False, "automargin": False},
            clickmode="event+select",
        ),
    }  # fmt: skip


def _hover(multiverse: Multiverse, label: str) -> str:
    claim = wrapped(multiverse.claim.claim, 44)
    return f"{claim}<br><i>{label}: {100 * multiverse.shares.get(label, 0.0):.1f} % of {multiverse.size:,}</i>"
