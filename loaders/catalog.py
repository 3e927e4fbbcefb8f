"""The catalog: what each indicator, source, entity, group and event is. Tables in, checked rows out.

The tables stand in ``catalog/`` and are edited by hand. What the figures are stands elsewhere (``data/``).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from loaders.cells import shown
from loaders.home import ROOT as ROOT
from loaders.indicators import unfit_bounds
from loaders.rows import (
    BundledEdition,
    Correction,
    Entity,
    EntityName,
    Event,
    Indicator,
    Member,
    Service,
    Source,
    Stated,
)
from loaders.tables import Fault, Table, check_references, read_table
from loaders.word_rows import IndicatorWords, Nickname, NotHeld, QuestionWord, Synonym
from loaders.word_tables import read_words

FIRST_YEAR = 1900
"""Members of a year can be asked for from this one up to that of today."""
CODES = (
    "Use a code that stands there: three letters for a country; a group may have a year behind it, such as NATO@2014."
)


@dataclass(frozen=True)
class Catalog:
    """All catalog tables, cross-checked."""

    indicators: Table[Indicator]
    sources: Table[Source]
    services: Table[Service]
    entities: Table[Entity]
    members: Table[Member]
    events: Table[Event]
    editions: Table[BundledEdition]
    corrections: Table[Correction]
    names: Table[EntityName]
    stated: Table[Stated]
    synonyms: Table[Synonym]
    indicator_words: Table[IndicatorWords]
    nicknames: Table[Nickname]
    question_words: Table[QuestionWord]
    not_held: Table[NotHeld]

    @property
    def faults(self) -> tuple[Fault, ...]:
        tables = (
            self.indicators, self.sources, self.services, self.entities, self.members, self.events, self.editions,
            self.corrections, self.names, self.stated, self.synonyms, self.indicator_words, self.nicknames,
            self.question_words, self.not_held,
        )  # fmt: skip
        return tuple(fault for table in tables for fault in table.faults)

    @cached_property
    def indicator(self) -> dict[str, Indicator]:
        return self.indicators.by_key()

    @cached_property
    def source(self) -> dict[str, Source]:
        return self.sources.by_key()

    @cached_property
    def service(self) -> dict[str, Service]:
        return self.services.by_key()

    @cached_property
    def entity(self) -> dict[str, Entity]:
        return self.entities.by_key()

    @cached_property
    def event(self) -> dict[str, Event]:
        return self.events.by_key()

    @cached_property
    def edition(self) -> dict[str, BundledEdition]:
        """By indicator, the newest edition that is bundled."""
        return {indicator: rows[0] for indicator, rows in self._editions.items()}

    def earlier_editions(self, indicator: str) -> tuple[BundledEdition, ...]:
        """The editions of an indicator that are bundled beside its newest, newest first."""
        return self._editions.get(indicator, ())[1:]

    @cached_property
    def _editions(self) -> dict[str, tuple[BundledEdition, ...]]:
        """By indicator, the editions that are bundled, newest first."""
        found: dict[str, tuple[BundledEdition, ...]] = {}
        for row in sorted(self.editions.rows, key=lambda row: row.published, reverse=True):
            found[row.indicator] = (*found.get(row.indicator, ()), row)
        return found

    def with_indicator(self, row: Indicator) -> Catalog:
        """This catalog with another row in place of the indicator's own; its unit is that of all that is read from the same series."""

        def changed(one: Indicator) -> Indicator:
            if one.id == row.id:
                return row
            same = (one.source, one.code) == (row.source, row.code)
            return one.model_copy(update={"unit": row.unit}) if same else one

        rows = tuple(map(changed, self.indicators.rows))
        return replace(self, indicators=replace(self.indicators, rows=rows))

    def may_pass_on(self, indicator: str) -> bool:
        """Whether the licence lets a reader take an indicator's figures away in a file. Raises KeyError if it is unknown.

        ``derived`` is asked of the indicator, not of its source: what is bundled was computed by us so that it may go on
        (a basket of shares, shares of answers), while what is live only may be the very quotes that may not.
        """
        what = self.source[self.indicator[indicator].source].pass_on
        return what == "figures" or (what == "derived" and indicator in self.edition)

    @cached_property
    def _members(self) -> dict[str, tuple[Member, ...]]:
        groups: dict[str, list[Member]] = {}
        for member in self.members.rows:
            groups.setdefault(member.group, []).append(member)
        countries = [e.id for e in self.entities.rows if e.kind == "country"]
        groups["WLD"] = [Member(group="WLD", entity=country) for country in countries]
        return {group: tuple(members) for group, members in groups.items()}

    @cached_property
    def name_by_code(self) -> dict[str, str]:
        """The name of every entity, by its code."""
        return {row.id: row.name for row in self.entities.rows}

    def is_group(self, entity: str) -> bool:
        return entity.partition("@")[0] in self._members

    def knows(self, entity: str) -> bool:
        """Whether this is an entity's code, or that of a group with a year behind it, such as NATO@2014."""
        return not self.doubt_of(entity)

    def doubt_of(self, entity: str) -> str:
        """What is wrong with a code (or that of a group with a year behind it), in a sentence; empty if nothing is."""
        base, at, year = entity.partition("@")
        if base not in self.entity:
            return f"{shown(entity)} is not in catalog/entities.csv."
        if at and not self.is_group(base):
            return f"{shown(entity)} has a year behind it, and {base} is no group."
        if at and not is_year(year):
            return f"{shown(entity)}: the members of a year are those of {FIRST_YEAR} to {dt.date.today().year}."
        return "" if not at or self.members_of(entity) else f"{shown(entity)}: it had no members then."

    @cached_property
    def incomplete(self) -> frozenset[str]:
        """The groups that lack a member because its row is faulty: what they come to would be the figure of another group."""
        groups = {e.id for e in self.entities.rows if e.kind == "group"} - {"WLD"}
        lost = {row.cells.get("group", "") for row in self.members.left_out}
        if lost - groups or not self.members.readable:
            # Whose member it is cannot be told.
            lost = groups
        return frozenset(lost | ({"WLD"} if self.entities.left_out or not self.entities.readable else set()))

    def members_of(self, group: str, day: dt.date | None = None) -> tuple[str, ...]:
        """Members of a group on a day (today's by default). ``NATO@2014`` means those at the end of 2014."""
        name, _, year = group.partition("@")
        if name in self._lasting:
            return self._lasting[name]
        day = dt.date(int(year), 12, 31) if year else day or dt.date.max
        return tuple(m.entity for m in self._members.get(name, ()) if m.on(day))

    @cached_property
    def _lasting(self) -> dict[str, tuple[str, ...]]:
        """Groups whose members are the same on every day, as all countries are those of the world."""
        lasting = {name: all(not (m.since or m.until) for m in found) for name, found in self._members.items()}
        return {name: self.members_ever(name) for name, same in lasting.items() if same}

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
    """Read and cross-check the tables of the program's own catalog. Never raises for what they say: see :attr:`Catalog.faults`."""
    sources = read_table(folder / "sources.csv", Source)
    entities = read_table(folder / "entities.csv", Entity)
    services = read_table(folder / "services.csv", Service)
    services = services.without(check_references(services, "source", sources.by_key(), "sources.csv"))
    indicators = read_table(folder / "indicators.csv", Indicator)
    indicators = indicators.without(check_references(indicators, "source", sources.by_key(), "sources.csv"))
    indicators = indicators.without(unknown_tokens(indicators, entities.rows) + _without_service(indicators, services))
    indicators = indicators.without(unfit_bounds(indicators))
    members = read_table(folder / "groups.csv", Member)
    groups = [e.id for e in entities.rows if e.kind == "group"]
    members = members.without(
        check_references(members, "group", groups, "entities.csv as a group")
        + check_references(members, "entity", entities.by_key(), "entities.csv")
    )
    editions = read_table(folder / "vintages.csv", BundledEdition)
    editions = editions.without(check_references(editions, "indicator", indicators.by_key(), "indicators.csv"))
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
    stated = read_table(folder / "stated.csv", Stated)
    stated = stated.without(check_references(stated, "indicator", indicators.by_key(), "indicators.csv"))
    catalog = Catalog(
        indicators, sources, services, entities, members, events, editions, corrections, names, stated,
        *read_words(folder, indicators, [*entities.by_key(), *events.by_key()]),
    )  # fmt: skip
    return replace(catalog, stated=stated.without(_unknown_sides(catalog)))


def is_year(text: str) -> bool:
    """Whether a text is a year whose members can be asked for."""
    return bool(re.fullmatch("[0-9]{4}", text)) and FIRST_YEAR <= int(text) <= dt.date.today().year


def _unknown_sides(catalog: Catalog) -> list[Fault]:
    """Faults for what stated.csv names that is no entity."""
    sides = ("entity", "counterpart", "versus_entity", "versus_counterpart")
    return [
        Fault(
            catalog.stated.file,
            catalog.stated.lines[row.id],
            side,
            problem,
            CODES,
        )
        for row in catalog.stated.rows
        for side in sides
        if getattr(row, side) and (problem := catalog.doubt_of(getattr(row, side)))
    ]


def _without_service(indicators: Table[Indicator], services: Table[Service]) -> list[Fault]:
    """Faults for indicators that are to be downloaded from a source that services.csv has no row for."""
    known = services.by_key()
    return [
        Fault(
            indicators.file,
            indicators.lines[row.key()],
            "update",
            f"The source {row.source} has no interface in services.csv to download from.",
            "Add its row there, or leave the cell empty.",
        )
        for row in indicators.rows
        if row.update == "download" and row.source not in known
    ]


def unknown_tokens(indicators: Table[Indicator], entities: Iterable[Entity]) -> list[Fault]:
    """Faults for what the cells on bundling name that is no entity, and for a trailing / or @ after what is no group."""
    kinds = {e.id: e.kind for e in entities}
    faults = []
    for row in indicators.rows:
        for column, cell in (("entities", row.entities), ("counterparts", row.counterparts)):
            for token in cell.split():
                code, at, year = token.removesuffix("/").partition("@")
                if code not in kinds or (code != token and kinds[code] != "group") or (at and not is_year(year)):
                    what = "entity" if code == token else "group of a year" if at else "group"
                    problem = f"{shown(token)} names no {what} of entities.csv."
                    remedy = Indicator.model_fields["entities"].description or ""
                    faults.append(
                        Fault(indicators.file, indicators.lines[row.key()], column, problem, f"Expected: {remedy}.")
                    )
    return faults
