"""What a row of each catalog table is: the columns, what they mean, and what may stand in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field, HttpUrl, field_validator, model_validator

from loaders.cells import Day, Exact, Number, Whole
from loaders.indicators import ID
from loaders.indicators import Indicator as Indicator
from loaders.tables import Row

CODE = r"^[A-Z][A-Z0-9+-]*$"


class Source(Row):
    """A publisher's dataset, with what its licence lets one do."""

    id: str = Field(pattern=ID, description="lower-case words joined by _; its parser is loaders/sources/<id>.py")
    name: str = Field(description="the dataset's own title")
    publisher: str = Field(description="who publishes it")
    authors: str = Field(
        default="",
        description="who is cited as its author where that is not the publisher: a semicolon between them, people as Family, Given",
    )
    url: HttpUrl = Field(description="the dataset's home page, starting with https://")
    licence: str = Field(description="the licence in a few words")
    licence_url: HttpUrl | None = Field(default=None, description="where the licence stands, starting with https://")
    citation: str = Field(description="the citation the publisher asks for; {edition} stands for the edition in use")
    what_may_be_bundled: str = Field(description="what the licence lets this project ship")
    pass_on: Literal["figures", "derived", "nothing"] = Field(
        description="what readers may take away in files: figures (whatever is measured from it), derived (only what we "
        "compute and bundle: its indicators with a row in vintages.csv), or nothing"
    )

    def cited(self, editions: Iterable[str]) -> str:
        """The citation, of the editions in use."""
        return self.citation.replace("{edition}", "; ".join(dict.fromkeys(editions)) or "no edition in hand")

    @field_validator("citation")
    @classmethod
    def _has_no_other_place(cls, value: str) -> str:
        if re.search(r"[{}]", value.replace("{edition}", "")):
            raise ValueError(f"{value!r} has a place other than {{edition}}.")
        return value


class Service(Row):
    """The public interface that a source's figures are downloaded from."""

    source: str = Field(description="an id of sources.csv; its loaders/sources/<id>.py has a download")
    interface: str = Field(description="the interface in a few words, and the library that speaks to it")
    documentation: HttpUrl = Field(description="where the interface is documented, starting with https://")
    checked: Day = Field(description="when our side was last compared with that documentation, YYYY-MM-DD")
    hosts: str = Field(
        pattern=r"^[a-z0-9.-]+( [a-z0-9.-]+)*$",
        description="the only hosts that may be contacted, also by redirects, a space between",
    )
    fresh_hours: Whole = Field(
        ge=1, le=8784, description="for how many hours figures count as live before we ask again"
    )
    max_mb: Whole = Field(default=50, ge=1, le=500, description="the largest answer taken, expanded, in megabytes")
    token: str = Field(
        default="",
        pattern=r"^$|^PLUMBLINE_[A-Z0-9_]+$",
        description="the environment variable (or Streamlit secret) that may hold an access token; without one the source is "
        "asked in a way that needs none; empty if there is nothing to hold",
    )
    quirks: str = Field(
        default="", description="what the interface does otherwise than one would expect, with the date seen"
    )

    def key(self) -> str:
        return self.source


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
    since: Day | None = Field(default=None, alias="from", description="first day of membership, YYYY-MM-DD")
    until: Day | None = Field(default=None, alias="to", description="last day of membership, YYYY-MM-DD")
    source: HttpUrl | None = Field(default=None, description="where the dates stand, starting with https://")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Member:
        if self.since and self.until and self.since > self.until:
            raise ValueError("The membership ends before it begins.")
        return self

    def key(self) -> str:
        return f"{self.group} {self.entity}"

    def on(self, day: dt.date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Event(Row):
    """A dated event: a mark on the charts, and what `happened` checks look up."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="lower-case words joined by -")
    date: Day = Field(description="YYYY-MM-DD")
    label: str = Field(max_length=40, description="a few words that fit on a chart")
    description: str = Field(description="one sentence")
    source: HttpUrl | None = Field(
        default=None,
        description="a public page that documents it, starting with https://; empty if there is none to show",
    )


class BundledEdition(Row):
    """Where bundled figures of one indicator came from: of its newest edition, or of an earlier one."""

    indicator: str = Field(description="an id of indicators.csv")
    file: str = Field(
        default="",
        description="the source file (or files, a space between) within the folder given to snapshot build; "
        "empty where we count from catalog/groups.csv",
    )
    edition: str = Field(description="the edition in the publisher's words, or the day of the extract")
    published: Day = Field(description="when this edition was published, YYYY-MM-DD (the latest it can have been)")
    retrieved: Day = Field(description="when it was retrieved, YYYY-MM-DD (the latest it can have been)")
    found_at: str = Field(
        default="",
        description="the public repository the copy of the file was taken from, with commit and path, or the https:// address of a page; "
        "empty if from the publisher",
    )
    doubt: str = Field(default="", description="a known weakness of these very figures")
    code: str = Field(default="", description="the series code in this edition, where it is not that of indicators.csv")
    unit: str = Field(
        default="",
        description="the unit of this edition, where it is not that of indicators.csv: constant prices of another year",
    )

    def key(self) -> str:
        return f"{self.indicator} {self.published}"

    def of(self, indicator: Indicator) -> Indicator:
        """Its indicator as this edition has it."""
        return indicator.model_copy(update={"code": self.code or indicator.code, "unit": self.unit or indicator.unit})

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
    first: Day = Field(alias="from", description="first period end corrected, YYYY-MM-DD")
    last: Day = Field(alias="to", description="last period end corrected, YYYY-MM-DD")
    expect: Number = Field(description="the source's wrong figure at the first period; the build fails when it changes")
    value: Number | None = Field(default=None, description="the right figure; empty to leave the figures out")
    reason: str = Field(description="why it is wrong, and how that is known")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Correction:
        if self.first > self.last:
            raise ValueError("The correction ends before it begins.")
        return self

    def key(self) -> str:
        return f"{self.indicator} {self.entity} {self.counterpart} {self.first}"


class Stated(Row):
    """A number that a publisher prints, and the figure of ours that should round to it."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="lower-case words joined by -")
    where: str = Field(description="who states it, and the publication it stands in")
    number: Exact = Field(
        max_digits=15,
        description="the number to the digits that are stated: 43, 7.8, or 16E4 for 160 thousand",
    )
    unit: str = Field(description="the unit of the measured series")
    indicator: str = Field(description="an id of indicators.csv")
    entity: str = Field(description="an id of entities.csv; a group may be given as NATO@2024")
    counterpart: str = Field(default="", description="the other side of a flow, likewise")
    measure: Literal["level", "share"] = Field(default="level", description="level or share")
    versus_entity: str = Field(default="", description="for a share: of whom, if that is another entity")
    versus_counterpart: str = Field(default="", description="for a share: to whom, if that is another counterpart")
    smoothing: Whole = Field(default=1, ge=1, le=120, description="periods in the trailing mean, 1 for none")
    date: Day = Field(description="the last day of the period, YYYY-MM-DD")
    as_of: Day | None = Field(
        default=None,
        description="the day whose edition it is held against, because later ones were revised; empty for the newest",
    )

    @model_validator(mode="after")
    def _share_of_something(self) -> Stated:
        if self.measure == "share" and not (self.versus_entity or self.versus_counterpart):
            raise ValueError("A share is of something: fill versus_entity or versus_counterpart.")
        return self
