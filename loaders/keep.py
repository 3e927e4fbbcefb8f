"""What becomes of what a source gave: judged, kept as a vintage, set aside or refused, and told to the ledger."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from loaders import vintages
from loaders.catalog import Catalog
from loaders.checks import doubts_beside
from loaders.errors import Changed, Empty, Invalid, SourceError
from loaders.ledger import FiguresMoved, Removed, SetAside, append
from loaders.load import in_hand
from loaders.moves import Move, moves
from loaders.observations import Observations, Provenance, as_table, extent
from loaders.prepare import prepare
from loaders.rows import Indicator
from loaders.sources import Delivery
from loaders.states import Problem, State, keep_state, told_of
from loaders.store import Name, Store, StoreError
from loaders.vintages import Vintage

Status = Literal["moved", "unchanged", "partly", "failed", "busy", "waiting", "done", "locked"]
"""``partly``: some series came; ``waiting``: the breaker is open; ``done``: another process has just asked;
``locked``: there is no access token, and nothing was asked."""

_LOG = logging.getLogger("plumbline")


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
            with foreseen(catalog.indicator[name]):
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
def foreseen(indicator: Indicator) -> Iterator[None]:
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
    return Vintage(as_table(pd.concat(parts, ignore_index=True)), rows, definitions)


def _set_aside(
    store: Store, source: str, aside: Mapping[str, tuple[pd.DataFrame, Provenance, str]], now: dt.datetime
) -> None:
    """Keep figures that cannot be right where they can be looked at, once for the same figures."""
    vintage = Vintage(
        as_table(pd.concat([frame.assign(indicator=name) for name, (frame, _, _) in aside.items()], ignore_index=True)),
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
