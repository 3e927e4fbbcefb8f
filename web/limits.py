"""How many heavy answers a client may have made in a while: a bucket of them that fills up again, for each kind.

Only what has to be made counts. What is kept, what is being made for somebody else and what is cheap is free.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from threading import Lock
from types import MappingProxyType
from typing import Literal, NamedTuple

from cachetools import LRUCache

from web.endpoint import Endpoint
from web.faults import too_many

Kind = Literal["records", "days", "pictures", "documents"]
"""What answers take to make: nothing much, something to be worked out first (a day, a view, a case that a reader made), the browser, or many
pictures of it."""


class Limit(NamedTuple):
    """So many at once, and so many a minute after that."""

    at_once: int
    a_minute: int


LIMITS: Mapping[Kind, Limit] = MappingProxyType(
    {"days": Limit(60, 30), "pictures": Limit(120, 60), "documents": Limit(8, 4)}
)
"""Enough for a reader, for a page with many frames, and for an office behind one address."""
CLIENTS = 20_000
"""Buckets remembered, the last used: some megabytes. Whose bucket is forgotten has a full one."""


def kind_of(endpoint: Endpoint, as_of: str, private: bool = False) -> Kind:
    """What an answer takes to make; ``private``: of a case that a reader made, of which there can be as many as addresses."""
    if endpoint.is_document:
        return "documents"
    if endpoint.drawn:
        return "pictures"
    return "records" if as_of in ("latest", "article") and not endpoint.is_of_view and not private else "days"


class Limits:
    """The buckets of all clients. Safe to ask from any thread.

    Parameters
    ----------
    limits : mapping
        By kind; a kind that is not in it is free.
    clock : callable
        Seconds that only go forward.
    """

    def __init__(self, limits: Mapping[Kind, Limit] = LIMITS, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits, self._clock = limits, clock
        self._lock = Lock()
        self._full_at: LRUCache[tuple[str, Kind], float] = LRUCache(CLIENTS)
        """When a client's bucket will be full again: all there is to know of it."""
        self.told = False
        """Whether the log has been told of a proxy whose readers count as one client; once is enough."""

    def take(self, client: str, kind: Kind) -> None:
        """Take one out of a client's bucket. Raises Fault (429) where it is empty, saying when one will be in it."""
        limit = self._limits.get(kind)
        if limit is None:
            return
        with self._lock:
            now = self._clock()
            seconds = 60 / limit.a_minute
            full_at = max(now, self._full_at.get((client, kind), now)) + seconds
            wait = full_at - now - limit.at_once * seconds
            # Sums of fractions of seconds are a little off.
            if wait > 1e-6:
                raise too_many(wait)
            self._full_at[client, kind] = full_at
