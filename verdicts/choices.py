"""The choices of an evidence row in a reader's words: what a column decides, and what stands in it."""

from __future__ import annotations

import datetime as dt

from loaders.catalog import Catalog
from verdicts.checks import DIRECTIONS, LEVELS
from verdicts.evidence import Change, Evidence, Value
from verdicts.words import change, day, quantity

NOUNS = {
    "from": "start of the period", "to": "end of the period", "threshold": "line", "indicator": "indicator",
    "entity": "subject", "counterpart": "other side", "versus_indicator": "yardstick", "versus_entity": "yardstick",
    "versus_counterpart": "yardstick", "smoothing": "period averaged", "ends": "length of each end", "event": "event", "among": "comparables", "edition": "edition",
}  # fmt: skip
"""What each column that may be varied decides."""
_IF_WE = {
    "from": "began with {new} instead of {old}", "to": "ended with {new} instead of {old}",
    "threshold": "asked for {new} instead of {old}", "indicator": "measured {new} instead of {old}",
    "entity": "looked at {new} instead of {old}", "counterpart": "took {new} as the other side instead of {old}",
    "versus_indicator": "compared it with {new} instead of {old}", "versus_entity": "compared it with {new} instead of {old}",
    "versus_counterpart": "compared it with {new} instead of {old}", "smoothing": "averaged over {new} instead of {old}",
    "ends": "averaged {new} at each end instead of {old}", "event": "counted from {new} instead of {old}",
    "among": "compared it with {new} instead of {old}", "edition": "used {new}, not {old}",
}  # fmt: skip
"""What we would have done with another value in a column, as it follows 'if we'."""
_PERIODS = {"A": "year", "Q": "quarter", "M": "month", "D": "day"}


def threshold_words(check: str, value: float, unit: str) -> str:
    """A threshold in the unit of the series it is held against: a level, or the size of a change."""
    return quantity(value, unit) if check in LEVELS else change(value, unit)


def value_words(row: Evidence, column: str, value: Value, unit: str, catalog: Catalog) -> str:
    """What a column holds: 2001, 25 %, the GDP at purchasing power parity, 5 years."""
    if column in ("from", "to"):
        return edge_words(value, column)
    if column == "threshold":
        return threshold_words(row.check, value if isinstance(value, (int, float)) else 0.0, unit)
    if column == "edition":
        return "that of the article's day" if value else "the newest one"
    if column in ("ends", "smoothing"):
        period = _PERIODS[catalog.indicator[row.indicator].frequency]
        return f"{value} {period}{'' if value == 1 else 's'}"
    name = str(value or "")
    if column in ("indicator", "versus_indicator"):
        return catalog.indicator[name or row.indicator].name
    if column == "event":
        return f"{catalog.event[name].label} ({catalog.event[name].date.year})"
    return catalog.name_of(name, article=True)


def change_words(headline: Evidence, made: Change, old: str, new: str, catalog: Catalog) -> str:
    """One change of choice: 'threshold 25 % instead of 20 %'. ``old`` and ``new`` are the units of the series without and with it."""
    column, value = made
    other = value_words(headline, column, headline.value_of(column), old, catalog)
    return f"{NOUNS[column]} {value_words(headline, column, value, new, catalog)} instead of {other}"


def if_words(headline: Evidence, made: Change, old: str, new: str, catalog: Catalog) -> str:
    """One change of choice as it follows 'if we': asked for 25% instead of 20%. ``old`` and ``new`` as in :func:`change_words`."""
    column, value = made
    told = (
        value_words(headline, column, headline.value_of(column), old, catalog),
        value_words(headline, column, value, new, catalog),
    )
    if column == "edition":
        told = "the newest ones", "the figures published by the article's day"
    words = _IF_WE[column]
    if column == "threshold" and old == "rank":
        words = "asked for {new} place instead of {old}"
    elif column == "threshold" and headline.check in DIRECTIONS:
        words = f"asked for a {'rise' if DIRECTIONS[headline.check] > 0 else 'fall'} of {{new}} instead of {{old}}"
    elif column == "threshold" and headline.check in ("at_most", "unchanged"):
        words = "drew the line at {new} instead of {old}"
    return words.format(old=told[0], new=told[1])


def edge_words(value: Value, column: str) -> str:
    """The first or the last day of a window (``column`` is from or to): the year where it is a whole one."""
    if not isinstance(value, dt.date):
        return "the first figure" if column == "from" else "the last figure"
    whole_year = (value.month, value.day) == ((1, 1) if column == "from" else (12, 31))
    return str(value.year) if whole_year else day(value)
