"""Brings a source's figures up to date: ask, prepare, judge, keep. Nothing here is in the way of a page.

What cannot be had leaves everything as it was. What came is kept as a new vintage, beside the former ones; a series that
failed while others came keeps its former figures, with their own day of retrieval.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from loaders import vintages
from loaders.catalog import Catalog
from loaders.checks import doubts_beside
from loaders.errors import Changed, Empty, Invalid, Locked, RateLimited, SourceError, Unreachable
from loaders.fetch import Fetch, Limits
from loaders.ledger import FiguresMoved, Removed, SetAside, append
from loaders.load import in_hand
from loaders.moves import Move, moves
from loaders.observations import Observations, Provenance, extent
from loaders.prepare import prepare
from loaders.rows import Indicator, Service
from loaders.sources import Delivery, download_of
from loaders.states import Problem, State, keep_state, state_of, told_of
from loaders.store import Busy, Name, Store, StoreError
from loaders.vintages import Vintage

Status = Literal["moved", "unchanged", "partly", "failed", "busy", "waiting", "done", "locked"]
"""``partly``: some series came; ``waiting``: the breaker is open; ``done``: another process has just asked;
``locked``: there is no access token, and nothing was asked."""

UNASKED: tuple[Status, ...] = ("busy", "waiting", "done", "locked")
"""With these nothing was asked of the source."""

Tell = Callable[[int, int, str], None]
"""Told how many series are done, of how many, and which one is next."""

_LOG = logging.getLogger("plumbline")

PATIENCE = 600.0
"""Seconds a caller who can wait does so for another process that asks the same source."""


@dataclass(frozen=True)
class Outcome:
    """What came of bringing one source up to date."""

    source: str
    status: Status
    moves: tuple[Move, ...] = ()
    problems: Mapping[str, Problem] = field(default_factory=dict)
    vintage: Name | None = None
    """The new vintage, where one was kept."""
    former: Name | None = None
    """The one before it; None where the bundled figures were in use."""

    @property
    def failed(self) -> bool:
        return bool(self.problems) and self.status != "locked"


def silent(done: int, total: int, what: str) -> None:
    """Tells nobody."""


def fetch_for(service: Service, store: Store, limits: Limits | None = None) -> Fetch:
    """What a service is asked with: its hosts, its bound, its token from the environment."""
    limits = limits or Limits(size=service.max_mb * 1_000_000)
    token = os.environ.get(service.token, "") if service.token else ""
    return Fetch(service.hosts.split(), store.locks, limits, token)


def lacks_token(service: Service) -> str:
    """What to do where a service wants an access token that the environment does not hold; empty if all is well."""
    if not service.token or os.environ.get(service.token):
        return ""
    return (
        f"The service wants an access token: set {service.token} in the environment or in Streamlit's secrets, or import "
        "the file it publishes."
    )


def downloaded(catalog: Catalog, source: str) -> tuple[Indicator, ...]:
    """The indicators that a source's interface brings."""
    return tuple(i for i in catalog.indicator.values() if i.source == source and i.update == "download")


def refresh(
    source: str,
    store: Store,
    catalog: Catalog,
    *,
    since: dt.datetime,
    wait: bool = True,
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
        Wait for a process that asks the same source, ask for series that are still fresh too, and in spite of earlier
        failures (unless the source itself named a time); otherwise leave a busy or failing source alone.
    dry_run : bool
        Ask and compare, but keep nothing.
    limits : Limits, optional
    tell : callable
    """
    service = catalog.service[source]
    if lacking := lacks_token(service):
        return Outcome(source, "locked", problems={"": Problem(kind="Locked", message=lacking)})
    try:
        with store.lock(f"source-{source}", timeout=PATIENCE if wait else 0):
            now = dt.datetime.now(dt.UTC)
            state = state_of(store, source)
            if state.tried and state.tried >= since:
                return Outcome(source, "done", problems=state.problems)
            if (state.asked_until and now < state.asked_until) or (state.open(now) and not wait):
                return Outcome(source, "waiting", problems=state.problems)
            indicators = downloaded(catalog, source)
            if not wait:
                indicators = tuple(i for i in indicators if not state.live(service, i.id, now))
            deliveries = _ask(indicators, fetch_for(service, store, limits), catalog, tell)
            return keep(source, deliveries, store, catalog, state, dry_run=dry_run)
    except Busy:
        return Outcome(source, "busy")


def _ask(
    indicators: tuple[Indicator, ...], fetch: Fetch, catalog: Catalog, tell: Tell
) -> dict[str, Delivery | SourceError]:
    """Each series, or why it cannot be had. A source that is out of reach is not asked for the rest."""
    found: dict[str, Delivery | SourceError] = {}
    for done, indicator in enumerate(indicators):
        tell(done, len(indicators), indicator.name)
        try:
            with _foreseen(indicator):
                found[indicator.id] = download_of(indicator.source)(fetch, indicator.code, catalog)
        except (Unreachable, RateLimited, Locked) as error:
            found.update(dict.fromkeys([i.id for i in indicators[done:]], error))
            break
        except SourceError as error:
            found[indicator.id] = error
    tell(len(indicators), len(indicators), "")
    return found


def keep(
    source: str,
    deliveries: Mapping[str, Delivery | SourceError],
    store: Store,
    catalog: Catalog,
    state: State,
    *,
    asked: bool = True,
    dry_run: bool = False,
) -> Outcome:
    """Turn what came into a vintage, a state and an entry of the ledger. The caller holds the source's lock.

    ``asked`` is whether it came from the source's interface, and not in a file that a person brought.
    """
    if not dry_run:
        _settle(source, store, catalog)
    now = dt.datetime.now(dt.UTC)
    current = in_hand(source, store, catalog)
    frames, provenance, problems, aside = {}, {}, {}, {}
    for name, delivery in deliveries.items():
        if isinstance(delivery, SourceError):
            problems[name] = delivery
            continue
        try:
            with _foreseen(catalog.indicator[name]):
                frame, reasons, row = _judged(catalog.indicator[name], delivery, catalog, current, now)
        except SourceError as error:
            problems[name] = error
            continue
        if reasons:
            problems[name] = Invalid(" ".join(reasons))
            aside[name] = (frame, row, " ".join(reasons))
        else:
            frames[name], provenance[name] = frame, row
    former_names = vintages.names(store, source)
    former = former_names[-1] if former_names else None
    before = {name: current.part(name) for name in frames if name in current.provenance}
    moved = moves(before, frames)
    confirmed = tuple(frames)
    told = told_of(problems)
    status: Status = ("partly" if frames else "failed") if problems else "moved" if moved else "unchanged"
    if dry_run:
        return Outcome(source, status, moved, told, former=former)
    kept = None
    # The first figures of a series are kept even if they are the bundled ones: from here on the source has a history.
    in_use = {name for name, row in current.provenance.items() if row.state == "stored"}
    carried, damaged = vintages.newest(store, source)
    if frames and (moved or damaged or not in_use.issuperset(frames)):
        kept = vintages.write(store, source, _together(carried, frames, provenance, catalog), now)
        _tell(store, source, kept, former, moved)
    if aside:
        _set_aside(store, source, aside, now)
    if asked:
        state = state.after(now, confirmed, problems, tuple(deliveries))
    else:
        state = state.after_file(confirmed if kept else (), problems, tuple(deliveries))
    keep_state(store, source, state)
    if removed := vintages.prune(store):
        append(store, Removed(at=now, vintages=tuple(name.path for name in removed)))
    return Outcome(source, status, moved, told, kept, former)


@contextmanager
def _foreseen(indicator: Indicator) -> Iterator[None]:
    """What no parser has foreseen is a changed source too: it must cost this series alone, and go to the log."""
    try:
        yield
    except (SourceError, StoreError):
        raise
    except Exception as error:
        _LOG.exception("Reading %s failed", indicator.id)
        raise Changed("figures in a shape known here", f"one that is not ({type(error).__name__})") from error


def _judged(
    indicator: Indicator, delivery: Delivery, catalog: Catalog, current: Observations, now: dt.datetime
) -> tuple[pd.DataFrame, list[str], Provenance]:
    """The figures of a delivery, what speaks against using them, and where they come from."""
    prepared = prepare(indicator, delivery.files, catalog)
    frame = prepared.frame
    if frame.empty or (frame["status"] == "projection").all():
        raise Empty("The source gives no figures but projections.")
    reasons = list(prepared.problems)
    if indicator.id in current.provenance:
        reasons += doubts_beside(frame, current.part(indicator.id), indicator)
    row = Provenance(
        indicator=indicator.id,
        source=indicator.source,
        state="stored",
        edition=delivery.edition or f"as given out on {now.date()}",
        published=min(delivery.published or now.date(), now.date()),
        retrieved=now.date(),
        file=" ".join(delivery.files),
        found_at="",
        sha256=" ".join(hashlib.sha256(content).hexdigest() for content in delivery.files.values()),
        corrections=prepared.corrections,
        **extent(frame),
    )
    return frame, reasons, row


def _together(
    carried: Vintage | None, frames: dict[str, pd.DataFrame], provenance: dict[str, Provenance], catalog: Catalog
) -> Vintage:
    """New figures with those of the former vintage that did not come this time."""
    parts = [frame.assign(indicator=name) for name, frame in frames.items()]
    rows, definitions = dict(provenance), {name: catalog.indicator[name].definition() for name in provenance}
    if carried:
        rest = {k: p for k, p in carried.provenance.items() if k not in rows}
        parts.append(carried.frame[carried.frame["indicator"].isin(rest)].astype({"indicator": str}))
        rows |= rest
        definitions |= {name: carried.notes[name] for name in rest}
    return Vintage(pd.concat(parts, ignore_index=True), rows, definitions)


def _set_aside(
    store: Store, source: str, aside: Mapping[str, tuple[pd.DataFrame, Provenance, str]], now: dt.datetime
) -> None:
    """Keep figures that cannot be right where they can be looked at, once for the same figures."""
    vintage = Vintage(
        pd.concat([frame.assign(indicator=name) for name, (frame, _, _) in aside.items()], ignore_index=True),
        {name: row for name, (_, row, _) in aside.items()},
        {name: reasons for name, (_, _, reasons) in aside.items()},
    )
    known = vintages.quarantined(store, source)
    if known and vintages.same_figures(store, known[-1], vintage):
        return
    name = vintages.write(store, source, vintage, now, folder="quarantine")
    append(store, SetAside(at=now, source=source, vintage=name.path, reasons=dict(vintage.notes)))


def _settle(source: str, store: Store, catalog: Catalog) -> None:
    """Tell the ledger of a vintage whose writer was killed before it could."""
    names = vintages.names(store, source)
    if not names or any(entry.at == names[-1].at for entry in store.dated("ledger", ".json")):
        return
    former = names[-2] if len(names) > 1 else None
    after, before = in_hand(source, store, catalog), in_hand(source, store, catalog, without=names[-1])
    parts = {name: before.part(name) for name in after.provenance if name in before.provenance}
    moved = moves(parts, {name: after.part(name) for name in after.provenance})
    _tell(store, source, names[-1], former, moved)


def _tell(store: Store, source: str, kept: Name, former: Name | None, moved: tuple[Move, ...]) -> None:
    entry = FiguresMoved(
        at=kept.at, source=source, vintage=kept.path, former=former.path if former else None, moves=moved
    )
    append(store, entry)
