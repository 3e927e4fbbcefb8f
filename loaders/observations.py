"""The one type every source ends in: observations, with where they came from.

A frame of observations has the columns of :data:`COLUMNS`: one figure a row, in the unit of its indicator, dated by
the last day of its period. ``status`` is empty for a figure as published, else one of :data:`STATUSES`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Protocol

import numpy as np
import pandas as pd

COLUMNS = ("indicator", "entity", "counterpart", "date", "value", "status")
STATUSES = ("", "estimate", "provisional", "projection")


@dataclass(frozen=True)
class Provenance:
    """Where the figures of one indicator come from, and how."""

    indicator: str
    source: str
    state: str
    """``bundled`` with the project, or ``stored``: retrieved since, by a refresh or from a file."""
    edition: str
    published: dt.date
    retrieved: dt.date
    file: str
    """Name of the publisher's file or series the figures were read from."""
    found_at: str
    """The public repository our copy of the file was taken from; empty if from the publisher."""
    sha256: str
    """Hash of that file, so that anyone who has it can tell it is the same."""
    observations: int
    first: dt.date
    last: dt.date
    doubt: str = ""
    corrections: tuple[str, ...] = ()


def extent(frame: pd.DataFrame) -> dict[str, Any]:
    """How many figures a frame has and from when to when (projections aside), as :class:`Provenance` names them."""
    firm = frame.loc[frame["status"] != "projection", "date"]
    return {"observations": len(frame), "first": frame["date"].min().date(), "last": firm.max().date()}


class Line(NamedTuple):
    """The figures of one entity (and counterpart): ascending dates (datetime64[D]) and as many values."""

    dates: np.ndarray
    values: np.ndarray


EMPTY = Line(np.array([], "datetime64[D]"), np.array([], float))


class Edition(Protocol):
    """Figures of one source as they were retrieved at one moment, read when they are asked for."""

    def retrieved(self, indicator: str) -> dt.date | None:
        """The day on which its figures of an indicator were in hand; None if it is known to have none."""
        ...

    def observations(self) -> Observations: ...


@dataclass(frozen=True, eq=False)
class Observations:
    """A frame of observations, indexed for quick look-up, with the provenance of each indicator in it."""

    frame: pd.DataFrame
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    editions: Mapping[str, tuple[Edition, ...]] = field(default_factory=dict)
    """By source, oldest first, the editions in hand of sources that have more than one."""

    def edition(self, indicator: str, day: dt.date) -> tuple[Observations, bool]:
        """The edition nearest to what was known of an indicator on a day, and whether it was in hand by then.

        That is the last one retrieved by that day; the first one, where all came later.
        """
        provenance = self.provenance.get(indicator)
        if provenance is None:
            return self, False
        editions = self.editions.get(provenance.source, ())
        dated = [(at, edition) for edition in reversed(editions) if (at := edition.retrieved(indicator))]
        # Days first, so that an edition is read only if it may be the one. Of those of one day the last counts.
        for at, edition in sorted(dated, key=lambda pair: pair[0], reverse=True):
            if at <= day and indicator in edition.observations().provenance:
                return edition.observations(), True
        # The bundled one comes first, even if a vintage was retrieved before it.
        for edition in editions:
            if edition.retrieved(indicator) and indicator in edition.observations().provenance:
                return edition.observations(), False
        return self, provenance.retrieved <= day

    def part(self, indicator: str) -> pd.DataFrame:
        """The rows of one indicator."""
        return self.frame[self.frame["indicator"] == indicator]

    @cached_property
    def _lines(self) -> dict[tuple[str, str, str], Line]:
        return _index(self.frame[self.frame["status"] != "projection"])

    @cached_property
    def _projected(self) -> dict[tuple[str, str, str], Line]:
        return _index(self.frame[self.frame["status"] == "projection"])

    @cached_property
    def _statuses(self) -> dict[tuple[str, str, str], dict[np.datetime64, str]]:
        marked = self.frame[self.frame["status"] != ""]
        found: dict[tuple[str, str, str], dict[np.datetime64, str]] = {}
        texts = (marked[name].astype(str) for name in ("indicator", "entity", "counterpart", "status"))
        days = marked["date"].to_numpy().astype("datetime64[D]")
        for indicator, entity, counterpart, status, day in zip(*texts, days, strict=True):
            found.setdefault((indicator, entity, counterpart), {})[day] = status
        return found

    def statuses(self, indicator: str, entity: str, counterpart: str = "") -> dict[np.datetime64, str]:
        """What the source itself marks: the dates of its estimates, provisional figures and projections."""
        return self._statuses.get((indicator, entity, counterpart), {})

    def line(self, indicator: str, entity: str, counterpart: str = "") -> Line:
        """The figures themselves, projections left out. Empty when there are none."""
        return self._lines.get((indicator, entity, counterpart), EMPTY)

    def projected(self, indicator: str, entity: str, counterpart: str = "") -> Line:
        """The projections of a source, for drawing only: they never decide."""
        return self._projected.get((indicator, entity, counterpart), EMPTY)

    def names(self) -> tuple[tuple[str, str, str], ...]:
        """Indicator, entity and counterpart of every line."""
        return tuple(self._lines)

    @cached_property
    def latest_retrieval(self) -> dt.date | None:
        """The day the newest of these figures was retrieved: what 'now' can mean for them. None without figures."""
        return max((p.retrieved for p in self.provenance.values()), default=None)


def _index(frame: pd.DataFrame) -> dict[tuple[str, str, str], Line]:
    """Split a frame into lines, assuming nothing of its order."""
    if frame.empty:
        return {}
    frame = frame.sort_values(["indicator", "entity", "counterpart", "date"], kind="stable")
    keys = [frame[c].astype(str).to_numpy() for c in ("indicator", "entity", "counterpart")]
    dates = frame["date"].to_numpy().astype("datetime64[D]")
    values = frame["value"].to_numpy(float)
    changed = np.zeros(len(frame), bool)
    changed[0] = True
    for key in keys:
        changed[1:] |= key[1:] != key[:-1]
    starts = np.flatnonzero(changed)
    ends = np.append(starts[1:], len(frame))
    return {
        (keys[0][a], keys[1][a], keys[2][a]): Line(dates[a:b], values[a:b]) for a, b in zip(starts, ends, strict=True)
    }
