"""Measures: observations to one dated series.

A :class:`Request` names the figures and the measure; :func:`measure` returns a :class:`Series`. The smoothing (a
trailing mean) is applied to the figures before they are divided, so that a share over five years is the sum over the
sum, as SIPRI and Kiel publish theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from loaders.observations import EMPTY, Line
from verdicts.arrays import Dates, Floats
from verdicts.clock import Knowledge
from verdicts.margins import SHARED, Band, change_between, divided, minus, over, relative_to, share_of_whole
from verdicts.panels import panel
from verdicts.periods import OPEN, PERIODS_A_YEAR, Window, ordinals
from verdicts.sides import Operands, Side, not_in_a_whole
from verdicts.sides import Request as Request


@dataclass(frozen=True, eq=False)
class Series:
    """A dated series: ascending ``dates`` (datetime64[D]) and finite ``values`` in ``unit``."""

    dates: Dates
    values: Floats
    unit: str
    frequency: str
    below: Floats
    """How far each value may lie below what is measured, in ``unit``."""
    above: Floats
    """How far it may lie above."""
    smoothing: int = 1
    without: tuple[str, ...] = ()
    """Members of a group left out of it throughout, because some of their figures are missing."""
    shared: float = SHARED
    """Part of the variance of an error that two periods have in common."""
    proportional: bool = False
    """Whether the margins are a proportion of the value, and so grow with it."""
    undefined: Dates = field(default_factory=lambda: EMPTY.dates)
    """Periods of the window that have figures and no value, because there was nothing to divide by."""

    def __len__(self) -> int:
        return len(self.dates)

    @property
    def band(self) -> Band:
        """The values with their margins."""
        return Band(self.values, self.below, self.above)

    def within(self, kept: slice) -> Series:
        """Some neighbouring periods of it."""
        return replace(
            self,
            dates=self.dates[kept],
            values=self.values[kept],
            below=self.below[kept],
            above=self.above[kept],
        )


class NoSuchMeasure(ValueError):
    """The measure, or what it needs, is not there; the message says what is."""


def measure(known: Knowledge, request: Request, window: Window = OPEN) -> Series:
    """The series a request asks for, within a window. Empty when the figures are not there.

    Raises
    ------
    NoSuchMeasure
        For a measure that does not exist, lacks its other side, or is a share in figures that cannot be added up.
    """
    if request.measure not in MEASURES:
        raise NoSuchMeasure(f"There is no measure {request.measure!r}. There are: {', '.join(MEASURES)}.")
    if request.measure in NEEDS_VERSUS and not request.has_versus:
        raise NoSuchMeasure(f"The measure {request.measure!r} compares: say with what (versus).")
    if problem := not_in_a_whole(request, known.catalog):
        raise NoSuchMeasure(problem)
    found = _measured(Operands(known, window, request))
    inside = window.inside(found.dates)
    dates, band, unit = found.dates[inside], found.band.at(inside), found.unit
    indicator = known.catalog.indicator[request.indicator]
    if request.measure == "index" and len(dates):
        band = relative_to(band.at(slice(1)), band, indicator.margin_shared)
        unit = f"{_base(dates[0], indicator.frequency)} = 100"
    finite = np.isfinite(band.values)
    kept = band if finite.all() else band.at(finite)
    return Series(
        dates[finite],
        kept.values,
        unit,
        indicator.frequency,
        kept.below,
        kept.above,
        request.smoothing,
        found.without,
        indicator.margin_shared,
        found.proportional,
        dates[~finite],
    )


def _measured(of: Operands) -> _Measured:
    """What a request gives before its window is cut out; only members of a group depend on the window."""
    asked = ("measured", of.request, of.window if of.put_together else None)
    if asked not in of.known.kept:
        of.known.kept[asked] = MEASURES[of.request.measure](of)
    found: _Measured = of.known.kept[asked]
    return found


@dataclass(frozen=True, eq=False)
class _Measured:
    dates: Dates
    band: Band
    unit: str
    without: tuple[str, ...]
    proportional: bool = False


def _level(of: Operands) -> _Measured:
    side = of.this()
    indicator = of.known.catalog.indicator[of.request.indicator]
    return _Measured(side.dates, side.band, of.unit(indicator.id), side.without, not indicator.margin_abs)


def _share(of: Operands) -> _Measured:
    dates, a, b, without = of.both()
    # A share in a whole is better known near none and near all: it does not keep its proportion.
    if of.is_part:
        return _Measured(dates, share_of_whole(a, b), "%", without)
    return _Measured(dates, over(a, b, 100), "%", without, True)


def _ratio(of: Operands) -> _Measured:
    mine, theirs = of.unit(of.request.indicator), of.unit(of.request.versus[0])
    dates, a, b, without = of.both()
    return _Measured(dates, over(a, b), "times" if mine == theirs else f"{mine} per {theirs}", without, True)


def _gap(of: Operands) -> _Measured:
    dates, a, b, without = of.both()
    return _Measured(dates, minus(a, b), _difference(of.unit(of.request.indicator)), without)


def _distance(of: Operands) -> _Measured:
    gap = _gap(of)
    band = gap.band
    size, under = np.abs(band.values), band.values < 0
    below, above = np.where(under, band.above, band.below), np.where(under, band.below, band.above)
    return replace(gap, band=Band(size, np.minimum(below, size), above))


def _rank(of: Operands) -> _Measured:
    """The place among the members of a group, and the places that their margins leave open."""
    mine = of.this()
    indicator, group, counterpart = of.request.versus
    if not of.known.catalog.is_group(group):
        raise NoSuchMeasure(f"A rank needs a group to stand in, and {group!r} is none.")
    members = of.known.catalog.members_of(group, of.known.as_of.day)
    asked = ("field", indicator, members, counterpart, of.request.smoothing, of.window)
    if asked not in of.known.kept:
        of.known.kept[asked] = _field([of.side(indicator, member, counterpart) for member in members])
    dates, field = of.known.kept[asked]
    _, ours, theirs = np.intersect1d(mine.dates, dates, assume_unique=True, return_indices=True)
    rivals = np.array([member != of.request.entity for member in members], bool)
    me, others = mine.band.at(ours), field[:, theirs][:, :, rivals]
    ahead, surely, perhaps = (np.zeros(len(mine.dates)) for _ in range(3))
    # Where somebody has no figure neither is true.
    ahead[ours] = (others[0] > me.values[:, None]).sum(axis=1)
    surely[ours] = (others[1] > me.high[:, None]).sum(axis=1)
    perhaps[ours] = (others[2] > me.low[:, None]).sum(axis=1)
    return _Measured(mine.dates, Band(ahead + 1, ahead - surely, perhaps - ahead), "rank", ())


def _field(sides: list[Side]) -> tuple[Dates, Floats]:
    """All dates of several, and their values, lows and highs: a row a date, a column each, NaN where there is no figure."""
    dates = np.unique(np.concatenate([EMPTY.dates, *(side.dates for side in sides)]))
    table = np.full((3, len(dates), len(sides)), np.nan)
    for column, side in enumerate(sides):
        at = np.searchsorted(dates, side.dates)
        table[0, at, column], table[1, at, column], table[2, at, column] = (
            side.band.values, side.band.low, side.band.high,
        )  # fmt: skip
    return dates, table


def _effective_number(of: Operands) -> _Measured:
    r = of.request
    found = panel(of.known, of.window, r.indicator, r.entity, r.counterpart)
    if not len(found.dates):
        return _Measured(EMPTY.dates, Band(EMPTY.values, EMPTY.values, EMPTY.values), "powers", ())
    columns = [of.smooth(r.indicator, Line(found.dates, values)) for values in found.values.T]
    table = np.column_stack([column.values for column in columns])
    # Where nobody has anything, there are no shares.
    there = table.sum(axis=1) > 0
    table = table[there]
    shares = table / table.sum(axis=1, keepdims=True)
    number = 1 / (shares**2).sum(axis=1)
    # To first order in the members' errors, which are independent and of one proportion.
    part = of.known.catalog.indicator[r.indicator].margin_pct / 100
    margin = number * 2 * part * np.sqrt(((number[:, None] * shares**2 - shares) ** 2).sum(axis=1))
    return _Measured(columns[0].dates[there], Band(number, margin, margin), "powers", found.without)


def _growth(of: Operands) -> _Measured:
    side = of.this()
    indicator = of.known.catalog.indicator[of.request.indicator]
    periods = ordinals(side.dates, indicator.frequency)
    _, later, before = np.intersect1d(periods, periods + PERIODS_A_YEAR[indicator.frequency], return_indices=True)
    one, other = side.band.at(before), side.band.at(later)
    change = change_between(one, other, indicator.margin_shared)
    size = np.abs(one.values)
    grown = Band(*(divided(100 * part, size) for part in change))
    return _Measured(side.dates[later], grown, "%", side.without)


def _index(of: Operands) -> _Measured:
    return _level(of)


MEASURES: dict[str, Callable[[Operands], _Measured]] = {
    "level": _level,
    "share": _share,
    "ratio": _ratio,
    "gap": _gap,
    "distance": _distance,
    "rank": _rank,
    "effective_number": _effective_number,
    "growth": _growth,
    "index": _index,
}
NEEDS_VERSUS = frozenset({"share", "ratio", "gap", "distance", "rank"})

MEANINGS = {
    "level": "the figure as published",
    "share": "as a percentage of something larger, or of another figure",
    "ratio": "how many times as large as another figure",
    "gap": "less another figure; negative when below it",
    "distance": "how far apart two figures are, whichever is larger",
    "rank": "the place in a group, 1 being the largest",
    "effective_number": "how many equal powers would be as concentrated: 1 divided by the sum of squared shares "
    "(Laakso and Taagepera 1979; the inverse of the Herfindahl index)",
    "growth": "the percentage change on the same period a year before",
    "index": "as a percentage of the first period of the window",
}
"""One line for readers on what each measure does; the Method page shows all of them."""


def _base(date: np.datetime64, frequency: str) -> str:
    """The name of an index's base period: 2014, or 2014-03."""
    return str(date.astype("datetime64[Y]" if frequency == "A" else "datetime64[M]"))


def _difference(unit: str) -> str:
    return "percentage points" if unit.startswith("%") else unit
