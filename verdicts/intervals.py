"""How sure a trend or a step is: 95 % intervals that allow for neighbouring years being alike.

Neighbouring figures resemble each other, so n of them say less than n independent ones. Following Santer et al.
(2000, Journal of Geophysical Research 105, 7337-7356), the number of points is replaced by an effective one,
n (1 - r) / (1 + r), with r the lag-one autocorrelation of the residuals, corrected for its small-sample bias
(Kendall 1954). Intervals are widened accordingly and taken from Student's t with the remaining degrees of freedom.
``docs/method.md`` reports how often this lets a driftless random walk pass for a trend.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import stats

LEVEL = 0.95
NORMAL = stats.norm.ppf(0.5 + LEVEL / 2)
FEWEST_EFFECTIVE = 3.0
"""An interval is never taken to rest on fewer points: Student's t needs a degree of freedom beyond the two fitted."""

EXACT = 1e-9
"""Figures that vary by less than this share of their size do not vary: their means differ exactly."""


class Interval(NamedTuple):
    """An estimate with its interval, and the number of independent points it is worth."""

    estimate: float
    low: float
    high: float
    effective: float


def trend(periods: np.ndarray, values: np.ndarray) -> Interval:
    """Theil-Sen slope of ``values`` a period: the median of the slopes of all pairs, which outliers hardly move."""
    slope, intercept, low, high = stats.theilslopes(values, periods, alpha=LEVEL)
    widen, effective = _widening(values - intercept - slope * periods, fitted=2)
    return Interval(slope, slope - (slope - low) * widen, slope + (high - slope) * widen, effective)


def step(before: np.ndarray, after: np.ndarray) -> Interval:
    """Difference of the two means, after minus before, by Welch's interval."""
    estimate = float(after.mean() - before.mean())
    if max(np.ptp(before), np.ptp(after)) <= EXACT * max(np.abs(before).max(), np.abs(after).max()):
        return Interval(estimate, estimate, estimate, float(len(before) + len(after)))
    interval = stats.ttest_ind(after, before, equal_var=False).confidence_interval(LEVEL)
    residuals = np.concatenate([before - before.mean(), after - after.mean()])
    widen, effective = _widening(residuals, fitted=2)
    return Interval(
        estimate, estimate - (estimate - interval.low) * widen, estimate + (interval.high - estimate) * widen, effective
    )


def _widening(residuals: np.ndarray, fitted: int) -> tuple[float, float]:
    """How much wider than for independent points an interval is, and the effective number of points."""
    n = len(residuals)
    total = float(residuals @ residuals)
    if total <= 0:
        return 1.0, float(n)
    r = float(residuals[1:] @ residuals[:-1]) / total
    # Removing a mean or a line makes residuals look less alike than the errors are: Kendall's correction, once for
    # each thing fitted beyond the first.
    r = min(max(r + (fitted - 1 + (2 + fitted) * r) / n, 0.0), 0.99)
    effective = max(n * (1 - r) / (1 + r), FEWEST_EFFECTIVE)
    return float(np.sqrt(n / effective) * stats.t.ppf(0.5 + LEVEL / 2, effective - fitted) / NORMAL), effective
