"""How errors of measurement carry over: to a share, a difference, a mean.

A figure may be too low or too high by its margins, which need not be alike. Two different figures err independently of
each other. Two years of one series do not: what is counted wrongly in one is mostly counted wrongly in the next.
:data:`SHARED` is the part of an error's variance that two years of a series have in common; ``docs/method.md`` says what
the editions in hand tell of it, and tries the formulas by simulation.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from verdicts.arrays import Flags, Floats, Ints

SHARED = 0.9
"""Part of the variance of an error that two years of one series share, where its indicator says nothing else."""


class Band(NamedTuple):
    """Values with how far each may lie below and above, in their unit; all three are of one length."""

    values: Floats
    below: Floats
    above: Floats

    @property
    def low(self) -> Floats:
        return self.values - self.below

    @property
    def high(self) -> Floats:
        return self.values + self.above

    def at(self, kept: Flags | Ints | slice) -> Band:
        """Some of the values, with their margins."""
        return Band(self.values[kept], self.below[kept], self.above[kept])


def minus(a: Band, b: Band) -> Band:
    """The difference of two figures that err independently."""
    return Band(a.values - b.values, np.hypot(a.below, b.above), np.hypot(a.above, b.below))


def over(a: Band, b: Band, factor: float = 1.0) -> Band:
    """``factor`` times the quotient of two figures that err independently, to first order; NaN where b is zero."""
    values = divided(factor * a.values, b.values)
    size = np.abs(values)
    return Band(
        values,
        size * np.hypot(_part(a.below, a), _part(b.above, b)),
        size * np.hypot(_part(a.above, a), _part(b.below, b)),
    )


def share_of_whole(a: Band, whole: Band, factor: float = 100.0) -> Band:
    """``factor`` times the share of a part in the whole it belongs to, to first order; NaN where the whole is zero.

    An error of the part is one of the whole too, so a share near none or near all is better known than its parts. Part and
    rest err independently, the rest by the whole's proportion.
    """
    share = divided(a.values, whole.values)
    scale = np.abs(factor * share * (1 - share))
    below = scale * np.hypot(_part(a.below, a), _part(whole.above, whole))
    above = scale * np.hypot(_part(a.above, a), _part(whole.below, whole))
    return Band(factor * share, below, above)


def change_between(first: Band, last: Band, shared: float) -> Band:
    """The difference of two times of one series, last minus first, whose errors have ``shared`` of their variance in common."""
    # What they share moves both ends the same way: down by as much as each may be too high, or up likewise.
    down = np.maximum(last.below - first.below, first.above - last.above)
    up = np.maximum(last.above - first.above, first.below - last.below)
    own = 1 - shared
    below = np.sqrt(shared * np.maximum(down, 0) ** 2 + own * (last.below**2 + first.above**2))
    above = np.sqrt(shared * np.maximum(up, 0) ** 2 + own * (last.above**2 + first.below**2))
    return Band(last.values - first.values, below, above)


def relative_to(base: Band, later: Band, shared: float) -> Band:
    """100 times the quotient of two times of one series, to first order; NaN where the base is zero."""
    values = divided(100 * later.values, base.values)
    one = Band(np.ones_like(values), _part(base.below, base), _part(base.above, base))
    other = Band(np.ones_like(values), _part(later.below, later), _part(later.above, later))
    error, size = change_between(one, other, shared), np.abs(values)
    return Band(values, size * error.below, size * error.above)


def mean_of(band: Band) -> Band:
    """The mean of neighbouring periods, as one value. Their errors are taken as one: an end is no better known for having more of them."""
    n = len(band.values)
    return Band(*(np.array([side.sum() / n]) for side in band))


def divided(a: Floats, b: Floats) -> Floats:
    """A quotient that is NaN where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(b == 0, np.nan, a / b)


def _part(margin: Floats, band: Band) -> Floats:
    """A margin as a part of the value; none where the value is zero."""
    size = np.abs(band.values)
    # Two hundred countries are measured for one map: this takes a fifth of the time of dividing by nothing and mending it.
    return np.divide(margin, size, out=np.zeros_like(size), where=size > 0)
