"""Through the years: what the rule of today would have said with what was known at each year end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts.argument import Claim
from verdicts.clock import AsOf, Knowledge, article
from verdicts.evidence import Evidence
from verdicts.multiverse import Multiverse
from verdicts.results import EventResult, answer, is_later
from verdicts.rule import Answer, Label, decide
from verdicts.specifications import specify

FIRST_YEAR = 1995
"""Five years after the first figures bundled: before, there is hardly a window to look at."""


class Moment(NamedTuple):
    """The verdict on a claim on one day."""

    as_of: AsOf
    label: Label
    scored: int
    """How many tests had an answer."""
    of_the_time: int
    """How many of them rest on editions that had been published by that day; the others on later ones, cut by lag."""


def through_the_years(
    claim: Claim, rows: Sequence[Evidence], observations: Observations, catalog: Catalog, now: AsOf
) -> tuple[Moment, ...]:
    """The verdict at each year end since 1995, on the article's day, and now, in order of time."""
    ends = (AsOf(dt.date(year, 12, 31), now.written) for year in range(FIRST_YEAR, now.day.year))
    days = sorted({day for day in (*ends, article(now.written)) if day.day < now.day}, key=lambda as_of: as_of.day)
    return tuple(_moment(claim, rows, observations, catalog, as_of) for as_of in (*days, now))


def _moment(
    claim: Claim, rows: Sequence[Evidence], observations: Observations, catalog: Catalog, as_of: AsOf
) -> Moment:
    known = Knowledge(observations, catalog, as_of)
    # No more than the verdict takes: base rates only where they decide.
    asked = [(row, answer(row, known, claim.kind, compared=False)) for row in rows if row.weight]
    answers = [Answer(row.weight, result.outcome, is_later(result, as_of.written)) for row, result in asked]
    label, _ = decide(claim.kind, answers, as_of)
    if label in ("supported", "contradicted"):
        # Only a full label can be lowered by other choices.
        tests = tuple(specify(row, known, claim.kind, result) for row, result in asked)
        label = Multiverse(claim, as_of, tests).headline
    answered = [(row, result) for row, result in asked if result.outcome != "no data"]
    of_the_time = sum(isinstance(result, EventResult) or of_their_time(row, known) for row, result in answered)
    return Moment(as_of, label, len(answered), of_the_time)


def of_their_time(row: Evidence, known: Knowledge) -> bool:
    """Whether the editions looked at, of all of a row's figures, had been published by the day."""
    return all(
        (found := known.provenance(name)) and found.published <= known.as_of.day for name in row.request.indicators
    )
