"""What a view shows: the series of its entities, both sides of what it compares, and one period of everybody who has figures.

All of it comes through :func:`verdicts.measures.measure`: margins, smoothing, groups and editions are the engine's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.catalog import Catalog
from loaders.observations import EMPTY, Line
from verdicts.case import Case
from verdicts.clock import Knowledge
from verdicts.measures import NEEDS_VERSUS, Request, Series, measure
from verdicts.view import Seen, View

COVERED = 0.9
"""Part of the entities of the best covered period that the last common one has figures of, at least."""
TWO_SIDED = NEEDS_VERSUS - {"rank"}
"""Measures that are made of two figures."""


@dataclass(frozen=True, eq=False)
class Common:
    """One period of all countries that have figures in it."""

    date: np.datetime64
    shown: tuple[Seen, ...]
    """Each country with that one period, the largest first; of ranks the first place."""
    without: tuple[str, ...]
    """Countries with figures, but none in this period."""

    @property
    def values(self) -> dict[str, float]:
        """By entity, in the same order."""
        return {one.entity: float(one.series.values[0]) for one in self.shown}

    @property
    def unit(self) -> str:
        return self.shown[0].series.unit


@dataclass(frozen=True, eq=False)
class OneSide:
    """One side of what a view compares, as published."""

    request: Request
    seen: Seen
    is_own: bool
    """Whether it is the figures of one of the view's entities, and not what these are set against."""


def knowledge(view: View, case: Case) -> Knowledge:
    """The figures as of the view's edition. Raises ValueError for an edition that is none."""
    return Knowledge(case.observations, case.catalog, view.as_of(case))


def seen(view: View, case: Case, known: Knowledge | None = None) -> tuple[Seen, ...]:
    """The series of each entity, in the view's order; empty ones for those without figures.

    Raises
    ------
    NoSuchMeasure, ValueError
        For a view that :func:`verdicts.view_reading.parse` would not make.
    """
    known = known or knowledge(view, case)
    return tuple(_seen(view, view.request(entity), called(entity, case.catalog), known) for entity in view.entities)


def both_sides(view: View, case: Case, known: Knowledge | None = None) -> tuple[OneSide, ...]:
    """What the view's measure compares, each side once, as published and smoothed as the view is.

    Empty for a measure that is not made of two figures, and where the two have other units.
    """
    if view.measure not in TWO_SIDED:
        return ()
    known = known or knowledge(view, case)
    requests = [view.request(entity) for entity in view.entities]
    own = [(r.indicator, r.entity, r.counterpart) for r in requests]
    sides = own + [r.versus for r in requests]
    if len({known.unit(indicator) for indicator, *_ in sides}) > 1:
        return ()
    found = []
    for indicator, entity, counterpart in dict.fromkeys(sides):
        name = called(entity, case.catalog)
        if counterpart != view.counterpart:
            name = f"{name}, {called(counterpart, case.catalog)}"
        if indicator != view.indicator:
            name = f"{name}, {case.catalog.indicator[indicator].name}"
        request = Request(indicator, entity, counterpart, smoothing=view.smoothing)
        found.append(OneSide(request, _seen(view, request, name, known), (indicator, entity, counterpart) in own))
    return tuple(found)


def common(view: View, case: Case, known: Knowledge | None = None) -> Common | None:
    """The last period of the window that nearly all countries with figures have; None where nobody has any.

    Groups are left out: what they come to is that of their members. A number of equal powers is of groups alone, and so
    has no such period.
    """
    if view.measure == "effective_number":
        return None
    known = known or knowledge(view, case)
    series = {
        entity: found
        for entity in countries(view, case)
        if len(found := measure(known, view.request(entity), view.window))
    }
    if not series:
        return None
    dates, counts = np.unique(np.concatenate([one.dates for one in series.values()]), return_counts=True)
    date = dates[counts >= COVERED * counts.max()][-1]
    there = {entity: at for entity, one in series.items() if (at := _place(one, date)) is not None}
    shown = [
        Seen(entity, called(entity, case.catalog), series[entity].within(slice(at, at + 1)))
        for entity, at in there.items()
    ]
    ranked = shown[0].series.unit == "rank"
    shown.sort(key=lambda one: float(one.series.values[0]), reverse=not ranked)
    return Common(date, tuple(shown), tuple(entity for entity in series if entity not in there))


def countries(view: View, case: Case) -> list[str]:
    """The countries that have a figure of the view's indicator with its counterpart, on any day."""
    known = case.catalog.entity
    held = case.observations.sides_of(view.indicator)
    return [e for e, other in held if other == view.counterpart and e in known and known[e].kind == "country"]


def ahead(view: View, one: Seen, case: Case) -> Line:
    """A source's projections that go on from a line, for drawing only: of figures as published, and of those in hand now."""
    if view.measure != "level" or view.smoothing > 1 or view.edition != "today" or not len(one.series):
        return EMPTY
    line = case.observations.projected(view.indicator, one.entity, view.counterpart)
    kept = view.window.inside(line.dates)
    later = line.dates[kept] > one.series.dates[-1]
    return Line(line.dates[kept][later], line.values[kept][later])


def called(entity: str, catalog: Catalog) -> str:
    """What an entity is called where there is little room; of a group of a year with that year."""
    base, _, year = entity.partition("@")
    row = catalog.entity.get(base)
    name = (row.short or row.name) if row else entity
    return f"{name} ({year})" if row and year else name


def _seen(view: View, request: Request, name: str, known: Knowledge) -> Seen:
    return Seen(request.entity, name, measure(known, request, view.window))


def _place(series: Series, date: np.datetime64) -> int | None:
    """Where a date stands in a series."""
    at = int(series.dates.searchsorted(date))
    return at if at < len(series) and series.dates[at] == date else None
