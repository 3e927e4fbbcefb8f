"""What a measure compares: the figures of either side of a request, smoothed, members of groups added up, with their margins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from loaders.catalog import Catalog
from loaders.observations import Line
from verdicts.arrays import Dates, Floats
from verdicts.clock import Knowledge
from verdicts.margins import Band
from verdicts.panels import WORLD, Together, group_line
from verdicts.periods import Window, trailing_mean


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


def not_in_a_whole(request: Request, catalog: Catalog) -> str:
    """Why a share asks for a part of what is no sum, in a sentence; empty where it does not.

    Shares of another figure, gold in reserves, are the row's own affair.
    """
    row = catalog.indicator[request.indicator]
    if request.measure != "share" or request.versus[0] != request.indicator or row.aggregation == "sum":
        return ""
    return f"Figures of {row.name} cannot be added up, so nobody has a share in them."


class Side(NamedTuple):
    """The figures of one side of a comparison, with their margins."""

    dates: Dates
    band: Band
    without: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Operands:
    """The figures behind a request, smoothed, members of groups added up, with their margins."""

    known: Knowledge
    window: Window
    request: Request

    def unit(self, indicator: str) -> str:
        return self.known.unit(indicator)

    def this(self) -> Side:
        return self.side(self.request.indicator, self.request.entity, self.request.counterpart)

    def that(self) -> Side:
        return self.side(*self.request.versus)

    @property
    def put_together(self) -> bool:
        """Whether members of a group are put together, which depends on the window."""
        sides = ((self.request.indicator, self.request.entity, self.request.counterpart), self.request.versus)
        return self.request.measure == "effective_number" or not all(self._published(*side) for side in sides)

    def _published(self, indicator: str, entity: str, counterpart: str) -> bool:
        """Whether the figures of a side, and the bounds that their indicator has, all stand as published."""
        row = self.known.catalog.indicator[indicator]
        asked = filter(None, (indicator, row.low, row.high))
        return all(len(self.known.line(one, entity, counterpart).dates) for one in asked)

    def side(self, indicator: str, entity: str, counterpart: str) -> Side:
        """One side's figures: as published, or else a group's from its members; with the margins of their indicator."""
        named = (indicator, entity, counterpart)
        window = None if self._published(*named) else self.window
        asked = ("side", *named, self.request.smoothing, window)
        if asked not in self.known.kept:
            self.known.kept[asked] = self._side(*named)
        found: Side = self.known.kept[asked]
        return found

    def _side(self, indicator: str, entity: str, counterpart: str) -> Side:
        line, without, error = self.line(indicator, entity, counterpart)
        found = self.known.catalog.indicator[indicator]
        margin = error * (np.abs(line.values) * (found.margin_pct / 100) + found.margin_abs)
        if not found.low:
            return Side(line.dates, Band(line.values, margin, margin), without)
        below = self._bound(line, self.line(found.low, entity, counterpart).line, margin, -1)
        above = self._bound(line, self.line(found.high, entity, counterpart).line, margin, +1)
        return Side(line.dates, Band(line.values, below, above), without)

    def line(self, indicator: str, entity: str, counterpart: str) -> Together:
        """One side's figures without their margins."""
        line = self.known.line(indicator, entity, counterpart)
        if len(line.dates):
            return Together(self.smooth(indicator, line))
        found = group_line(self.known, self.window, indicator, entity, counterpart)
        return found._replace(line=self.smooth(indicator, found.line))

    @staticmethod
    def _bound(line: Line, bound: Line, margin: Floats, sign: int) -> Floats:
        """How far a published bound lies from each figure; where there is none, the margin of the indicator.

        A bound of another edition may lie on the wrong side of a figure: then the two are taken as one.
        """
        _, mine, theirs = np.intersect1d(line.dates, bound.dates, assume_unique=True, return_indices=True)
        found = margin.copy()
        found[mine] = np.maximum(sign * (bound.values[theirs] - line.values[mine]), 0)
        return found

    def smooth(self, indicator: str, line: Line) -> Line:
        n = self.request.smoothing
        return trailing_mean(line, n, self.known.catalog.indicator[indicator].frequency) if n > 1 else line

    def both(self) -> tuple[Dates, Band, Band, tuple[str, ...]]:
        """Dates that both sides have, and the values of each."""
        a, b = self.this(), self.that()
        without = a.without + tuple(m for m in b.without if m not in a.without)
        if np.array_equal(a.dates, b.dates):
            return a.dates, a.band, b.band, without
        dates, ia, ib = np.intersect1d(a.dates, b.dates, assume_unique=True, return_indices=True)
        return dates, a.band.at(ia), b.band.at(ib), without

    @property
    def is_part(self) -> bool:
        """Whether the one side is a part of the other: the same figures of a member, or to a member, of a group."""
        indicator, entity, counterpart = self.request.versus
        return indicator == self.request.indicator and all(
            mine == theirs or self._belongs(mine, theirs)
            for mine, theirs in ((self.request.entity, entity), (self.request.counterpart, counterpart))
        )

    def _belongs(self, entity: str, group: str) -> bool:
        if group.partition("@")[0] == WORLD:
            return True
        catalog = self.known.catalog
        return catalog.is_group(group) and entity in catalog.members_of(group, self.known.as_of.day)


def other_side(known: Knowledge, request: Request, window: Window) -> Line:
    """The figures that a request compares with."""
    side = Operands(known, window, request).that()
    return Line(side.dates, side.band.values)
