"""The one type every source ends in: observations, with where they came from.

A frame of observations has the columns of :data:`COLUMNS`: one figure a row, in the unit of its indicator, dated by
the last day of its period. ``status`` is empty for a figure as published, else one of :data:`STATUSES`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

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
    """``bundled``, ``stored`` or ``live``."""
    edition: str
    published: dt.date
    retrieved: dt.date
    file: str
    """Name of the publisher's file or series the figures were read from."""
    sha256: str
    """Hash of that file, so that anyone who has it can tell it is the same."""
    observations: int
    first: dt.date
    last: dt.date
    doubt: str = ""
    corrections: tuple[str, ...] = ()


class Line(NamedTuple):
    """The figures of one entity (and counterpart): ascending dates (datetime64[D]) and as many values."""

    dates: np.ndarray
    values: np.ndarray


EMPTY = Line(np.array([], "datetime64[D]"), np.array([], float))


@dataclass(frozen=True)
class Observations:
    """A frame of observations, indexed for quick look-up, with the provenance of each indicator in it."""

    frame: pd.DataFrame
    provenance: Mapping[str, Provenance] = field(default_factory=dict)

    @cached_property
    def _lines(self) -> dict[tuple[str, str, str], Line]:
        return _index(self.frame[self.frame["status"] != "projection"])

    @cached_property
    def _projected(self) -> dict[tuple[str, str, str], Line]:
        return _index(self.frame[self.frame["status"] == "projection"])

    @cached_property
    def _entities(self) -> dict[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], list[str]] = {}
        for indicator, entity, counterpart in self._lines:
            found.setdefault((indicator, counterpart), []).append(entity)
        return {key: tuple(entities) for key, entities in found.items()}

    def line(self, indicator: str, entity: str, counterpart: str = "") -> Line:
        """The figures themselves, projections left out. Empty when there are none."""
        return self._lines.get((indicator, entity, counterpart), EMPTY)

    def projected(self, indicator: str, entity: str, counterpart: str = "") -> Line:
        """The projections of a source, for drawing only: they never decide."""
        return self._projected.get((indicator, entity, counterpart), EMPTY)

    def names(self) -> tuple[tuple[str, str, str], ...]:
        """Indicator, entity and counterpart of every line."""
        return tuple(self._lines)

    def entities(self, indicator: str, counterpart: str = "") -> tuple[str, ...]:
        """Entities that have figures of the indicator (with that counterpart), in order."""
        return self._entities.get((indicator, counterpart), ())

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


def combine(*parts: Observations) -> Observations:
    """Several sources' observations as one. An indicator may stand in one part only: editions are never mixed."""
    seen: set[str] = set()
    for part in parts:
        twice = seen & set(part.provenance)
        if twice:
            raise ValueError(f"{', '.join(sorted(twice))} stands in two parts; one edition per series.")
        seen |= set(part.provenance)
    frame = (
        pd.concat([part.frame for part in parts], ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))
    )
    return Observations(frame, {k: v for part in parts for k, v in part.provenance.items()})
