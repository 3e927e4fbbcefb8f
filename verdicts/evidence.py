"""A row of evidence: one test of a claim, and the other choices it declares to be as defensible."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from loaders.catalog import Catalog
from loaders.tables import Row
from verdicts.checks import CHECKS, HAPPENED, NEEDS_EVENT, NEEDS_THRESHOLD, STEPS
from verdicts.measures import MEASURES, NEEDS_VERSUS, Request
from verdicts.periods import Window

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CHOICES = frozenset(
    "from to threshold indicator entity counterpart versus_indicator versus_entity versus_counterpart smoothing event".split()
)
"""Columns of evidence.csv that ``alternatives`` may vary."""
_FIELDS = {"from": "first", "to": "last"}
"""Columns whose name is a word of Python's."""
Value = str | int | float | dt.date | None
"""What a column may hold; which of these, is the column's affair."""
Change = tuple[str, Value]
"""A column and the value it has instead of the row's own."""
if TYPE_CHECKING:
    Weight = float
else:
    Weight = Literal[0, 0.5, 1]  # pydantic knows this; a type checker allows no fraction in a Literal.


class Evidence(Row):
    """One test of a claim: figures, measure, check, window and threshold, each with its reason."""

    id: str = Field(pattern=SLUG, description="the claim's id and a word, joined by -")
    claim: str = Field(description="an id of claims.csv")
    question: str = Field(description="a question whose yes supports the claim")
    indicator: str = Field(default="", description="an id of catalog/indicators.csv")
    entity: str = Field(default="", description="an id of catalog/entities.csv; a group may be given as NATO@2024")
    counterpart: str = Field(default="", description="the other side of a flow, likewise")
    measure: str = Field(default="level", description=f"one of {', '.join(MEASURES)}")
    versus_indicator: str = Field(default="", description="what to compare with: an indicator, if it is another one")
    versus_entity: str = Field(default="", description="what to compare with: an entity, if it is another one")
    versus_counterpart: str = Field(default="", description="what to compare with: a counterpart, if it is another one")
    smoothing: int = Field(default=1, ge=1, le=120, description="periods in the trailing mean, 1 for none")
    check: str = Field(description=f"one of {', '.join(CHECKS)}")
    first: dt.date | None = Field(default=None, alias="from", description="a year or a day YYYY-MM-DD; empty: open")
    last: dt.date | None = Field(default=None, alias="to", description="a year or a day YYYY-MM-DD; empty: open")
    event: str = Field(default="", description="an id of catalog/events.csv")
    threshold: float | None = Field(
        default=None, allow_inf_nan=False, description="a number in the unit of the measured series"
    )
    unit: str = Field(default="", description="the unit of the threshold, as a reader would say it")
    weight: Weight = Field(description="1 decides, 0.5 helps, 0 is context only")
    alternatives: str = Field(
        default="", description="other defensible choices: from=1995|2000; threshold=2|8; indicator=gdp_ppp"
    )
    alternatives_why: str = Field(default="", description="why each of them is as defensible")
    proxy: str = Field(
        pattern=r"^(direct|near|far): .+",
        description="direct, near or far, a colon, and how far the figure is from the words",
    )
    note: str = Field(description="why this window and this threshold")

    @field_validator("first", mode="before")
    @classmethod
    def _year_begins(cls, value: object) -> object:
        return f"{value}-01-01" if isinstance(value, str) and value.isdigit() and len(value) == 4 else value

    @field_validator("last", mode="before")
    @classmethod
    def _year_ends(cls, value: object) -> object:
        return f"{value}-12-31" if isinstance(value, str) and value.isdigit() and len(value) == 4 else value

    @field_validator("weight", mode="before")
    @classmethod
    def _number(cls, value: object) -> object:
        try:
            return float(value) if isinstance(value, str) else value
        except ValueError:
            return value

    @field_validator("alternatives")
    @classmethod
    def _alternatives_parse(cls, value: str) -> str:
        for part in filter(None, (p.strip() for p in value.split(";"))):
            column, equals, options = part.partition("=")
            if not equals or column.strip() not in CHOICES or not options.strip():
                raise ValueError(
                    f"{part!r} is no choice. Write column=value|value with a column among {sorted(CHOICES)}."
                )
        return value

    @model_validator(mode="after")
    def _complete(self) -> Evidence:
        if self.check not in CHECKS:
            raise ValueError(f"There is no check {self.check!r}. There are: {', '.join(CHECKS)}.")
        if self.check in NEEDS_EVENT and not self.event:
            raise ValueError(f"The check {self.check!r} needs an event.")
        if self.check in NEEDS_THRESHOLD and self.threshold is None:
            raise ValueError(f"The check {self.check!r} needs a threshold.")
        if self.check == HAPPENED:
            return self
        if self.measure not in MEASURES:
            raise ValueError(f"There is no measure {self.measure!r}. There are: {', '.join(MEASURES)}.")
        if not (self.indicator and self.entity):
            raise ValueError("A check of figures needs an indicator and an entity.")
        if self.measure in NEEDS_VERSUS and not self.request.has_versus:
            raise ValueError(f"The measure {self.measure!r} compares: fill one of the versus columns.")
        if self.first and self.last and self.first > self.last:
            raise ValueError("The window ends before it begins.")
        return self

    @model_validator(mode="after")
    def _alternatives_hold(self) -> Evidence:
        """Each alternative is a row that could stand in this one's place, and there is a reason for it."""
        if self.alternatives and not self.alternatives_why:
            raise ValueError("Say in alternatives_why why each alternative is as defensible.")
        columns = [column for column, _ in self.choices]
        if len(set(columns)) < len(columns):
            raise ValueError("A column stands twice in alternatives. Write its values together: threshold=2|8.")
        for column, values in self.choices:
            if self.check == HAPPENED and column not in ("event", "to"):
                raise ValueError(
                    f"The check 'happened' looks at an event: {column} cannot be varied, only event and to."
                )
            found = [self.value_of(column)]
            for value in values:
                try:
                    found.append(self._with(column, value).value_of(column))
                except ValidationError as error:
                    raise ValueError(f"The alternative {column}={value} is none: {error.errors()[0]['msg']}.") from None
            if len(set(found)) < len(found):
                raise ValueError(f"The alternatives of {column} repeat a value, or the row's own.")
        return self

    def _with(self, column: str, value: str) -> Evidence:
        """The row with another value in one column, read as from the table."""
        cells = self.model_dump(by_alias=True) | {"alternatives": "", "alternatives_why": "", column: value}
        return Evidence.model_validate({name: cell for name, cell in cells.items() if cell not in (None, "")})

    @property
    def request(self) -> Request:
        return Request(
            self.indicator, self.entity, self.counterpart, self.measure,
            self.versus_indicator, self.versus_entity, self.versus_counterpart, self.smoothing,
        )  # fmt: skip

    @property
    def limit(self) -> float:
        """The threshold as the check uses it: nought where none is stated."""
        return self.threshold or 0.0

    @property
    def window(self) -> Window:
        return Window(self.first, self.last)

    @property
    def choices(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The declared alternatives, column by column."""
        for part in filter(None, (p.strip() for p in self.alternatives.split(";"))):
            column, _, options = part.partition("=")
            yield column.strip(), tuple(option.strip() for option in options.split("|"))

    @cached_property
    def options(self) -> dict[str, tuple[Value, ...]]:
        """What each open column may hold: the row's own value, then the alternatives."""
        return {
            column: (self.value_of(column), *(self._with(column, value).value_of(column) for value in values))
            for column, values in self.choices
        }

    def value_of(self, column: str) -> Value:
        """What stands in a column that may be varied."""
        value: Value = getattr(self, _FIELDS.get(column, column))
        return value

    @cached_property
    def specifications(self) -> tuple[tuple[tuple[Change, ...], Evidence], ...]:
        """Every combination of the open columns' values: what differs from this row, and the row that makes. This one first.

        Combinations that contradict themselves (a window that ends before it begins) are none.
        """
        found = []
        for values in product(*self.options.values()):
            changes = tuple(
                (column, value)
                for (column, own), value in zip(self.options.items(), values, strict=True)
                if value != own[0]
            )
            row = self.model_copy(update={_FIELDS.get(column, column): value for column, value in changes})
            if not (row.first and row.last and row.first > row.last):
                found.append((changes, row))
        return tuple(found)


def event_inside(row: Evidence, catalog: Catalog) -> bool:
    """Whether the event that a step is asked at lies within the window: else there is nothing on one side of it."""
    if row.check not in STEPS:
        return True
    day = catalog.event[row.event].date
    return (row.first is None or row.first <= day) and (row.last is None or day <= row.last)
