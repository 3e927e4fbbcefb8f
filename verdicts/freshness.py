"""How fresh the figures of an indicator are, in words: live, stored some hours ago, or bundled on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from loaders.breaker import Problem, State
from loaders.observations import Provenance
from loaders.rows import Service
from verdicts.words import capitalised, day, join

Kind = Literal["live", "stored", "bundled"]


@dataclass(frozen=True)
class Freshness:
    """Whether figures are live, stored or bundled, and the sentence that says so."""

    kind: Kind
    words: str


def freshness(provenance: Provenance, service: Service | None, state: State, now: dt.datetime) -> Freshness:
    """How fresh the figures of one indicator are.

    Parameters
    ----------
    provenance : Provenance
        Of the figures in use.
    service : Service, optional
        The interface its source is asked through; None where there is none.
    state : State
        How the last attempts went.
    now : datetime
    """
    confirmed = state.confirmed.get(provenance.indicator)
    trouble = _trouble(state, provenance.indicator)
    if provenance.state in ("bundled", "own"):
        return Freshness("bundled", f"Data retrieved {day(provenance.retrieved)}{trouble}.")
    if service is None or confirmed is None:
        return Freshness("stored", f"Data retrieved {day(provenance.retrieved)}, from a file{trouble}.")
    if state.live(service, provenance.indicator, now):
        return Freshness("live", f"Live: the source gave these figures {ago(confirmed, now)}.")
    return Freshness("stored", f"Data retrieved {ago(confirmed, now)}{trouble}.")


def freshness_sentence(found: Mapping[str, Freshness], names: Mapping[str, str]) -> str:
    """What a chart says of the figures in it: once where all are equally fresh, else by the name of each indicator."""
    words = list(dict.fromkeys(one.words for one in found.values()))
    if len(words) <= 1:
        return "".join(words)
    return " ".join(f"{capitalised(names[indicator])}: {one.words}" for indicator, one in found.items())


_FAILED = {
    "Unreachable": "could not be reached",
    "RateLimited": "asked us to wait",
    "Changed": "has changed its format",
    "Redefined": "now counts something else",
    "Invalid": "gave figures that cannot be right",
    "Empty": "gave no figures",
}
"""What went wrong when a source was asked, by the name of the error."""


def source_sentence(kinds: Collection[Kind], retrieved: dt.date, state: State, now: dt.datetime) -> str:
    """How fresh the figures of a whole source are, in short; what failed in full stands with each of its indicators.

    Parameters
    ----------
    kinds : collection of Kind
        How fresh its indicators are.
    retrieved : date
        The day the newest of its figures were retrieved.
    state : State
        How the last attempts went.
    now : datetime
    """
    told = [f"Retrieved {day(retrieved)}."]
    if "live" in kinds and state.succeeded:
        share = "Live" if set(kinds) == {"live"} else "Partly live"
        told = [f"{share}: checked {ago(state.succeeded, now)}."]
    if state.ahead:
        told.append("The last try was by a clock that was ahead; the source will be asked again.")
    elif state.problems and state.tried:
        failed = dict.fromkeys(_FAILED.get(problem.kind, "could not be updated") for problem in state.problems.values())
        told.append(f"Asked {ago(state.tried, now)}, it {join(tuple(failed))}.")
    return " ".join(told)


def ago(then: dt.datetime, now: dt.datetime) -> str:
    """How long ago something was: just now, 5 minutes ago, 3 hours ago, 12 days ago."""
    seconds = max(0.0, (now - then).total_seconds())
    if seconds < 60:
        return "just now"
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        count = int(seconds // size)
        if count:
            return f"{count} {name}{'' if count == 1 else 's'} ago"
    raise AssertionError("a minute or more has passed")


def _trouble(state: State, indicator: str) -> str:
    problem: Problem | None = state.problems.get(indicator) or state.problems.get("")
    return f"; newer figures could not be fetched ({problem.message.rstrip('.')})" if problem else ""
