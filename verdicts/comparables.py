"""The question of a row put to comparable entities, all at once: one table with a row for each of them.

What the figures of each give is what :func:`verdicts.measures.measure` and :mod:`verdicts.checks` would find, without the
doubt: comparables are a base rate, and two hundred of them are asked for every row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.observations import EMPTY, Line
from verdicts.arrays import Flags, Floats, Ints
from verdicts.checks import LEVELS, STEPS, falls_after, separate
from verdicts.clock import Knowledge
from verdicts.evidence import Evidence
from verdicts.margins import divided
from verdicts.measures import Request, Series
from verdicts.periods import PERIODS_A_YEAR, Window, ordinals
from verdicts.sides import other_side


@dataclass(frozen=True, eq=False)
class _Table:
    """Figures of several entities: a row each, a column a period from ``first`` on, NaN where there is none."""

    first: int
    values: Floats

    def at(self, periods: Ints) -> Floats:
        """The columns of some periods."""
        places = periods - self.first
        inside = (places >= 0) & (places < self.values.shape[1])
        found = np.full((len(self.values), len(periods)), np.nan)
        found[:, inside] = self.values[:, places[inside]]
        return found


def statistics(row: Evidence, known: Knowledge, window: Window, series: Series) -> tuple[tuple[str, ...], Floats]:
    """What the check of a row looks at, for each comparable whose figures reach over the same periods; and whose it is."""
    names = _names(row, known, window)
    if not names or row.measure == "effective_number":
        return (), np.array([])
    measured = _measured(row.request, known, window, names, ordinals(series.dates, series.frequency))
    if row.measure == "index":
        measured = divided(100 * measured, measured[:, :1])
    values, used = _checked(row, known, series, measured)
    whole: Flags = np.asarray(np.isfinite(measured[:, used]).all(axis=1))
    return tuple(name for name, ok in zip(names, whole.tolist(), strict=True) if ok), values[whole]


def lines_beside(row: Evidence, known: Knowledge, series: Series) -> tuple[tuple[str, ...], Floats]:
    """What a row measures for each of its comparables in the periods of ``series``: names, and a line each, NaN where there is none.

    None for a measure that depends on the window, where there is no line to set beside another.
    """
    window = Window(None, row.window.end)
    names = _names(row, known, window) if row.among and row.measure not in ("index", "effective_number") else ()
    if not names or not len(series):
        return (), np.empty((0, len(series)))
    return names, _measured(row.request, known, window, names, ordinals(series.dates, series.frequency))


def _names(row: Evidence, known: Knowledge, window: Window) -> tuple[str, ...]:
    """The members of the row's group but for those that it is about."""
    catalog = known.catalog
    last = min(filter(None, (window.end, known.as_of.day)))
    ours = {row.entity.partition("@")[0], row.versus_entity}
    if catalog.is_group(row.entity):
        ours.update(catalog.members_of(row.entity, last))
    return tuple(member for member in catalog.members_of(row.among, last) if member not in ours)


def _measured(request: Request, known: Knowledge, window: Window, names: tuple[str, ...], periods: Ints) -> Floats:
    """The measure of a request for each entity in place of its own, a column a period."""
    mine = _table(known, request.indicator, names, request.counterpart, request.smoothing)
    here = mine.at(periods)
    if request.measure in ("level", "index"):
        return here
    if request.measure == "growth":
        before = mine.at(periods - PERIODS_A_YEAR[known.catalog.indicator[request.indicator].frequency])
        return divided(100 * (here - before), np.abs(before))
    indicator, other, counterpart = request.versus
    if request.measure == "rank":
        members = known.catalog.members_of(other, known.as_of.day)
        field = _table(known, indicator, members, counterpart, request.smoothing).at(periods)
        ranks = 1.0 + (field[None, :, :] > here[:, None, :]).sum(axis=1)
        return np.where(np.isfinite(here), ranks, np.nan)
    if request.versus_entity:
        line = other_side(known, request, window)
        frequency = known.catalog.indicator[indicator].frequency
        there = _filled([line], frequency).at(periods)
    else:
        there = _table(known, indicator, names, counterpart, request.smoothing).at(periods)
    match request.measure:
        case "share":
            return divided(100 * here, there)
        case "ratio":
            return divided(here, there)
        case "gap":
            return here - there
    return np.abs(here - there)


def _checked(row: Evidence, known: Knowledge, series: Series, measured: Floats) -> tuple[Floats, Flags]:
    """The statistic of the row's check for each line, and the periods that it uses."""
    n, ends = measured.shape[1], row.ends
    used = np.zeros(n, bool)
    if row.check in STEPS:
        used = separate(series)
        later = falls_after(series.dates, known.catalog.event[row.event].date, series.frequency)
        before, after = measured[:, used & ~later], measured[:, used & later]
        return np.asarray(after.mean(axis=1) - before.mean(axis=1)), used
    used[n - ends :] = True
    last = measured[:, n - ends :].mean(axis=1)
    if row.check in LEVELS:
        used[0] |= row.measure == "index"
        return np.asarray(last), used
    used[:ends] = True
    return np.asarray(last - measured[:, :ends].mean(axis=1)), used


def _table(known: Knowledge, indicator: str, names: tuple[str, ...], counterpart: str, smoothing: int) -> _Table:
    """The figures of several entities, smoothed; kept for the next row that asks."""
    asked = ("table", indicator, names, counterpart, smoothing)
    if asked not in known.kept:
        lines = [known.line(indicator, name, counterpart) for name in names]
        found = _filled(lines, known.catalog.indicator[indicator].frequency)
        known.kept[asked] = _smoothed(found, smoothing)
    kept: _Table = known.kept[asked]
    return kept


def _filled(lines: list[Line], frequency: str) -> _Table:
    """Lines side by side."""
    periods = ordinals(np.concatenate([EMPTY.dates, *(line.dates for line in lines)]), frequency)
    first, last = (int(periods.min()), int(periods.max())) if len(periods) else (0, -1)
    table = np.full((len(lines), last - first + 1), np.nan)
    rows = np.repeat(np.arange(len(lines)), np.array([len(line.dates) for line in lines], int))
    table[rows, periods - first] = np.concatenate([EMPTY.values, *(line.values for line in lines)])
    return _Table(first, table)


def _smoothed(of: _Table, n: int) -> _Table:
    """The mean of each period and the ``n - 1`` before it; where one of them is missing there is none."""
    if n == 1:
        return of
    if of.values.shape[1] < n:
        return _Table(of.first, of.values[:, :0])
    return _Table(of.first + n - 1, np.lib.stride_tricks.sliding_window_view(of.values, n, axis=1).mean(axis=2))
