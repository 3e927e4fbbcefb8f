"""The edges of a reader's window: the cells of from and to that are periods of a series, and what they are called."""

from __future__ import annotations

import datetime as dt

import numpy as np

from loaders.cells import FIRST_YEAR, LAST_YEAR, first_day, last_day
from verdicts.measures import Series
from verdicts.words import day, period

_MONTHS = {"A": 12, "Q": 3, "M": 1, "D": 1}
"""Months of the periods that a sentence names: days are named by their month."""


def periods(series: Series, column: str) -> tuple[str, ...]:
    """The periods of a series as cells of the column from or to: years, quarters, or months, each once, the newest first."""
    months = _MONTHS[series.frequency]
    found: dict[str, None] = {}
    for ends in series.dates.astype("datetime64[M]").astype(int)[::-1].tolist():
        last = (ends // months + 1) * months
        found[_edge(last - months if column == "from" else last, column)] = None
    return tuple(found)


def to_come(after: dt.date, years: int = 5) -> tuple[str, ...]:
    """The years that have not ended yet, as cells of the column to: what a forecast may be about."""
    return tuple(str(after.year + ahead) for ahead in range(years) if dt.date(after.year + ahead, 12, 31) > after)


def shifted(cell: str, column: str, frequency: str, by: int) -> str:
    """A cell of from or to some periods later; empty where it is no edge of a period, or leaves the years that cells hold."""
    months = _MONTHS[frequency]
    if len(cell) == 4:
        first = 12 * (int(cell) - 1970) + (12 if column == "to" else 0)
    else:
        found = dt.date.fromisoformat(cell)
        found = found if column == "from" else found + dt.timedelta(days=1)
        if found.day != 1:
            return ""
        first = 12 * (found.year - 1970) + found.month - 1
    first += by * months
    years = first // 12 + 1970
    return _edge(first, column) if FIRST_YEAR < years < LAST_YEAR else ""


def _edge(month: int, column: str) -> str:
    """The cell for a window that begins with a month (counted from 1970), or ends before it."""
    year, number = divmod(month, 12)
    begins = dt.date(1970 + year, number + 1, 1)
    edge = begins if column == "from" else begins - dt.timedelta(days=1)
    whole = (edge.month, edge.day) == ((1, 1) if column == "from" else (12, 31))
    return f"{edge.year:04}" if whole else edge.isoformat()


def edge_word(cell: str, column: str, frequency: str) -> str:
    """What a reader calls an edge of a window: 2014, Q1 2014, March 2014, or the day where it is no period's."""
    if len(cell) == 4 and frequency == "A":
        return cell
    edge = first_day(cell) if column == "from" else last_day(cell)
    if is_day(cell, column, frequency):
        return day(edge)
    return period(np.datetime64(edge, "D"), "M" if frequency == "D" else frequency)


def is_day(cell: str, column: str, frequency: str) -> bool:
    """Whether an edge of a window, where there is one, is no edge of a period of figures, so that the day itself is named."""
    if not cell:
        return False
    after = first_day(cell) if column == "from" else last_day(cell) + dt.timedelta(days=1)
    return after.day != 1 or (frequency == "A" and after.month != 1) or (frequency == "Q" and after.month % 3 != 1)
