"""A reader's own test: the choices of one sentence, which are the cells of a row of evidence and the parameters of an address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any, NamedTuple

from loaders.cells import FIRST_YEAR, LAST_YEAR, cut, first_day, last_day, number, shown, unseen
from verdicts.checks import CHECKS, HAPPENED, LEVELS, STEPS
from verdicts.evidence import Evidence
from verdicts.measures import MEASURES
from verdicts.sides import Request

LONGEST = 60
"""Letters of an id."""
LONGEST_SMOOTHING, LONGEST_ENDS = 120, 60
NOBODY = "none"
"""What an address has for no comparables, so that an empty one may stand for those that are usual."""


@dataclass(frozen=True)
class OwnTest:
    """One test as a reader chose it; each field is a column of evidence.csv, ``first`` and ``last`` being from and to."""

    indicator: str = ""
    entity: str = ""
    counterpart: str = ""
    measure: str = "level"
    versus_indicator: str = ""
    versus_entity: str = ""
    versus_counterpart: str = ""
    smoothing: int = 1
    ends: int = 1
    check: str = "rises"
    first: str = ""
    """A year, a day or nothing, as it stands in a cell."""
    last: str = ""
    event: str = ""
    among: str = ""
    threshold: float | None = None

    @property
    def request(self) -> Request:
        return Request(
            self.indicator, self.entity, self.counterpart, self.measure,
            self.versus_indicator, self.versus_entity, self.versus_counterpart, self.smoothing,
        )  # fmt: skip

    @property
    def looks_up(self) -> bool:
        """Whether it looks an event up, and no figures."""
        return self.check == HAPPENED

    @property
    def is_level(self) -> bool:
        return self.check in LEVELS

    @property
    def is_step(self) -> bool:
        return self.check in STEPS

    @property
    def until(self) -> dt.date | None:
        """The last day it asks about; None for an open end."""
        return last_day(self.last) if self.last else None

    def cells(self) -> dict[str, str]:
        """The cells of its row, by column; what is empty or as usual is left out. The check always stands there."""
        usual = {field.name: field.default for field in fields(self)} | {"check": None}
        values = {name: getattr(self, name) for name in usual}
        return {
            NAMES.get(name, name): _written(value) for name, value in values.items() if value not in ("", usual[name])
        }

    def parameters(self) -> dict[str, str]:
        """The same as parameters of an address, which says of comparables that there are to be none."""
        return self.cells() | ({} if self.among or self.looks_up else {"among": NOBODY})


NAMES = {"first": "from", "last": "to"}
_FIELDS = {column: name for name, column in NAMES.items()}
COLUMNS = tuple(NAMES.get(field.name, field.name) for field in fields(OwnTest))
"""The columns that a sentence chooses; an address has parameters of these names."""


class Parsed(NamedTuple):
    """What an address, or a row, asks for."""

    test: OwnTest
    given: frozenset[str]
    """The columns that it says something of."""
    faults: tuple[str, ...]
    """What was not used, a sentence each."""


def parse(asked: Mapping[str, str]) -> Parsed:
    """The test that cells or parameters ask for, whoever wrote them. Never raises: what cannot be is left out, and told."""
    found: dict[str, Any] = {}
    faults = []
    for column in COLUMNS:
        value = str(asked.get(column, "")).strip()
        if not value or (column == "among" and value == NOBODY):
            continue
        try:
            found[_FIELDS.get(column, column)] = _READ.get(column, _id)(value)
        except ValueError as error:
            faults.append(str(error))
    return Parsed(OwnTest(**found), frozenset(column for column in COLUMNS if asked.get(column)), tuple(faults))


def test_of(row: Evidence) -> OwnTest:
    """The choices of a row of evidence: all of it but its words, its weight and its alternatives."""
    cells = {field.name: getattr(row, field.name) for field in fields(OwnTest) if field.name not in ("first", "last")}
    return OwnTest(**cells, first=_cell(row.first, (1, 1)), last=_cell(row.last, (12, 31)))


test_of.__test__ = False  # type: ignore[attr-defined]  # pytest takes names for tests.


def with_column(test: OwnTest, column: str, value: str | int | float | None) -> OwnTest:
    """The same test with another value in one column. Raises ValueError saying what may stand there."""
    name = _FIELDS.get(column, column)
    usual = next(field.default for field in fields(OwnTest) if field.name == name)
    found: dict[str, Any] = {name: usual if value in ("", None) else _READ.get(column, _id)(str(value))}
    return replace(test, **found)


def _cell(day: dt.date | None, whole: tuple[int, int]) -> str:
    """A day as its cell has it: the year where it is the first or the last of one."""
    if day is None:
        return ""
    return f"{day.year:04}" if (day.month, day.day) == whole else day.isoformat()


def _written(value: Any) -> str:
    if not isinstance(value, float):
        return str(value)
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _id(value: str) -> str:
    """An id; whether anything has it is the catalog's affair."""
    if len(value) > LONGEST or unseen(value):
        raise ValueError(f"{shown(value)} names nothing: it is too long, or holds what nobody sees.")
    return value


def _one_of(what: str, known: Mapping[str, Any] | tuple[str, ...], value: str) -> str:
    if value not in known:
        raise ValueError(f"There is no {what} {shown(value)}. There are: {', '.join(known)}.")
    return value


def _whole(what: str, most: int, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 4 and 1 <= int(value) <= most):
        raise ValueError(f"{what} 1 to {most} periods, not {shown(value)}.")
    return int(value)


def _edge(read: Callable[[object], dt.date], whole: tuple[int, int], value: str) -> str:
    """A year or a day, in the one form that a cell has for it."""
    try:
        return _cell(read(value), whole)
    except ValueError:
        raise ValueError(
            f"{shown(cut(value))} is no year from {FIRST_YEAR} to {LAST_YEAR} and no day such as 2014-02-27."
        ) from None


_READ: dict[str, Callable[[str], Any]] = {
    "measure": partial(_one_of, "measure", MEASURES),
    "check": partial(_one_of, "check", CHECKS),
    "smoothing": partial(_whole, "An average is taken over", LONGEST_SMOOTHING),
    "ends": partial(_whole, "Either end is made of", LONGEST_ENDS),
    "from": partial(_edge, first_day, (1, 1)),
    "to": partial(_edge, last_day, (12, 31)),
    "threshold": number,
}
