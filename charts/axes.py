"""What the axes of a chart of figures show: which range, which ticks, and what is left outside.

The range is that of the window and of what the rule adds to it; zero belongs to it unless the answer could not be seen
then. What lies before and after the window widens it, but never so far that a wild decade flattens the rest: what is then
outside is told under the chart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from verdicts.arrays import Dates, Floats
from verdicts.measures import Series
from verdicts.periods import PERIODS_A_YEAR
from verdicts.units import MONTHS
from verdicts.words import join, period, quantity

SEEN = 1 / 20
"""An answer smaller than this part of the height cannot be seen: then the axis does not begin at zero."""
MASS = (25, 75)
"""Percentiles of what lies outside the window that are always shown."""
WIDER = 4.0
"""How far the rest may widen the range of the window and of the mass of figures: a quarter of the height is left to them."""
CUT = 2.0
"""The same where something has to be left out anyway: then half is left to them."""
FEW = 1 / 5
"""Of all values, the most that may be left out: more are no wild decade but how the series is."""
SPARE = 0.07
"""Room above the highest line and below the lowest, as a part of the range."""
MOST_NAMED = 3
STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
"""Years between ticks."""
MOST_TICKS, MOST_DATES = 6, 4
"""Ticks that a phone has room for: of years, and of months, whose names are longer."""
BY_MONTHS = 30
"""Months up to which months are named."""
STEPPED = frozenset({"rank", "countries"})
"""Units of what has no value between two whole numbers: it is drawn in steps."""


class Range(NamedTuple):
    """From where to where an axis goes."""

    low: float
    high: float


def value_range(inside: Floats, drawn: Iterable[float], rest: Floats, asked: float | None) -> Range:
    """The range of an axis of values.

    Parameters
    ----------
    inside : array
        The values of the window.
    drawn : floats
        What else has to be seen: a threshold, means, ends of an error bar.
    rest : array
        Values before and after the window, and of others beside it.
    asked : float or None
        How large a difference has to be seen for the answer; None where nothing is asked.
    """
    must = np.concatenate([inside, np.array(list(drawn), float)])
    if len(rest):
        must = np.concatenate([must, np.percentile(rest, MASS)])
    low, high = float(must.min()), float(must.max())
    low, high = _with_zero(low, high, asked if asked is not None else float(np.ptp(inside)) or None)
    span = (high - low) or abs(high) or 1.0
    whole = _reaching(low, high, rest)
    if whole.high - whole.low > WIDER * span:
        cut = _reaching(low, high, rest, CUT * span)
        left_out = ((rest < cut.low) | (rest > cut.high)).sum()
        whole = cut if left_out <= FEW * (len(rest) + len(inside)) else whole
    low, high = whole
    span = (high - low) or span
    below, above = low - SPARE * span, high + SPARE * span
    # Room below what is above nothing does not reach below nothing.
    return Range(max(below, 0.0) if low >= 0 else below, min(above, 0.0) if high <= 0 and low < 0 else above)


def _reaching(low: float, high: float, values: Floats, most: float = np.inf) -> Range:
    """A range widened to values, the nearest first, while it is no wider than ``most``."""
    for value in sorted(values.tolist(), key=lambda v: max(low - v, v - high)):
        wider = Range(min(low, value), max(high, value))
        if wider.high - wider.low > most:
            break
        low, high = wider
    return Range(low, high)


def _with_zero(low: float, high: float, asked: float | None) -> Range:
    """With zero at its edge, unless all values are so far from it that the answer could not be seen."""
    far = max(abs(low), abs(high))
    if low < 0 < high or (asked is not None and abs(asked) < SEEN * far):
        return Range(low, high)
    return Range(0.0, high) if low >= 0 else Range(low, 0.0)


def outside_words(whole: Series, shown: Range) -> str:
    """Which figures a range leaves out, in a sentence; empty where it leaves out none."""
    out = np.flatnonzero((whole.values < shown.low) | (whole.values > shown.high))
    if not len(out):
        return ""
    told = [
        f"{quantity(float(whole.values[i]), whole.unit)} in {period(whole.dates[i], whole.frequency, whole.smoothing)}"
        for i in out
    ]
    if len(told) <= MOST_NAMED:
        return f"Outside the chart: {join(tuple(told))}."
    furthest = int(out[np.abs(whole.values[out] - (shown.low + shown.high) / 2).argmax()])
    first, last = (period(whole.dates[out[i]], whole.frequency, whole.smoothing) for i in (0, -1))
    most = f"{quantity(float(whole.values[furthest]), whole.unit)} in {period(whole.dates[furthest], whole.frequency, whole.smoothing)}"
    return f"Outside the chart: {len(out)} figures between {first} and {last}, the furthest {most}."


def middle(dates: Dates, frequency: str) -> Dates:
    """The middle day of each period: where a figure for a period belongs on an axis of days."""
    return dates - np.timedelta64(365 // (2 * PERIODS_A_YEAR[frequency]), "D")


def period_ticks(first: np.datetime64, last: np.datetime64, frequency: str) -> tuple[list[str], list[str]]:
    """Places (days) and names of ticks between the ends of two periods: each is a whole period, none lies between two.

    Yearly figures have years, in the middle of which their points stand; of others over more than :data:`BY_MONTHS`
    months a year is named where it begins.
    """
    begins, ends = first.astype("datetime64[M]").astype(int), last.astype("datetime64[M]").astype(int)
    years = range(begins // 12 + 1970, ends // 12 + 1971)
    if frequency == "A":
        chosen = _every(years)
        days = np.array([f"{year}-12-31" for year in chosen], "datetime64[D]")
        return [str(day) for day in middle(days, "A")], [str(year) for year in chosen]
    if ends - begins > BY_MONTHS:
        begun = [year for year in years if np.datetime64(f"{year}-01") >= first.astype("datetime64[M]")]
        chosen = _every(begun)
        return [f"{year}-01-01" for year in chosen], [str(year) for year in chosen]
    return _months(begins, ends, frequency)


def _every(years: Iterable[int]) -> list[int]:
    """Every so many years, so that there are few enough: whole fives and tens."""
    years = list(years)
    return next(
        (chosen for step in STEPS if len(chosen := [year for year in years if year % step == 0]) <= MOST_TICKS),
        years[:1],
    )


def _months(begins: int, ends: int, frequency: str) -> tuple[list[str], list[str]]:
    """Every so many months or quarters, by the name of each."""
    own = 3 if frequency == "Q" else 1
    months = [month for month in range(begins, ends + 1) if (month + 1) % own == 0]
    step = next((s for s in (own, 3, 6, 12) if s >= own and -(-(ends - begins + 1) // s) <= MOST_DATES), 12)
    months = [month for month in months if (month - own + 1) % step == 0] or months[:1]
    last_days: Dates = (np.array(months).astype("datetime64[M]") + 1).astype("datetime64[D]") - 1
    names = [
        f"Q{month % 12 // 3 + 1} {month // 12 + 1970}"
        if frequency == "Q"
        else f"{MONTHS[month % 12][:3]} {month // 12 + 1970}"
        for month in months
    ]
    return [str(day) for day in middle(last_days, "Q" if frequency == "Q" else "M")], names


def place_range(worst: float) -> Range:
    """The range of an axis of places: the best on top, half a place of room at either end."""
    return Range(worst + 0.6, 0.4)


def place_ticks(worst: float) -> list[int]:
    """Whole places, the first and every so many after it."""
    step = next((s for s in (1, 2, 5, 10, 20, 50) if worst / s <= MOST_TICKS), 100)
    return list(dict.fromkeys([1, *range(step, round(worst) + 1, step)]))
