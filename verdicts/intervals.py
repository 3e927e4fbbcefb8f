"""How sure a trend or a step is: 95 % intervals that allow for neighbouring years being alike.

Neighbouring figures resemble each other, so n of them say less than n independent ones. Following Santer et al.
(2000, Journal of Geophysical Research 105, 7337-7356), the number of points is replaced by an effective one,
n (1 - r) / (1 + r), with r the lag-one autocorrelation of the residuals, corrected for its small-sample bias
(Kendall 1954). Intervals are widened accordingly and taken from Student's t with the remaining degrees of freedom.

Two kinds of series are told apart. Some scatter about a line (or about a mean on either side of an event); then the
trend is the Theil-Sen slope and the step has Welch's interval, both widened. In others each year starts from where the
last one ended (a share that drifts); residuals are all alike and such intervals mean nothing. These are taken as random
walks: the trend is the mean change from one period to the next, the step is held against the usual changes. Which of
the two is decided by r, as Perron and Yabu (2009, Journal of Econometrics 151, 56-69) decide it: near enough to one is one.
``docs/method.md`` reports how often a driftless series passes for a trend, and how often a real one is seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# Not scipy.stats, whose import takes longer and more memory than all the verdicts do.
from scipy.special import ndtri, stdtrit

from verdicts.arrays import Floats, Ints

LEVEL = 0.95
UPPER = 0.5 + LEVEL / 2
"""The quantile of the upper end of an interval."""
NORMAL = float(ndtri(UPPER))
NEAR_ONE = 1.5
"""An autocorrelation of at least 1 - 1.5 / sqrt(n) counts as one. Of 1, 1.5, 2 and 3 the one that keeps false trends in
random walks at about one in ten (docs/method.md) and sees most of the real ones."""
FEWEST_EFFECTIVE = 4.0
"""An interval rests on no fewer effective points: below, Student's t is wider than any figure could be."""
EXACT = 1e-9
"""Figures that vary by less than this share of their size do not vary: their means differ exactly."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the bounds that its doubt leaves, all in one unit: ``low <= estimate <= high``."""

    estimate: float
    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether there is no doubt at all."""
        return self.low == self.high

    @property
    def half(self) -> float:
        """Half its width: the margin either way, where it is the same on both sides."""
        return (self.high - self.low) / 2

    def times(self, factor: float) -> Interval:
        """The same of ``factor`` times the thing, for a factor of nought or more."""
        return Interval(self.estimate * factor, self.low * factor, self.high * factor)

    def __neg__(self) -> Interval:
        return Interval(-self.estimate, -self.high, -self.low)


@dataclass(frozen=True, slots=True)
class Slope:
    """A trend: the change a period, and the value it starts from in the first one."""

    change: Interval
    start: float


def trend(periods: Ints, values: Floats) -> Slope:
    """The slope of a line where figures scatter about one, else the mean change between neighbours."""
    slope, low, high = theil_sen(periods, values)
    intercept = float(np.median(values)) - slope * float(np.median(periods))
    residuals = values - intercept - slope * periods
    n = len(values)
    if autocorrelation(residuals, fitted=2) >= 1 - NEAR_ONE / np.sqrt(n):
        return _drift(periods, values)
    widen = _widening(residuals, fitted=2)
    change = Interval(slope, slope - (slope - low) * widen, slope + (high - slope) * widen)
    return Slope(change, intercept + slope * float(periods[0]))


def theil_sen(periods: Ints, values: Floats) -> tuple[float, float, float]:
    """The median of the slopes between any two points, and the slopes that bound it (Sen 1968, JASA 63, 1379-1389)."""
    n = len(values)
    span, rise = periods[:, None] - periods, values[:, None] - values
    slopes = np.sort(rise[span > 0] / span[span > 0])
    _, ties = np.unique(values, return_counts=True)
    # Equation 2.6: the variance of Kendall's tau where some values are alike.
    variance = (n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
    reach = NORMAL * np.sqrt(variance)
    first = max(round((len(slopes) - reach) / 2) - 1, 0)
    last = min(round((len(slopes) + reach) / 2), len(slopes) - 1)
    return float(np.median(slopes)), float(slopes[first]), float(slopes[last])


def exact_trend(periods: Ints, values: Floats) -> Slope:
    """The change from first to last of figures that chance has no part in."""
    change = float((values[-1] - values[0]) / (periods[-1] - periods[0]))
    return Slope(Interval(change, change, change), float(values[0]))


def exact_step(before: Floats, after: Floats) -> Interval:
    """The difference of the means of figures that chance has no part in."""
    difference = float(after.mean() - before.mean())
    return Interval(difference, difference, difference)


def _drift(periods: Ints, values: Floats) -> Slope:
    """Mean change a period of a random walk with drift: its changes are independent, so Student's t serves them."""
    changes = np.diff(values) / np.diff(periods)
    mean = float((values[-1] - values[0]) / (periods[-1] - periods[0]))
    half = _student(len(changes) - 1) * float(changes.std(ddof=1) / np.sqrt(len(changes)))
    return Slope(Interval(mean, mean - half, mean + half), float(values[0]))


def step(before: Floats, after: Floats) -> Interval:
    """Difference of the two means, after minus before: Welch's interval, or that of a random walk."""
    estimate = float(after.mean() - before.mean())
    if max(np.ptp(before), np.ptp(after)) <= EXACT * max(np.abs(before).max(), np.abs(after).max()):
        return exact_step(before, after)
    residuals = np.concatenate([before - before.mean(), after - after.mean()])
    if autocorrelation(residuals, fitted=2) >= 1 - NEAR_ONE / np.sqrt(len(residuals)):
        return _jump(before, after, estimate)
    half = welch(before, after) * _widening(residuals, fitted=2)
    return Interval(estimate, estimate - half, estimate + half)


def welch(before: Floats, after: Floats) -> float:
    """Half the width of the interval of a difference of two means that need not scatter alike (Welch 1947)."""
    one, two = (side.var(ddof=1) / len(side) for side in (before, after))
    # Where even the squares are too small for a number, the means differ exactly.
    if not one + two:
        return 0.0
    # Degrees of freedom by the shares of the variance: their squares are never too small.
    share = one / (one + two)
    freedom = 1 / (share**2 / (len(before) - 1) + (1 - share) ** 2 / (len(after) - 1))
    return _student(float(freedom)) * float(np.sqrt(one + two))


def _jump(before: Floats, after: Floats, estimate: float) -> Interval:
    """The difference of means of a driftless random walk, against its usual changes from one period to the next.

    The difference is a weighted sum of the changes; the one across the event is what is tested and tells nothing
    of the usual ones.
    """
    changes = np.delete(np.diff(np.concatenate([before, after])), len(before) - 1)
    rising = np.arange(1, len(before)) / len(before)
    falling = np.arange(len(after) - 1, 0, -1) / len(after)
    weights = np.sqrt((rising**2).sum() + 1 + (falling**2).sum())
    half = float(_student(len(changes)) * np.sqrt((changes**2).mean()) * weights)
    return Interval(estimate, estimate - half, estimate + half)


def autocorrelation(residuals: Floats, fitted: int) -> float:
    """Lag-one autocorrelation between 0 and 0.99, corrected for the parameters ``fitted``."""
    total = float(residuals @ residuals)
    if total <= 0:
        return 0.0
    r = float(residuals[1:] @ residuals[:-1]) / total
    # Removing a mean or a line makes residuals look less alike than the errors are: Kendall's correction, once for
    # each thing fitted beyond the first.
    return min(max(r + (fitted - 1 + (2 + fitted) * r) / len(residuals), 0.0), 0.99)


def _widening(residuals: Floats, fitted: int) -> float:
    """How much wider an interval is than for independent points."""
    r = autocorrelation(residuals, fitted)
    effective = max(len(residuals) * (1 - r) / (1 + r), FEWEST_EFFECTIVE)
    return float(np.sqrt(len(residuals) / effective) * _student(effective - fitted) / NORMAL)


def _student(freedom: float) -> float:
    """Student's t for the level, by its degrees of freedom."""
    return float(stdtrit(freedom, UPPER))
