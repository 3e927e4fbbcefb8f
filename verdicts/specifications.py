"""A finding under every other declared choice: its specifications.

Each specification is a row of its own, answered by :func:`verdicts.results.answer`; what several share is kept with what was
known. Beside what a row declares, the edition is a choice wherever another one was in force on the article's day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from verdicts.checks import HAPPENED, Outcome, Unanswered
from verdicts.clock import Knowledge
from verdicts.evidence import PUBLICATION, Change, Evidence, Value, event_inside
from verdicts.intervals import Interval
from verdicts.results import Kind, Result, SeriesResult, about, answer


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

    def value_of(self, column: str) -> Value:
        """What it has in a column that may be varied."""
        return dict(self.changes).get(column, self.row.value_of(column))

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
    def columns(self) -> tuple[str, ...]:
        """The choices that are open: what the row declares, and the edition where there are two."""
        return tuple(dict.fromkeys(column for one in self.all for column, _ in one.changes))

    @cached_property
    def measured(self) -> tuple[Point, ...]:
        """Those with an estimate; the others have too few figures, or look up an event."""
        return tuple(self._measured())

    def _measured(self) -> Iterator[Point]:
        for one in self.all:
            result = one.result
            if isinstance(result, SeriesResult) and not isinstance(result.estimate, Unanswered):
                yield Point(one, result.estimate.interval, result.series.unit)


def specify(row: Evidence, known: Knowledge, kind: Kind = "fact", first: Result | None = None) -> Specifications:
    """Answer every specification of a row of a claim of some kind with what was known on a day.

    ``first`` is the answer of the row as written, where that is in hand.
    """
    found = [Specification((), row, answer(row, known, kind) if first is None else first)]
    # What is about the time after the article no edition of its day can tell.
    both = about(kind, known.as_of.written) is not None and _two_editions(row, known)
    for changes, variant in row.specifications:
        inside = event_inside(variant, known.catalog)
        if changes and inside:
            found.append(Specification(changes, variant, answer(variant, known, kind, compared=False)))
        if both and inside:
            then = answer(variant, known.at_publication, kind, compared=False)
            found.append(Specification((*changes, PUBLICATION), variant, then))
    return Specifications(row, tuple(found))


def _two_editions(row: Evidence, known: Knowledge) -> bool:
    """Whether figures of a row come from another edition today than on the article's day."""
    if row.check == HAPPENED or known.as_of.day <= known.as_of.written:
        return False
    before = known.at_publication
    return any(
        (found := before.edition(name))[1] and found[0] is not known.edition(name)[0] for name in row.request.indicators
    )
