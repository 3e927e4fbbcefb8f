"""The sentence of a finding: generated from its figures, so that it always agrees with them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from loaders.catalog import Catalog
from loaders.rows import Event
from verdicts.base_rates import BaseRate
from verdicts.checks import DIRECTIONS, LEVELS, Change, Level, Outcome, Step, Unanswered
from verdicts.clock import AsOf
from verdicts.evidence import Evidence
from verdicts.intervals import Interval
from verdicts.measures import Series
from verdicts.periods import ordinals
from verdicts.results import EventResult, SeriesResult
from verdicts.words import change, day, join, label, last_value, number, period, quantity, span

MOST_NAMED = 4
FROM_THE_START = ("rises", "falls", "steps_up", "steps_down", "unchanged")
"""Checks whose answer depends on where the window begins."""
ANSWERS: dict[Outcome, str] = {
    "supports": "Yes",
    "contradicts": "No",
    "inconclusive": "Too close to call",
    "no data": "No data",
}


def series_words(row: Evidence, result: SeriesResult, catalog: Catalog) -> str:
    """What figures say to a row's question, after the answer, in one or two sentences."""
    series = result.series
    match result.estimate:
        case Unanswered(reason=reason):
            return f"{subject(row, catalog)}: {reason}.{_undefined(row, series)}"
        case Level() as level:
            said = _level(row, result, level, catalog)
        case Change() as found:
            said = _change(row, result, found, catalog)
        case Step() as step:
            said = _step(row, result, step, catalog)
    return f"{said}{_late_start(row, series)}{_undefined(row, series)}{_left_out(series, catalog)}"


def since_words(row: Evidence, result: SeriesResult, catalog: Catalog) -> str:
    """What the same test says when carried on to the newest period, in a sentence."""
    said = series_words(row, result, catalog)
    return f"And since? {ANSWERS[result.outcome]}: {said}" if row.weight else f"And since? {said}"


def base_words(row: Evidence, base: Sequence[BaseRate], catalog: Catalog) -> str:
    """How often the same was seen elsewhere, in a sentence; empty where nothing can be compared."""
    if not base:
        return ""
    parts = []
    for rate in base:
        if rate.where == "time":
            which = "earlier period" if row.check in LEVELS else "earlier span"
            parts.append(f"{rate.yes} of {rate.n} {which}{'' if rate.n == 1 else 's'}")
        else:
            parts.append(
                f"{rate.yes} of {rate.n} comparable cases ({catalog.name_of(rate.others.among, article=True)})"
            )
    what = _SUCH.get(row.check, "The same")
    return f"{what} was seen in {join(tuple(parts))}."


_SUCH = {
    "at_least": "A figure this high", "at_most": "A figure this low", "rises": "Such a rise", "steps_up": "Such a rise",
    "falls": "Such a fall", "steps_down": "Such a fall", "unchanged": "As little change",
}  # fmt: skip


def subject(row: Evidence, catalog: Catalog) -> str:
    """What a row measures, as it begins a sentence: its own words, or those of the catalog."""
    return row.label or label(row.request, catalog)


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


def _level(row: Evidence, result: SeriesResult, found: Level, catalog: Catalog) -> str:
    series, value, limit = result.series, found.interval.estimate, row.limit
    bound = number(limit) if series.unit.endswith("= 100") else quantity(limit, series.unit)
    text = f"{subject(row, catalog)}: {last_value(value, series, row.request, row.ends)}"
    if not row.weight:
        return f"{text}."
    if too_close(result):
        return f"{text}, too close to our line of {bound} to call ({_doubt(found.interval, series)})."
    if series.unit == "rank":
        first = "the first" if limit == 1 else f"among the first {limit:.0f}"
        return f"{text}, {'' if value <= limit else 'not '}{first}."
    if value == limit:
        return f"{text}, exactly our line."
    return f"{text}, {'above' if value > limit else 'below'} our line of {bound}."


def _change(row: Evidence, result: SeriesResult, found: Change, catalog: Catalog) -> str:
    series, by = result.series, found.interval.estimate
    first, last = (_end(series, found.ends, start) for start in (True, False))
    ends = f"from {quantity(found.first, series.unit)} to {quantity(found.last, series.unit)}"
    verb = "did not change" if not by else f"{'rose' if by > 0 else 'fell'} by {change(by, series.unit)}"
    return f"{subject(row, catalog)} {verb} between {first} and {last} ({ends}){_tail(row, result, found.interval)}"


def _step(row: Evidence, result: SeriesResult, found: Step, catalog: Catalog) -> str:
    series, event, by = result.series, catalog.event[row.event], found.interval.estimate
    way = "no different" if not by else f"{change(by, series.unit)} {'higher' if by > 0 else 'lower'}"
    text = (
        f"{subject(row, catalog)} averaged {quantity(found.before, series.unit)} before and "
        f"{quantity(found.after, series.unit)} after {event.label} ({event.date:%B %Y}), {way}"
    )
    return text + _tail(row, result, found.interval)


def _end(series: Series, ends: int, start: bool) -> str:
    """The period, or the few periods, at either end of a window."""
    if ends == 1:
        return period(series.dates[0 if start else -1], series.frequency, series.smoothing)
    return span(series.dates[:ends] if start else series.dates[-ends:], series.frequency, series.smoothing)


def _doubt(of: Interval, series: Series) -> str:
    """The doubt of measuring, in brackets: 2 points either way, or from how low to how high."""
    if of.even:
        return f"{change(of.half, series.unit)} either way"
    return f"between {quantity(of.low, series.unit)} and {quantity(of.high, series.unit)}"


def _tail(row: Evidence, result: SeriesResult, of: Interval) -> str:
    """What the difference means against the threshold."""
    series = result.series
    if not row.weight:
        return "."
    bound = change(row.limit, series.unit)
    if too_close(result):
        doubt = change(of.half, series.unit)
        return f". We require {bound}; the doubt of measuring is {doubt} either way, so it is too close to call."
    if result.ordinary:
        return f", at least the {bound} we require, but no more than others had too."
    if row.check == "unchanged":
        inside = "within" if result.outcome == "supports" else "beyond"
        return f", {inside} the {bound} either way that we would call a change."
    if result.outcome == "supports":
        return f", at least the {bound} we require."
    towards = of.estimate * DIRECTIONS[row.check]
    return f", less than the {bound} we require." if towards > 0 else "."


def too_close(result: SeriesResult) -> bool:
    """Whether the threshold lies within the doubt of measuring."""
    return result.outcome == "inconclusive" and not result.ordinary
