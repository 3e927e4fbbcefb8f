"""What the processes of the tests of many processes run; kept apart so that a fork server can load it once."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event

from house import House, only

from loaders.store import Store


def refresh_for_ever(place: str, source: str, variables: Mapping[str, str], started: Event) -> None:
    """Bring a source up to date again and again, until somebody kills this process."""
    house = _house(place, source, variables)
    started.set()
    while True:
        house.refresh()


def refresh_once(
    place: str, source: str, variables: Mapping[str, str], since: dt.datetime, start: Event, told: Queue
) -> None:
    """Bring a source up to date when all are ready to, and tell what came of it."""
    house = _house(place, source, variables)
    start.wait()
    told.put(house.refresh_since(since).status)


def _house(place: str, source: str, variables: Mapping[str, str]) -> House:
    os.environ.update(variables)
    house = House(Store(place), only(source, 1), source)
    house.store.open()
    return house
