"""Base rates: how often the same question gets a yes where nothing in particular was claimed.

The question of a row is put to every earlier window of the same shape in its own series, and to the same window of
comparable entities. That is a permutation in time and in space (Abadie, Diamond and Hainmueller 2010, JASA 105, 493-505): of
``n`` others, ``yes`` pass the same line, and chance alone would be at least as kind to ours in ``(yes + 1) / (n + 1)``. What
was observed counts, without its doubt. An earlier window ends before ours begins to tell of what is asked, so the two share
no change: it ends no later than ours begins, or, for a step, before the event.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from verdicts.arrays import Floats, Ints
from verdicts.checks import LEVELS, STEPS, falls_after, passing, separate
from verdicts.clock import Knowledge
from verdicts.comparables import statistics
from verdicts.evidence import Evidence
from verdicts.margins import divided
from verdicts.measures import Series, measure
from verdicts.periods import Window, ordinals

FEWEST = 9
"""Others that it takes: with fewer, not even a change that nobody else had is rarer than one in ten."""
RARE = 1 / 10
"""A change with at most this chance is out of the ordinary."""


@dataclass(frozen=True, eq=False, slots=True)
class Others:
    """What earlier spans, or comparable entities, show in answer to a row's question, whatever its threshold."""

    where: Literal["time", "space"]
    values: Floats
    among: str = ""
    """The group of comparable entities."""
    names: tuple[str, ...] = ()
    """Whose values these are, of comparable entities."""


@dataclass(frozen=True, eq=False, slots=True)
class BaseRate:
    """How many of ``n`` others, earlier spans or comparable entities, answer the same question with yes."""

    others: Others
    yes: int

    @property
    def where(self) -> Literal["time", "space"]:
        """Whether the others are earlier spans or comparable entities."""
        return self.others.where

    @property
    def n(self) -> int:
        return len(self.others.values)

    @property
    def rate(self) -> float:
        """The share of the others that pass."""
        return self.yes / self.n

    @property
    def chance(self) -> float:
        """How often one drawn from ours and the others would pass: the smallest is 1 / (n + 1)."""
        return (self.yes + 1) / (self.n + 1)

    @property
    def rare(self) -> bool:
        """Whether a yes is out of the ordinary."""
        return self.n >= FEWEST and self.chance <= RARE

    def record(self) -> dict[str, object]:
        """The base rate as plain values, for JSON."""
        return {"where": self.where, "among": self.others.among or None, "yes": self.yes, "of": self.n}


def base_rates(row: Evidence, known: Knowledge, window: Window, series: Series) -> tuple[BaseRate, ...]:
    """The base rates that can be had of a row whose ``series`` within ``window`` has an answer: in time, and in space."""
    return rates(row, others_of(row, known, window, series))


def rates(row: Evidence, found: tuple[Others, ...]) -> tuple[BaseRate, ...]:
    """How many of the others pass a row's threshold."""
    return tuple(BaseRate(one, passing(row.check, one.values, row.limit)) for one in found)


def others_of(row: Evidence, known: Knowledge, window: Window, series: Series) -> tuple[Others, ...]:
    """What earlier spans and comparable entities show; without those of which there are none."""
    found = (_in_time(row, known, window, series), _in_space(row, known, window, series))
    return tuple(one for one in found if one is not None and len(one.values))


def _in_time(row: Evidence, known: Knowledge, window: Window, series: Series) -> Others | None:
    """The same question at every earlier window of the same shape in the same series."""
    request = replace(row.request, measure="level") if row.measure == "index" else row.request
    # Members of a group are those of the window's last day, as in the window itself.
    whole = measure(known, request, Window(None, window.end))
    if whole.without != series.without or not len(whole):
        return None
    values = _earlier_steps(row, known, whole, series) if row.check in STEPS else _earlier_spans(row, whole, series)
    return None if values is None else Others("time", values[np.isfinite(values)])


def _in_space(row: Evidence, known: Knowledge, window: Window, series: Series) -> Others | None:
    """The same question in the same window to each member of the row's group of comparables."""
    if not row.among:
        return None
    names, values = statistics(row, known, window, series)
    return Others("space", values, row.among, names)


def _earlier_spans(row: Evidence, whole: Series, series: Series) -> Floats | None:
    """What levels and changes come to in windows that end no later than ours begins."""
    ends = row.ends
    periods = ordinals(whole.dates, whole.frequency)
    inside = ordinals(series.dates, series.frequency)
    if row.check in LEVELS and row.measure != "index":
        # A level looks at its last end alone: whatever shares no figure with that is earlier.
        stop = len(whole) - (ends + whole.smoothing - 1)
        return _means(whole.values, ends, np.arange(ends - 1, max(stop, ends - 1)))
    span = int(inside[-1] - inside[0])
    if not span:
        return None
    # The window slides back by whole periods; both its edges need a figure.
    lasts = np.flatnonzero(periods <= inside[0])
    firsts = np.searchsorted(periods, periods[lasts] - span)
    fits = (firsts < len(periods)) & (periods[np.minimum(firsts, len(periods) - 1)] == periods[lasts] - span)
    firsts, lasts = firsts[fits], lasts[fits]
    if row.measure == "index":
        return np.asarray(divided(100 * _means(whole.values, ends, lasts), whole.values[firsts]))
    late, early = _means(whole.values, ends, lasts), _means(whole.values, ends, firsts + ends - 1)
    return np.asarray(late - early)


def _earlier_steps(row: Evidence, known: Knowledge, whole: Series, series: Series) -> Floats | None:
    """What the step comes to at events that lie so far back that all after them lies before ours."""
    event = known.catalog.event[row.event].date
    own = series.dates[separate(series)]
    later = falls_after(own, event, series.frequency)
    after, before = int(later.sum()), int((~later).sum())
    if not after or not before:
        return None
    stop = int((~falls_after(whole.dates, event, whole.frequency)).sum())
    values, step = whole.values[:stop], whole.smoothing
    reach = (before + after - 1) * step
    if stop <= reach:
        return np.array([])
    lasts = np.arange(reach, stop)
    # Periods of each window from its last one back, the stretches apart that share no figures.
    back = lasts[:, None] - step * np.arange(before + after)
    table = values[back]
    if row.measure == "index":
        table = divided(100 * table, table[:, -1:])
    return np.asarray(table[:, :after].mean(axis=1) - table[:, after:].mean(axis=1))


def _means(values: Floats, n: int, lasts: Ints) -> Floats:
    """The mean of the ``n`` values that end at each place."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray((sums[lasts + 1] - sums[lasts + 1 - n]) / n)
