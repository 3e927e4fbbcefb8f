"""A finding under every other declared choice: its specifications.

Each specification is answered as :func:`verdicts.results.answer` would answer it, but what several share is done once:
a series for all that differ in event or threshold only, an estimate for all that differ in threshold only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from verdicts.checks import HAPPENED, Estimate, Outcome, Unanswered, judge
from verdicts.clock import Knowledge
from verdicts.evidence import Change, Evidence, event_inside
from verdicts.intervals import Interval
from verdicts.measures import Request, Series, measure
from verdicts.periods import Window
from verdicts.results import Result, SeriesResult, estimated, happened


@dataclass(frozen=True, eq=False)
class Specification:
    """One combination of choices for a row of evidence, and its answer."""

    changes: tuple[Change, ...]
    """What differs from the row as written; empty for the headline."""
    row: Evidence
    result: Result

    @property
    def outcome(self) -> Outcome:
        return self.result.outcome

    @property
    def unit(self) -> str:
        """The unit of its series; empty where an event is looked up."""
        return self.result.series.unit if isinstance(self.result, SeriesResult) else ""


class Point(NamedTuple):
    """A specification with the estimate that its figures give."""

    specification: Specification
    interval: Interval
    unit: str
    """Of the series: a level has it too, a change is a difference in it."""


@dataclass(frozen=True, eq=False)
class Specifications:
    """All specifications of one row, the headline first."""

    evidence: Evidence
    all: tuple[Specification, ...]

    @property
    def headline(self) -> Specification:
        return self.all[0]

    @cached_property
    def measured(self) -> tuple[Point, ...]:
        """Those with an estimate; the others have too few figures, or look up an event."""
        return tuple(self._measured())

    def _measured(self) -> Iterator[Point]:
        for one in self.all:
            result = one.result
            if isinstance(result, SeriesResult) and not isinstance(result.estimate, Unanswered):
                yield Point(one, result.estimate.interval, result.series.unit)


def specify(row: Evidence, known: Knowledge) -> Specifications:
    """Answer every specification of a row with what was known on a day."""
    series: dict[tuple[Request, Window], Series] = {}
    estimates: dict[tuple[Request, Window, str], Estimate] = {}
    found = []
    for changes, variant in row.specifications:
        if changes and not event_inside(variant, known.catalog):
            continue
        if variant.check == HAPPENED:
            found.append(Specification(changes, variant, happened(variant, known)))
            continue
        asked = (variant.request, variant.window)
        if asked not in series:
            series[asked] = measure(known, *asked)
        if (*asked, variant.event) not in estimates:
            estimates[*asked, variant.event] = estimated(variant, series[asked], known)
        estimate = estimates[*asked, variant.event]
        outcome = judge(variant.check, estimate, variant.limit)
        found.append(Specification(changes, variant, SeriesResult(outcome, estimate, series[asked])))
    return Specifications(row, tuple(found))
