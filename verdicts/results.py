"""What a row of evidence comes to as of a day, without the words: the figures measured and checked, or an event looked up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import numpy as np

from verdicts.checks import HAPPENED, LEVELS, Estimate, Outcome, Rule, Unanswered, estimate, judge
from verdicts.clock import Knowledge
from verdicts.evidence import Evidence
from verdicts.measures import Series, measure


@dataclass(frozen=True, eq=False, slots=True)
class SeriesResult:
    """What figures say."""

    outcome: Outcome
    estimate: Estimate
    series: Series
    """The measured series within the row's window; it may be empty."""


@dataclass(frozen=True, slots=True)
class EventResult:
    """Whether an event was on record."""

    outcome: Literal["supports", "contradicts", "no data"]


Result = SeriesResult | EventResult


def answer(row: Evidence, known: Knowledge) -> Result:
    """A row's result with what was known on a day."""
    if row.check == HAPPENED:
        return happened(row, known)
    series = measure(known, row.request, row.window)
    found = estimated(row, series, known)
    return SeriesResult(judge(row.check, found, row.limit), found, series)


def estimated(row: Evidence, series: Series, known: Knowledge) -> Estimate:
    """What a row's series says on the day, whatever its threshold.

    The last figure of a window that only an end is given for is asked for once that end has come: before, the last one
    known would be of another time.
    """
    if row.check in LEVELS and row.last and not row.first and known.as_of.day < row.last:
        return Unanswered(f"the period asked for ends on {row.last}", "no data")
    event = known.catalog.event[row.event].date if row.event else None
    return estimate(row.check, series, Rule(event, known.catalog.indicator[row.indicator].exact))


def happened(row: Evidence, known: Knowledge) -> EventResult:
    """An event on record in time supports; a deadline passed without it contradicts; else nothing is known yet."""
    day, deadline, as_of = known.catalog.event[row.event].date, row.last, known.as_of.day
    if day <= as_of and (deadline is None or day <= deadline):
        return EventResult("supports")
    if deadline and as_of > deadline:
        return EventResult("contradicts")
    return EventResult("no data")


def is_later(result: Result, written: dt.date) -> bool:
    """Whether figures reach beyond the day the article was written; an event counts by being on record."""
    if isinstance(result, EventResult):
        return True
    dates = result.series.dates
    return len(dates) > 0 and bool(dates[-1] > np.datetime64(written))
