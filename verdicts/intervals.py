"""How sure a trend or a step is: 95 % intervals that allow for neighbouring years being alike.

Neighbouring figures resemble each other, so n of them say less than n independent ones. Following Santer et al.
(2000, Journal of Geophysical Research 105, 7337-7356), the number of points is replaced by an effective one,
n (1 - r) / (1 + r), with r the lag-one autocorrelation of the residuals, corrected for its small-sample bias
(Kendall 1954). Intervals are widened accordingly and taken from Student's t with the remaining degrees of freedom.

A trend is one of two things. Where figures scatter about a line, it is the Theil-Sen slope. Where each year starts
from where the last one ended (a share that drifts), residuals about a line are all alike and the line has no
interval worth the name; then it is the mean change from one period to the next (a random walk with drift). Which of the two is decided by r, as
Perron and Yabu (2009, Journal of Econometrics 151, 56-69) decide it: near enough to one is one.
``docs/method.md`` reports how often a driftless series passes for a trend, and how often a real one is seen.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import stats

LEVEL = 0.95
NORMAL = stats.norm.ppf(0.5 + LEVEL / 2)
NEAR_ONE = 1.5
"""An autocorrelation of at least 1 - 1.5 / sqrt(n) counts as one. Of 1, 1.5, 2 and 3 the one that keeps false trends in
random walks at about one in ten (docs/method.md) and sees most of the real ones."""
EXACT = 1e-9
"""Figures that vary by less than this share of their size do not vary: their means differ exactly."""


class Interval(NamedTuple):
    """An estimate with its interval, and the number of independent points it is worth."""

    estimate: float
    low: float
    high: float
    effective: float
    start: float = 0.0
    """For a trend: its value in the first period."""


def trend(periods: np.ndarray, values: np.ndarray) -> Interval:
    """Change a period: the slope of a line where figures scatter about one, else the mean change between neighbours."""
    slope, intercept, low, high = stats.theilslopes(values, periods, alpha=LEVEL)
    residuals = values - intercept - slope * periods
    n = len(values)
    if autocorrelation(residuals, fitted=2) >= 1 - NEAR_ONE / np.sqrt(n):
        return _drift(periods, values)
    widen, effective = _widening(residuals, fitted=2)
    return Interval(slope, slope - (slope - low) * widen, slope + (high - slope) * widen, effective, intercept + slope * periods[0])


def _drift(periods: np.ndarray, values: np.ndarray) -> Interval:
    """Mean change a period of a random walk with drift: its changes are independent, so Student's t serves them."""
    changes = np.diff(values) / np.diff(periods)
    mean = float((values[-1] - values[0]) / (periods[-1] - periods[0]))
    half = stats.t.ppf(0.5 + LEVEL / 2, len(changes) - 1) * stats.sem(changes)
    return Interval(mean, mean - half, mean + half, len(changes), values[0])


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


def autocorrelation(residuals: np.ndarray, fitted: int) -> float:
    """Lag-one autocorrelation between 0 and 0.99, corrected for the parameters ``fitted``."""
    total = float(residuals @ residuals)
    if total <= 0:
        return 0.0
    r = float(residuals[1:] @ residuals[:-1]) / total
    # Removing a mean or a line makes residuals look less alike than the errors are: Kendall's correction, once for
    # each thing fitted beyond the first.
    return min(max(r + (fitted - 1 + (2 + fitted) * r) / len(residuals), 0.0), 0.99)


def _widening(residuals: np.ndarray, fitted: int) -> tuple[float, float]:
    """How much wider than for independent points an interval is, and the effective number of points."""
    r = autocorrelation(residuals, fitted)
    effective = max(len(residuals) * (1 - r) / (1 + r), fitted + 1.0)
    factor = np.sqrt(len(residuals) / effective) * stats.t.ppf(0.5 + LEVEL / 2, effective - fitted) / NORMAL
    return float(factor), effective
