"""A view: what a reader of Explore asks for, as a value and as the parameters of an address, which say the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import Literal as OneOf
from typing import get_args

from loaders.cells import first_day, last_day
from verdicts.case import Case
from verdicts.clock import AsOf
from verdicts.evidence import Evidence
from verdicts.measures import Request, Series
from verdicts.periods import Window

Form = OneOf["line", "bars", "ranks", "map", "multiples", "table"]
FORMS: tuple[Form, ...] = get_args(Form)
MOST = 12
"""Countries and groups of one view: more lines have no colours that can be told apart."""
TODAY = "today"
EDITIONS = {TODAY: "latest", "publication": "article"}
"""The editions by name, and the day that each stands for; a day may stand there too."""


@dataclass(frozen=True)
class View:
    """What a reader asks for; each field is a parameter of its address, ``first`` and ``last`` as ``from`` and ``to``."""

    indicator: str
    entities: tuple[str, ...]
    """Codes or groups (``NATO@2024``): at least one, at most :data:`MOST`."""
    counterpart: str = ""
    measure: str = "level"
    versus_indicator: str = ""
    versus_entity: str = ""
    versus_counterpart: str = ""
    smoothing: int = 1
    first: str = ""
    """From when on: a year, a day, or empty."""
    last: str = ""
    edition: str = TODAY
    """``today``, ``publication``, or a day whose knowledge is used."""
    form: Form = "line"
    log: bool = False
    events: tuple[str, ...] = ()
    """Ids of events that are marked."""
    sides: bool = False
    """Whether both sides of a comparison are shown."""

    @property
    def window(self) -> Window:
        """The window; its cells have been read before."""
        return Window(
            first_day(self.first) if self.first else None,
            last_day(self.last) if self.last else None,
        )

    def request(self, entity: str) -> Request:
        """What is measured of one of its entities."""
        return Request(
            self.indicator, entity, self.counterpart, self.measure,
            self.versus_indicator, self.versus_entity, self.versus_counterpart, self.smoothing,
        )  # fmt: skip

    def as_of(self, case: Case) -> AsOf:
        """The day whose knowledge is used. Raises ValueError for an edition that is none."""
        return case.as_of(EDITIONS.get(self.edition, self.edition))


@dataclass(frozen=True, eq=False)
class Seen:
    """What a view shows of one of its entities."""

    entity: str
    name: str
    """What it is called where there is little room."""
    series: Series
    """Empty where there are no figures."""


NAMES = {"entities": "entity", "first": "from", "last": "to"}
"""Fields that addresses call otherwise."""
PARAMETERS = tuple(NAMES.get(field.name, field.name) for field in fields(View))
"""The parameters of an address."""


def canonical(view: View) -> dict[str, str]:
    """The parameters of a view, what is as usual left out."""
    found = {}
    for field in fields(View):
        value = getattr(view, field.name)
        if value != field.default:
            found[NAMES.get(field.name, field.name)] = _written(value)
    return found


def view_of(row: Evidence) -> View:
    """What a test measures, as a view: its parts and its window, its event as a mark."""
    return View(
        row.indicator,
        (row.entity,),
        row.counterpart,
        row.measure,
        row.versus_indicator,
        row.versus_entity,
        row.versus_counterpart,
        row.smoothing,
        _cell(row.first, "-01-01"),
        _cell(row.last, "-12-31"),
        events=(row.event,) if row.event else (),
    )


def _cell(day: dt.date | None, edge: str) -> str:
    """A day as a cell has it: the year, where it is its first or its last day."""
    return str(day).removesuffix(edge) if day else ""


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    return "1" if value is True else str(value)
