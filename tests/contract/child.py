"""What the processes of the tests of many processes run; kept apart so that a fork server can load it once."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

from house import House, only

from loaders.store import Store

PATIENCE = 600
"""Seconds after which something hangs: a loaded machine is slow, not broken."""


def refresh_for_ever(place: str, source: str, variables: Mapping[str, str], started: Event, refreshed: Event) -> None:
    """Bring a source up to date again and again, until somebody kills this process; tell when it was done once."""
    house = _house(place, source, variables)
    started.set()
    while True:
        house.refresh()
        refreshed.set()


def refresh_once(
    place: str, source: str, variables: Mapping[str, str], since: dt.datetime, start: Barrier, told: Queue
) -> None:
    """Bring a source up to date when all are ready to, and tell what came of it."""
    house = _house(place, source, variables)
    start.wait(PATIENCE)
    told.put(house.refresh_since(since).status)


def _house(place: str, source: str, variables: Mapping[str, str]) -> House:
    os.environ.update(variables)
    house = House(Store(place), only(source, 1), source)
    house.store.open()
    return house


def refresh_all_due(folder: str, variables: Mapping[str, str], started: Event) -> None:
    """Do what a server does once after its start: ask all sources that are not fresh for their first series."""
    os.environ.update(variables)
    import loaders.refresh
    import service.refresher
    from loaders.interfaces import downloaded
    from service.opening import open_case

    for module in (loaders.refresh, service.refresher):
        module.downloaded = lambda catalog, source: downloaded(catalog, source)[:1]
    case, one = open_case(Path(folder)), service.refresher.Refresher()
    one.note()
    started.set()
    one._refresh(case, dict)
