"""Checks: a series to an answer, with the estimate it rests on.

A question about what happened is answered by what was observed; the doubt is that of measuring (:mod:`verdicts.margins`).
Each check asks a question whose yes supports the claim. Where the threshold lies within the doubt it is too close to call.
Whether a change is out of the ordinary is another question: :mod:`verdicts.base_rates`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from verdicts.arrays import Dates, Flags, Floats
from verdicts.intervals import Interval
from verdicts.margins import Band, change_between, mean_of
from verdicts.measures import Series
from verdicts.periods import PERIODS_A_YEAR, ordinals

Outcome = Literal["supports", "contradicts", "inconclusive", "no data"]
NOISE = 1e-12
"""Of arithmetic, as a part of the numbers it is done with."""


@dataclass(frozen=True)
class Rule:
    """What a check looks at in a series, beside the figures."""

    event: dt.date | None = None
    ends: int = 1
    """How many periods make up either end of the window."""


@dataclass(frozen=True, slots=True)
class Level:
    """The last period of a window, or the mean of its last few, in the unit of the series."""

    interval: Interval
    n: int
    """How many periods it is made of."""


@dataclass(frozen=True, slots=True)
class Change:
    """The last end of a window minus the first, in the unit of the series."""

    interval: Interval
    n: int
    """How many periods the window has."""
    first: float
    """The mean of the first end, as observed."""
    last: float
    ends: int


@dataclass(frozen=True, slots=True)
class Step:
    """The mean after an event minus the mean before it, in the unit of the series."""

    interval: Interval
    n: int
    """How many periods it rests on."""
    before: float
    """The mean before the event, as observed."""
    after: float
    event: dt.date
    later: int
    """How many periods after the event."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No estimate: too few figures, or none."""

    reason: str
    """Why, in words."""
    n: int = 0
    """How many points there are."""


Measured = Level | Change | Step
Estimate = Measured | Unanswered
"""What a series says before any threshold is held against it."""


def _level(series: Series, rule: Rule) -> Level | Unanswered:
    """The last period of the window, or the mean of its last few."""
    if len(series) < rule.ends:
        return _too_few(series, rule.ends)
    last = mean_of(series.band.at(slice(len(series) - rule.ends, None)))
    return Level(_interval(last), series.smoothing + rule.ends - 1)


def _change(series: Series, rule: Rule) -> Change | Unanswered:
    """The mean of the last periods of the window minus the mean of its first."""
    n, ends = len(series), rule.ends
    if n < 2 * ends:
        return _too_few(series, 2 * ends)
    first, last = mean_of(series.band.at(slice(ends))), mean_of(series.band.at(slice(n - ends, None)))
    found = _interval(change_between(first, last, series.shared))
    return Change(found, n, float(first.values[0]), float(last.values[0]), ends)


def _step(series: Series, rule: Rule) -> Step | Unanswered:
    """Mean after the event minus mean before it. Raises ValueError for a rule without an event."""
    if rule.event is None:
        raise ValueError("A step is asked for at an event.")
    kept = separate(series)
    dates, band = series.dates[kept], series.band.at(kept)
    later = falls_after(dates, rule.event, series.frequency)
    if later.all() or not later.any():
        return Unanswered(f"no figures {'before' if later.all() else 'after'} the event", len(dates))
    before, after = mean_of(band.at(~later)), mean_of(band.at(later))
    found = _interval(change_between(before, after, series.shared))
    return Step(
        found,
        len(dates),
        float(before.values[0]),
        float(after.values[0]),
        rule.event,
        int(later.sum()) * series.smoothing,
    )


class Sides(NamedTuple):
    """Whether an interval answers yes, and whether it answers no; neither is too close to call."""

    yes: bool
    no: bool


def _at_least(of: Interval, threshold: float) -> Sides:
    """By more than its margin, either way."""
    return Sides(_reaches(of.low, threshold), not _reaches(of.high, threshold))


def _at_most(of: Interval, threshold: float) -> Sides:
    return _at_least(-of, -threshold)


def _down(of: Interval, threshold: float) -> Sides:
    return _at_least(-of, threshold)


def _unchanged(of: Interval, threshold: float) -> Sides:
    """Equivalence: all of the difference that its doubt leaves open lies within the threshold on either side of nothing."""
    up, down = _at_most(of, threshold), _at_least(of, -threshold)
    return Sides(up.yes and down.yes, up.no or down.no)


def _reaches(value: float, threshold: float) -> bool:
    """At or above, but for the noise of arithmetic: 0.3 less 0.1 is 0.2, in any unit."""
    return value >= threshold - NOISE * max(abs(value), abs(threshold))


def separate(series: Series) -> Flags:
    """Every n-th period of a series smoothed over n, from the last one back: stretches that share no figures."""
    if series.smoothing == 1:
        return np.ones(len(series), bool)
    periods = ordinals(series.dates, series.frequency)
    return np.asarray((periods[-1] - periods) % series.smoothing == 0)


def falls_after(dates: Dates, event: dt.date, frequency: str) -> Flags:
    """Whether the middle of each period, which ``dates`` end, is on or after the event."""
    half = np.timedelta64(365 // (2 * PERIODS_A_YEAR[frequency]), "D")
    return np.asarray(dates - half >= np.datetime64(event))


def _interval(band: Band) -> Interval:
    """A band of one value."""
    value = float(band.values[0])
    return Interval(value, value - float(band.below[0]), value + float(band.above[0]))


def _too_few(series: Series, needed: int) -> Unanswered:
    what = {"A": "year", "Q": "quarter", "M": "month", "D": "day"}[series.frequency]
    n = len(series)
    return Unanswered(f"only {n} {what}{'' if n == 1 else 's'} with figures; the test needs {needed}", n)


class _Check(NamedTuple):
    estimate: Callable[[Series, Rule], Estimate]
    sides: Callable[[Interval, float], Sides]


_OF_FIGURES: dict[str, _Check] = {
    "at_least": _Check(_level, _at_least),
    "at_most": _Check(_level, _at_most),
    "rises": _Check(_change, _at_least),
    "falls": _Check(_change, _down),
    "steps_up": _Check(_step, _at_least),
    "steps_down": _Check(_step, _down),
    "unchanged": _Check(_step, _unchanged),
}
HAPPENED = "happened"
"""The one check that looks at an event and not at figures; :mod:`verdicts.findings` makes it."""
CHECKS = (*_OF_FIGURES, HAPPENED)
LEVELS = frozenset({"at_least", "at_most"})
STEPS = frozenset({"steps_up", "steps_down", "unchanged"})
CHANGES = STEPS | {"rises", "falls"}
"""Checks of a difference between two times: their threshold is its size."""
DIRECTIONS = {"rises": 1, "steps_up": 1, "falls": -1, "steps_down": -1}
"""Which way a change has to go to answer yes."""
NEEDS_EVENT = STEPS | {HAPPENED}
NEEDS_THRESHOLD = LEVELS | CHANGES

MEANINGS = {
    "at_least": "The latest figure of the window, or the mean of its last few, is at or above our line.",
    "at_most": "The latest figure of the window, or the mean of its last few, is at or below our line.",
    "rises": "From the start of the window to its end the figure rises by at least as much as we require.",
    "falls": "From the start of the window to its end the figure falls by at least as much as we require.",
    "steps_up": "The mean after an event is higher than the mean before it by at least as much as we require.",
    "steps_down": "The mean after an event is lower than the mean before it by at least as much as we require.",
    "unchanged": "The mean after an event differs from the mean before it by no more than we allow, either way.",
    "happened": "A documented event took place, by the deadline if there is one. If the deadline has passed without it, the answer is no.",
}
"""One line for readers on each check; the Method page shows all of them."""


def estimate(name: str, series: Series, rule: Rule) -> Estimate:
    """What a series says, whatever the threshold. An empty series has no data, never an error."""
    if not len(series):
        return Unanswered("no figures for the period had been published by then")
    return _OF_FIGURES[name].estimate(series, rule)


def judge(name: str, found: Estimate, threshold: float) -> Outcome:
    """The outcome of an estimate held against a threshold."""
    return "no data" if isinstance(found, Unanswered) else judge_at(name, found.interval, threshold)


def judge_at(name: str, interval: Interval, threshold: float) -> Outcome:
    """The outcome of an interval held against a threshold."""
    yes, no = _OF_FIGURES[name].sides(interval, threshold)
    return "supports" if yes else "contradicts" if no else "inconclusive"


def passing(name: str, values: Floats, threshold: float) -> int:
    """How many values answer yes, were there no doubt about them."""
    return int(pass_each(name, values, threshold).sum())


def pass_each(name: str, values: Floats, threshold: float) -> Flags:
    """Which values answer yes, were there no doubt about them."""
    if name == "unchanged":
        towards, line = -np.abs(values), -threshold
    else:
        sign = -1 if name in ("at_most", "falls", "steps_down") else 1
        towards, line = sign * values, -threshold if name == "at_most" else threshold
    return np.asarray(towards >= line - NOISE * np.maximum(np.abs(values), abs(threshold)))
