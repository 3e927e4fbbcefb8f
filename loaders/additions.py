"""What a case brings beside its argument: rows of its own for the catalog, and figures of its own.

The rows stand in ``catalog/`` of the case's folder, each table with the columns of the program's own. Nothing of the program
is replaced: a row whose id it has already is a fault, and so is a member that would make one of its groups another group.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from loaders import wall_clock
from loaders.catalog import ROOT, Catalog, unknown_tokens
from loaders.cells import shown
from loaders.files import LEFT_BY_SYSTEMS
from loaders.indicators import unfit_bounds
from loaders.observations import Observations
from loaders.own_values import read_values
from loaders.rows import BundledEdition, Entity, Event, Indicator, Member, Source
from loaders.tables import Fault, LeftOut, RowT, Table, check_references, read_if_there
from loaders.word_rows import Synonym

FOLDER = "catalog"
NAMES = ("sources.csv", "entities.csv", "groups.csv", "indicators.csv", "events.csv", "vintages.csv", "synonyms.csv")
"""The tables that a case may add to."""


@dataclass(frozen=True)
class Additions:
    """The rows that a case adds to each table of the catalog, by themselves."""

    sources: Table[Source]
    entities: Table[Entity]
    members: Table[Member]
    indicators: Table[Indicator]
    events: Table[Event]
    editions: Table[BundledEdition]
    synonyms: Table[Synonym]
    figures: Observations
    more: tuple[Fault, ...] = ()
    """What is wrong with figures, and with files beside the tables."""

    @property
    def _tables(self) -> Iterable[Table[Any]]:
        return (
            self.sources, self.entities, self.members, self.indicators, self.events, self.editions, self.synonyms,
        )  # fmt: skip

    @property
    def faults(self) -> tuple[Fault, ...]:
        return (*(fault for table in self._tables for fault in table.faults), *self.more)

    def __bool__(self) -> bool:
        """Whether there is a row."""
        return any(table.rows for table in self._tables)

    def observations(self, ours: Observations) -> Observations:
        """Figures with the case's own beside them."""
        return ours.plus(self.figures) if self.figures.provenance else ours

    def to(self, ours: Catalog) -> Catalog:
        """A catalog with these rows behind its own. What is wrong with them is no fault of the catalog."""
        members = _joined(ours.members, self.members)
        return replace(
            ours,
            sources=_joined(ours.sources, self.sources),
            entities=_joined(ours.entities, self.entities),
            members=replace(members, left_out=(*ours.members.left_out, *self._lost_members(ours))),
            indicators=_joined(ours.indicators, self.indicators),
            events=_joined(ours.events, self.events),
            editions=_joined(ours.editions, self.editions),
            synonyms=_joined(ours.synonyms, self.synonyms),
        )

    def _lost_members(self, ours: Catalog) -> Iterable[LeftOut]:
        """The rows that are left out of the case's own groups; of one that cannot be told whose it is, one in each of them."""
        own = [row.id for row in self.entities.rows if row.kind == "group"]
        for row in self.members.left_out:
            group = row.cells.get("group", "").strip()
            if group in own:
                yield row
            elif group not in ours.entity:
                yield from (LeftOut({"group": name}, row.fault) for name in own)
        if not self.members.readable:
            yield from (LeftOut({"group": name}, self.members.faults[0]) for name in own)


class Opened(NamedTuple):
    """The catalog as a case has it, and what of it is the case's own."""

    catalog: Catalog
    additions: Additions


def with_additions(ours: Catalog, folder: Path) -> Opened:
    """The program's catalog with what the folder of a case adds to it. Never raises for what its tables say."""
    additions = read_additions(ours, folder)
    return Opened(additions.to(ours) if additions else ours, additions)


def read_additions(ours: Catalog, folder: Path) -> Additions:
    """Read what a case adds. The project's own folder adds nothing: its ``catalog/`` is the catalog."""
    if folder.resolve() == ROOT.resolve():
        folder = folder / "nothing"
    place = folder / FOLDER
    sources = _new(read_if_there(place / "sources.csv", Source), ours.source)
    entities = _new(read_if_there(place / "entities.csv", Entity), ours.entity)
    members = _own_members(read_if_there(place / "groups.csv", Member), entities, ours)
    indicators = _new(read_if_there(place / "indicators.csv", Indicator), ours.indicator)
    everyone = {**entities.by_key(), **ours.entity}
    indicators = indicators.without(
        check_references(indicators, "source", {**sources.by_key(), **ours.source}, "sources.csv")
        + unknown_tokens(indicators, everyone.values())
        + _updated(indicators)
    )
    indicators = indicators.without(unfit_bounds(indicators, ours.indicator))
    editions = read_if_there(place / "vintages.csv", BundledEdition)
    editions = editions.without(_of_ours(editions, ours))
    editions = editions.without(
        [*check_references(editions, "indicator", indicators.by_key(), "indicators.csv"), *_impossible_days(editions)]
    )
    events = _new(read_if_there(place / "events.csv", Event), ours.event)
    synonyms = _new(read_if_there(place / "synonyms.csv", Synonym), ours.synonyms.by_key(), "word")
    figures, faults = read_values(folder, indicators, editions, everyone, ours.indicator)
    return Additions(
        sources, entities, members, indicators, events, editions, synonyms, figures, (*faults, *_unread(place))
    )


def _joined(ours: Table[RowT], own: Table[RowT]) -> Table[RowT]:
    return replace(ours, rows=ours.rows + own.rows, lines={**own.lines, **ours.lines})


def _new(table: Table[RowT], known: Container[str], column: str = "id") -> Table[RowT]:
    """A table without the rows that the program has already."""
    return table.without(
        Fault(
            table.file,
            table.lines[row.key()],
            column,
            f"{shown(row.key())} is in this program's own {table.file} already, and its row stays.",
            "Take the row out to use that one, or give yours another name.",
        )
        for row in table.rows
        if row.key() in known
    )


def _own_members(members: Table[Member], entities: Table[Entity], ours: Catalog) -> Table[Member]:
    """Members of the case's own groups: whoever is added to a group of the program would change its figures for all claims."""
    own = [row.id for row in entities.rows if row.kind == "group"]
    theirs = [
        Fault(
            members.file,
            members.lines[row.key()],
            "group",
            f"{row.group} is in this program's own catalog, and its members stay as they are.",
            "Give your group an id of its own in catalog/entities.csv.",
        )
        for row in members.rows
        if row.group in ours.entity
    ]
    members = members.without(theirs)
    return members.without(
        check_references(members, "group", own, "entities.csv as a group")
        + check_references(members, "entity", {**entities.by_key(), **ours.entity}, "entities.csv")
    )


def _updated(indicators: Table[Indicator]) -> list[Fault]:
    """Faults for indicators that would be kept up to date: nobody knows how."""
    return [
        Fault(
            indicators.file,
            indicators.lines[row.id],
            "update",
            "Figures of a case's own are not kept up to date.",
            "Leave the cell empty; newer figures are written into values.csv.",
        )
        for row in indicators.rows
        if row.update
    ]


def _of_ours(editions: Table[BundledEdition], ours: Catalog) -> list[Fault]:
    return [
        Fault(
            editions.file,
            editions.lines[row.key()],
            "indicator",
            f"{row.indicator} is this program's own indicator, and its figures stay as they are.",
            "Define an indicator of your own in catalog/indicators.csv.",
        )
        for row in editions.rows
        if row.indicator in ours.indicator
    ]


def _impossible_days(editions: Table[BundledEdition]) -> Iterator[Fault]:
    today = wall_clock.now().date()
    for row in editions.rows:
        if row.retrieved > today:
            problem, remedy = f"{row.retrieved} is yet to come.", "Write the day on which you took the figures."
        elif row.published > row.retrieved:
            problem = f"It was retrieved ({row.retrieved}) before it was published ({row.published})."
            remedy = "Write in published the day on which its publisher gave it out, in retrieved the day on which you took it."
        else:
            continue
        yield Fault(editions.file, editions.lines[row.key()], "retrieved", problem, remedy)


def _unread(place: Path) -> tuple[Fault, ...]:
    """Faults for files in the folder that are no tables a case may add to."""
    try:
        found = sorted(path.name for path in place.iterdir())
    except OSError:
        return ()
    return tuple(
        Fault(
            f"{FOLDER}/{name}",
            0,
            "",
            "The file is not read.",
            f"What a case may add is in: {', '.join(NAMES)}.",
            "file",
        )
        for name in found
        if name not in NAMES and name not in LEFT_BY_SYSTEMS and not name.startswith(".")
    )
