"""Checks: a series to an outcome, with the statistic it rests on and how sure it is.

Each check answers a question whose yes supports the claim. Levels carry a margin for measurement error, trends and
steps a 95 % interval (:mod:`verdicts.intervals`). Too few points, or an interval on both sides of the line, and the
answer is inconclusive: a check does not guess.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

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


@dataclass(frozen=True)
class Result:
    """What a check found. ``statistic`` lies between ``low`` and ``high``, in the unit of the series."""

    outcome: Outcome
    statistic: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    before: float | None = None
    """Mean before the event, or the fitted first value."""
    after: float | None = None
    """Mean after the event, or the fitted last value."""
    reason: str = ""
    """Why there is no answer, in words."""


def _at_least(series: Series, rule: Rule) -> Result:
    return _level(series, rule, +1)


def _at_most(series: Series, rule: Rule) -> Result:
    return _level(series, rule, -1)


def _level(series: Series, rule: Rule, sign: int) -> Result:
    """The last value against the threshold, by more than its margin."""
    value, margin = float(series.values[-1]), float(series.margins[-1])
    nearest, furthest = sign * (value - rule.threshold) - margin, sign * (value - rule.threshold) + margin
    outcome = "supports" if nearest >= 0 else "contradicts" if furthest < 0 else "inconclusive"
    reason = "nearer to the threshold than the figures are exact" if outcome == "inconclusive" else ""
    return Result(outcome, value, value - margin, value + margin, series.smoothing, after=value, reason=reason)


def _rises(series: Series, rule: Rule) -> Result:
    return _trend(series, rule, +1)


def _falls(series: Series, rule: Rule) -> Result:
    return _trend(series, rule, -1)


def _trend(series: Series, rule: Rule, sign: int) -> Result:
    """The fitted change over the window, in the claimed direction and as large as counts."""
    dates, values = thin(series)
    n = len(values)
    if n < FEWEST_FOR_TREND:
        return Result("inconclusive", n=n, reason=f"only {_points(n, series)}; a trend needs {FEWEST_FOR_TREND}")
    periods = ordinals(dates, series.frequency)
    found = intervals.exact_trend(periods, values) if rule.exact else intervals.trend(periods, values)
    span = periods[-1] - periods[0]
    change, low, high = found.estimate * span, found.low * span, found.high * span
    towards = (low, change) if sign > 0 else (-high, -change)
    furthest = high if sign > 0 else -low
    outcome = _judge(nearest=towards[0], estimate=towards[1], furthest=furthest, threshold=rule.threshold)
    ends = (float(found.start), float(found.start + change))
    return Result(outcome, float(change), float(low), float(high), n, *ends, reason=_wide(outcome))


def _steps_up(series: Series, rule: Rule) -> Result:
    return _step(series, rule, +1)


def _steps_down(series: Series, rule: Rule) -> Result:
    return _step(series, rule, -1)


def _step(series: Series, rule: Rule, sign: int) -> Result:
    found, result = _difference(series, rule)
    if found is None:
        return result
    nearest, furthest = (found.low, found.high) if sign > 0 else (-found.high, -found.low)
    outcome = _judge(nearest, sign * found.estimate, furthest, rule.threshold)
    return replace(result, outcome=outcome, reason=_wide(outcome))


def _unchanged(series: Series, rule: Rule) -> Result:
    """Equivalence: the whole interval of the difference lies within the threshold on either side of nothing."""
    found, result = _difference(series, rule)
    if found is None:
        return result
    if -rule.threshold <= found.low and found.high <= rule.threshold:
        return replace(result, outcome="supports", reason="")
    if found.low > rule.threshold or found.high < -rule.threshold:
        return replace(result, outcome="contradicts", reason="")
    return replace(
        result, outcome="inconclusive", reason="the interval reaches across the limit of what counts as a change"
    )


def _difference(series: Series, rule: Rule) -> tuple[intervals.Interval | None, Result]:
    """Mean after the event minus mean before it."""
    dates, values = thin(series)
    after = falls_after(dates, rule.event, series.frequency)
    one, two = values[~after], values[after]
    if not len(two) or not len(one):
        which = "after" if not len(two) else "before"
        return None, Result("no data", n=len(values), reason=f"no figures {which} the event")
    if min(len(one), len(two)) < FEWEST_A_SIDE:
        reason = f"{_points(len(one), series)} before and {len(two)} after; each side needs {FEWEST_A_SIDE}"
        return None, Result("inconclusive", n=len(values), reason=reason)
    found = intervals.exact_step(one, two) if rule.exact else intervals.step(one, two)
    return found, Result(
        "inconclusive", found.estimate, found.low, found.high, len(values), float(one.mean()), float(two.mean())
    )


def _judge(nearest: float, estimate: float, furthest: float, threshold: float) -> Outcome:
    """Yes if sure of the direction and large enough; no if sure it is not as large as counts."""
    if nearest > 0 and estimate >= threshold:
        return "supports"
    if furthest < threshold or furthest < 0:
        return "contradicts"
    return "inconclusive"


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


def _wide(outcome: Outcome) -> str:
    return "the interval is too wide to tell" if outcome == "inconclusive" else ""


_OF_FIGURES: dict[str, Callable[[Series, Rule], Result]] = {
    "at_least": _at_least,
    "at_most": _at_most,
    "rises": _rises,
    "falls": _falls,
    "steps_up": _steps_up,
    "steps_down": _steps_down,
    "unchanged": _unchanged,
}
HAPPENED = "happened"
"""The one check that looks at an event and not at figures; :mod:`verdicts.findings` makes it."""
CHECKS = (*_OF_FIGURES, HAPPENED)
NEEDS_EVENT = frozenset({"steps_up", "steps_down", "unchanged", HAPPENED})
NEEDS_THRESHOLD = frozenset({"at_least", "at_most", "unchanged"})

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


def check(name: str, series: Series, rule: Rule) -> Result:
    """Run a check of figures. An empty series is ``no data``, never an error."""
    if not len(series):
        return Result("no data", reason="no figures in this window were known on that day")
    return _OF_FIGURES[name](series, rule)
