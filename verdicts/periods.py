"""Time as series have it: windows, numbered periods, trailing means."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from loaders.observations import EMPTY, Line
from verdicts.arrays import Dates, Ints

PERIODS_A_YEAR = {"A": 1, "Q": 4, "M": 12, "D": 365}


@dataclass(frozen=True)
class Window:
    """From a first to a last day, both included; None is open."""

    start: dt.date | None = None
    end: dt.date | None = None

    def inside(self, dates: Dates) -> slice:
        """Which of ascending dates lie in it."""
        first, last = self._edges
        return slice(
            0 if first is None else int(dates.searchsorted(first)),
            len(dates) if last is None else int(dates.searchsorted(last, side="right")),
        )

    @cached_property
    def _edges(self) -> tuple[np.datetime64 | None, np.datetime64 | None]:
        """Its days as dates of series are."""
        start, end = (None if day is None else np.datetime64(day, "D") for day in (self.start, self.end))
        return start, end

    def until(self, day: dt.date | None) -> Window:
        """The window cut at a day; as it is for none."""
        return self if day is None else Window(self.start, min(day, self.end or day))


OPEN = Window()
"""All time."""


def ordinals(dates: Dates, frequency: str) -> Ints:
    """The number of each period, so that neighbours differ by one."""
    if frequency == "D":
        return dates.astype("datetime64[D]").astype(int)
    months = dates.astype("datetime64[M]").astype(int)
    return {"M": months, "Q": months // 3, "A": months // 12}[frequency]


def trailing_mean(line: Line, n: int, frequency: str) -> Line:
    """Mean of each period and the ``n - 1`` before it; where one of them is missing there is none."""
    if len(line.dates) < n:
        return EMPTY
    periods = ordinals(line.dates, frequency)
    whole = periods[n - 1 :] - periods[: len(periods) - n + 1] == n - 1
    means = np.lib.stride_tricks.sliding_window_view(line.values, n).mean(axis=1)
    return Line(line.dates[n - 1 :][whole], means[whole])
