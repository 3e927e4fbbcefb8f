"""As of when: the day whose knowledge is used, and what was known on it.

A figure was known on a day if its period had ended and the publication lag of its indicator had passed. Figures in
hand are today's editions: a later revision of an old figure is not undone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from loaders.catalog import Catalog
from loaders.observations import Line, Observations

ARTICLE_DAY = dt.date(2025, 2, 17)
FIRST_DAY = dt.date(1990, 1, 1)
"""The earliest day a reader can ask about: few figures in hand are older."""


@dataclass(frozen=True)
class AsOf:
    """A day of knowledge. ``latest`` means: every figure in hand, whatever its usual lag."""

    day: dt.date
    latest: bool = False


def article() -> AsOf:
    return AsOf(ARTICLE_DAY)


def latest(observations: Observations) -> AsOf:
    """The day the newest figures in hand were retrieved; without any, the article's day."""
    return AsOf(observations.latest_retrieval or ARTICLE_DAY, latest=True)


def parse_as_of(text: str, observations: Observations) -> AsOf:
    """``article``, ``latest`` or a day. Raises ValueError saying what is allowed."""
    if text == "article":
        return article()
    if text == "latest":
        return latest(observations)
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a day. Give article, latest or a day such as 2024-06-30.") from None
    last = latest(observations).day
    if not FIRST_DAY <= day <= last:
        raise ValueError(f"{text} is not between {FIRST_DAY} and {last}, when the newest figures were retrieved.")
    return AsOf(day)


@dataclass(frozen=True)
class Knowledge:
    """Observations seen from a day: what a measure may look at."""

    observations: Observations
    catalog: Catalog
    as_of: AsOf

    def line(self, indicator: str, entity: str, counterpart: str = "") -> Line:
        """The figures known on the day. Empty when there were none."""
        line = self.observations.line(indicator, entity, counterpart)
        if self.as_of.latest or not len(line.dates):
            return line
        lag = self.catalog.indicator[indicator].lag_days
        known = np.searchsorted(line.dates, np.datetime64(self.as_of.day - dt.timedelta(days=lag)), side="right")
        return Line(line.dates[:known], line.values[:known])
