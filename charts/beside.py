"""What stands beside the series of a finding: the comparables that matter most, as quiet lines with their names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.catalog import Catalog
from verdicts.arrays import Floats
from verdicts.clock import Knowledge
from verdicts.comparables import lines_beside
from verdicts.evidence import Evidence
from verdicts.findings import SeriesFinding
from verdicts.measures import Series
from verdicts.numbers import place_of
from verdicts.words import amount

MOST = 3
"""Others in one chart: more lines cannot be told apart when all are grey."""
FEWEST = 2
"""Periods of a line."""


@dataclass(frozen=True, eq=False)
class Beside:
    """One of the others."""

    name: str
    values: Floats
    """A value a period of the series that it stands beside, NaN where there is none."""

    @property
    def last(self) -> float:
        """Its last value."""
        return float(self.values[np.isfinite(self.values)][-1])


def beside(finding: SeriesFinding, whole: Series, known: Knowledge) -> tuple[Beside, ...]:
    """The largest of a row's comparables, those with the best places for a rank; none where others would tell nothing.

    Beside a share of something that all have in common, a rank, or a share of one's own (imports of one's output).
    What is set against one other entity is told by the two sides themselves.
    """
    row = finding.evidence
    if not _comparable(row, known.catalog) or len(whole) < FEWEST:
        return ()
    names, table = lines_beside(row, known, whole)
    reach = np.isfinite(table).sum(axis=1) >= FEWEST
    # Who has nothing is no comparison.
    recent = np.isfinite(table[:, -1]) & reach & (table[:, -1] != 0) if len(names) else reach
    if not recent.any():
        return ()
    best = np.where(recent, table[:, -1], np.inf if row.measure == "rank" else -np.inf)
    order = np.argsort(best if row.measure == "rank" else -best, kind="stable")[: min(MOST, int(recent.sum()))]
    return tuple(Beside(short_name(names[i], known.catalog), table[i]) for i in order)


def _comparable(row: Evidence, catalog: Catalog) -> bool:
    if row.measure == "rank":
        return True
    return row.measure == "share" and (not row.versus_entity or catalog.is_group(row.versus_entity))


def short_name(entity: str, catalog: Catalog) -> str:
    """What an entity is called where there is little room."""
    found = catalog.entity.get(entity.partition("@")[0])
    return (found.short or found.name) if found else entity


def end_value(series: Series) -> str:
    """The last value of a series in as few signs as its doubt allows: 26.2%, 1.3bn, second."""
    value = float(series.values[-1])
    doubt = float(series.below[-1] + series.above[-1]) / 2
    return short_value(value, series.unit, place_of(value, doubt, series.unit))


def short_value(value: float, unit: str, place: int | None = None) -> str:
    """A figure in as few signs as possible."""
    return f"{amount(value, unit, place)}{'%' if unit.startswith('%') else ''}"
