"""The sentence of a finding: generated from its figures, so that it always agrees with them."""

from __future__ import annotations

import numpy as np

from loaders.catalog import Catalog
from loaders.rows import Event
from verdicts.checks import LEVELS, Level, Outcome, Step, Trend, Unanswered, unsure
from verdicts.clock import AsOf
from verdicts.evidence import Evidence
from verdicts.intervals import Interval
from verdicts.measures import Series
from verdicts.periods import ordinals
from verdicts.results import EventResult, SeriesResult
from verdicts.words import change, day, interval, join, label, last_value, number, period, quantity

MOST_NAMED = 4
FROM_THE_START = ("rises", "falls", "steps_up", "steps_down", "unchanged")
"""Checks whose answer depends on where the window begins."""
ANSWERS: dict[Outcome, str] = {
    "supports": "Yes",
    "contradicts": "No",
    "inconclusive": "Not clear",
    "no data": "No answer",
}


def series_words(row: Evidence, result: SeriesResult, catalog: Catalog) -> str:
    """What figures say to a row's question, after the answer, in one or two sentences."""
    series = result.series
    match result.estimate:
        case Unanswered(reason=reason):
            return f"{label(row.request, catalog)}: {reason}.{_undefined(row, series)}"
        case Level() as level:
            said = _level(row, result.outcome, level, series, catalog)
        case Trend() as trend:
            said = _trend(row, result.outcome, trend, series, catalog)
        case Step() as step:
            said = _step(row, result.outcome, step, series, catalog)
    return f"{said}{_late_start(row, series)}{_undefined(row, series)}{_left_out(series, catalog)}"


def event_words(event: Event, row: Evidence, result: EventResult, as_of: AsOf) -> str:
    """What the record says of an event, after the answer."""
    if result.outcome == "supports":
        return f"{event.description.rstrip('.')} ({day(event.date)})."
    by = row.last if result.outcome == "contradicts" and row.last else as_of.day
    return f"nothing of the kind was on record by {day(by)}."


def _late_start(row: Evidence, series: Series) -> str:
    """A word where a trend or a step was asked from an earlier day than the figures reach."""
    if row.check not in FROM_THE_START or not row.first:
        return ""
    asked = np.array([row.first], "datetime64[D]")
    late = ordinals(series.dates[:1], series.frequency)[0] - ordinals(asked, series.frequency)[0]
    return f" The figures begin in {period(series.dates[0], series.frequency)}." if late > 0 else ""


def _undefined(row: Evidence, series: Series) -> str:
    """Periods of the window that an answer does without, because there was nothing to divide by."""
    lost = series.undefined
    if row.check in LEVELS and len(series):
        lost = lost[lost > series.dates[-1]]  # Such an answer is that of the last period with a value.
    if not len(lost):
        return ""
    names = tuple(period(date, series.frequency, series.smoothing) for date in lost)
    listed = f"in {join(names)}" if len(names) <= MOST_NAMED else f"in {len(names)} periods, the last {names[-1]}"
    return f" Nothing to divide by {listed}: left out."


def _left_out(series: Series, catalog: Catalog) -> str:
    """Members of a group that had to be left out: all of a few, else how many and some of them."""
    names = tuple(map(catalog.name_of, series.without))
    if not names:
        return ""
    some = ", ".join(names[:MOST_NAMED])
    listed = join(names) if len(names) <= MOST_NAMED else f"{len(names)} members, {some} among them"
    return f" Left out for want of figures in some periods: {listed}."


def _level(row: Evidence, outcome: Outcome, found: Level, series: Series, catalog: Catalog) -> str:
    value, limit = found.interval.estimate, row.limit
    bound = number(limit) if series.unit.endswith("= 100") else quantity(limit, series.unit)
    text = f"{label(row.request, catalog)}: {last_value(value, series, row.request)}"
    if outcome == "inconclusive":
        margin = change(found.interval.half, series.unit)
        return f"{text}; with a margin of {margin} either way that is too near to {bound} to tell."
    if series.unit == "rank":
        first = "the first" if limit == 1 else f"among the first {limit:.0f}"
        return f"{text}, {'' if value <= limit else 'not '}{first}."
    if value == limit:
        return f"{text}, exactly {bound}."
    return f"{text}, {'above' if value > limit else 'below'} the threshold of {bound}."


def _trend(row: Evidence, outcome: Outcome, found: Trend, series: Series, catalog: Catalog) -> str:
    first = period(series.dates[0], series.frequency)
    last = period(series.dates[-1], series.frequency)
    by = found.interval.estimate
    ends = f"from {quantity(found.first, series.unit)} to {quantity(found.last, series.unit)}"
    text = (
        f"{label(row.request, catalog)} {'rose' if by > 0 else 'fell'} by {change(by, series.unit)} between {first} and {last} "
        f"({ends}{_interval(found.interval, series, '; ')})"
    )
    return text + _tail(row, outcome, found.interval, series)


def _step(row: Evidence, outcome: Outcome, found: Step, series: Series, catalog: Catalog) -> str:
    event, by = catalog.event[row.event], found.interval.estimate
    text = (
        f"{label(row.request, catalog)} averaged {quantity(found.before, series.unit)} before and "
        f"{quantity(found.after, series.unit)} after {event.label} ({event.date:%Y-%m}), "
        f"{change(by, series.unit)} {'higher' if by > 0 else 'lower'}{_interval(found.interval, series, ' (', ')')}"
    )
    return text + _tail(row, outcome, found.interval, series)


def _interval(of: Interval, series: Series, before: str, after: str = "") -> str:
    """The interval of a change, unless it is exact."""
    return "" if of.exact else f"{before}95 % interval {interval(of.low, of.high, series.unit)}{after}"


def _tail(row: Evidence, outcome: Outcome, of: Interval, series: Series) -> str:
    """What the difference means against the threshold."""
    bound = change(row.limit, series.unit) if row.limit else ""
    towards = -of if row.check in ("falls", "steps_down") else of
    if outcome == "inconclusive":
        if row.check != "unchanged" and bound and towards.low > 0:
            return f": the direction is clear, but not that it reaches the {_counts(bound)}."
        return f": {unsure(row.check)}."
    if row.check == "unchanged":
        inside = "within" if outcome == "supports" else "beyond"
        return f", {inside} the {bound} either way that would count as a change."
    if outcome == "supports":
        return f", at least the {_counts(bound)}." if bound else "."
    if towards.estimate > 0:
        return f", less than the {_counts(bound)}."
    return ", the other way." if towards.high < 0 or not bound else f", which rules out the {_counts(bound)}."


def _counts(bound: str) -> str:
    return f"{bound} that count{'s' if bound.startswith('1 ') else ''}"
