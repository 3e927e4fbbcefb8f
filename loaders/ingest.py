"""What becomes of what a source gave: judged, kept as a vintage, set aside or refused, and told to the ledger."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pandas as pd

from loaders import vintages, wall_clock
from loaders.breaker import State, by_problem, keep_state, log_breaker, told_of
from loaders.catalog import Catalog
from loaders.dated import Name
from loaders.errors import Changed, Empty, Invalid, SourceError, StoreError
from loaders.ledger import Removed, SetAside, ValuesMoved, append, told
from loaders.load import in_hand, present
from loaders.moves import Move, moves
from loaders.observations import Observations, Provenance, as_table, extent
from loaders.outcome import Outcome, Status, left_out_words
from loaders.plausibility import doubts_beside
from loaders.prepare import Prepared, prepare
from loaders.rows import Indicator
from loaders.sources import Delivery, doubts_of
from loaders.store import Store
from loaders.vintages import Vintage

_LOG = logging.getLogger("plumbline.loaders")

OF_THE_SAME_FILE = "Another series of the same file cannot be right, so this one is not used either."


@dataclass(eq=False)
class Judged:
    """What came of a source, told apart; all by indicator."""

    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    provenance: dict[str, Provenance] = field(default_factory=dict)
    """Of each of ``frames``, which can be used."""
    problems: dict[str, SourceError] = field(default_factory=dict)
    """Why others cannot."""
    aside: dict[str, tuple[pd.DataFrame, Provenance, str]] = field(default_factory=dict)
    """Of those with problems, figures that cannot be right, with where they come from and the reasons."""
    left_out: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Unknown names whose rows were set aside."""

    def status(self, moved: tuple[Move, ...]) -> Status:
        if self.problems:
            return "partly" if self.frames else "failed"
        return "moved" if moved else "unchanged"


def ingest(
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
    now, moment = wall_clock.now(), present()
    current = in_hand(source, store, catalog)
    judged = _judge(deliveries, catalog, current, moment)
    names = vintages.names(store, source)
    moved = moves({name: current.part(name) for name in judged.frames if name in current.provenance}, judged.frames)
    outcome = Outcome(
        source, judged.status(moved), moved, told_of(judged.problems), former=names[-1] if names else None,
        left_out=judged.left_out,
    )  # fmt: skip
    # Whoever brings a file is told by the command that takes it.
    level = logging.WARNING if asked else logging.INFO
    _log_lost(outcome, level)
    if dry_run:
        return outcome
    outcome = replace(outcome, vintage=_keep(outcome, judged, store, catalog, current, moment))
    if judged.aside:
        _set_aside(store, source, judged.aside, moment, level)
    confirmed = tuple(judged.frames)
    if asked:
        after = state.after(now, confirmed, judged.problems, tuple(deliveries))
    else:
        after = state.after_file(confirmed if outcome.vintage else (), judged.problems, tuple(deliveries))
    keep_state(store, source, after)
    log_breaker(source, state, after)
    if removed := vintages.prune(store):
        append(store, Removed(at=moment, vintages=tuple(name.path for name in removed)))
    return outcome


def _log_lost(outcome: Outcome, level: int) -> None:
    """Tell the log which series failed, and whose rows were left out of the others."""
    for problem, series in by_problem(outcome.problems).items():
        _LOG.info(
            "series failed",
            extra={"source": outcome.source, "problem": problem.kind, "reason": problem.message, "series": series},
        )
    if outcome.left_out:
        names = sorted({name for names in outcome.left_out.values() for name in names})
        _LOG.log(
            level, "names unknown", extra={"source": outcome.source, "names": names, "series": list(outcome.left_out)}
        )


def _judge(
    deliveries: Mapping[str, Delivery | SourceError], catalog: Catalog, current: Observations, now: dt.datetime
) -> Judged:
    """What can be used of what came, and what not: one series never costs another, but for those of a file."""
    judged = Judged()
    for name, delivery in deliveries.items():
        if isinstance(delivery, SourceError):
            judged.problems[name] = delivery
            continue
        try:
            with as_source_error(catalog.indicator[name]):
                prepared, reasons, row = _read(catalog.indicator[name], delivery, catalog, current, now)
        except SourceError as error:
            judged.problems[name] = error
            continue
        if prepared.unknown:
            judged.left_out[name] = prepared.unknown
        if reasons:
            judged.problems[name] = Invalid(" ".join(reasons))
            judged.aside[name] = (prepared.frame, row, " ".join(reasons))
        else:
            judged.frames[name], judged.provenance[name] = prepared.frame, row
    if judged.aside:
        _distrust(judged, [name for name, d in deliveries.items() if isinstance(d, Delivery) and d.given is not None])
    return judged


def _distrust(judged: Judged, brought: list[str]) -> None:
    """Set all series of a file aside, of which one cannot be right: what is missing there may be missing here."""
    for name in [name for name in brought if name in judged.frames]:
        judged.problems[name] = Invalid(OF_THE_SAME_FILE)
        judged.aside[name] = (judged.frames.pop(name), judged.provenance.pop(name), OF_THE_SAME_FILE)


def _keep(
    outcome: Outcome, judged: Judged, store: Store, catalog: Catalog, current: Observations, now: dt.datetime
) -> Name | None:
    """Write a vintage and tell the ledger, if there is anything new in what came; return its name."""
    # The first figures of a series are kept even if they are the bundled ones: from here on the source has a history.
    in_use = {name for name, row in current.provenance.items() if row.state == "stored"}
    carried, damaged = vintages.newest(store, outcome.source)
    if not judged.frames or not (outcome.moves or damaged or not in_use.issuperset(judged.frames)):
        return None
    vintage = _together(carried, judged.frames, judged.provenance, catalog)
    kept = vintages.write(store, outcome.source, vintage, now)
    _LOG.info(
        "vintage written",
        extra={"source": outcome.source, "vintage": kept.path, "figures": len(vintage.frame)},
    )
    _tell(store, outcome.source, kept, outcome.former, outcome.moves)
    return kept


@contextmanager
def as_source_error(indicator: Indicator) -> Iterator[None]:
    """What no parser has foreseen is a changed source too: it must cost this series alone, and go to the log."""
    try:
        yield
    except (SourceError, StoreError):
        raise
    except Exception as error:
        _LOG.exception("reading failed", extra={"source": indicator.source, "series": indicator.id})
        raise Changed("figures in a shape known here", f"one that is not ({type(error).__name__})") from error


def _read(
    indicator: Indicator, delivery: Delivery, catalog: Catalog, current: Observations, now: dt.datetime
) -> tuple[Prepared, list[str], Provenance]:
    """The figures of a delivery, what speaks against using them, and where they come from."""
    try:
        prepared = prepare(indicator, delivery.files, catalog, set_aside=True)
    except Empty as error:
        raise Empty(" ".join([str(error), *doubts_of(indicator, delivery.files, current)])) from error
    frame = prepared.frame
    if frame.empty or (frame["status"] == "projection").all():
        raise Empty("The source gives no figures but projections.")
    reasons = [*prepared.problems, *doubts_of(indicator, delivery.files, current)]
    if indicator.id in current.provenance:
        of_file = delivery.given is not None
        reasons += doubts_beside(frame, current.part(indicator.id), indicator, catalog, of_file=of_file)
    row = Provenance(
        indicator=indicator.id,
        source=indicator.source,
        state="stored",
        edition=delivery.edition or f"as given out on {now.date()}",
        published=min(delivery.published or now.date(), now.date()),
        retrieved=now.date(),
        file=" ".join(delivery.files),
        found_at="",
        sha256=" ".join(hashlib.sha256(content).hexdigest() for content in (delivery.given or delivery.files).values()),
        doubt=left_out_words(prepared.unknown),
        corrections=prepared.corrections,
        **extent(frame),
    )
    return prepared, reasons, row


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
    store: Store, source: str, aside: Mapping[str, tuple[pd.DataFrame, Provenance, str]], now: dt.datetime, level: int
) -> None:
    """Keep figures that cannot be right where they can be looked at, once for the same figures."""
    vintage = Vintage(
        as_table(pd.concat([frame.assign(indicator=name) for name, (frame, _, _) in aside.items()], ignore_index=True)),
        {name: row for name, (_, row, _) in aside.items()},
        {name: reasons for name, (_, _, reasons) in aside.items()},
    )
    known = vintages.quarantined(store, source)
    if known and vintages.same_values(store, known[-1], vintage):
        return
    name = vintages.write(store, source, vintage, now, folder="quarantine")
    _LOG.log(
        level,
        "figures set aside",
        extra={
            "source": source,
            "vintage": name.path,
            "figures": len(vintage.frame),
            "series": list(aside),
            "reason": " ".join(dict.fromkeys(vintage.notes.values())),
        },
    )
    append(store, SetAside(at=now, source=source, vintage=name.path, reasons=dict(vintage.notes)))


def _settle(source: str, store: Store, catalog: Catalog) -> None:
    """Tell the ledger of a vintage whose writer was killed before it could."""
    names = vintages.names(store, source)
    if not names or told(store, names[-1]):
        return
    former = names[-2] if len(names) > 1 else None
    after, before = in_hand(source, store, catalog), in_hand(source, store, catalog, without=names[-1])
    parts = {name: before.part(name) for name in after.provenance if name in before.provenance}
    moved = moves(parts, {name: after.part(name) for name in after.provenance})
    _tell(store, source, names[-1], former, moved)


def _tell(store: Store, source: str, kept: Name, former: Name | None, moved: tuple[Move, ...]) -> None:
    entry = ValuesMoved(
        at=kept.at, source=source, vintage=kept.path, former=former.path if former else None, moves=moved
    )
    append(store, entry)
