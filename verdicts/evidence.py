"""A row of evidence: one test of a claim, and the other choices it declares to be as defensible."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator

from loaders.catalog import Catalog
from loaders.cells import FirstDay, LastDay, Number, Whole, number, shown
from loaders.tables import Row, problem_in
from verdicts.checks import CHANGES, CHECKS, HAPPENED, NEEDS_EVENT, NEEDS_THRESHOLD, STEPS
from verdicts.limits import MOST_OF_ROW, counted
from verdicts.measures import MEASURES, NEEDS_VERSUS, Request
from verdicts.periods import Window

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CHOICES = frozenset(
    "from to threshold indicator entity counterpart versus_indicator versus_entity versus_counterpart smoothing ends event among".split()
)
"""Columns of evidence.csv that ``alternatives`` may vary."""
Value = str | int | float | dt.date | None
"""What a column may hold; which of these, is the column's affair."""
Change = tuple[str, Value]
"""A column and the value it has instead of the row's own."""
FAR = 0.5
"""The most that a row may weigh whose figure is far from the words of the claim."""
PUBLICATION: Change = ("edition", "publication")
"""The choice of the edition that was in force on the article's day: no row declares it, it is made wherever there are two."""
_FIELDS = {"from": "first", "to": "last"}
"""Columns whose name is a word of Python's."""
if TYPE_CHECKING:
    Weight = float
else:
    Weight = Literal[0, 0.5, 1]  # pydantic knows this; a type checker allows no fraction in a Literal.


class Evidence(Row):
    """One test of a claim: figures, measure, check, window and threshold, each with its reason."""

    id: str = Field(pattern=SLUG, description="the claim's id and a word, joined by -")
    claim: str = Field(description="an id of claims.csv")
    question: str = Field(description="a question whose yes supports the claim")
    label: str = Field(
        default="", max_length=90, description="what is measured, in plain words, as it begins a sentence"
    )
    indicator: str = Field(default="", description="an id of catalog/indicators.csv")
    entity: str = Field(default="", description="an id of catalog/entities.csv; a group may be given as NATO@2024")
    counterpart: str = Field(default="", description="the other side of a flow, likewise")
    measure: str = Field(
        default="level", description=f"one of {', '.join(MEASURES)}", json_schema_extra={"enum": list(MEASURES)}
    )
    versus_indicator: str = Field(default="", description="what to compare with: an indicator, if it is another one")
    versus_entity: str = Field(default="", description="what to compare with: an entity, if it is another one")
    versus_counterpart: str = Field(default="", description="what to compare with: a counterpart, if it is another one")
    smoothing: Whole = Field(default=1, ge=1, le=120, description="periods in the trailing mean, 1 for none")
    ends: Whole = Field(default=1, ge=1, le=60, description="periods that make up either end of the window, 1 for one")
    check: str = Field(description=f"one of {', '.join(CHECKS)}", json_schema_extra={"enum": list(CHECKS)})
    first: FirstDay | None = Field(default=None, alias="from", description="a year or a day YYYY-MM-DD; empty: open")
    last: LastDay | None = Field(default=None, alias="to", description="a year or a day YYYY-MM-DD; empty: open")
    event: str = Field(default="", description="an id of catalog/events.csv")
    among: str = Field(
        default="", description="comparable entities that the same question is put to: a group of catalog/entities.csv"
    )
    threshold: Number | None = Field(default=None, description="a number in the unit of the measured series")
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

    @field_validator("weight", mode="before")
    @classmethod
    def _in_plain_digits(cls, value: object) -> float:
        return number(value)

    @field_validator("alternatives")
    @classmethod
    def _alternatives_parse(cls, value: str) -> str:
        for part in filter(None, (p.strip() for p in value.split(";"))):
            column, equals, options = part.partition("=")
            if not equals or column.strip() not in CHOICES or not options.strip():
                raise ValueError(
                    f"{shown(part)} is no choice. Write column=value|value with a column among {sorted(CHOICES)}."
                )
        for column, values in _choices_in(value):
            if not all(values):
                raise ValueError(f"A value of {column} is empty. Look for a | with nothing beside it.")
        # Counted before any of them is made.
        size = combinations_in(value)
        if size > MOST_OF_ROW:
            raise ValueError(
                f"The alternatives make {counted(size)} combinations; up to {MOST_OF_ROW} of a row are tried. Declare fewer values, "
                "those that would be defended."
            )
        return value

    @model_validator(mode="after")
    def _complete(self) -> Evidence:
        if self.check not in CHECKS:
            raise ValueError(f"There is no check {shown(self.check)}. There are: {', '.join(CHECKS)}.")
        if self.check in NEEDS_EVENT and not self.event:
            raise ValueError(f"The check {self.check!r} needs an event.")
        if self.check in NEEDS_THRESHOLD and self.threshold is None:
            raise ValueError(f"The check {self.check!r} needs a threshold.")
        if self.check == HAPPENED:
            return self
        if self.measure not in MEASURES:
            raise ValueError(f"There is no measure {shown(self.measure)}. There are: {', '.join(MEASURES)}.")
        if not (self.indicator and self.entity):
            raise ValueError("A check of figures needs an indicator and an entity.")
        if self.measure in NEEDS_VERSUS and not self.request.has_versus:
            raise ValueError(f"The measure {self.measure!r} compares: fill one of the versus columns.")
        if self.first and self.last and self.first > self.last:
            raise ValueError("The window ends before it begins.")
        if self.ends > 1 and self.check in STEPS:
            raise ValueError("A step takes all periods on either side of its event. Leave ends empty.")
        return self

    @model_validator(mode="after")
    def _rule_is_fair(self) -> Evidence:
        """What no figure may be needed to see: the check says the direction of a change, and a far figure never decides."""
        if self.check in CHANGES and self.limit <= 0:
            raise ValueError(
                f"The check {self.check!r} needs a threshold above 0: the size of a change that counts. The check says the direction."
            )
        if self.proxy.startswith("far") and self.weight > FAR:
            raise ValueError(f"A figure that is far from the words weighs at most {FAR}. Write {FAR} or 0 in weight.")
        return self

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other values in some fields, without what was worked out of those before."""
        made = super().model_copy(update=update, deep=deep)
        for name in _WORKED_OUT & made.__dict__.keys():
            del made.__dict__[name]
        return made

    @model_validator(mode="after")
    def _alternatives_hold(self) -> Evidence:
        """Each alternative is a row that could stand in this one's place, and there is a reason for it."""
        if self.alternatives and not self.alternatives_why:
            raise ValueError("Say in alternatives_why why each alternative is as defensible.")
        columns = [column for column, _ in self.choices]
        if len(set(columns)) < len(columns):
            raise ValueError("A column stands twice in alternatives. Write its values together: threshold=2|8.")
        for column in columns:
            if self.check == HAPPENED and column not in ("event", "to"):
                raise ValueError(
                    f"The check 'happened' looks at an event: {column} cannot be varied, only event and to."
                )
        for column, found in self.options.items():
            if len(set(found)) < len(found):
                raise ValueError(f"The alternatives of {column} repeat a value, or the row's own.")
        return self

    def _read(self, column: str, value: str) -> Value:
        """An alternative as a column holds it, read as from the table. Raises ValueError where the row could not hold it."""
        cells = self.model_dump(by_alias=True) | {"alternatives": "", "alternatives_why": "", column: value}
        try:
            row = Evidence.model_validate({name: cell for name, cell in cells.items() if cell not in (None, "")})
        except ValidationError as error:
            why = problem_in(error.errors()[0])
            raise ValueError(f"The alternative {column}={value[:60]} is none: {why}") from None
        return row.value_of(column)

    @cached_property
    def request(self) -> Request:
        return Request(
            self.indicator, self.entity, self.counterpart, self.measure,
            self.versus_indicator, self.versus_entity, self.versus_counterpart, self.smoothing,
        )  # fmt: skip

    @property
    def limit(self) -> float:
        """The threshold as the check uses it: nought where none is stated."""
        return self.threshold or 0.0

    @cached_property
    def window(self) -> Window:
        return Window(self.first, self.last)

    @property
    def choices(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The declared alternatives, column by column."""
        return _choices_in(self.alternatives)

    @property
    def combinations(self) -> int:
        """How many specifications the row declares, its own among them; those that contradict themselves are counted too."""
        return combinations_in(self.alternatives)

    @cached_property
    def options(self) -> dict[str, tuple[Value, ...]]:
        """What each open column may hold: the row's own value, then the alternatives."""
        return {
            column: (self.value_of(column), *(self._read(column, value) for value in values))
            for column, values in self.choices
        }

    def value_of(self, column: str) -> Value:
        """What stands in a column that may be varied; of the edition nothing, for the newest one known."""
        if column == PUBLICATION[0]:
            return ""
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


_WORKED_OUT = frozenset({"request", "window", "options", "specifications"})
"""What a row keeps of its fields once it has been asked for."""


def combinations_in(alternatives: str) -> int:
    """How many combinations a cell of alternatives makes, the row's own values among them."""
    return prod(1 + len(values) for _, values in _choices_in(alternatives))


def _choices_in(alternatives: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for part in filter(None, (p.strip() for p in alternatives.split(";"))):
        column, _, options = part.partition("=")
        yield column.strip(), tuple(option.strip() for option in options.split("|"))


def event_inside(row: Evidence, catalog: Catalog) -> bool:
    """Whether the event that a step is asked at lies within the window: else there is nothing on one side of it."""
    if row.check not in STEPS:
        return True
    day = catalog.event[row.event].date
    return (row.first is None or row.first <= day) and (row.last is None or day <= row.last)
