"""What is asked of the renderer, what comes of it, and what can go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Format = Literal["png", "svg", "pdf"]


class NoBrowser(Exception):
    """There is no browser to draw with; the message says what to do."""


class RenderFailed(Exception):
    """A picture could not be drawn."""


class Busy(Exception):
    """Too many pictures are waiting."""

    def __init__(self, retry_after: int) -> None:
        """``retry_after``: seconds until it is worth asking again."""
        super().__init__(f"Too many pictures are waiting to be drawn. Try again in {retry_after} seconds.")
        self.retry_after = retry_after


class Job(NamedTuple):
    """One picture to make: a plotly figure (a plain dict) with width and height, under the caller's own name."""

    name: str
    chart: dict[str, Any]
    format: Format = "png"
    scale: float = 1


@dataclass(frozen=True)
class Made:
    """What became of a job: the file's bytes, or why there are none."""

    job: Job
    data: bytes = b""
    error: str = ""
