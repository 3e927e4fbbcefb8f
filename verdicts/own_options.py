"""What may be chosen in each slot of a reader's sentence, with the words for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from verdicts.checks import CHECKS
from verdicts.clock import Knowledge
from verdicts.measures import MEASURES
from verdicts.own_figures import comparable, comparables, entities, indicators, others, reported, stands, whole_series
from verdicts.own_periods import edge_word, periods, to_come
from verdicts.own_sentence import MEASURE_WORDS, OPEN, PERIODS, check_words, named
from verdicts.own_test import OwnTest

_LENGTHS = {"A": (1, 2, 3, 5, 10), "Q": (1, 2, 4, 8), "M": (1, 3, 6, 12, 24), "D": (1, 7, 30)}
"""Periods that a mean or an end may be made of, those of other addresses aside."""


class Option(NamedTuple):
    """A value of a column, and what a reader calls it."""

    value: str | int
    words: str


def options_of(column: str, test: OwnTest, known: Knowledge) -> tuple[Option, ...]:
    """What may be chosen in the slot of a column. What is chosen is always among it, be it possible or not."""
    found = _OPTIONS[column](test, known)
    own: str | int = getattr(test, {"from": "first", "to": "last"}.get(column, column))
    if not own and column in _SHOWN_AS:
        own = _SHOWN_AS[column](test)
    if any(one.value == own for one in found):
        return found
    return (Option(own, _word(column, own, test, known)), *found)


_SHOWN_AS: dict[str, Callable[[OwnTest], str]] = {
    "versus_indicator": lambda test: test.request.versus[0],
    "versus_entity": lambda test: test.request.versus[1],
    "versus_counterpart": lambda test: test.request.versus[2],
}
"""What an empty cell stands for: the same as on this side."""


def chosen(column: str, test: OwnTest) -> str | int:
    """What stands in a slot as one of its options."""
    own: str | int = getattr(test, {"from": "first", "to": "last"}.get(column, column))
    return own or _SHOWN_AS[column](test) if column in _SHOWN_AS else own


def _word(column: str, value: str | int, test: OwnTest, known: Knowledge) -> str:
    """What a value is called that is not among those offered."""
    if column in ("from", "to") and value:
        return edge_word(str(value), column, _frequency(test, known))
    if column in ("smoothing", "ends"):
        return _length(int(value), column, test, known)
    if column in ("indicator", "versus_indicator"):
        row = known.catalog.indicator.get(str(value))
        return row.name if row else str(value)
    return named(known, str(value))


def _frequency(test: OwnTest, known: Knowledge) -> str:
    row = known.catalog.indicator.get(test.indicator)
    return row.frequency if row else "A"


def _of_names(names: Iterable[str], known: Knowledge) -> tuple[Option, ...]:
    return tuple(Option(name, named(known, name)) for name in names)


def _indicators(test: OwnTest, known: Knowledge) -> tuple[Option, ...]:
    return tuple(Option(name, known.catalog.indicator[name].name) for name in indicators(known))


def _entities(test: OwnTest, known: Knowledge) -> tuple[Option, ...]:
    return _of_names(entities(known, test.indicator, test.counterpart), known)


def _counterparts(test: OwnTest, known: Knowledge) -> tuple[Option, ...]:
    held = others(known, test.indicator)
    groups = [
        row.id
        for row in known.catalog.entities.rows
        if row.kind == "group" and row.id not in held and stands(known, test.indicator, test.entity, row.id)
    ]
    return _of_names((*held, *groups), known)


def _versus_indicators(test: OwnTest, known: Knowledge) -> tuple[Option, ...]:
    own = known.catalog.indicator.get(test.indicator)
    _, entity, counterpart = test.request.versus
    fits = [
        name
        for name in indicators(known)
        if own
        and known.catalog.indicator[name].frequency == own.frequency
        and entity in reported(known, name, counterpart)
    ]
    same = Option(test.indicator, "the same")
    return (same, *(Option(name, known.catalog.indicator[name].name) for name in fits if name != test.indicator))


def _versus_entities(test: OwnTest, known: Knowledge) -> tuple[Option, ...]:
    if test.measure == "rank":
        return _of_names((row.id for row in known.catalog.entities.rows if row.kind == "group"), known)
    indicator, _, counterpart = test.request.versus
    return _of_names(entities(known, indicator, counterpart), known)


def _versus_counterparts(test: OwnTest, known: Knowledge) -> tuple[Option, ...]:
    return _of_names(others(known, test.request.versus[0]), known)


def _measures(test: OwnTest, known: Knowledge) -> tuple[Option, ...]:
    return tuple(Option(name, MEASURE_WORDS[name]) for name in MEASURES)


def _checks(test: OwnTest, known: Knowledge) -> tuple[Option, ...]:
    rank = test.measure == "rank"
    return tuple(
        Option(name, "happened (an event)" if name == "happened" and not test.looks_up else check_words(name, rank))
        for name in CHECKS
    )


def _events(test: OwnTest, known: Knowledge) -> tuple[Option, ...]:
    rows = sorted(known.catalog.events.rows, key=lambda event: event.date)
    return tuple(Option(event.id, f"{event.label} ({event.date.year})") for event in rows)


def _edges(column: str, test: OwnTest, known: Knowledge) -> tuple[Option, ...]:
    ahead = to_come(known.as_of.day) if column == "to" else ()
    if test.looks_up:
        years = [str(year) for year in range(known.as_of.day.year, 1999, -1)]
        return (Option("", "today"), *(Option(year, year) for year in dict.fromkeys([*reversed(ahead), *years])))
    series = whole_series(known, test.request)
    cells = dict.fromkeys([*reversed(ahead), *periods(series, column)])
    frequency = _frequency(test, known)
    return (*(Option(cell, edge_word(cell, column, frequency)) for cell in cells), Option("", OPEN[column]))


def _length(n: int, column: str, test: OwnTest, known: Knowledge) -> str:
    period = PERIODS[_frequency(test, known)]
    if column == "ends":
        return f"{n} {period}s" if n > 1 else f"one {period}"
    return f"means over {n} {period}s" if n > 1 else f"single {period}s"


def _lengths(column: str, test: OwnTest, known: Knowledge) -> tuple[Option, ...]:
    return tuple(Option(n, _length(n, column, test, known)) for n in _LENGTHS[_frequency(test, known)])


def _among(test: OwnTest, known: Knowledge) -> tuple[Option, ...]:
    nobody = Option("", "nobody")
    groups = comparables(known, test)
    named = (known.catalog.name_of(group, article=True) for group in groups)
    return (
        nobody,
        *(Option(g, f"{n} ({comparable(known, test, g)} with figures)") for g, n in zip(groups, named, strict=True)),
    )


_OPTIONS: dict[str, Callable[[OwnTest, Knowledge], tuple[Option, ...]]] = {
    "indicator": _indicators,
    "entity": _entities,
    "counterpart": _counterparts,
    "measure": _measures,
    "versus_indicator": _versus_indicators,
    "versus_entity": _versus_entities,
    "versus_counterpart": _versus_counterparts,
    "check": _checks,
    "event": _events,
    "from": partial(_edges, "from"),
    "to": partial(_edges, "to"),
    "smoothing": partial(_lengths, "smoothing"),
    "ends": partial(_lengths, "ends"),
    "among": _among,
}
"""By column; the threshold is a number."""
