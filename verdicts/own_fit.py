"""What stands in the slots of a reader's sentence that the reader has not filled, and what has to change when one is.

Nothing here looks at an answer: a line is drawn by where a series stands before what is asked about.
"""

from __future__ import annotations

import math
from collections.abc import Container
from dataclasses import replace

import numpy as np

from loaders.cells import first_day, last_day
from verdicts.checks import CHANGES, NEEDS_EVENT, STEPS, falls_after
from verdicts.clock import FIRST_DAY, Knowledge
from verdicts.measures import NEEDS_VERSUS, Series
from verdicts.own_figures import comparables, entities, indicators, others, reported, stands, whole_series
from verdicts.own_periods import periods, shifted
from verdicts.own_test import OwnTest, with_column
from verdicts.panels import WORLD

SPAN = {"A": 10, "Q": 20, "M": 60, "D": 60}
"""Periods between the two ends of a window that nobody has chosen."""
PART = 1 / 5
"""The change that is asked for where nobody says how large: a part of what it starts from."""
TOP = 5
"""The place that is asked for likewise."""
LARGEST = "LARGEST20"
"""The group of comparables where it has enough figures."""
_UNITS = frozenset(
    {
        "indicator",
        "measure",
        "versus_indicator",
        "check",
        "entity",
        "counterpart",
        "versus_entity",
        "versus_counterpart",
    }
)
"""Columns with which the meaning of a threshold changes."""


def fitted(test: OwnTest, known: Knowledge, given: Container[str] = ()) -> OwnTest:
    """The test with all slots filled: what a reader has not ``given`` is as usual, what is given stays, right or wrong."""
    if test.looks_up:
        events = list(known.catalog.event)
        return replace(test, event=test.event or (events[0] if events else ""))
    if not test.indicator:
        held = indicators(known)
        test = replace(test, indicator=held[0] if held else "")
    if test.indicator not in known.catalog.indicator:
        return test
    test = _sides(test, known)
    test = _versus(test, known)
    series = whole_series(known, test.request)
    if len(series) == 1 and "check" not in given:
        test = replace(test, check="at_least")
    test = _window(test, series, given)
    if test.check in NEEDS_EVENT and not test.event:
        test = replace(test, event=_event(test, known))
    if not test.among and "among" not in given:
        test = replace(test, among=usual_among(test, known))
    if test.threshold is None:
        test = replace(test, threshold=_line(test, series, known))
    return test


def changed(test: OwnTest, column: str, value: str | int | float | None, known: Knowledge) -> OwnTest:
    """The test with another choice in one slot, and with what that choice makes meaningless as usual again.

    Raises ValueError for a value that no such cell may hold.
    """
    found = with_column(test, column, value)
    if found == test:
        return test
    if column == "indicator":
        found = _of_another(found, test, known)
    if column == "measure":
        found = replace(found, versus_indicator="", versus_entity="", versus_counterpart="")
        if found.measure == "effective_number" and not known.catalog.is_group(found.entity):
            held = entities(known, found.indicator, found.counterpart)
            found = replace(found, entity=next((one for one in held if known.catalog.is_group(one)), found.entity))
        if found.measure == "rank" and found.check not in CHANGES:
            found = replace(found, check="at_most")
    if column == "check":
        found = _of_check(found, test)
    if column in _UNITS:
        same_side = column in ("entity", "versus_entity", "counterpart", "versus_counterpart")
        relative = found.measure not in ("level", "gap", "distance")
        if not (same_side and relative) and not _turned(test, found):
            found = replace(found, threshold=None)
    if found.among and found.among not in comparables(known, found):
        found = replace(found, among=usual_among(found, known))
    return fitted(found, known, {"among"})


def _turned(was: OwnTest, now: OwnTest) -> bool:
    """Whether the two differ in the direction of their check alone: a fall by as much as a rise."""
    kinds = [("level" if one.is_level else "step" if one.is_step else "change") for one in (was, now)]
    return replace(was, check=now.check) == now and kinds[0] == kinds[1]


def _of_another(found: OwnTest, test: OwnTest, known: Knowledge) -> OwnTest:
    """A test of another indicator: whoever has figures of that too stays."""
    found = replace(found, measure="level" if found.measure in NEEDS_VERSUS else found.measure)
    found = replace(found, versus_indicator="", versus_entity="", versus_counterpart="")
    counterparts = others(known, found.indicator)
    if found.counterpart and found.counterpart not in counterparts:
        found = replace(found, counterpart="")
    if not stands(known, found.indicator, found.entity, found.counterpart or _usual_other(known, found)):
        found = replace(found, entity="")
    one, other = (known.catalog.indicator.get(name) for name in (found.indicator, test.indicator))
    if not (one and other and one.frequency == other.frequency):
        found = replace(found, first="", last="", smoothing=1, ends=1)
    return found


def _of_check(found: OwnTest, test: OwnTest) -> OwnTest:
    """A test with another verb: what only the former had to say is dropped."""
    if found.looks_up or test.looks_up:
        event = found.event if found.check in NEEDS_EVENT else ""
        return OwnTest(check=found.check, event=event, last=found.last if found.looks_up else "")
    if found.is_step:
        found = replace(found, ends=1)
    if found.check not in NEEDS_EVENT:
        found = replace(found, event="")
    if found.is_level and found.measure != "index":
        found = replace(found, first="")
    return found


def _usual_other(known: Knowledge, test: OwnTest) -> str:
    """The other side of a flow where none is named: all, or the first of the table."""
    held = others(known, test.indicator)
    return WORLD if WORLD in held else held[0] if held and not reported(known, test.indicator, "") else ""


def _sides(test: OwnTest, known: Knowledge) -> OwnTest:
    if not test.counterpart:
        test = replace(test, counterpart=_usual_other(known, test))
    if not test.entity:
        test = replace(test, entity=_usual_entity(known, test))
    return test


def _usual_entity(known: Knowledge, test: OwnTest) -> str:
    """Whom a sentence is about that names nobody: the first country of the indicator's own table, else of the largest economies."""
    held = reported(known, test.indicator, test.counterpart)
    row = known.catalog.indicator[test.indicator]
    first = [
        code for code in row.entities.split() if code in held and code != WORLD and not known.catalog.is_group(code)
    ]
    largest = [code for code in known.catalog.members_of(LARGEST) if code in held]
    any_of = [*first, *largest, *entities(known, test.indicator, test.counterpart)]
    return any_of[0] if any_of else ""


def _versus(test: OwnTest, known: Knowledge) -> OwnTest:
    """The other side of a comparison that names none: the world, or else the first of the others."""
    if test.measure not in NEEDS_VERSUS or test.request.has_versus:
        return test
    if test.measure == "rank":
        return replace(test, versus_entity=WORLD)
    if test.measure == "share" and test.entity != WORLD and stands(known, test.indicator, WORLD, test.counterpart):
        return replace(test, versus_entity=WORLD)
    if (
        test.measure == "share"
        and test.counterpart not in ("", WORLD)
        and stands(known, test.indicator, test.entity, WORLD)
    ):
        return replace(test, versus_counterpart=WORLD)
    held = reported(known, test.indicator, test.counterpart) - {test.entity, WORLD}
    largest = [code for code in known.catalog.members_of(LARGEST) if code in held]
    rest = [*largest, *sorted(held)]
    return replace(test, versus_entity=rest[0]) if rest else test


def _window(test: OwnTest, series: Series, given: Container[str]) -> OwnTest:
    """A window that is open at both ends gets those as usual: the newest period, and one some way back."""
    if not len(series):
        return test
    firsts, lasts = periods(series, "from"), periods(series, "to")
    if not test.last and "to" not in given and (not test.first or test.is_level):
        test = replace(test, last=lasts[0])
    # The first period that a window of the usual length would have, or the first there is.
    if test.first or "from" in given or (test.is_level and test.measure != "index"):
        return test
    back = shifted(test.last or lasts[0], "to", series.frequency, -SPAN[series.frequency])
    earlier = [cell for cell in firsts if back and first_day(cell) <= last_day(back)]
    return replace(test, first=earlier[0] if earlier else firsts[-1])


def _event(test: OwnTest, known: Knowledge) -> str:
    """The event of a step that names none: the one nearest to the middle of the window."""
    first = first_day(test.first) if test.first else FIRST_DAY
    last = min(test.until or known.as_of.day, known.as_of.day)
    middle = first + (last - first) / 2
    return (
        min(known.catalog.events.rows, key=lambda event: abs(event.date - middle)).id
        if known.catalog.events.rows
        else ""
    )


def usual_among(test: OwnTest, known: Knowledge) -> str:
    """The comparables of a test that names none: the largest economies, else the smallest group that it belongs to, else the largest there is."""
    groups = comparables(known, test)
    if LARGEST in groups:
        return LARGEST
    size = {group: len(known.catalog.members_of(group)) for group in groups}
    own = [group for group in groups if test.entity in known.catalog.members_of(group)]
    return min(own, key=size.__getitem__) if own else max(groups, key=size.__getitem__, default="")


def _line(test: OwnTest, series: Series, known: Knowledge) -> float | None:
    """The line where none is drawn, whatever the answer is to be: of a change a part of where it starts, of a level what is usual."""
    if series.unit == "rank":
        return float(TOP if test.is_level else 1)
    if not len(series):
        return 1.0
    if test.measure == "index":
        return 120.0 if test.is_level else 20.0
    if test.is_level:
        return _round(float(np.median(series.values)))
    at = int(series.dates.searchsorted(np.datetime64(first_day(test.first)))) if test.first else 0
    if test.check in STEPS and test.event in known.catalog.event:
        later = falls_after(series.dates, known.catalog.event[test.event].date, series.frequency)
        at = int((~later).sum()) - 1
    at = min(max(at, 0), len(series) - 1)
    size = abs(float(series.values[at])) or float(np.abs(series.values).max())
    return _round(size * PART) or 1.0


def _round(value: float) -> float:
    """A value to one of the numbers 1, 1.5, 2, 3, 5 and 7 of its size: what a person would ask for."""
    if not value:
        return 0.0
    size = 10.0 ** math.floor(math.log10(abs(value)))
    near = min((1, 1.5, 2, 3, 5, 7, 10), key=lambda n: abs(abs(value) / size - n))
    return math.copysign(float(f"{near * size:.3g}"), value)
