"""Groups: their members' figures side by side, and what they come to.

Members are those of the window's last day, held throughout: otherwise a line moves because the group did. A figure
that is missing is never passed over in silence: see :func:`panel`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from loaders.observations import EMPTY, Line
from verdicts.arrays import Dates, Flags, Floats
from verdicts.clock import Knowledge
from verdicts.periods import Window

ENOUGH = 2 / 3
"""Share of a window's periods, or else of a group's members, that must be complete for the group to have figures."""
WORLD = "WLD"
"""The one group whose members are whoever has figures: the catalog lists territories that no statistic knows."""

AGGREGATIONS: dict[str, Callable[[Floats], Floats]] = {
    "sum": lambda table: table.sum(axis=1),
    "mean": lambda table: table.mean(axis=1),
    "median": lambda table: np.median(table, axis=1),
}


@dataclass(frozen=True, eq=False)
class Panel:
    """``values`` has a row for each of ``dates`` and a column for each of ``members``; no cell is empty."""

    dates: Dates
    values: Floats
    members: tuple[str, ...]
    without: tuple[str, ...]
    """Members left out throughout, because some of their figures are missing."""


NO_PANEL = Panel(EMPTY.dates, np.empty((0, 0)), (), ())


class Together(NamedTuple):
    """The figures of a group that its members make up."""

    line: Line
    without: tuple[str, ...] = ()
    """The members left out."""
    error: float = 1.0
    """How large an error is beside that of a member: a mean of several is better known than each of them."""


def group_line(known: Knowledge, window: Window, indicator: str, entity: str, counterpart: str) -> Together:
    """The figures of a group, on either side of a flow, from its members."""
    how = known.catalog.indicator[indicator].aggregation
    if how == "none":
        return Together(EMPTY)
    found = panel(known, window, indicator, entity, counterpart)
    if not len(found.dates):
        return Together(EMPTY)
    line = Line(found.dates, AGGREGATIONS[how](found.values))
    apart = 1 if how == "sum" else len(found.members)
    return Together(line, found.without, _ERRORS[how] / apart**0.5)


_ERRORS = {"sum": 1.0, "mean": 1.0, "median": (np.pi / 2) ** 0.5}
"""Of a group beside those of its members: of a sum in proportion, as if they shared it; of a mean and of the middle one of a
normal spread by the root of how many there are, as they err apart."""


def panel(known: Knowledge, window: Window, indicator: str, entity: str, counterpart: str) -> Panel:
    """The figures of a group's members, or those of one entity with the members of a group.

    Where an absent figure means that nothing happened it is a zero, but a member without any figure is not known, and
    then nor is the group. Else the periods in which every member has a figure are taken, if they are most of the window;
    or else the largest table without a gap (periods times members), the members left out named, the largest first. With
    fewer than :data:`ENOUGH` of periods and of members there is no panel.
    """
    catalog = known.catalog
    last = min(filter(None, (window.end, known.as_of.day)))
    if catalog.is_group(entity):
        members = catalog.members_of(entity, last)
        sides = {member: (member, counterpart) for member in members}
    elif catalog.is_group(counterpart):
        members = catalog.members_of(counterpart, last)
        # Of two hundred countries most trade with few: those are looked up.
        others = known.counterparts(indicator, entity)
        sides = {member: (entity, member) for member in members if member in others}
    else:
        return NO_PANEL
    asked = ("panel", indicator, entity, counterpart, members)
    if asked not in known.kept:
        known.kept[asked] = _beside(known, indicator, sides)
    names, dates, values = known.kept[asked]
    if not names:
        return NO_PANEL
    if entity.partition("@")[0] == WORLD:
        members = names
    everyone = len(names) == len(members)
    if catalog.indicator[indicator].absent == "zero":
        return Panel(dates, np.nan_to_num(values), names, ()) if everyone else NO_PANEL
    inside = np.zeros(len(dates), bool)
    inside[window.inside(dates)] = True
    if not inside.any():
        return NO_PANEL
    present = np.isfinite(values)
    whole = present.all(axis=1)
    if everyone and (whole & inside).sum() >= ENOUGH * inside.sum():
        return Panel(dates[whole], values[whole], names, ())
    complete = _fullest(present[inside])
    kept = tuple(member for member, ok in zip(names, complete, strict=True) if ok)
    if not kept or len(kept) < ENOUGH * len(members):
        return NO_PANEL
    complete_values = values[:, complete]
    whole = np.isfinite(complete_values).all(axis=1)
    return Panel(dates[whole], complete_values[whole], kept, _largest_first(members, names, values, kept))


def _beside(
    known: Knowledge, indicator: str, sides: dict[str, tuple[str, str]]
) -> tuple[tuple[str, ...], Dates, Floats]:
    """The members that report anything, all their dates, and their figures: a column each, NaN where there is none."""
    lines = [(member, known.line(indicator, *side)) for member, side in sides.items()]
    reporting = [(member, line) for member, line in lines if len(line.dates)]
    if not reporting:
        return (), EMPTY.dates, np.empty((0, 0))
    dates = np.unique(np.concatenate([line.dates for _, line in reporting]))
    values = np.full((len(dates), len(reporting)), np.nan)
    for column, (_, line) in enumerate(reporting):
        values[np.searchsorted(dates, line.dates), column] = line.values
    return tuple(member for member, _ in reporting), dates, values


def _fullest(present: Flags) -> Flags:
    """The members (as a mask) of the largest table without a gap that periods of wide enough cover give."""
    cover = present.sum(axis=1)
    masks = [present[cover >= level].all(axis=0) for level in np.unique(cover)]
    return max(masks, key=lambda mask: mask.sum() * present[:, mask].all(axis=1).sum())


def _largest_first(
    members: tuple[str, ...], names: tuple[str, ...], values: Floats, kept: tuple[str, ...]
) -> tuple[str, ...]:
    """The members left out, by the size of their largest figure: who matters most is named first."""
    size = dict(zip(names, np.nanmax(np.abs(values), axis=0), strict=True))
    return tuple(sorted((m for m in members if m not in kept), key=lambda m: -size.get(m, 0.0)))
