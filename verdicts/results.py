"""What a row of evidence comes to as of a day, without the words: the figures measured and checked, or an event looked up.

A fact or a cause is about what lies before the article: its windows end with the article's day, however much later the
day is as of which it is answered. A forecast is about what came after.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import numpy as np

from verdicts.base_rates import BaseRate, Others, others_of, rates
from verdicts.checks import HAPPENED, LEVELS, Estimate, Outcome, Rule, Unanswered, estimate, judge
from verdicts.clock import Knowledge
from verdicts.evidence import Evidence
from verdicts.measures import Series, measure
from verdicts.words import day

Kind = Literal["fact", "causal", "forecast", "judgement"]
"""What a claim says: see :data:`verdicts.argument.KINDS`."""


@dataclass(frozen=True, eq=False, slots=True)
class SeriesResult:
    """What figures say."""

    outcome: Outcome
    estimate: Estimate
    series: Series
    """The measured series within the row's window; it may be empty."""
    base: tuple[BaseRate, ...] = ()
    """How often others answer the same with yes, in time and among comparables."""

    ordinary: bool = False
    """Whether a yes of a causal claim is held back: others had the same without the cause, or there is nothing to compare with."""


@dataclass(frozen=True, slots=True)
class EventResult:
    """Whether an event was on record."""

    outcome: Literal["supports", "contradicts", "no data"]


Result = SeriesResult | EventResult


def answer(row: Evidence, known: Knowledge, kind: Kind, compared: bool = True) -> Result:
    """A row's result for a claim of some kind, with what was known on a day.

    Without ``compared`` base rates are worked out only where they decide: for a cause.
    """
    until = asked_until(row, kind, known.as_of.written)
    if row.check == HAPPENED:
        return happened(row, known, until)
    series, found = _read(row, known, until)
    wanted = not isinstance(found, Unanswered) and (compared or kind == "causal")
    base = rates(row, _others(row, known, until, series)) if wanted else ()
    return judged(row, found, series, kind, base)


def _read(row: Evidence, known: Knowledge, until: dt.date | None) -> tuple[Series, Estimate]:
    """A row's figures and what they say, kept for all rows that differ in threshold only."""
    asked = ("read", row.request, row.window, until, row.check, row.event, row.ends)
    if asked not in known.kept:
        series = measure(known, row.request, row.window.until(until))
        known.kept[asked] = series, estimated(row, series, known)
    found: tuple[Series, Estimate] = known.kept[asked]
    return found


def _others(row: Evidence, known: Knowledge, until: dt.date | None, series: Series) -> tuple[Others, ...]:
    """What others show in answer to a row's question, kept likewise."""
    asked = ("others", row.request, row.window, until, row.check, row.event, row.ends, row.among)
    if asked not in known.kept:
        known.kept[asked] = others_of(row, known, row.window.until(until), series)
    found: tuple[Others, ...] = known.kept[asked]
    return found


def judged(row: Evidence, found: Estimate, series: Series, kind: Kind, base: tuple[BaseRate, ...]) -> SeriesResult:
    """The result of an estimate. For a causal claim a yes counts only if what happened is out of the ordinary."""
    outcome = judge(row.check, found, row.limit)
    ordinary = kind == "causal" and outcome == "supports" and not rare(base)
    return SeriesResult("inconclusive" if ordinary else outcome, found, series, base, ordinary)


def rare(base: tuple[BaseRate, ...]) -> bool:
    """Whether a yes is out of the ordinary by every base rate that can be had, and one can."""
    return bool(base) and all(rate.rare for rate in base)


def asked_until(row: Evidence, kind: Kind, written: dt.date) -> dt.date | None:
    """The last day that a row asks about: context shows what there is, it decides nothing."""
    return about(kind, written) if row.weight else None


def about(kind: Kind, written: dt.date) -> dt.date | None:
    """The last day that a claim of some kind is about; None for one that looks ahead."""
    return written if kind in ("fact", "causal") else None


def estimated(row: Evidence, series: Series, known: Knowledge) -> Estimate:
    """What a row's series says on the day, whatever its threshold.

    The last figure of a window that only an end is given for is asked for once that end has come: before, the last one
    known would be of another time.
    """
    if row.check in LEVELS and row.last and not row.first and known.as_of.day < row.last:
        return Unanswered(f"the period asked for ends on {day(row.last)}")
    event = known.catalog.event[row.event].date if row.event else None
    return estimate(row.check, series, Rule(event, row.ends))


def since(row: Evidence, known: Knowledge, kind: Kind, result: Result) -> SeriesResult | None:
    """The same test carried on to the newest period, for a claim about what lay before the article; None where that tells no more."""
    if not isinstance(result, SeriesResult) or asked_until(row, kind, known.as_of.written) is None or row.last:
        return None
    if known.as_of.day <= known.as_of.written:
        return None
    series, estimate = _read(row, known, None)
    found = judged(row, estimate, series, "fact", ())
    return found if is_later(found, known.as_of.written) else None


def happened(row: Evidence, known: Knowledge, until: dt.date | None = None) -> EventResult:
    """An event on record in time supports; a deadline passed without it contradicts; else nothing is known yet.

    What a claim is about ``until`` a day can have happened by that day only.
    """
    day, as_of = known.catalog.event[row.event].date, known.as_of.day
    deadline = min(filter(None, (row.last, until)), default=None)
    if day <= as_of and (deadline is None or day <= deadline):
        return EventResult("supports")
    if deadline and (as_of > deadline or as_of == until):
        return EventResult("contradicts")
    return EventResult("no data")


def is_later(result: Result, written: dt.date) -> bool:
    """Whether figures reach beyond the day the article was written; an event counts by being on record."""
    if isinstance(result, EventResult):
        return True
    dates = result.series.dates
    return len(dates) > 0 and bool(dates[-1] > np.datetime64(written))
