"""A finding under every other declared choice: its specifications.

Each specification is answered as :func:`verdicts.results.answer` would answer it, but what several share is done once:
a series for all that differ in event or threshold only, an estimate for all that differ in threshold only. Beside what a row
declares, the edition is a choice wherever another one was in force on the article's day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from verdicts.base_rates import Others, others_of, rates
from verdicts.checks import HAPPENED, Estimate, Outcome, Unanswered
from verdicts.clock import Knowledge
from verdicts.evidence import PUBLICATION, Change, Evidence, Value, event_inside
from verdicts.intervals import Interval
from verdicts.measures import Request, Series, measure
from verdicts.periods import Window
from verdicts.results import Kind, Result, SeriesResult, about, answer, asked_until, estimated, happened, judged


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


class Answers:
    """Answers with what was known on a day, of one row's variants: what they share is kept."""

    def __init__(self, known: Knowledge, kind: Kind):
        self.known, self.kind = known, kind
        self._series: dict[tuple[Request, Window], Series] = {}
        self._estimates: dict[tuple[Request, Window, str, int], Estimate] = {}
        self._others: dict[tuple[Request, Window, str, int, str], tuple[Others, ...]] = {}

    def of_variants(self, row: Evidence, first: Result | None = None) -> Sequence[Result | None]:
        """Of each combination of a row's choices, ``first`` being that of the row as written; None where its event lies outside.

        Kept with what was known: the answers of the article's day are a choice of today's.
        """
        asked = ("variants", id(row), self.kind)
        if asked not in self.known.kept:
            variants = [variant for _, variant in row.specifications]
            found = [self.of(v) if event_inside(v, self.known.catalog) else None for v in variants[first is not None :]]
            # The row is kept too, so that no other has its identity.
            self.known.kept[asked] = row, found if first is None else [first, *found]
        answers: Sequence[Result | None] = self.known.kept[asked][1]
        return answers

    def of(self, row: Evidence) -> Result:
        """Of a row as it stands."""
        until = asked_until(row, self.kind, self.known.as_of.written)
        if row.check == HAPPENED:
            return happened(row, self.known, until)
        asked = (row.request, row.window.until(until))
        if asked not in self._series:
            self._series[asked] = measure(self.known, *asked)
        series, key = self._series[asked], (*asked, row.event, row.ends)
        if key not in self._estimates:
            self._estimates[key] = estimated(row, series, self.known)
        found = self._estimates[key]
        if self.kind != "causal" or isinstance(found, Unanswered):
            return judged(row, found, series, self.kind, ())
        # Only a cause asks of every specification whether what happened is out of the ordinary.
        compared = (*key, row.among)
        if compared not in self._others:
            self._others[compared] = others_of(row, self.known, asked[1], series)
        base = rates(row, self._others[compared])
        return judged(row, found, series, self.kind, base)


def specify(row: Evidence, known: Knowledge, kind: Kind = "fact", first: Result | None = None) -> Specifications:
    """Answer every specification of a row of a claim of some kind with what was known on a day.

    ``first`` is the answer of the row as written, where that is in hand.
    """
    headline = answer(row, known, kind) if first is None else first
    found = [Specification((), row, headline)]
    here = Answers(known, kind).of_variants(row, headline)
    # What is about the time after the article no edition of its day can tell.
    both = about(kind, known.as_of.written) is not None and _two_editions(row, known)
    before = Answers(known.at_publication, kind).of_variants(row) if both else [None] * len(here)
    for (changes, variant), now, then in zip(row.specifications, here, before, strict=True):
        if changes and now is not None:
            found.append(Specification(changes, variant, now))
        if then is not None:
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
