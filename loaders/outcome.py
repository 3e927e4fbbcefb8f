"""What came of bringing a source up to date, as a plain value: to show it takes neither store nor network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from loaders.breaker import Problem
from loaders.dated import Name
from loaders.moves import Move

Status = Literal["moved", "unchanged", "partly", "failed", "busy", "waiting", "done"]
"""``partly``: some series came; ``waiting``: the breaker is open; ``done``: another process has just asked."""


@dataclass(frozen=True)
class Outcome:
    """What came of bringing one source up to date."""

    source: str
    status: Status
    moves: tuple[Move, ...] = ()
    problems: Mapping[str, Problem] = field(default_factory=dict)
    vintage: Name | None = None
    """The new vintage, where one was kept."""
    former: Name | None = None
    """The one before it; None where the bundled figures were in use."""
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By indicator, names of the source that are unknown here: their rows were left out of what came."""

    @property
    def failed(self) -> bool:
        return bool(self.problems)


def left_out_words(names: Iterable[str]) -> str:
    """That rows of unknown names were left out, as a sentence; empty if there are none."""
    said = ", ".join(names)
    if not said:
        return ""
    return f"Rows of {said} were left out: no state or group is known here by that name. Sums over groups lack them."
