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
from verdicts.panels import group_line, panel
from verdicts.periods import OPEN, PERIODS_A_YEAR, Window, ordinals, trailing_mean


@dataclass(frozen=True)
class Request:
    """What to measure: the columns of evidence.csv and the options of ``plumbline series``."""

    indicator: str
    entity: str
    counterpart: str = ""
    measure: str = "level"
    versus_indicator: str = ""
    versus_entity: str = ""
    versus_counterpart: str = ""
    smoothing: int = 1

    @property
    def has_versus(self) -> bool:
        return bool(self.versus_indicator or self.versus_entity or self.versus_counterpart)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators it takes figures from: one, or two."""
        return tuple(dict.fromkeys((self.indicator, self.versus[0])))

    @property
    def versus(self) -> tuple[str, str, str]:
        """The other side: what is left empty is as on this side."""
        return (
            self.versus_indicator or self.indicator,
            self.versus_entity or self.entity,
            self.versus_counterpart or self.counterpart,
        )


@dataclass(frozen=True, eq=False)
class Series:
    """A dated series: ascending ``dates`` (datetime64[D]) and finite ``values`` in ``unit``."""

    dates: Dates
    values: Floats
    unit: str
    frequency: str
    margins: Floats
    """Half-width of the measurement error of each value, in ``unit``."""
    smoothing: int = 1
    without: tuple[str, ...] = ()
    """Members of a group left out of it throughout, because some of their figures are missing."""
    margin_share: float | None = 0.0
    """The margin as a share of the value; None where it is not one: the error of a difference has a size of its own."""
    undefined: Dates = field(default_factory=lambda: EMPTY.dates)
    """Periods of the window that have figures and no value, because there was nothing to divide by."""

    def __len__(self) -> int:
        return len(self.dates)


class NoSuchMeasure(ValueError):
    """The measure, or what it needs, is not there; the message says what is."""


def measure(known: Knowledge, request: Request, window: Window = OPEN) -> Series:
    """The series a request asks for, within a window. Empty when the figures are not there.

    Raises
    ------
    NoSuchMeasure
        For a measure that does not exist, or lacks its other side.
    """
    if request.measure not in MEASURES:
        raise NoSuchMeasure(f"There is no measure {request.measure!r}. There are: {', '.join(MEASURES)}.")
    if request.measure in NEEDS_VERSUS and not request.has_versus:
        raise NoSuchMeasure(f"The measure {request.measure!r} compares: say with what (versus).")
    found = MEASURES[request.measure](_Operands(known, window, request))
    line, margins = window.cut(found.line), window.cut(Line(found.line.dates, found.margins)).values
    unit = found.unit
    frequency = known.catalog.indicator[request.indicator].frequency
    if request.measure == "index" and len(line.values):
        margins = _divide(100 * margins, abs(line.values[0]))
        line = Line(line.dates, _divide(100 * line.values, line.values[0]))
        unit = f"{_base(line.dates[0], frequency)} = 100"
    finite = np.isfinite(line.values)
    return Series(
        line.dates[finite],
        line.values[finite],
        unit,
        frequency,
        margins[finite],
        request.smoothing,
        found.without,
        found.share,
        line.dates[~finite],
    )


@dataclass(frozen=True, eq=False)
class _Operands:
    """The figures behind a request, smoothed, members of groups added up."""

    known: Knowledge
    window: Window
    request: Request

    def unit(self, indicator: str) -> str:
        return self.known.unit(indicator)

    def margins(self, line: Line) -> Floats:
        """Measurement error of values of the request's indicator."""
        return np.asarray(np.abs(line.values) * self.margin_share)

    @property
    def margin_share(self) -> float:
        return self.known.catalog.indicator[self.request.indicator].margin_pct / 100

    def relative_margins(self) -> tuple[float, float]:
        """Measurement error of either side, as a share of its value. The two are taken as independent."""
        mine, theirs = (self.known.catalog.indicator[i] for i in (self.request.indicator, self.request.versus[0]))
        return mine.margin_pct / 100, theirs.margin_pct / 100

    def this(self) -> tuple[Line, tuple[str, ...]]:
        return self.side(self.request.indicator, self.request.entity, self.request.counterpart)

    def that(self) -> tuple[Line, tuple[str, ...]]:
        return self.side(*self.request.versus)

    def side(self, indicator: str, entity: str, counterpart: str) -> tuple[Line, tuple[str, ...]]:
        """One side's figures: as published, or else a group's from its members."""
        line = self.known.line(indicator, entity, counterpart)
        if len(line.dates):
            return self.smooth(indicator, line), ()
        line, without = group_line(self.known, self.window, indicator, entity, counterpart)
        return self.smooth(indicator, line), without

    def smooth(self, indicator: str, line: Line) -> Line:
        n = self.request.smoothing
        return trailing_mean(line, n, self.known.catalog.indicator[indicator].frequency) if n > 1 else line

    def both(self) -> tuple[Dates, Floats, Floats, tuple[str, ...]]:
        """Dates that both sides have, and the values of each."""
        (a, a_without), (b, b_without) = self.this(), self.that()
        dates, ia, ib = np.intersect1d(a.dates, b.dates, assume_unique=True, return_indices=True)
        return dates, a.values[ia], b.values[ib], a_without + tuple(m for m in b_without if m not in a_without)


@dataclass(frozen=True, eq=False)
class _Measured:
    line: Line
    margins: Floats
    """Half-width of the measurement error of each value, in the unit."""
    unit: str
    without: tuple[str, ...]
    share: float | None = 0.0
    """The measurement error as a share of the value; None where it is not one."""


def _level(of: _Operands) -> _Measured:
    line, without = of.this()
    return _Measured(line, of.margins(line), of.unit(of.request.indicator), without, of.margin_share)


def _quotient(of: _Operands, factor: float, unit: str) -> _Measured:
    dates, a, b, without = of.both()
    values, share = _divide(factor * a, b), float(np.hypot(*of.relative_margins()))
    return _Measured(Line(dates, values), np.abs(values) * share, unit, without, share)


def _share(of: _Operands) -> _Measured:
    return _quotient(of, 100, "%")


def _ratio(of: _Operands) -> _Measured:
    mine, theirs = of.unit(of.request.indicator), of.unit(of.request.versus[0])
    return _quotient(of, 1, "times" if mine == theirs else f"{mine} per {theirs}")


def _gap(of: _Operands) -> _Measured:
    dates, a, b, without = of.both()
    mine, theirs = of.relative_margins()
    return _Measured(
        Line(dates, a - b), np.hypot(mine * a, theirs * b), _difference(of.unit(of.request.indicator)), without, None
    )


def _distance(of: _Operands) -> _Measured:
    gap = _gap(of)
    return replace(gap, line=Line(gap.line.dates, np.abs(gap.line.values)))


def _rank(of: _Operands) -> _Measured:
    line, _ = of.this()
    indicator, group, counterpart = of.request.versus
    if not of.known.catalog.is_group(group):
        raise NoSuchMeasure(f"A rank needs a group to stand in, and {group!r} is none.")
    above = np.zeros(len(line.dates))
    for member in of.known.catalog.members_of(group, of.known.as_of.day):
        if member == of.request.entity:
            continue
        other, _ = of.side(indicator, member, counterpart)
        _, mine, theirs = np.intersect1d(line.dates, other.dates, assume_unique=True, return_indices=True)
        above[mine] += other.values[theirs] > line.values[mine]
    return _Measured(Line(line.dates, above + 1), np.zeros(len(above)), "rank", ())


def _effective_number(of: _Operands) -> _Measured:
    r = of.request
    found = panel(of.known, of.window, r.indicator, r.entity, r.counterpart)
    if not len(found.dates):
        return _Measured(EMPTY, EMPTY.values, "powers", ())
    columns = [of.smooth(r.indicator, Line(found.dates, values)) for values in found.values.T]
    table = np.column_stack([column.values for column in columns])
    shares = table / table.sum(axis=1, keepdims=True)
    line = Line(columns[0].dates, 1 / (shares**2).sum(axis=1))
    return _Measured(line, of.margins(line), "powers", found.without, of.margin_share)


def _growth(of: _Operands) -> _Measured:
    line, without = of.this()
    frequency = of.known.catalog.indicator[of.request.indicator].frequency
    periods = ordinals(line.dates, frequency)
    _, later, before = np.intersect1d(periods, periods + PERIODS_A_YEAR[frequency], return_indices=True)
    change = _divide(100 * (line.values[later] - line.values[before]), np.abs(line.values[before]))
    grown = Line(line.dates[later], change)
    # An error that a figure shares with the one a year before it cancels: what is left is a share of the change.
    return _Measured(grown, of.margins(grown), "%", without, of.margin_share)


def _index(of: _Operands) -> _Measured:
    return _level(of)


MEASURES: dict[str, Callable[[_Operands], _Measured]] = {
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
    "share": "in per cent of something larger, or of another figure",
    "ratio": "divided by another figure",
    "gap": "minus another figure; negative when below it",
    "distance": "how far apart two figures are, whichever is larger",
    "rank": "the place in a group, 1 being the largest",
    "effective_number": "how many equal powers would be as concentrated: 1 divided by the sum of squared shares "
    "(Laakso and Taagepera 1979; the inverse of the Herfindahl index)",
    "growth": "change on the same period a year before, in per cent",
    "index": "with the first period of the window as 100",
}
"""One line for readers on what each measure does; the Method page shows all of them."""


def _divide(a: Floats, b: Floats | np.float64) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(b == 0, np.nan, a / b)


def _base(date: np.datetime64, frequency: str) -> str:
    """The name of an index's base period: 2014, or 2014-03."""
    return str(date.astype("datetime64[Y]" if frequency == "A" else "datetime64[M]"))


def _difference(unit: str) -> str:
    return "percentage points" if unit.startswith("%") else unit
