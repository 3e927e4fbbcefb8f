"""Checks: a series to an outcome, with the statistic it rests on and how sure it is.

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
from verdicts.measures import Series
from verdicts.periods import PERIODS_A_YEAR, ordinals

Outcome = Literal["supports", "contradicts", "inconclusive", "no data"]
FEWEST_FOR_TREND = 6
FEWEST_A_SIDE = 3


@dataclass(frozen=True)
class Rule:
    """What a check holds the series against."""

    threshold: float = 0.0
    event: dt.date | None = None
    exact: bool = False
    """The figures are counts on record: a change of them is what it is, without an interval."""


@dataclass(frozen=True, kw_only=True)
class _Statistic:
    """What a check computes. ``statistic`` lies between ``low`` and ``high``, in the unit of the series."""

    statistic: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    before: float | None = None
    """Mean before the event, or the fitted first value."""
    after: float | None = None
    """Mean after the event, or the fitted last value."""
    reason: str = ""
    """Why there is no statistic, or no answer, in words."""


@dataclass(frozen=True, kw_only=True)
class Estimate(_Statistic):
    """What a series says before any threshold is held against it."""

    silent: Outcome = "inconclusive"
    """The outcome where there is no statistic: too few figures, or none."""


@dataclass(frozen=True)
class Result(_Statistic):
    """What a check found."""

    outcome: Outcome


def _level(series: Series, rule: Rule) -> Estimate:
    """The last value, with its margin of error."""
    value, margin = float(series.values[-1]), float(series.margins[-1])
    return Estimate(statistic=value, low=value - margin, high=value + margin, n=series.smoothing, after=value)


def _trend(series: Series, rule: Rule) -> Estimate:
    """The fitted change over the window."""
    dates, values = thin(series)
    n = len(values)
    if n < FEWEST_FOR_TREND:
        return Estimate(n=n, reason=f"only {_points(n, series)}; a trend needs {FEWEST_FOR_TREND}")
    periods = ordinals(dates, series.frequency)
    found = intervals.exact_trend(periods, values) if rule.exact else intervals.trend(periods, values)
    span = periods[-1] - periods[0]
    change, low, high = (float(bound * span) for bound in (found.estimate, found.low, found.high))
    start = float(found.start)
    return Estimate(statistic=change, low=low, high=high, n=n, before=start, after=start + change)


def _difference(series: Series, rule: Rule) -> Estimate:
    """Mean after the event minus mean before it."""
    dates, values = thin(series)
    after = falls_after(dates, rule.event, series.frequency)
    one, two = values[~after], values[after]
    if not len(two) or not len(one):
        which = "after" if not len(two) else "before"
        return Estimate(n=len(values), silent="no data", reason=f"no figures {which} the event")
    if min(len(one), len(two)) < FEWEST_A_SIDE:
        reason = f"{_points(len(one), series)} before and {len(two)} after; each side needs {FEWEST_A_SIDE}"
        return Estimate(n=len(values), reason=reason)
    found = intervals.exact_step(one, two) if rule.exact else intervals.step(one, two)
    return Estimate(
        statistic=float(found.estimate), low=float(found.low), high=float(found.high), n=len(values),
        before=float(one.mean()), after=float(two.mean()),
    )  # fmt: skip


class Sides(NamedTuple):
    """Whether a statistic with its bounds answers yes, and whether it answers no; neither is inconclusive."""

    yes: bool
    no: bool


def _at_least(statistic: float, low: float, high: float, threshold: float) -> Sides:
    """By more than its margin, either way."""
    return Sides(low >= threshold, high < threshold)


def _at_most(statistic: float, low: float, high: float, threshold: float) -> Sides:
    return Sides(high <= threshold, low > threshold)


def _up(statistic: float, low: float, high: float, threshold: float) -> Sides:
    """Yes if sure of the direction and large enough; no if sure it is not as large as counts."""
    return Sides(low > 0 and statistic >= threshold, high < threshold or high < 0)


def _down(statistic: float, low: float, high: float, threshold: float) -> Sides:
    return _up(-statistic, -high, -low, threshold)


def _unchanged(statistic: float, low: float, high: float, threshold: float) -> Sides:
    """Equivalence: the whole interval of the difference lies within the threshold on either side of nothing."""
    return Sides(-threshold <= low and high <= threshold, low > threshold or high < -threshold)


def thin(series: Series) -> tuple[np.ndarray, np.ndarray]:
    """Every n-th point of a series smoothed over n periods, from the last one back.

    Overlapping windows share figures: counting them all would make a smooth line look like much evidence.
    """
    n = series.smoothing
    if n == 1:
        return series.dates, series.values
    periods = ordinals(series.dates, series.frequency)
    kept = (periods[-1] - periods) % n == 0
    return series.dates[kept], series.values[kept]


def falls_after(dates: np.ndarray, event: dt.date | None, frequency: str) -> np.ndarray:
    """Whether the middle of each period, which ``dates`` end, is on or after the event."""
    half = np.timedelta64(365 // (2 * PERIODS_A_YEAR[frequency]), "D")
    return dates - half >= np.datetime64(event)


def _points(n: int, series: Series) -> str:
    what = {"A": "year", "Q": "quarter", "M": "month", "D": "day"}[series.frequency]
    if series.smoothing > 1:
        what = f"separate stretch of {series.smoothing} {what}s"
        return f"{n} {what}" if n == 1 else f"{n} {what.replace('stretch', 'stretches')}"
    return f"{n} {what}" + ("" if n == 1 else "s")


class _Check(NamedTuple):
    estimate: Callable[[Series, Rule], Estimate]
    sides: Callable[[float, float, float, float], Sides]
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
    "steps_up": _Check(_difference, _up, _WIDE),
    "steps_down": _Check(_difference, _down, _WIDE),
    "unchanged": _Check(_difference, _unchanged, _ACROSS),
}
HAPPENED = "happened"
"""The one check that looks at an event and not at figures; :mod:`verdicts.findings` makes it."""
CHECKS = (*_OF_FIGURES, HAPPENED)
LEVELS = frozenset({"at_least", "at_most"})
STEPS = frozenset({"steps_up", "steps_down", "unchanged"})
NEEDS_EVENT = STEPS | {HAPPENED}
NEEDS_THRESHOLD = LEVELS | {"unchanged"}

_TREND = (
    "the 95 % interval of the change over the window excludes none, and the change is at least the threshold. The trend is "
    "the Theil-Sen line where figures scatter about a line, and the mean yearly change where each year starts from where the "
    "last one ended."
)
_STEP = "the 95 % interval of the difference excludes none, and the difference is at least the threshold."
MEANINGS = {
    "at_least": "The last figure of the window is at or above the threshold, by more than its margin of error.",
    "at_most": "The last figure of the window is at or below the threshold, by more than its margin of error.",
    "rises": f"The trend is upwards: {_TREND}",
    "falls": f"The trend is downwards: {_TREND}",
    "steps_up": f"The mean after an event is above the mean before it: {_STEP}",
    "steps_down": f"The mean after an event is below the mean before it: {_STEP}",
    "unchanged": "The whole 95 % interval of the difference at an event lies within the threshold on either side.",
    "happened": "A documented event had taken place, by the deadline if there is one; a deadline passed without it is a no.",
}
"""One line for readers on each check; the Method page shows all of them."""


def estimate(name: str, series: Series, rule: Rule) -> Estimate:
    """What a series says, whatever the threshold. An empty series is ``no data``, never an error."""
    if not len(series):
        return Estimate(silent="no data", reason="no figures in this window were known on that day")
    return _OF_FIGURES[name].estimate(series, rule)


def judge(name: str, found: Estimate, threshold: float) -> Result:
    """The outcome of an estimate held against a threshold."""
    if found.statistic is None:
        return Result(found.silent, n=found.n, reason=found.reason)
    outcome = judge_at(name, found.statistic, found.low, found.high, threshold)
    reason = _OF_FIGURES[name].unsure if outcome == "inconclusive" else ""
    return Result(
        outcome, statistic=found.statistic, low=found.low, high=found.high, n=found.n,
        before=found.before, after=found.after, reason=reason,
    )  # fmt: skip


def judge_at(name: str, statistic: float, low: float, high: float, threshold: float) -> Outcome:
    """The outcome of a statistic with its bounds."""
    yes, no = _OF_FIGURES[name].sides(statistic, low, high, threshold)
    return "supports" if yes else "contradicts" if no else "inconclusive"


def check(name: str, series: Series, rule: Rule) -> Result:
    """Run a check of figures."""
    return judge(name, estimate(name, series, rule), rule.threshold)
