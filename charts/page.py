"""A drawing framed for a page: without words, which the page writes around it as HTML."""

from __future__ import annotations

from typing import Any

from charts.drawing import Caption, Drawing
from charts.theme import Palette, layout


def on_page(drawing: Drawing, palette: Palette, said: Caption | None = None) -> dict[str, Any]:
    """A plotly figure (a plain dict); what is to stand above and below it is in ``layout.meta``: a :class:`Caption` as a dict.

    ``said``: the words, where they are others than the drawing's own.
    """
    words = said or Caption(drawing.head, drawing.subtitle, drawing.under)
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
            meta=words._asdict(),
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
