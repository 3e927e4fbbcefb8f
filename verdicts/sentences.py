"""The sentence of a finding: generated from its figures, so that it always agrees with them."""

from __future__ import annotations

import re

import numpy as np

from loaders.catalog import Catalog
from loaders.rows import Event
from verdicts.answers import ANSWERS as ANSWERS
from verdicts.answers import answer_words
from verdicts.arrays import Dates
from verdicts.checks import DIRECTIONS, LEVELS, Change, Level, Outcome, Step, Unanswered, falls_after, separate
from verdicts.clock import AsOf
from verdicts.compared import held_back_words, way_of
from verdicts.evidence import Evidence
from verdicts.intervals import Interval
from verdicts.measures import Series
from verdicts.numbers import ordinal, place_of, rounded
from verdicts.periods import ordinals
from verdicts.results import EventResult, SeriesResult
from verdicts.told_figures import Figures, change_told, figures_of, listed, step_told
from verdicts.units import unit_of
from verdicts.words import capitalised, count, day, is_mean, join, label, period, span, within

MOST_NAMED = 4
LONGEST = 220
"""Characters of a sentence that is still read in one go."""
FROM_THE_START = ("rises", "falls", "steps_up", "steps_down", "unchanged")
"""Checks whose answer depends on where the window begins."""
DECIDED: tuple[Outcome, ...] = ("supports", "contradicts")
STOOD = frozenset({"percent", "points", "index", "times"})
_AFTERTHOUGHT = re.compile(r", (?:by|in|at|of|for|with|without|compared|measured|adjusted|less|once)\b[^,]*$")


def series_words(row: Evidence, result: SeriesResult, catalog: Catalog) -> str:
    """What figures say to a row's question, after the answer, in one sentence or a few."""
    return " ".join(filter(None, series_parts(row, result, catalog)))


def series_parts(row: Evidence, result: SeriesResult, catalog: Catalog) -> tuple[str, str]:
    """The same in two: the sentence that tells the figures, and what is said of them; the second may be empty."""
    series, more = result.series, ""
    match result.estimate:
        case Unanswered(reason=reason):
            return f"{subject(row, catalog)}: {reason}.", _undefined(row, series).lstrip()
        case Level() as level:
            said = _level(row, result, level, catalog)
        case Change() as found:
            said, more = _change(row, result, found, catalog)
        case Step() as step:
            said, more = _step(row, result, step, catalog)
    more += f"{_late_start(row, series)}{_undefined(row, series)}{_left_out(series, catalog)}"
    return said, more.lstrip()


def found_words(row: Evidence, result: SeriesResult, catalog: Catalog) -> str:
    """What was found, without what was asked: the heading of a chart, a sentence without its stop."""
    bare = row.model_copy(update={"weight": 0})
    match result.estimate:
        case Unanswered(reason=reason):
            return f"{subject(row, catalog)}: {reason}"
        case Level() as level:
            said = _level(bare, result, level, catalog)
        case Change() as found:
            said, _ = _change(bare, result, found, catalog)
        case Step() as step:
            said, _ = _step(bare, result, step, catalog)
    return said.removesuffix(".")


def since_words(row: Evidence, result: SeriesResult, catalog: Catalog, before: SeriesResult) -> str:
    """What the same test says when carried on to the newest period, after what it gave ``before``.

    Where a yes was held back then, whether it would be now is not asked: the figures stand without an answer.
    """
    said = series_words(row, result, catalog)
    if not row.weight or (before.ordinary and result.outcome == "supports"):
        return f"And since? {said}"
    answer = answer_words(result)
    if before.outcome in DECIDED and result.outcome in DECIDED:
        answer = f"{'Still' if before.outcome == result.outcome else 'Now'} {answer.casefold()}"
    return f"And since? {answer}. {said}"


def subject(row: Evidence, catalog: Catalog) -> str:
    """What a row measures, as it begins a sentence: its own words, or those of the catalog."""
    return capitalised(row.label) or label(row.request, catalog)


def _opening(row: Evidence, catalog: Catalog) -> str:
    """The subject before its verb: a comma closes what a comma has opened."""
    text = subject(row, catalog)
    return f"{text}," if _AFTERTHOUGHT.search(text) else text


def event_words(event: Event, row: Evidence, result: EventResult, as_of: AsOf) -> str:
    """What the record says of an event, after the answer."""
    if result.outcome == "supports":
        return f"{event.description.rstrip('.')} ({day(event.date)})."
    by = row.last if result.outcome == "contradicts" and row.last else as_of.day
    return f"Nothing of the kind was on record by {day(by)}."


def _late_start(row: Evidence, series: Series) -> str:
    """A word where a change was asked from an earlier day than the figures reach."""
    if row.check not in FROM_THE_START or not row.first:
        return ""
    asked = np.array([row.first], "datetime64[D]")
    late = ordinals(series.dates[:1], series.frequency)[0] - ordinals(asked, series.frequency)[0]
    late -= series.smoothing - 1
    return f" The figures begin in {_begins(series)}." if late > 0 else ""


def _begins(series: Series) -> str:
    """The first period that the figures cover."""
    if series.frequency == "A":
        return str(series.dates[0].astype("datetime64[Y]").astype(int) + 1970 - series.smoothing + 1)
    return period(series.dates[0], series.frequency)


def _undefined(row: Evidence, series: Series) -> str:
    """Periods of the window that an answer does without, because there was nothing to divide by."""
    lost = series.undefined
    if row.check in LEVELS and len(series):
        lost = lost[lost > series.dates[-1]]  # Such an answer is that of the last period with a value.
    if not len(lost):
        return ""
    names = tuple(period(date, series.frequency, series.smoothing) for date in lost)
    why = "there was nothing to divide by"
    if len(names) > MOST_NAMED:
        return f" {len(names)} periods are left out, the last {names[-1]}: {why}."
    return f" {capitalised(join(names))} {'is' if len(names) == 1 else 'are'} left out: {why}."


def _left_out(series: Series, catalog: Catalog) -> str:
    """Members of a group that had to be left out: all of a few, else how many and some of them."""
    names = tuple(map(catalog.name_of, series.without))
    if not names:
        return ""
    what = listed(names, MOST_NAMED, "members")
    return f" Without {what}, for which figures are missing."


def _level(row: Evidence, result: SeriesResult, found: Level, catalog: Catalog) -> str:
    series, of, limit, whom = result.series, found.interval, row.limit, _opening(row, catalog)
    averaged = row.ends > 1 or is_mean(series, row.request)
    told = figures_of(row, series, whom, averaged)
    at = within(span(series.dates[-row.ends :], series.frequency, series.smoothing) if row.ends > 1 else
                period(series.dates[-1], series.frequency, series.smoothing))  # fmt: skip
    if series.unit == "rank":
        return f"{whom} was {ordinal(of.estimate)} {at}{_place(row, result, of.estimate)}"
    verb = "averaged" if averaged else "stood at" if _stands(told) else "came to"
    place = told.beside(of, limit) if row.weight and not too_close(result) else told.place(of)
    text = f"{whom} {verb} {told.of(of.estimate, place)} {at}{told.note}"
    if not row.weight:
        return f"{text}."
    if too_close(result):
        return f"{text}, {told.doubt(of)}; our line is {told.limit(limit)}."
    side = "exactly on" if of.estimate == limit else "above" if of.estimate > limit else "below"
    return f"{text}, {side} {told.line(limit)}{held_back_words(row, result, catalog)}"


def _stands(told: Figures) -> bool:
    """Whether a figure is something that stands at a level, rather than an amount that comes to so much."""
    of = unit_of(told.unit)
    return of.kind in STOOD or "point" in of.after or (of.kind == "money" and bool(of.after))


def _place(row: Evidence, result: SeriesResult, value: float) -> str:
    """What a place means against the line: inside the top five."""
    if not row.weight:
        return "."
    top = row.limit if row.check == "at_most" else row.limit - 1
    if top == 1 and not too_close(result):
        return "." if value <= top else ", not first."
    name = "the top place" if top == 1 else f"the top {count(round(top))}"
    if too_close(result):
        return f", but its neighbours are too near to be sure that it is {'in' if value <= top else 'outside'} {name}."
    return f", {'in' if value <= top else 'outside'} {name}."


def _change(row: Evidence, result: SeriesResult, found: Change, catalog: Catalog) -> tuple[str, str]:
    series, of, whom = result.series, found.interval, _opening(row, catalog)
    told, ends = change_told(row, series, found, whom)
    first, last = (_end(series, found.ends, start) for start in (True, False))
    if not ends.by:
        same = f"{whom} hardly changed: {ends.first} {within(first)} and {ends.last} {within(last)}{told.note}"
        return f"{same}.", _asked(row, result, told)
    if series.unit == "rank":
        way = "up" if of.estimate < 0 else "down"
        text = f"{whom} went {way} by {ends.by}, from {_at(ends.first, first)} to {_at(ends.last, last)}"
        return f"{text}.", _asked(row, result, told)
    verb = "rose" if of.estimate > 0 else "fell"
    if told.relative:
        text = f"{whom} {verb} by {ends.by} from {first} to {last}"
    else:
        text = f"{whom} {verb} by {ends.by}, from {_at(ends.first, first)} to {_at(ends.last, last)}{told.note}"
    tail = _tail(row, result, told, catalog)
    return (f"{text}.", tail[1:]) if tail.startswith(".") else (f"{text}{tail}", "")


def _at(figure: str, when: str) -> str:
    """A figure with its period: 43% in 2024; 43% (March to May 2024)."""
    return f"{figure} ({when})" if " to " in when else f"{figure} {within(when)}"


def _step(row: Evidence, result: SeriesResult, found: Step, catalog: Catalog) -> tuple[str, str]:
    series, event, of, whom = result.series, catalog.event[row.event], found.interval, _opening(row, catalog)
    told, ends = step_told(row, series, found, whom)
    dates = series.dates[separate(series)]
    later = falls_after(dates, found.event, series.frequency)
    one, other = (_stretch(dates[side], series) for side in (~later, later))
    averaged = "averaged" if (~later).sum() > 1 or is_mean(series, row.request) else "stood at"
    text = f"{whom} {averaged} {ends.first} {one} and {ends.last} {other}, after {event.label}{told.note}."
    if len(text) > LONGEST:
        text = f"{whom} {averaged} {ends.first} before {event.label} and {ends.last} after it{told.note}."
    if not row.weight:
        return text, ""
    if not ends.by:
        return text, f" That is hardly a change.{_asked(row, result, told)}"
    way = "difference" if row.check == "unchanged" else way_of(of.estimate, series.unit)
    return text, f" That is a {way} of {ends.by}{_tail(row, result, told, catalog)}"


def _stretch(dates: Dates, series: Series) -> str:
    return within(span(dates, series.frequency, series.smoothing))


def _end(series: Series, ends: int, start: bool) -> str:
    """The period, or the few periods, at either end of a window."""
    return span(series.dates[:ends] if start else series.dates[-ends:], series.frequency, series.smoothing)


def _tail(row: Evidence, result: SeriesResult, told: Figures, catalog: Catalog) -> str:
    """What a change means against the threshold."""
    estimate = result.estimate
    if not row.weight or isinstance(estimate, Unanswered):
        return "."
    by = estimate.interval.estimate
    if too_close(result) or (row.check in DIRECTIONS and by * DIRECTIONS[row.check] <= 0):
        return f".{_asked(row, result, told)}"
    required = told.by(row.limit)
    if row.check == "unchanged":
        return f", {'within' if result.outcome == 'supports' else 'more than'} the {required} we allow."
    size = abs(by)
    than = "exactly" if size == row.limit else "more than" if size > row.limit else "less than"
    return f", {than} the {required} we require{held_back_words(row, result, catalog)}"


def _asked(row: Evidence, result: SeriesResult, told: Figures) -> str:
    """What was asked for, where that is not said with the figures, and the doubt where it is too close to call."""
    if not row.weight or isinstance(result.estimate, Unanswered):
        return ""
    of, required = result.estimate.interval, told.by(row.limit)
    if row.check in DIRECTIONS:
        asked = f" We require a {way_of(DIRECTIONS[row.check], told.unit)} of {required}"
    else:
        asked = f" We allow {required} either way"
    return f"{asked}, {_leaves(of, told)}." if too_close(result) else f"{asked}."


def _leaves(of: Interval, told: Figures) -> str:
    """What the doubt of measuring leaves open of a change."""
    if of.even:
        return f"and the doubt is {told.by(of.half, place_of(of.half, of.half, told.unit))} either way"
    place = place_of(of.estimate, of.half, told.unit)
    if of.low < 0 < of.high:
        least, most = (_way(value, place, told) for value in (of.low, of.high))
        return f"and it may be anything from {least} to {most}"
    nearer, further = sorted((of.low, of.high), key=abs)
    return f"and it may be anything from {told.by(nearer, place)} to {told.by(further, place)}"


def _way(value: float, place: int, told: Figures) -> str:
    """A change with its direction; none where it is told as nothing."""
    return f"a {way_of(value, told.unit)} of {told.by(value, place)}" if rounded(value, place) else "no change"


def too_close(result: SeriesResult) -> bool:
    """Whether the threshold lies within the doubt of measuring."""
    return result.outcome == "inconclusive" and not result.ordinary
