"""A chart before it is framed: marks, axes and texts, in coordinates of its own plot.

A page frames it for a phone (the builders' ``*_chart``), charts/framed.py for a picture of a fixed size.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Drawing:
    """``shapes`` and ``notes`` are plotly's; what they place on "paper" is placed on the plot, from 0 to 1."""

    head: str
    """The title, and below it what is measured in which unit; neither wrapped nor escaped."""
    subtitle: str
    data: list[dict[str, Any]]
    axes: dict[str, Any]
    """Plotly's ``xaxis``, ``yaxis`` and so on; beside them what else of the layout belongs to the drawing (``barmode``)."""
    shapes: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    above: int = 0
    """Room that labels need around the plot, in pixels at the size of type of pages; a framed picture enlarges it with the type."""
    below: int = 0
    left: int = 0
    right: int = 0
    height: int = 0
    """Height of the plot on a page, in pixels."""
    under: tuple[str, ...] = ()
    """Sentences that stand under the chart: what lies outside it, what its bars and dots are."""

    @property
    def said(self) -> str:
        """What is measured, and what stands under the chart, as one text for a picture."""
        subtitle = self.subtitle if not self.under or self.subtitle.endswith(".") else f"{self.subtitle}."
        return " ".join((subtitle, *self.under))


class Caption(NamedTuple):
    """The words around a chart on a page, as plain text."""

    head: str
    """What was found, as a sentence without its stop."""
    subtitle: str
    """What is measured, its unit, and from when to when."""
    under: tuple[str, ...]
    """Sentences under the chart: what lies outside it, what its marks are."""
    source: str = ""
    """Publisher, edition and licence in a line."""


class Room(NamedTuple):
    """What the frame of a picture gives a drawing, in pixels at the size of type of pages."""

    width: int
    height: int
