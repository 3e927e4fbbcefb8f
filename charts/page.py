"""A drawing framed for a page: a title above it, and lines of text that fit a phone."""

from __future__ import annotations

from typing import Any

from charts.drawing import Drawing
from charts.text import lines, wrapped
from charts.theme import SUBTITLE_WIDTH, Palette, layout, title


def on_page(drawing: Drawing, palette: Palette, over: int) -> dict[str, Any]:
    """A plotly figure (a plain dict). ``over``: pixels for the title, before the lines of the subtitle are counted."""
    subtitle = wrapped(drawing.subtitle, SUBTITLE_WIDTH)
    above = over + 17 * lines(subtitle)
    return {
        "data": drawing.data,
        "layout": layout(
            palette,
            height=drawing.height + above + drawing.below,
            title=title(drawing.head, subtitle, palette),
            margin={"t": above + drawing.above, "b": drawing.below, "l": drawing.left, "r": drawing.right},
            shapes=drawing.shapes,
            annotations=drawing.notes,
            **drawing.axes,
        ),
    }
