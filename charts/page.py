"""A drawing framed for a page: a title above it, and lines of text that fit a phone."""

from __future__ import annotations

from typing import Any

from charts.drawing import Drawing
from charts.text import lines, wrapped
from charts.theme import SUBTITLE_WIDTH, Palette, layout, title


def on_page(drawing: Drawing, palette: Palette, over: int) -> dict[str, Any]:
    """A plotly figure (a plain dict). ``over``: pixels for the title, beside those of the subtitle's lines."""
    subtitle = wrapped(drawing.subtitle, SUBTITLE_WIDTH)
    above = over + 17 * lines(subtitle)
    return {
        "data": drawing.data,
        "layout": layout(
            palette,
            height=drawing.height + above + drawing.above + drawing.below,
            title=title(drawing.head, subtitle, palette),
            margin={"t": above + drawing.above, "b": drawing.below, "l": drawing.left, "r": drawing.right},
            shapes=drawing.shapes,
            annotations=drawing.notes,
            **drawing.axes,
        ),
    }


def without_words(drawing: Drawing, palette: Palette, said: dict[str, Any]) -> dict[str, Any]:
    """A plotly figure for a page that has all words beside it, from ``layout.meta``: ``said`` as plain values."""
    return {
        "data": drawing.data,
        "layout": layout(
            palette,
            height=drawing.height + drawing.above + drawing.below + 4,
            margin={
                "t": drawing.above + 4,
                "b": drawing.below,
                "l": drawing.left,
                "r": drawing.right,
                "autoexpand": False,
            },
            shapes=drawing.shapes,
            annotations=drawing.notes,
            meta=said,
            **drawing.axes,
        ),
    }


def bare(drawing: Drawing, palette: Palette, typeface: str, meta: dict[str, Any]) -> dict[str, Any]:
    """A plotly figure as wide as the place it is put in, for a page that has all texts around it in words of its own."""
    return {
        "data": drawing.data,
        "layout": layout(
            palette,
            autosize=True,
            height=max(drawing.height, 340) + drawing.above + drawing.below,
            font={"family": typeface},
            hoverlabel={"font": {"family": typeface}},
            margin={"t": drawing.above + 8, "b": drawing.below, "l": drawing.left, "r": drawing.right},
            shapes=drawing.shapes,
            annotations=drawing.notes,
            meta=meta,
            **drawing.axes,
        ),
    }
