"""What moved from one edition of a source's figures to the next: figures added, revised, gone, marked otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    import pandas as pd

KEYS = ["entity", "counterpart", "date"]
SAME = 1e-9
"""Figures that differ by less than this part of them are the same: sums of floats are not exact to the last digit."""


class Revision(BaseModel):
    """One figure that was changed."""

    model_config = ConfigDict(frozen=True)

    entity: str
    counterpart: str
    date: str
    before: float
    after: float


class Move(BaseModel):
    """What moved in one indicator."""

    model_config = ConfigDict(frozen=True)

    indicator: str
    added: int
    revised: int
    gone: int
    marked: int = 0
    """Figures that are now marked otherwise: no longer a projection, or an estimate."""
    newest: str
    """The last period of the new edition, projections aside."""
    largest: Revision | None
    """The revision that is largest for its size."""

    def __bool__(self) -> bool:
        return bool(self.added or self.revised or self.gone or self.marked)


def move(indicator: str, before: pd.DataFrame | None, after: pd.DataFrame) -> Move:
    """Compare two editions of one indicator (columns entity, counterpart, date, value, status)."""
    newest = f"{after.loc[after['status'] != 'projection', 'date'].max():%Y-%m-%d}"
    if before is None:
        return Move(indicator=indicator, added=len(after), revised=0, gone=0, newest=newest, largest=None)
    both = _plain(before).merge(_plain(after), on=KEYS, how="outer", suffixes=("_before", "_after"), indicator=True)
    shared = both[both["_merge"] == "both"]
    old, new = shared["value_before"].to_numpy(float), shared["value_after"].to_numpy(float)
    size = np.maximum(np.abs(old), np.abs(new))
    relative = np.divide(np.abs(new - old), size, out=np.zeros_like(size), where=size > 0)
    revised = relative > SAME
    largest = None
    if revised.any():
        row = shared.iloc[int(np.argmax(relative))]
        largest = Revision(
            entity=row["entity"],
            counterpart=row["counterpart"],
            date=f"{row['date']:%Y-%m-%d}",
            before=row["value_before"],
            after=row["value_after"],
        )
    return Move(
        indicator=indicator,
        added=int((both["_merge"] == "right_only").sum()),
        revised=int(revised.sum()),
        gone=int((both["_merge"] == "left_only").sum()),
        marked=int((shared["status_before"] != shared["status_after"]).sum()),
        newest=newest,
        largest=largest,
    )


def moves(before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame]) -> tuple[Move, ...]:
    """What moved in each indicator of ``after`` that is not as it was."""
    found = (move(name, before.get(name), frame) for name, frame in after.items())
    return tuple(moved for moved in found if moved)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Keys of one type each, whatever the frame was read from."""
    kinds = {"entity": "str", "counterpart": "str", "date": "datetime64[s]", "value": "float64", "status": "str"}
    return frame[list(kinds)].astype(kinds)
