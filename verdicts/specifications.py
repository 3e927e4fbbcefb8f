"""A finding under every other declared choice: its specifications.

Each specification is answered as :func:`verdicts.findings.answer` would answer it, but what several share is done once:
a series for all that differ in event or threshold only, an estimate for all that differ in threshold only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from verdicts.checks import HAPPENED, Estimate, Outcome, Result, judge
from verdicts.clock import Knowledge
from verdicts.evidence import Change, Evidence, event_inside
from verdicts.findings import estimated, happened
from verdicts.measures import Request, Series, measure
from verdicts.periods import Window
from verdicts.verdict import is_later


@dataclass(frozen=True)
class Specification:
    """One combination of choices for a row of evidence, and its answer."""

    changes: tuple[Change, ...]
    """What differs from the row as written; empty for the headline."""
    row: Evidence
    result: Result
    series: Series | None

    @property
    def outcome(self) -> Outcome:
        return self.result.outcome

    @cached_property
    def later(self) -> bool:
        return is_later(self.series)


@dataclass(frozen=True)
class Specifications:
    """All specifications of one row, the headline first."""

    evidence: Evidence
    all: tuple[Specification, ...]

    @property
    def headline(self) -> Specification:
        return self.all[0]

    @property
    def measured(self) -> tuple[Specification, ...]:
        """Those with a statistic; the others have too few figures, or look up an event."""
        return tuple(s for s in self.all if s.result.statistic is not None)


def specify(row: Evidence, known: Knowledge) -> Specifications:
    """Answer every specification of a row with what was known on a day."""
    series: dict[tuple[Request, Window], Series] = {}
    estimates: dict[tuple[Request, Window, str], Estimate] = {}
    found = []
    for changes, variant in row.specifications:
        if changes and not event_inside(variant, known.catalog):
            continue
        if variant.check == HAPPENED:
            found.append(Specification(changes, variant, happened(variant, known), None))
            continue
        asked = (variant.request, variant.window)
        if asked not in series:
            series[asked] = measure(known, *asked)
        if (*asked, variant.event) not in estimates:
            estimates[*asked, variant.event] = estimated(variant, series[asked], known)
        result = judge(variant.check, estimates[*asked, variant.event], variant.threshold or 0.0)
        found.append(Specification(changes, variant, result, series[asked]))
    return Specifications(row, tuple(found))
