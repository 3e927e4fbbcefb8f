"""As of when: the day whose knowledge is used, and what was known on it.

What was known on a day is the last edition of an indicator that had been published by then (of one in the store:
retrieved). Where none is in hand, or one that is not in hand must have come out since, it is the next edition, cut by the
publication lag: a figure was known if its period had ended and the lag of its indicator had passed. A revision between
that day and that edition cannot be undone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from loaders.catalog import Catalog
from loaders.observations import Line, Observations, Provenance

FIRST_DAY = dt.date(1990, 1, 1)
"""The earliest day a reader can ask about: few figures in hand are older."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""The one form of a day: Python's parser takes weeks and days without hyphens too."""


@dataclass(frozen=True)
class AsOf:
    """A day of knowledge, and the day the article was written: together they say what it could not know.

    ``latest`` means: every figure in hand, whatever its usual lag.
    """

    day: dt.date
    written: dt.date
    latest: bool = False

    @property
    def at_publication(self) -> AsOf:
        """The day of the article itself."""
        return article(self.written)


def article(written: dt.date) -> AsOf:
    """As of the article."""
    return AsOf(written, written)


def latest(observations: Observations, written: dt.date) -> AsOf:
    """The day the newest figures in hand were retrieved; without any, the article's day."""
    return AsOf(observations.latest_retrieval or written, written, latest=True)


def parse_as_of(text: str, observations: Observations, written: dt.date) -> AsOf:
    """``article``, ``latest`` or a day. Raises ValueError saying what is allowed."""
    if text == "article":
        return article(written)
    if text == "latest":
        return latest(observations, written)
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a day. Give article, latest or a day such as 2024-06-30.") from None
    last = latest(observations, written).day
    if not FIRST_DAY <= day <= last:
        raise ValueError(f"{text} is not between {FIRST_DAY} and {last}, when the newest figures were retrieved.")
    return AsOf(day, written)


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Observations seen from a day: what a measure may look at."""

    observations: Observations
    catalog: Catalog
    as_of: AsOf

    @cached_property
    def _lines(self) -> dict[tuple[str, str, str], Line]:
        return {}

    @cached_property
    def _counterparts(self) -> dict[str, dict[str, set[str]]]:
        return {}

    @cached_property
    def _editions(self) -> dict[str, tuple[Observations, bool]]:
        return {}

    @cached_property
    def at_publication(self) -> Knowledge:
        """What was known on the article's day."""
        return Knowledge(self.observations, self.catalog, self.as_of.at_publication)

    @cached_property
    def kept(self) -> dict[object, Any]:
        """What measures have worked out from these figures, by what was asked for: choices and comparables share much of it."""
        return {}

    def edition(self, indicator: str) -> tuple[Observations, bool]:
        """The edition of an indicator's figures that is looked at, and whether it was known on the day."""
        if self.as_of.latest:
            return self.observations, True
        if indicator not in self._editions:
            lag = self.catalog.indicator[indicator].lag_days
            self._editions[indicator] = self.observations.edition(indicator, self.as_of.day, lag)
        return self._editions[indicator]

    def provenance(self, indicator: str) -> Provenance | None:
        """Where the figures come from that are looked at; None without any."""
        return self.edition(indicator)[0].provenance.get(indicator)

    def unit(self, indicator: str) -> str:
        """The unit of the figures that are looked at."""
        found = self.provenance(indicator)
        return (found.unit if found else "") or self.catalog.indicator[indicator].unit

    def counterparts(self, indicator: str, entity: str) -> Set[str]:
        """The other sides that an entity has figures with in the edition that is looked at."""
        if indicator not in self._counterparts:
            found: dict[str, set[str]] = {}
            for one, other in self.edition(indicator)[0].sides_of(indicator):
                found.setdefault(one, set()).add(other)
            self._counterparts[indicator] = found
        return self._counterparts[indicator].get(entity, set())

    def line(self, indicator: str, entity: str, counterpart: str = "") -> Line:
        """The figures known on the day. Empty when there were none."""
        asked = (indicator, entity, counterpart)
        if asked not in self._lines:
            self._lines[asked] = self._line(*asked)
        return self._lines[asked]

    def _line(self, indicator: str, entity: str, counterpart: str) -> Line:
        edition, known_then = self.edition(indicator)
        line = edition.line(indicator, entity, counterpart)
        if self.as_of.latest or not len(line.dates):
            return line
        # An edition that was out by then may still have later periods: members of an alliance are counted by us.
        lag = 0 if known_then else self.catalog.indicator[indicator].lag_days
        known = np.searchsorted(line.dates, np.datetime64(self.as_of.day - dt.timedelta(days=lag)), side="right")
        return Line(line.dates[:known], line.values[:known])
