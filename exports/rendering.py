"""What is asked of the renderer, what comes of it, and what can go wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

Format = Literal["png", "edit.svg", "svg", "pdf"]
"""Each is the ending of its file."""
EDITABLE: Format = "edit.svg"
"""For programs that draw: in a common typeface, each line of text at a place of its own."""

SCRIPTS = Path(__file__).parent / "scripts"
"""What runs in browsers to make files of drawings."""


class Reason(str):
    """Why something could not be drawn: a sentence for anybody, readers of an address too.

    ``detail`` says the same to the log and to whoever runs the browser: what it names, paths among it, is not for readers.
    """

    detail: str

    def __new__(cls, said: str = "", detail: str = "") -> Reason:
        reason = super().__new__(cls, said)
        reason.detail = detail or said
        return reason


NOTHING = Reason()


class NotDrawn(Exception):
    """Something could not be drawn; what it says is for anybody."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason if isinstance(reason, Reason) else Reason(reason)


class NoBrowser(NotDrawn):
    """There is no browser to draw with; the message says what to do."""


class RenderFailed(NotDrawn):
    """A picture could not be drawn."""


class Busy(Exception):
    """Too many pictures are waiting."""

    def __init__(self, retry_after: int) -> None:
        """``retry_after``: seconds until it is worth asking again."""
        super().__init__(f"Too many pictures are waiting to be drawn. Try again in {retry_after} seconds.")
        self.retry_after = retry_after

    def __reduce__(self) -> tuple[type[Busy], tuple[int]]:
        return Busy, (self.retry_after,)


class Job(NamedTuple):
    """One picture to make: a plotly figure (a plain dict) with width and height, under the caller's own name."""

    name: str
    chart: dict[str, Any]
    format: Format = "png"
    scale: float = 1


class HowFar(NamedTuple):
    """How far many pictures are."""

    made: int
    of: int
    """How many there will be; 0 where none has been begun."""


Tell = Callable[[HowFar], None]
"""Is told how far many pictures are, after each of them."""


def nobody(_: HowFar) -> None:
    """Is told, and tells nobody."""


@dataclass(frozen=True)
class Made:
    """What became of a job: the file's bytes, or why there are none."""

    job: Job
    data: bytes = b""
    error: Reason = NOTHING
