"""Numbers that publishers state, held against ours: a stated number is wrong only if no figure rounds to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

import numpy as np

from loaders.catalog import Catalog
from loaders.observations import Observations
from loaders.rows import Stated
from verdicts.clock import AsOf, Knowledge
from verdicts.measures import Request, Series, measure
from verdicts.words import label, period

EXTRA = 2
"""Digits of ours shown beyond those that are stated."""


class Comparison(NamedTuple):
    """A stated number beside our figure for the same thing; ``ours`` is None where we hold none."""

    stated: Stated
    request: Request
    series: Series
    ours: float | None

    @property
    def agrees(self) -> bool:
        return self.ours is not None and rounds_to(self.ours, self.stated.number)


def rounds_to(value: float, stated: Decimal) -> bool:
    """Whether a value rounds to a number, to the digits in which that is written: 42.6 rounds to 43, 16E4 to ten thousands."""
    digit = Decimal(1).scaleb(_places(stated))
    exact = Decimal(repr(float(value)))
    return stated in (exact.quantize(digit, ROUND_HALF_UP), exact.quantize(digit, ROUND_HALF_DOWN))


def shown(value: float, stated: Decimal) -> str:
    """A value with two digits more than a number is stated with, no more than it has."""
    finest = _places(stated) - EXTRA
    exact = Decimal(repr(float(value))).normalize()
    if _places(exact) < finest:
        exact = exact.quantize(Decimal(1).scaleb(finest))
    return f"{exact:,f}".replace("-", "\N{MINUS SIGN}")


def _places(number: Decimal) -> int:
    """The power of ten of its last digit. Raises ValueError for what is no number: an infinity has no digits."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{number} has no digits.")
    return exponent


def as_stated(number: Decimal) -> str:
    """A number as it would be printed: 43, 7.8, 160,000."""
    return f"{number:,f}"


def comparison_row(comparison: Comparison, catalog: Catalog) -> dict[str, str]:
    """What is stated and where, and what we have beside it, with its digits."""
    stated, series = comparison.stated, comparison.series
    return {
        "Figure": label(comparison.request, catalog),
        "Period": period(np.datetime64(stated.date), series.frequency, series.smoothing),
        "Unit": stated.unit,
        "Publisher says": as_stated(stated.number),
        "Here": "none" if comparison.ours is None else shown(comparison.ours, stated.number),
        "Agrees": "yes" if comparison.agrees else "no",
        "Where": stated.where,
    }


def agreement_sentence(found: Sequence[Comparison]) -> str:
    """How many of the stated numbers ours round to."""
    apart = sum(not comparison.agrees for comparison in found)
    numbers = f"{len(found)} number{'' if len(found) == 1 else 's'}"
    rest = f"; {apart} {'does' if apart == 1 else 'do'} not." if apart else "."
    return f"Of {numbers} that publishers print, {len(found) - apart} {'agrees' if len(found) - apart == 1 else 'agree'} with the figures here to the digits that are printed{rest}"


def comparisons(observations: Observations, catalog: Catalog, as_of: AsOf) -> tuple[Comparison, ...]:
    """Each number of catalog/stated.csv beside the figure known on a day, or on an earlier one that its row names."""
    days = {row.as_of for row in catalog.stated.rows if row.as_of and row.as_of < as_of.day}
    known: dict[dt.date | None, Knowledge]
    known = {day: Knowledge(observations, catalog, AsOf(day, as_of.written)) for day in days}
    now = Knowledge(observations, catalog, as_of)
    return tuple(_compare(row, known.get(row.as_of, now)) for row in catalog.stated.rows)


def _compare(row: Stated, known: Knowledge) -> Comparison:
    request = Request(
        row.indicator, row.entity, row.counterpart, row.measure, "", row.versus_entity, row.versus_counterpart, row.smoothing
    )  # fmt: skip
    series = measure(known, request)
    at = np.flatnonzero(series.dates == np.datetime64(row.date))
    return Comparison(row, request, series, float(series.values[at[0]]) if len(at) else None)
