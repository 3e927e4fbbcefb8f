"""Brings sources up to date, several at once, and has the verdicts compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from loaders.fetch import Limits
from loaders.interfaces import Tell, silent
from loaders.ledger import VerdictsMoved
from loaders.outcome import Outcome
from loaders.refresh import UNASKED, refresh
from loaders.store import Store
from service.side_by_side import side_by_side
from service.weighing import NONE, Beneath, weigh_again
from verdicts.case import Case

AT_ONCE = 4
"""Sources asked at the same time; each host is still asked one request at a time."""


def bring_up_to_date(
    sources: Sequence[str],
    store: Store,
    case: Case,
    beneath: Beneath = NONE,
    *,
    since: dt.datetime,
    wait: bool = True,
    fresh_too: bool = True,
    dry_run: bool = False,
    limits: Limits | None = None,
    tell: Callable[[str], Tell] = lambda _: silent,
) -> tuple[list[Outcome], VerdictsMoved | None]:
    """Refresh several sources side by side; see :func:`loaders.refresh.refresh` for what the words mean.

    Parameters
    ----------
    sources : sequence of str
    store : Store
        Opened.
    case : Case
        For its catalog, and the argument whose verdicts may move.
    beneath : mapping
        Others whose verdicts may move, by their ids.
    tell : callable
        Gives, for a source, who is told of its progress.

    Returns
    -------
    An outcome for each source in the given order, and what it did to the verdicts, if anything.
    """

    def one(source: str) -> Outcome:
        outcome = refresh(
            source,
            store,
            case.catalog,
            since=since,
            wait=wait,
            fresh_too=fresh_too,
            dry_run=dry_run,
            limits=limits,
            tell=tell(source),
        )
        if outcome.status in UNASKED:
            tell(source)(0, 1, "not asked")
        return outcome

    done = side_by_side(one, sources, at_once=AT_ONCE)
    outcomes = [done[source] for source in sources]
    return outcomes, None if dry_run else weigh_again(store, case, beneath)
