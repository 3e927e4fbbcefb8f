"""Checks: a series to an outcome, with the estimate it rests on and how sure that is.

Each check answers a question whose yes supports the claim. Levels carry a margin for measurement error, trends and
steps a 95 % interval (:mod:`verdicts.intervals`). Too few points, or an interval on both sides of the line, and the
answer is inconclusive: a check does not guess.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from verdicts import intervals
from verdicts.arrays import Dates, Flags, Floats
from verdicts.intervals import Interval
from verdicts.measures import Series
from verdicts.periods import PERIODS_A_YEAR, ordinals

Outcome = Literal["supports", "contradicts", "inconclusive", "no data"]
FEWEST_FOR_TREND = 6
FEWEST_A_SIDE = 3


@dataclass(frozen=True)
class Rule:
    """What a check looks at in a series, beside the figures."""

    event: dt.date | None = None
    exact: bool = False
    """The figures are counts on record: a change of them is what it is, without an interval."""


@dataclass(frozen=True, slots=True)
class Level:
    """The last value of a series, in its unit, with the margin of measurement."""

    interval: Interval
    n: int
    """How many periods it is made of."""


@dataclass(frozen=True, slots=True)
class Trend:
    """The fitted change over a window, in the unit of the series."""

    interval: Interval
    n: int
    """How many points it rests on."""
    first: float
    """The fitted value at the beginning."""
    last: float


@dataclass(frozen=True, slots=True)
class Step:
    """The mean after an event minus the mean before it, in the unit of the series."""

    interval: Interval
    n: int
    """How many points it rests on."""
    before: float
    after: float
    event: dt.date


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No estimate: too few figures, or none."""

    reason: str
    """Why, in words."""
    outcome: Literal["inconclusive", "no data"] = "inconclusive"
    n: int = 0
    """How many points there are."""


Measured = Level | Trend | Step
Estimate = Measured | Unanswered
"""What a series says before any threshold is held against it."""


def _level(series: Series, rule: Rule) -> Level:
    """The last value, with its margin of error."""
    value, margin = float(series.values[-1]), float(series.margins[-1])
    return Level(Interval(value, value - margin, value + margin), series.smoothing)


def _trend(series: Series, rule: Rule) -> Trend | Unanswered:
    """The fitted change over the window."""
    dates, values = thin(series)
    n = len(values)
    if n < FEWEST_FOR_TREND:
        return Unanswered(f"only {_points(n, series)}; a trend needs {FEWEST_FOR_TREND}", n=n)
    periods = ordinals(dates, series.frequency)
    found = intervals.exact_trend(periods, values) if rule.exact else intervals.trend(periods, values)
    change = found.change.times(float(periods[-1] - periods[0]))
    return Trend(change, n, found.start, found.start + change.estimate)


def _step(series: Series, rule: Rule) -> Step | Unanswered:
    """Mean after the event minus mean before it. Raises ValueError for a rule without an event."""
    if rule.event is None:
        raise ValueError("A step is asked for at an event.")
    dates, values = thin(series)
    later = falls_after(dates, rule.event, series.frequency)
    before, after = values[~later], values[later]
    if not len(after) or not len(before):
        which = "after" if not len(after) else "before"
        return Unanswered(f"no figures {which} the event", "no data", len(values))
    if min(len(before), len(after)) < FEWEST_A_SIDE:
        reason = f"{_points(len(before), series)} before and {len(after)} after; each side needs {FEWEST_A_SIDE}"
        return Unanswered(reason, n=len(values))
    found = intervals.exact_step(before, after) if rule.exact else intervals.step(before, after)
    return Step(found, len(values), float(before.mean()), float(after.mean()), rule.event)


class Sides(NamedTuple):
    """Whether an interval answers yes, and whether it answers no; neither is inconclusive."""

    yes: bool
    no: bool


def _at_least(of: Interval, threshold: float) -> Sides:
    """By more than its margin, either way."""
    return Sides(of.low >= threshold, of.high < threshold)


def _at_most(of: Interval, threshold: float) -> Sides:
    return Sides(of.high <= threshold, of.low > threshold)


def _up(of: Interval, threshold: float) -> Sides:
    """Yes if sure of the direction and large enough; no if sure it is not as large as counts."""
    return Sides(of.low > 0 and of.estimate >= threshold, of.high < threshold or of.high < 0)


def _down(of: Interval, threshold: float) -> Sides:
    return _up(-of, threshold)


def _unchanged(of: Interval, threshold: float) -> Sides:
    """Equivalence: the whole interval of the difference lies within the threshold on either side of nothing."""
    return Sides(-threshold <= of.low and of.high <= threshold, of.low > threshold or of.high < -threshold)


def thin(series: Series) -> tuple[Dates, Floats]:
    """Every n-th point of a series smoothed over n periods, from the last one back.

    Overlapping windows share figures: counting them all would make a smooth line look like much evidence.
    """
    n = series.smoothing
    if n == 1:
        return series.dates, series.values
    periods = ordinals(series.dates, series.frequency)
    kept = (periods[-1] - periods) % n == 0
    return series.dates[kept], series.values[kept]


def falls_after(dates: Dates, event: dt.date, frequency: str) -> Flags:
    """Whether the middle of each period, which ``dates`` end, is on or after the event."""
    half = np.timedelta64(365 // (2 * PERIODS_A_YEAR[frequency]), "D")
    return np.asarray(dates - half >= np.datetime64(event))


def _points(n: int, series: Series) -> str:
    what = {"A": "year", "Q": "quarter", "M": "month", "D": "day"}[series.frequency]
    if series.smoothing > 1:
        what = f"separate stretch of {series.smoothing} {what}s"
        return f"{n} {what}" if n == 1 else f"{n} {what.replace('stretch', 'stretches')}"
    return f"{n} {what}" + ("" if n == 1 else "s")


class _Check(NamedTuple):
    estimate: Callable[[Series, Rule], Estimate]
    sides: Callable[[Interval, float], Sides]
    unsure: str
    """Why there is neither yes nor no."""


_MARGIN = "nearer to the threshold than the figures are exact"
_WIDE = "the interval is too wide to tell"
_ACROSS = "the interval reaches across the limit of what counts as a change"
_OF_FIGURES: dict[str, _Check] = {
    "at_least": _Check(_level, _at_least, _MARGIN),
    "at_most": _Check(_level, _at_most, _MARGIN),
    "rises": _Check(_trend, _up, _WIDE),
    "falls": _Check(_trend, _down, _WIDE),
    "steps_up": _Check(_step, _up, _WIDE),
    "steps_down": _Check(_step, _down, _WIDE),
    "unchanged": _Check(_step, _unchanged, _ACROSS),
}
HAPPENED = "happened"
"""The one check that looks at an event and not at figures; :mod:`verdicts.findings` makes it."""
CHECKS = (*_OF_FIGURES, HAPPENED)
LEVELS = frozenset({"at_least", "at_most"})
STEPS = frozenset({"steps_up", "steps_down", "unchanged"})
CHANGES = STEPS | {"rises", "falls"}
"""Checks of a difference between two times: their threshold is its size."""
NEEDS_EVENT = STEPS | {HAPPENED}
NEEDS_THRESHOLD = LEVELS | CHANGES

_RISING = (
    "the 95 % interval of the change over the window excludes none, and the change is at least the threshold. The trend is "
    "the Theil-Sen line where figures scatter about a line, and the mean yearly change where each year starts from where the "
    "last one ended."
)
_STEPPING = "the 95 % interval of the difference excludes none, and the difference is at least the threshold."
MEANINGS = {
    "at_least": "The last figure of the window is at or above the threshold, by more than its margin of error.",
    "at_most": "The last figure of the window is at or below the threshold, by more than its margin of error.",
    "rises": f"The trend is upwards: {_RISING}",
    "falls": f"The trend is downwards: {_RISING}",
    "steps_up": f"The mean after an event is above the mean before it: {_STEPPING}",
    "steps_down": f"The mean after an event is below the mean before it: {_STEPPING}",
    "unchanged": "The whole 95 % interval of the difference at an event lies within the threshold on either side.",
    "happened": "A documented event had taken place, by the deadline if there is one; a deadline passed without it is a no.",
}
"""One line for readers on each check; the Method page shows all of them."""


def estimate(name: str, series: Series, rule: Rule) -> Estimate:
    """What a series says, whatever the threshold. An empty series is ``no data``, never an error."""
    if not len(series):
        return Unanswered("no figures in this window were known on that day", "no data")
    return _OF_FIGURES[name].estimate(series, rule)


def judge(name: str, found: Estimate, threshold: float) -> Outcome:
    """The outcome of an estimate held against a threshold."""
    return found.outcome if isinstance(found, Unanswered) else judge_at(name, found.interval, threshold)


def judge_at(name: str, interval: Interval, threshold: float) -> Outcome:
    """The outcome of an interval held against a threshold."""
    yes, no = _OF_FIGURES[name].sides(interval, threshold)
    return "supports" if yes else "contradicts" if no else "inconclusive"


def unsure(name: str) -> str:
    """Why a check with an estimate says neither yes nor no, in words."""
    return _OF_FIGURES[name].unsure
