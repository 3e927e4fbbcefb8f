"""The argument as tables: topics, claims and the evidence each claim is tested with.

No table holds a verdict. A faulty row is reported with its line and left out; the rest keeps working.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from loaders.catalog import ROOT, Catalog
from loaders.tables import Fault, Row, Table, check_references, did_you_mean, read_table
from verdicts.checks import CHECKS, HAPPENED, NEEDS_EVENT, NEEDS_THRESHOLD
from verdicts.measures import MEASURES, NEEDS_VERSUS, Request
from verdicts.periods import Window

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
KINDS = {
    "fact": "true or not when it was written",
    "causal": "says that one thing brings about another",
    "forecast": "decided by what came after",
    "judgement": "a valuation or counsel that no data decides",
}
CHOICES = frozenset(
    "from to threshold indicator entity counterpart versus_indicator versus_entity versus_counterpart smoothing event".split()
)
"""Columns of evidence.csv that ``alternatives`` may vary."""
_ENTITIES = ("entity", "counterpart", "versus_entity", "versus_counterpart")
_INDICATORS = ("indicator", "versus_indicator")


PAGES = frozenset({"overview", "claim", "method", "sources"})
"""Addresses that are taken: no topic may be called so."""


class Topic(Row):
    """A theme of the article; it has a page of its own."""

    id: str = Field(pattern=SLUG, description="lower-case words joined by -")
    title: str = Field(max_length=40, description="a short title")
    question: str = Field(description="the question its page answers")

    @field_validator("id")
    @classmethod
    def _address_is_free(cls, value: str) -> str:
        if value in PAGES:
            raise ValueError(f"{value!r} is the address of a page of its own. Choose another id.")
        return value


class Claim(Row):
    """One empirical statement of the article, in our own words."""

    id: str = Field(pattern=SLUG, description="lower-case words joined by -, such as us-still-powerful")
    topic: str = Field(description="an id of topics.csv")
    kind: Literal["fact", "causal", "forecast", "judgement"] = Field(description="fact, causal, forecast or judgement")
    section: int = Field(ge=0, description="the article's section, counted from 0")
    paragraph: int = Field(ge=1, description="the paragraph of that section, counted from 1")
    claim: str = Field(description="one plain sentence in our own words")
    would_be_true_if: str = Field(default="", description="what the figures would show if it were true")
    caveat: str = Field(default="", description="the main limit; for a judgement, why no data decides it")

    @model_validator(mode="after")
    def _says_why(self) -> Claim:
        if self.kind == "judgement" and not self.caveat:
            raise ValueError("A judgement says in its caveat why no data decides it.")
        if self.kind != "judgement" and not self.would_be_true_if:
            raise ValueError("A claim that is tested says in would_be_true_if what would bear it out.")
        return self


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
    weight: Literal[0, 0.5, 1] = Field(description="1 decides, 0.5 helps, 0 is context only")
    alternatives: str = Field(
        default="", description="other defensible choices: from=1995|2000; threshold=2|8; indicator=gdp_ppp"
    )
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
            return float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
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
        """Each alternative is a row that could stand in this one's place."""
        cells = {name: value for name, value in self.model_dump(by_alias=True).items() if value not in (None, "")}
        for column, values in self.choices:
            for value in values:
                variant = {**cells, "alternatives": "", column: value}
                try:
                    Evidence.model_validate({k: v for k, v in variant.items() if v != ""})
                except ValidationError as error:
                    raise ValueError(f"The alternative {column}={value} is none: {error.errors()[0]['msg']}.") from None
        return self

    @property
    def request(self) -> Request:
        return Request(
            self.indicator, self.entity, self.counterpart, self.measure,
            self.versus_indicator, self.versus_entity, self.versus_counterpart, self.smoothing,
        )  # fmt: skip

    @property
    def window(self) -> Window:
        return Window(self.first, self.last)

    @property
    def choices(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The declared alternatives, column by column."""
        for part in filter(None, (p.strip() for p in self.alternatives.split(";"))):
            column, _, options = part.partition("=")
            yield column.strip(), tuple(option.strip() for option in options.split("|"))


@dataclass(frozen=True)
class Argument:
    """Topics, claims and evidence, cross-checked."""

    topics: Table[Topic]
    claims: Table[Claim]
    evidence: Table[Evidence]

    @property
    def faults(self) -> tuple[Fault, ...]:
        return self.topics.faults + self.claims.faults + self.evidence.faults

    @cached_property
    def topic(self) -> dict[str, Topic]:
        return self.topics.by_key()

    @cached_property
    def claim(self) -> dict[str, Claim]:
        return self.claims.by_key()

    @cached_property
    def _evidence(self) -> dict[str, tuple[Evidence, ...]]:
        found: dict[str, list[Evidence]] = {}
        for row in self.evidence.rows:
            found.setdefault(row.claim, []).append(row)
        return {claim: tuple(rows) for claim, rows in found.items()}

    def evidence_of(self, claim: str) -> tuple[Evidence, ...]:
        return self._evidence.get(claim, ())

    def claims_of(self, topic: str) -> tuple[Claim, ...]:
        return tuple(c for c in self.claims.rows if c.topic == topic)


def read_argument(catalog: Catalog, folder: Path = ROOT) -> Argument:
    """Read topics.csv, claims.csv and evidence.csv of a folder. Never raises for what they say."""
    topics = read_table(folder / "topics.csv", Topic)
    claims = read_table(folder / "claims.csv", Claim)
    claims = claims.without(check_references(claims, "topic", topics.by_key(), "topics.csv"))
    evidence = read_table(folder / "evidence.csv", Evidence)
    faults = check_references(evidence, "claim", claims.by_key(), "claims.csv")
    faults += [fault for row in evidence.rows for fault in _faults_of(row, evidence, catalog)]
    return Argument(topics, claims, evidence.without(faults))


def _faults_of(row: Evidence, table: Table[Evidence], catalog: Catalog) -> Iterator[Fault]:
    """What a row, or one of its alternatives, names that the catalog does not hold."""

    def fault(column: str, problem: str, remedy: str) -> Fault:
        return Fault(table.file, table.lines[row.id], column, problem, remedy)

    named = [(column, column, getattr(row, column)) for column in (*_ENTITIES, *_INDICATORS, "event")]
    named += [(column, "alternatives", value) for column, values in row.choices for value in values]
    for column, where, value in named:
        if not value:
            continue
        if column in _ENTITIES and not catalog.knows(value):
            remedy = "Use a code that stands there: three letters for a country."
            yield fault(where, f"{value!r} is not in catalog/entities.csv.", remedy)
        elif column in _INDICATORS and value not in catalog.indicator:
            remedy = did_you_mean(value, catalog.indicator) or "Use an id that stands there."
            yield fault(where, f"{value!r} is not in catalog/indicators.csv.", remedy)
        elif column == "event" and value not in catalog.event:
            remedy = did_you_mean(value, catalog.event) or "Use an id that stands there."
            yield fault(where, f"{value!r} is not in catalog/events.csv.", remedy)
    if row.measure == "rank" and not catalog.is_group(row.request.versus[1]):
        yield fault(
            "versus_entity",
            f"A rank needs a group, and {row.request.versus[1]!r} is none.",
            "Use WLD or another group.",
        )
