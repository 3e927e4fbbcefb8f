"""How a source is doing: when it was last asked, what came of it, and when it may be asked again.

After a failure a source is left alone for a while (the breaker is open), longer each time in a row; then one attempt is
let through, and its success closes the breaker. The state is a file in the store, so that all processes share it.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from loaders import wall_clock
from loaders.errors import RateLimited, SourceError
from loaders.rows import Service

if TYPE_CHECKING:
    from loaders.store import Store

_LOG = logging.getLogger("plumbline.loaders")

FIRST_PAUSE = dt.timedelta(minutes=5)
LONGEST_PAUSE = dt.timedelta(hours=6)
LONGEST_WAIT = dt.timedelta(days=30)
"""A source that asks for more than that is asked again all the same."""


class Problem(BaseModel):
    """What went wrong with a series, or with a source as a whole."""

    model_config = ConfigDict(frozen=True)

    kind: str
    """The name of an error of :mod:`loaders.errors`."""
    message: str


def told_of(errors: Mapping[str, SourceError]) -> dict[str, Problem]:
    """Errors as what is kept of them."""
    return {name: Problem(kind=type(error).__name__, message=str(error)) for name, error in errors.items()}


def by_problem(problems: Mapping[str, Problem]) -> dict[Problem, list[str]]:
    """Each problem once, with the series that have it."""
    found: dict[Problem, list[str]] = {}
    for name, problem in problems.items():
        found.setdefault(problem, []).append(name)
    return found


class State(BaseModel):
    """What is known of a source's last attempts; all times in UTC."""

    model_config = ConfigDict(frozen=True)

    tried: AwareDatetime | None = None
    failures: int = 0
    """Attempts in a row that brought nothing, or not all."""
    again_at: AwareDatetime | None = None
    """Until then the source is left alone."""
    asked_until: AwareDatetime | None = None
    """The time before which the source itself wishes not to be asked, by whomever."""
    confirmed: dict[str, AwareDatetime] = {}
    """By indicator, when the source last gave its figures, changed or not."""
    problems: dict[str, Problem] = {}
    """By indicator, what went wrong at the last attempt; under '' what concerns the whole source."""
    ahead: AwareDatetime | None = Field(default=None, exclude=True)
    """When the last attempt was, by a clock that was ahead; None where its time can be believed."""

    def believable(self) -> State:
        """Without the times that lie in the future: a clock that was ahead once must not keep a source from being asked."""
        confirmed = {name: at for name, at in self.confirmed.items() if wall_clock.believed(at)}
        if self.tried and not wall_clock.believed(self.tried):
            return State(confirmed=confirmed, problems=self.problems, ahead=self.tried)
        return self if len(confirmed) == len(self.confirmed) else self.model_copy(update={"confirmed": confirmed})

    @property
    def succeeded(self) -> dt.datetime | None:
        """When the source last gave figures."""
        return max(self.confirmed.values(), default=None)

    def fresh(self, service: Service, indicators: tuple[str, ...], now: dt.datetime) -> bool:
        """Whether all these indicators were confirmed recently enough to count as live."""
        return all(self.live(service, indicator, now) for indicator in indicators)

    def live(self, service: Service, indicator: str, now: dt.datetime) -> bool:
        at = self.confirmed.get(indicator)
        return at is not None and now - at <= dt.timedelta(hours=service.fresh_hours)

    def open(self, now: dt.datetime) -> bool:
        """Whether the breaker keeps us from asking."""
        return self.again_at is not None and now < self.again_at

    def after(
        self, now: dt.datetime, confirmed: tuple[str, ...], problems: dict[str, SourceError], asked: tuple[str, ...]
    ) -> State:
        """The state once an attempt has ended.

        Parameters
        ----------
        now : datetime
        confirmed : tuple of str
            Indicators whose figures came and can be used.
        problems : dict
            By indicator, or '' for the whole source, what went wrong.
        asked : tuple of str
            Indicators this attempt was about; what was wrong with others stays known.
        """
        failures = self.failures + 1 if problems else 0
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures - 1, 10)) if failures else dt.timedelta(0)
        waits = [e.retry_after for e in problems.values() if isinstance(e, RateLimited) and e.retry_after]
        wished = dt.timedelta(seconds=min(max(waits, default=0), LONGEST_WAIT.total_seconds()))
        return State(
            tried=now,
            failures=failures,
            again_at=now + max(pause, wished) if failures else None,
            asked_until=now + wished if wished else None,
            confirmed={**self.confirmed, **dict.fromkeys(confirmed, now)},
            problems={**{k: p for k, p in self.problems.items() if k and k not in asked}, **told_of(problems)},
        )

    def after_file(self, brought: tuple[str, ...], problems: dict[str, SourceError], tried: tuple[str, ...]) -> State:
        """The state once a file that a person brought was read: of how the interface is doing that says nothing.

        Parameters
        ----------
        brought : tuple of str
            Indicators whose figures are the file's now, and no longer those the source itself gave.
        problems : dict
            By indicator, what was wrong with the file.
        tried : tuple of str
            Indicators the file was about.
        """
        return self.model_copy(
            update={
                "confirmed": {k: at for k, at in self.confirmed.items() if k not in brought},
                "problems": {**{k: p for k, p in self.problems.items() if k not in tried}, **told_of(problems)},
            }
        )


def state_of(store: Store, source: str) -> State:
    """What the store knows of a source; nothing, where there is no such file or it is damaged. Raises StoreError."""
    try:
        return State.model_validate(store.record(f"state/{source}.json")).believable()
    except ValidationError:
        return State()


def keep_state(store: Store, source: str, state: State) -> None:
    store.put(f"state/{source}.json", state.model_dump_json(indent=1).encode())


def log_breaker(source: str, before: State, after: State) -> None:
    """Tell the log of a breaker that has opened, or opened for longer, or closed."""
    if after.failures > before.failures:
        reasons = " ".join(problem.message for problem in by_problem(after.problems))
        _LOG.warning(
            "breaker opened",
            extra={"source": source, "failures": after.failures, "until": after.again_at, "reason": reasons},
        )
    elif before.failures and not after.failures:
        _LOG.info("breaker closed", extra={"source": source, "failures": before.failures})


def states(store: Store) -> dict[str, State]:
    """What the store knows of every source that was ever asked."""
    files = (name for name in store.folders("state") if name.endswith(".json"))
    return {source: state_of(store, source) for source in (file.removesuffix(".json") for file in files)}
