"""The catalog: what each indicator, source, entity, group and event is. Tables in, checked rows out.

The tables stand in ``catalog/`` and are edited by hand. What the figures are stands elsewhere (``data/``).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, HttpUrl, field_validator

from loaders.tables import Fault, Row, Table, check_references, read_table

ROOT = Path(__file__).resolve().parent.parent
ID = r"^[a-z][a-z0-9_]*$"
CODE = r"^[A-Z][A-Z0-9+-]*$"


class Indicator(Row):
    """A statistical series family with one unit, one source and one edition."""

    id: str = Field(pattern=ID, description="lower-case words joined by _, such as gdp_nominal")
    name: str = Field(description="what is measured, as a noun phrase, without the unit")
    unit: str = Field(description="the unit of the stored value, such as US$ or % of GDP")
    frequency: Literal["A", "Q", "M", "D"] = Field(description="A, Q, M or D (year, quarter, month, day)")
    source: str = Field(description="an id of sources.csv")
    code: str = Field(default="", description="the series code at the source")
    aggregation: Literal["sum", "mean", "median", "none"] = Field(
        description="how members make up a group: sum, mean, median, or none where that means nothing"
    )
    absent: Literal["zero", "unknown"] = Field(
        default="unknown", description="what a missing figure means: zero (nothing happened) or unknown"
    )
    lag_days: int = Field(ge=0, le=4000, description="days from the end of the period to publication")
    margin_pct: float = Field(ge=0, le=100, description="measurement error of a level, in per cent of it")
    exact: bool = Field(
        default=False,
        description="true for counts on record that chance has no part in, such as members of an alliance",
    )
    entities: str = Field(
        default="", description="what the snapshot bundles: codes, or a group with a trailing / for each of its members"
    )
    counterparts: str = Field(default="", description="the same for the other side of a flow")
    start: int = Field(default=1990, ge=1900, le=2100, description="the first year bundled")
    wording: str = Field(
        default="of {entity}",
        description="how a sentence names whom a figure is about, such as: from {entity} to {counterpart}; or none",
    )
    notes: str = Field(default="", description="what a reader must know before using it")

    @field_validator("wording")
    @classmethod
    def _has_places(cls, value: str) -> str:
        try:
            value.format(entity="", counterpart="")
        except (KeyError, IndexError, ValueError, AttributeError):
            raise ValueError(f"{value!r} has a place other than {{entity}} and {{counterpart}}.") from None
        return value


class Source(Row):
    """A publisher's dataset, with what its licence lets one do."""

    id: str = Field(pattern=ID, description="lower-case words joined by _; its parser is loaders/sources/<id>.py")
    name: str = Field(description="the dataset's own title")
    publisher: str = Field(description="who publishes it")
    url: HttpUrl = Field(description="the dataset's home page, starting with https://")
    licence: str = Field(description="the licence in a few words")
    licence_url: HttpUrl | None = Field(default=None, description="where the licence stands, starting with https://")
    citation: str = Field(description="the citation the publisher asks for")
    what_may_be_bundled: str = Field(description="what the licence lets this project ship")


class Entity(Row):
    """Whoever or whatever a figure is about."""

    id: str = Field(pattern=CODE, description="ISO 3166 alpha-3 for countries; upper case for the rest")
    name: str = Field(description="the name readers know")
    short: str = Field(default="", description="a shorter name for charts")
    kind: Literal["country", "group", "institution", "currency", "instrument"] = Field(
        description="country, group, institution, currency or instrument"
    )
    article: Literal["", "the"] = Field(default="", description="the, where a sentence needs it (the United States)")


class Member(Row):
    """One member of a group, from and to the given days (empty: always)."""

    group: str = Field(description="an id of entities.csv of the kind group")
    entity: str = Field(description="an id of entities.csv")
    since: dt.date | None = Field(default=None, alias="from", description="first day of membership, YYYY-MM-DD")
    until: dt.date | None = Field(default=None, alias="to", description="last day of membership, YYYY-MM-DD")
    source: HttpUrl | None = Field(default=None, description="where the dates stand, starting with https://")

    def key(self) -> str:
        return f"{self.group} {self.entity}"

    def on(self, day: dt.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Event(Row):
    """A dated event: a mark on the charts, and what `happened` checks look up."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="lower-case words joined by -")
    date: dt.date = Field(description="YYYY-MM-DD")
    label: str = Field(max_length=40, description="a few words that fit on a chart")
    description: str = Field(description="one sentence")
    source: HttpUrl | None = Field(
        default=None,
        description="a public page that documents it, starting with https://; empty if there is none to show",
    )


class Vintage(Row):
    """Where the bundled figures of one indicator came from."""

    indicator: str = Field(description="an id of indicators.csv")
    file: str = Field(
        default="",
        description="the source file (or files, a space between) within the folder given to snapshot build; "
        "empty where we count from catalog/groups.csv",
    )
    edition: str = Field(description="the edition in the publisher's words, or the day of the extract")
    published: dt.date = Field(description="when this edition was published, YYYY-MM-DD (the latest it can have been)")
    retrieved: dt.date = Field(description="when it was retrieved, YYYY-MM-DD (the latest it can have been)")
    found_at: str = Field(
        default="",
        description="the public repository the copy of the file was taken from, with commit and path; empty if from the publisher",
    )
    doubt: str = Field(default="", description="a known weakness of these very figures")

    def key(self) -> str:
        return self.indicator

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(self.file.split())

    @field_validator("file")
    @classmethod
    def _stays_inside(cls, value: str) -> str:
        for file in value.split():
            if file.startswith("/") or ".." in Path(file).parts:
                raise ValueError(f"{file!r} leaves the source folder.")
        return value


class EntityName(Row):
    """What a source calls an entity, where that is neither its id nor its name in entities.csv."""

    source: str = Field(description="an id of sources.csv, or * for every source")
    name: str = Field(description="the name or code as the source writes it")
    entity: str = Field(default="", description="an id of entities.csv; empty to leave the name out on purpose")

    def key(self) -> str:
        return f"{self.source} {self.name}"


class Correction(Row):
    """A known error of a source: the figure it gives, and what we put in its place (empty: nothing)."""

    indicator: str = Field(description="an id of indicators.csv")
    entity: str = Field(description="an id of entities.csv")
    counterpart: str = Field(default="", description="an id of entities.csv, for flows")
    first: dt.date = Field(alias="from", description="first period end corrected, YYYY-MM-DD")
    last: dt.date = Field(alias="to", description="last period end corrected, YYYY-MM-DD")
    expect: float = Field(description="the source's wrong figure at the first period; the build fails when it changes")
    value: float | None = Field(default=None, description="the right figure; empty to leave the figures out")
    reason: str = Field(description="why it is wrong, and how that is known")

    def key(self) -> str:
        return f"{self.indicator} {self.entity} {self.counterpart} {self.first}"


@dataclass(frozen=True)
class Catalog:
    """All catalog tables, cross-checked."""

    indicators: Table[Indicator]
    sources: Table[Source]
    entities: Table[Entity]
    members: Table[Member]
    events: Table[Event]
    vintages: Table[Vintage]
    corrections: Table[Correction]
    names: Table[EntityName]

    @property
    def faults(self) -> tuple[Fault, ...]:
        tables = (
            self.indicators, self.sources, self.entities, self.members, self.events, self.vintages, self.corrections,
            self.names,
        )  # fmt: skip
        return tuple(fault for table in tables for fault in table.faults)

    @cached_property
    def indicator(self) -> dict[str, Indicator]:
        return self.indicators.by_key()

    @cached_property
    def source(self) -> dict[str, Source]:
        return self.sources.by_key()

    @cached_property
    def entity(self) -> dict[str, Entity]:
        return self.entities.by_key()

    @cached_property
    def event(self) -> dict[str, Event]:
        return self.events.by_key()

    @cached_property
    def vintage(self) -> dict[str, Vintage]:
        return self.vintages.by_key()

    @cached_property
    def _members(self) -> dict[str, tuple[Member, ...]]:
        groups: dict[str, list[Member]] = {}
        for member in self.members.rows:
            groups.setdefault(member.group, []).append(member)
        countries = [e.id for e in self.entities.rows if e.kind == "country"]
        groups["WLD"] = [Member(group="WLD", entity=country) for country in countries]
        return {group: tuple(members) for group, members in groups.items()}

    def is_group(self, entity: str) -> bool:
        return entity.partition("@")[0] in self._members

    def knows(self, entity: str) -> bool:
        """Whether this is an entity's code, or that of a group with a year behind it, such as NATO@2014."""
        base, at, year = entity.partition("@")
        return base in self.entity and (not at or (self.is_group(base) and bool(re.fullmatch(r"[12]\d{3}", year))))

    def members_of(self, group: str, day: dt.date | None = None) -> tuple[str, ...]:
        """Members of a group on a day (today's by default). ``NATO@2014`` means those at the end of 2014."""
        name, _, year = group.partition("@")
        day = dt.date(int(year), 12, 31) if year else day or dt.date.max
        return tuple(m.entity for m in self._members.get(name, ()) if m.on(day))

    def members_ever(self, group: str) -> tuple[str, ...]:
        """Everyone who has ever been a member of a group; none for what is no group."""
        return tuple(m.entity for m in self._members.get(group, ()))

    def name_of(self, entity: str, *, article: bool = False) -> str:
        """The entity's name, with its article if asked: 'the United States'. An unknown code is its own name."""
        base, _, year = entity.partition("@")
        row = self.entity.get(base)
        name = row.name if row else entity
        name = f"{name} (members of {year})" if year and row else name
        return f"the {name}" if article and row and row.article else name


def read_catalog(folder: Path = ROOT / "catalog") -> Catalog:
    """Read and cross-check the tables of a folder. Never raises for what they say: see :attr:`Catalog.faults`."""
    sources = read_table(folder / "sources.csv", Source)
    entities = read_table(folder / "entities.csv", Entity)
    indicators = read_table(folder / "indicators.csv", Indicator)
    indicators = indicators.without(check_references(indicators, "source", sources.by_key(), "sources.csv"))
    indicators = indicators.without(_unknown_tokens(indicators, entities))
    members = read_table(folder / "groups.csv", Member)
    groups = [e.id for e in entities.rows if e.kind == "group"]
    members = members.without(
        check_references(members, "group", groups, "entities.csv as a group")
        + check_references(members, "entity", entities.by_key(), "entities.csv")
    )
    vintages = read_table(folder / "vintages.csv", Vintage)
    vintages = vintages.without(check_references(vintages, "indicator", indicators.by_key(), "indicators.csv"))
    corrections = read_table(folder / "corrections.csv", Correction)
    corrections = corrections.without(
        check_references(corrections, "indicator", indicators.by_key(), "indicators.csv")
        + check_references(corrections, "entity", entities.by_key(), "entities.csv")
    )
    events = read_table(folder / "events.csv", Event)
    names = read_table(folder / "entity_names.csv", EntityName)
    names = names.without(
        check_references(names, "entity", entities.by_key(), "entities.csv")
        + check_references(names, "source", [*sources.by_key(), "*"], "sources.csv")
    )
    return Catalog(indicators, sources, entities, members, events, vintages, corrections, names)


def _unknown_tokens(indicators: Table[Indicator], entities: Table[Entity]) -> list[Fault]:
    """Faults for what the cells on bundling name that is no entity, and for a trailing / or @ after what is no group."""
    kinds = {e.id: e.kind for e in entities.rows}
    faults = []
    for row in indicators.rows:
        for column, cell in (("entities", row.entities), ("counterparts", row.counterparts)):
            for token in cell.split():
                code = token.removesuffix("/").partition("@")[0]
                if code not in kinds or (code != token and kinds[code] != "group"):
                    problem = f"{token!r} names no {'entity' if code == token else 'group'} of entities.csv."
                    remedy = Indicator.model_fields["entities"].description or ""
                    faults.append(
                        Fault(indicators.file, indicators.lines[row.key()], column, problem, f"Expected: {remedy}.")
                    )
    return faults
