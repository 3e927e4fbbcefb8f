"""The sentence of a finding: generated from its figures, so that it always agrees with them."""

from __future__ import annotations

import numpy as np

from loaders.catalog import Catalog
from loaders.rows import Event
from verdicts.checks import HAPPENED, Result
from verdicts.clock import AsOf
from verdicts.evidence import Evidence
from verdicts.measures import Series
from verdicts.periods import ordinals
from verdicts.words import change, day, interval, join, label, last_value, number, period, quantity

MOST_NAMED = 4
FROM_THE_START = ("rises", "falls", "steps_up", "steps_down", "unchanged")
"""Checks whose answer depends on where the window begins."""
ANSWERS = {"supports": "Yes", "contradicts": "No", "inconclusive": "Not clear", "no data": "No answer"}


def sentence(row: Evidence, result: Result, series: Series | None, catalog: Catalog, as_of: AsOf) -> str:
    """Answer the row's question in one or two sentences with the figures the answer rests on."""
    answer = ANSWERS[result.outcome]
    if row.check == HAPPENED:
        return f"{answer}: {_event(catalog.event[row.event], row, result, as_of)}"
    if result.statistic is None or series is None:
        return f"{answer}: {label(row.request, catalog)}: {result.reason}."
    body = _BODIES[row.check](row, result, series, catalog)
    return f"{answer}: {body}{_late_start(row, series)}{_left_out(series, catalog)}"


def _late_start(row: Evidence, series: Series) -> str:
    """A word where a trend or a step was asked from an earlier day than the figures reach."""
    if row.check not in FROM_THE_START or not row.first:
        return ""
    asked = np.array([row.first], "datetime64[D]")
    late = ordinals(series.dates[:1], series.frequency)[0] - ordinals(asked, series.frequency)[0]
    return f" The figures begin in {period(series.dates[0], series.frequency)}." if late > 0 else ""


def _left_out(series: Series, catalog: Catalog) -> str:
    """Members of a group that had to be left out: all of a few, else how many and some of them."""
    names = tuple(map(catalog.name_of, series.without))
    if not names:
        return ""
    some = ", ".join(names[:MOST_NAMED])
    listed = join(names) if len(names) <= MOST_NAMED else f"{len(names)} members, {some} among them"
    return f" Left out for want of figures in some periods: {listed}."


def _event(event: Event, row: Evidence, result: Result, as_of: AsOf) -> str:
    if result.outcome == "supports":
        return f"{event.description.rstrip('.')} ({day(event.date)})."
    last = row.last if result.outcome == "contradicts" else as_of.day
    return f"nothing of the kind was on record by {day(last)}."


def _level(row: Evidence, result: Result, series: Series, catalog: Catalog) -> str:
    bound = number(row.threshold) if series.unit.endswith("= 100") else quantity(row.threshold, series.unit)
    text = f"{label(row.request, catalog)}: {last_value(result.statistic, series, row.request)}"
    if result.outcome == "inconclusive":
        margin = change((result.high - result.low) / 2, series.unit)
        return f"{text}; with a margin of {margin} either way that is too near to {bound} to tell."
    if series.unit == "rank":
        inside = result.statistic <= row.threshold
        first = "the first" if row.threshold == 1 else f"among the first {row.threshold:.0f}"
        return f"{text}, {'' if inside else 'not '}{first}."
    above = result.statistic >= row.threshold
    exactly = result.statistic == row.threshold
    return f"{text}, {'exactly' if exactly else 'above' if above else 'below'} {'' if exactly else 'the threshold of '}{bound}."


def _trend(row: Evidence, result: Result, series: Series, catalog: Catalog) -> str:
    first = period(series.dates[0], series.frequency)
    last = period(series.dates[-1], series.frequency)
    verb = "rose" if result.statistic > 0 else "fell"
    ends = f"from {quantity(result.before, series.unit)} to {quantity(result.after, series.unit)}"
    text = (
        f"{label(row.request, catalog)} {verb} by {change(result.statistic, series.unit)} between {first} and {last} "
        f"({ends}{_interval(result, series)})"
    )
    return text + _tail(row, result, series)


def _step(row: Evidence, result: Result, series: Series, catalog: Catalog) -> str:
    event = catalog.event[row.event]
    direction = "higher" if result.statistic > 0 else "lower"
    text = (
        f"{label(row.request, catalog)} averaged {quantity(result.before, series.unit)} before and "
        f"{quantity(result.after, series.unit)} after {event.label} ({event.date:%Y-%m}), "
        f"{change(result.statistic, series.unit)} {direction}{_interval(result, series, ' (', ')')}"
    )
    return text + _tail(row, result, series)


def _interval(result: Result, series: Series, before: str = "; ", after: str = "") -> str:
    """The interval of a change, unless it is exact."""
    if result.low == result.high:
        return ""
    return f"{before}95 % interval {interval(result.low, result.high, series.unit)}{after}"


def _tail(row: Evidence, result: Result, series: Series) -> str:
    """What the difference means against the threshold."""
    bound = change(row.threshold, series.unit) if row.threshold else ""
    if result.outcome == "inconclusive":
        if row.check != "unchanged" and bound and _sure(row, result):
            return f": the direction is clear, but not that it reaches the {_counts(bound)}."
        return f": {result.reason}."
    if row.check == "unchanged":
        inside = "within" if result.outcome == "supports" else "beyond"
        return f", {inside} the {bound} either way that would count as a change."
    if result.outcome == "supports":
        return f", at least the {_counts(bound)}." if bound else "."
    wanted = 1 if row.check in ("rises", "steps_up") else -1
    if wanted * result.statistic > 0:
        return f", less than the {_counts(bound)}."
    surely = result.high < 0 if wanted > 0 else result.low > 0
    return ", the other way." if surely or not bound else f", which rules out the {_counts(bound)}."


def _counts(bound: str) -> str:
    return f"{bound} that count{'s' if bound.startswith('1 ') else ''}"


def _sure(row: Evidence, result: Result) -> bool:
    return result.low > 0 if row.check in ("rises", "steps_up") else result.high < 0


_BODIES = {
    "at_least": _level,
    "at_most": _level,
    "rises": _trend,
    "falls": _trend,
    "steps_up": _step,
    "steps_down": _step,
    "unchanged": _step,
}
