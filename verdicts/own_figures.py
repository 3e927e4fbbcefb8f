"""What figures there are for a reader's own test: of whom, with whom, in which periods, and who can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from loaders.observations import EMPTY
from verdicts.base_rates import FEWEST
from verdicts.clock import Knowledge
from verdicts.measures import NEEDS_VERSUS, NoSuchMeasure, Series, measure
from verdicts.own_test import OwnTest
from verdicts.panels import ENOUGH
from verdicts.sides import Request

NO_SERIES = Series(EMPTY.dates, EMPTY.values, "", "A", EMPTY.values, EMPTY.values)


def indicators(known: Knowledge) -> tuple[str, ...]:
    """All indicators that have figures, by name."""
    held = [row for row in known.catalog.indicators.rows if known.observations.sides_of(row.id)]
    return tuple(row.id for row in sorted(held, key=lambda row: row.name.casefold()))


def others(known: Knowledge, indicator: str) -> tuple[str, ...]:
    """The other sides of an indicator's figures, in the order of their table; none for figures without."""
    return tuple(dict.fromkeys(other for _, other in known.observations.sides_of(indicator) if other))


def reported(known: Knowledge, indicator: str, counterpart: str) -> frozenset[str]:
    """Whose figures are held as they are, with one other side."""
    asked = ("reported", indicator, counterpart)
    if asked not in known.kept:
        sides = known.observations.sides_of(indicator)
        known.kept[asked] = frozenset(entity for entity, other in sides if other == counterpart)
    found: frozenset[str] = known.kept[asked]
    return found


def stands(known: Knowledge, indicator: str, entity: str, counterpart: str = "") -> bool:
    """Whether there are figures of an entity: its own, or those of enough members of a group on either side."""
    if indicator not in known.catalog.indicator:
        return False
    if len(known.line(indicator, entity, counterpart).dates):
        return True
    if known.catalog.indicator[indicator].aggregation == "none":
        return False
    if known.catalog.is_group(entity):
        members = known.catalog.members_of(entity, known.as_of.day)
        return _most(member in reported(known, indicator, counterpart) for member in members)
    if known.catalog.is_group(counterpart):
        members = known.catalog.members_of(counterpart, known.as_of.day)
        return _most(entity in reported(known, indicator, member) for member in members)
    return False


def _most(held: Iterable[bool]) -> bool:
    found = list(held)
    return bool(found) and sum(found) >= ENOUGH * len(found)


def entities(known: Knowledge, indicator: str, counterpart: str = "") -> tuple[str, ...]:
    """Whom an indicator has figures of: groups that can be put together first, then all others by name."""
    asked = ("entities", indicator, counterpart)
    if asked not in known.kept:
        own = reported(known, indicator, counterpart)
        groups = [row.id for row in known.catalog.entities.rows if row.kind == "group"]
        first = [g for g in groups if g in own or stands(known, indicator, g, counterpart)]
        rest = sorted(own.difference(first), key=lambda name: known.catalog.name_of(name).casefold())
        known.kept[asked] = (*first, *rest)
    found: tuple[str, ...] = known.kept[asked]
    return found


def comparables(known: Knowledge, test: OwnTest) -> tuple[str, ...]:
    """The groups that hold enough comparable entities: those with figures of the same, whoever the test is about left out."""
    if test.looks_up or test.measure == "effective_number" or known.catalog.is_group(test.entity):
        return ()
    held = reported(known, test.indicator, test.counterpart) - {test.entity, test.versus_entity}
    groups = [row.id for row in known.catalog.entities.rows if row.kind == "group"]
    return tuple(g for g in groups if len(held.intersection(known.catalog.members_of(g, known.as_of.day))) >= FEWEST)


def comparable(known: Knowledge, test: OwnTest, group: str) -> int:
    """How many comparable entities a group has."""
    held = reported(known, test.indicator, test.counterpart) - {test.entity, test.versus_entity}
    return len(held.intersection(known.catalog.members_of(group, known.as_of.day)))


def whole_series(known: Knowledge, request: Request) -> Series:
    """All that a request measures, of whatever period; empty where it cannot be measured."""
    asked = ("whole", request)
    if asked not in known.kept:
        known.kept[asked] = _whole(known, request)
    found: Series = known.kept[asked]
    return found


def _whole(known: Knowledge, request: Request) -> Series:
    catalog = known.catalog
    named = (request.indicator, request.versus_indicator or request.indicator)
    sides = (request.entity, request.counterpart, request.versus_entity, request.versus_counterpart)
    if any(one not in catalog.indicator for one in named) or any(one and catalog.doubt_of(one) for one in sides):
        return NO_SERIES
    if request.measure in NEEDS_VERSUS and not request.has_versus:
        request = replace(request, measure="level")
    try:
        return measure(known, request)
    except NoSuchMeasure:
        return NO_SERIES
