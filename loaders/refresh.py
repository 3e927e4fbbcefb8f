"""Brings a source's figures up to date: ask, prepare, judge, keep. Nothing here is in the way of a page.

What cannot be had leaves everything as it was. What came is kept as a new vintage, beside the former ones; a series that
failed while others came keeps its former figures, with their own day of retrieval.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import time

from loaders import wall_clock
from loaders.breaker import State, state_of
from loaders.catalog import Catalog
from loaders.errors import Busy, Locked, RateLimited, SourceError, Unreachable
from loaders.fetch import Fetch, Limits
from loaders.ingest import as_source_error, ingest
from loaders.interfaces import Tell, downloaded, silent
from loaders.outcome import Outcome, Status
from loaders.rows import Indicator, Service
from loaders.sources import Delivery, download_of
from loaders.store import Store

_LOG = logging.getLogger("plumbline.loaders")

UNASKED: tuple[Status, ...] = ("busy", "waiting", "done")
"""With these nothing was asked of the source."""

PATIENCE = 600.0
"""Seconds a caller who can wait does so for another process that asks the same source."""


def fetch_for(service: Service, store: Store, limits: Limits | None = None) -> Fetch:
    """What a service is asked with: its hosts, its bound, its token from the environment."""
    limits = limits or Limits(size=service.max_mb * 1_000_000)
    token = os.environ.get(service.token, "") if service.token else ""
    return Fetch(service.hosts.split(), store.locks, limits, token)


def refresh(
    source: str,
    store: Store,
    catalog: Catalog,
    *,
    since: dt.datetime,
    wait: bool = True,
    fresh_too: bool = True,
    dry_run: bool = False,
    limits: Limits | None = None,
    tell: Tell = silent,
) -> Outcome:
    """Ask one source for all its series, unless that has been done since a given time.

    Parameters
    ----------
    source : str
        An id of services.csv.
    store : Store
        Opened.
    since : datetime
        An attempt since then is good enough, whoever made it: of many that ask at once, one does the work.
    wait : bool
        Wait for a process that asks the same source, and ask in spite of earlier failures (unless the source itself named
        a time); otherwise leave a busy or failing source alone, and series that are still fresh.
    fresh_too : bool
        Ask for series that are still fresh too, where one waits.
    dry_run : bool
        Ask and compare, but keep nothing.
    limits : Limits, optional
    tell : callable
    """
    service = catalog.service[source]
    try:
        with store.lock(f"source-{source}", timeout=PATIENCE if wait else 0):
            now = wall_clock.now()
            state = state_of(store, source)
            if state.ahead:
                _LOG.warning("clock was ahead", extra={"source": source, "tried": state.ahead, "now": now})
            if state.tried and state.tried >= since:
                return _unasked(Outcome(source, "done", problems=state.problems), "It has just been asked.")
            if reason := _left_alone(state, now, wait=wait):
                return _unasked(Outcome(source, "waiting", problems=state.problems), reason)
            known = downloaded(catalog, source)
            indicators = tuple(i for i in known if (wait and fresh_too) or not state.live(service, i.id, now))
            begun, fresh = time.monotonic(), len(known) - len(indicators)
            _LOG.info("refresh begun", extra={"source": source, "asked": len(indicators), "fresh": fresh})
            deliveries = _ask(indicators, fetch_for(service, store, limits), catalog, tell)
            outcome = ingest(source, deliveries, store, catalog, state, dry_run=dry_run)
            _log_end(outcome, asked=len(indicators), seconds=time.monotonic() - begun)
            return outcome
    except Busy:
        return _unasked(Outcome(source, "busy"), "Another process is asking it.")


def _left_alone(state: State, now: dt.datetime, *, wait: bool) -> str:
    """Why a source is not asked now; empty if it may be."""
    if state.asked_until and now < state.asked_until:
        return f"It asked not to be asked before {state.asked_until:%Y-%m-%d %H:%M} UTC."
    if state.open(now) and not wait:
        return f"The breaker is open until {state.again_at:%Y-%m-%d %H:%M} UTC, after {state.failures} failures."
    return ""


def _unasked(outcome: Outcome, reason: str) -> Outcome:
    """Tell the log that a source was not asked, and why."""
    _LOG.info("source skipped", extra={"source": outcome.source, "status": outcome.status, "reason": reason})
    return outcome


def _log_end(outcome: Outcome, *, asked: int, seconds: float) -> None:
    failed = len(outcome.problems)
    counts = {"asked": asked, "came": asked - failed, "moved": len(outcome.moves), "failed": failed}
    fields = {"source": outcome.source, "status": outcome.status, **counts, "seconds": round(seconds, 2)}
    _LOG.info("refresh ended", extra=fields)


def _ask(
    indicators: tuple[Indicator, ...], fetch: Fetch, catalog: Catalog, tell: Tell
) -> dict[str, Delivery | SourceError]:
    """Each series, or why it cannot be had. A source that is out of reach is not asked for the rest."""
    found: dict[str, Delivery | SourceError] = {}
    for done, indicator in enumerate(indicators):
        tell(done, len(indicators), indicator.name)
        try:
            with as_source_error(indicator):
                found[indicator.id] = download_of(indicator.source)(fetch, indicator.code, catalog)
        except (Unreachable, RateLimited, Locked) as error:
            found.update(dict.fromkeys([i.id for i in indicators[done:]], error))
            break
        except SourceError as error:
            found[indicator.id] = error
    tell(len(indicators), len(indicators), "")
    return found
