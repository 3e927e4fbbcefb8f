"""The one door to observations: what a refresh or an imported file has brought, else what comes with the project.

Nothing here asks the network. ``PLUMBLINE_LIVE`` says what may be used: ``on`` (the store, kept up to date behind the
pages), ``stored`` (the store as it is) or ``off`` (the bundled snapshot alone).
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from loaders import snapshot, vintages, wall_clock
from loaders.catalog import Catalog
from loaders.dated import Name
from loaders.errors import StoreError
from loaders.mode import mode as mode
from loaders.observations import EMPTY_TABLE, Edition, Held, Observations, Provenance, indicators_in, only
from loaders.snapshot import Snapshot
from loaders.store import VARIABLE, Store
from loaders.tables import Fault
from loaders.vintages import Vintage

_LOG = logging.getLogger("plumbline.loaders")
SET_THE_CLOCK = "Set this machine's clock. The next figures of the source put it right."


def load(catalog: Catalog, store: Store | None = None, at: Mapping[str, Name | None] | None = None) -> Snapshot:
    """Every observation in hand, and what could not be read.

    Parameters
    ----------
    catalog : Catalog
        Figures of an indicator that it now defines otherwise are left alone.
    store : Store, optional
        The user's own by default; none is looked at if the environment says ``off``.
    at : mapping, optional
        By source, the vintage to use instead of the newest (where it is damaged, the one before); None for the bundled
        figures.
    """
    bundled = _bundled(snapshot.FOLDER, _changed())
    if mode() == "off":
        return bundled
    tables, provenance = [bundled.observations.table], dict(bundled.observations.provenance)
    editions: dict[str, tuple[Edition, ...]] = dict(bundled.observations.editions)
    today = present().date()
    faults = [*bundled.faults, *_clock_faults(today)]
    definitions = frozenset((name, row.definition()) for name, row in catalog.indicator.items())
    try:
        store = store or Store.of_user()
        store.check()
        for source in store.folders("vintages"):
            vintage, problems = _chosen(store, source, at or {})
            faults += [_fault(problem) for problem in problems]
            used = _usable(vintage, catalog, provenance, today)
            if vintage is None or not used:
                continue
            tables.append(only(vintage.table, used))
            provenance |= used
            names = vintages.names(store, source)
            days = _days(store, names, today)
            kept = (Kept(store.place, *one, definitions) for one in zip((n.path for n in names), days, strict=True))
            came_with_us = editions.get(source) or (Held(bundled.observations.of_source(source)),)
            editions[source] = (*came_with_us, *kept)
            newest = max(row.retrieved for row in vintage.provenance.values())
            if newest > today:
                faults.append(_ahead_fault(catalog, source, newest))
    except (StoreError, OSError) as error:
        _LOG.warning("store cannot be used", extra={"reason": str(error)})
        faults.append(_fault(StoreError.for_readers))
        return replace(bundled, faults=tuple(faults))
    if len(tables) == 1:
        return replace(bundled, faults=tuple(faults))
    return Snapshot(Observations(_joined(tables), provenance, editions), tuple(faults))


def in_hand(source: str, store: Store, catalog: Catalog, without: Name | None = None) -> Observations:
    """The figures of one source that are in use; with ``without``, those before that vintage."""
    bundled = _bundled(snapshot.FOLDER, _changed()).observations.of_source(source)
    provenance = dict(bundled.provenance)
    tables = [bundled.table]
    if without is None:
        vintage, _ = vintages.newest(store, source)
    else:
        names = vintages.names(store, source)
        vintage, _ = _chosen(store, source, {source: names[names.index(without) - 1] if names.index(without) else None})
    used = _usable(vintage, catalog, provenance, present().date())
    if vintage is not None and used:
        tables.append(only(vintage.table, used))
        provenance |= used
    return Observations(_joined(tables), provenance)


@dataclass(frozen=True)
class Kept:
    """An edition in the store, known from the day it was retrieved. One that cannot be read has no figures: the next
    older one serves."""

    place: str
    path: str
    day: dt.date
    """When it was retrieved, as far as that can be believed."""
    definitions: frozenset[tuple[str, str]]
    """Of each indicator of the catalog; figures defined otherwise are left alone."""

    def since(self, indicator: str) -> dt.date | None:
        return self.day

    def observations(self) -> Observations:
        try:
            return _kept(self.place, self.path, self.definitions)
        except (StoreError, OSError):
            return Observations(EMPTY_TABLE)


@lru_cache(maxsize=64)
def _kept(place: str, path: str, definitions: frozenset[tuple[str, str]]) -> Observations:
    vintage = vintages.read(Store(place), Name(path))
    same = {name: row for name, row in vintage.provenance.items() if (name, vintage.notes.get(name)) in definitions}
    return Observations(vintage.table, same)


def present() -> dt.datetime:
    """The present moment: by the clock, unless that is behind the day the bundled figures were retrieved."""
    first = _bundled(snapshot.FOLDER, _changed()).observations.latest_retrieval or dt.date.min
    return max(wall_clock.now(), dt.datetime.combine(first, dt.time(), dt.UTC))


def _days(store: Store, names: Sequence[Name], today: dt.date) -> list[dt.date]:
    """When the vintages of a source (oldest first) were retrieved: none later than today, none later than its successor.

    A name tells, unless its moment lies in the future: then what stands in the file.
    """
    days: list[dt.date] = []
    for name in reversed(names):
        day = name.at.date()
        if day > today:
            try:
                day = max(row.retrieved for row in vintages.read(store, name).provenance.values())
            except (StoreError, ValueError):
                day = today
        days.append(min(day, days[-1] if days else today))
    return days[::-1]


def _changed() -> int:
    try:
        return (snapshot.FOLDER / "registry.csv").stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=1)
def _bundled(folder: Path, changed: int) -> Snapshot:
    return snapshot.load(folder)


def _chosen(store: Store, source: str, at: Mapping[str, Name | None]) -> tuple[Vintage | None, list[str]]:
    if source not in at:
        return vintages.newest(store, source)
    name = at[source]
    return vintages.newest(store, source, until=name) if name else (None, [])


def _usable(
    vintage: Vintage | None, catalog: Catalog, bundled: Mapping[str, Provenance], today: dt.date
) -> dict[str, Provenance]:
    """The indicators of a vintage that are defined as they were and not older than the bundled edition.

    A day of retrieval in the future, by a clock that was ahead, is taken for today.
    """
    if vintage is None:
        return {}
    return {
        name: replace(row, retrieved=min(row.retrieved, today), published=min(row.published, today))
        for name, row in vintage.provenance.items()
        if name in catalog.indicator
        and vintage.notes.get(name) == catalog.indicator[name].definition()
        and (name not in bundled or row.retrieved >= bundled[name].retrieved)
    }


def _joined(tables: list[pa.Table]) -> pa.Table:
    """Tables put together; of an indicator that stands in several, only the rows of the last."""
    parts: list[pa.Table] = []
    seen: set[str] = set()
    for table in reversed(tables):
        names = indicators_in(table)
        parts.append(only(table, names - seen))
        seen |= names
    return pa.concat_tables(reversed(parts)).unify_dictionaries()


def _clock_faults(today: dt.date) -> list[Fault]:
    """What there is to say of this machine's clock."""
    by_clock = wall_clock.now().date()
    if by_clock >= today:
        return []
    said = f"This machine's clock says {by_clock}, but the bundled figures were retrieved on {today}: it is behind."
    return [Fault("store", 0, "", said, SET_THE_CLOCK, "nothing")]


def _ahead_fault(catalog: Catalog, source: str, day: dt.date) -> Fault:
    name = catalog.source[source].name if source in catalog.source else source
    said = f"The figures of {name} are dated {day}, in the future: a clock was ahead. They are taken for today's."
    return Fault("store", 0, "", said, SET_THE_CLOCK, "nothing")


def _fault(problem: str) -> Fault:
    remedy = f"Older figures are used. Run: plumbline refresh, or name another place in {VARIABLE}."
    return Fault("store", 0, "", problem, remedy, "nothing")
