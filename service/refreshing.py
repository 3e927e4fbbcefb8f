"""Brings sources up to date, and tells the ledger what that did to the verdicts."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Sequence

from loaders.fetch import Limits
from loaders.interfaces import Tell, silent
from loaders.ledger import VerdictMove, VerdictsMoved, append
from loaders.load import load
from loaders.observations import Observations
from loaders.outcome import Outcome
from loaders.refresh import UNASKED, refresh
from loaders.store import Store
from service.side_by_side import side_by_side
from verdicts.case import Case
from verdicts.clock import latest
from verdicts.verdict import assess

_LOG = logging.getLogger("plumbline.service")

AT_ONCE = 4
"""Sources asked at the same time; each host is still asked one request at a time."""


def bring_up_to_date(
    sources: Sequence[str],
    store: Store,
    case: Case,
    *,
    since: dt.datetime,
    wait: bool = True,
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
            dry_run=dry_run,
            limits=limits,
            tell=tell(source),
        )
        if outcome.status in UNASKED:
            tell(source)(0, 1, "not asked")
        return outcome

    done = side_by_side(one, sources, at_once=AT_ONCE)
    outcomes = [done[source] for source in sources]
    return outcomes, None if dry_run else weigh_again(outcomes, store, case)


def weigh_again(outcomes: Sequence[Outcome], store: Store, case: Case) -> VerdictsMoved | None:
    """Compare the verdicts with and without the new vintages, all else as it is now, and tell the ledger.

    What other processes brought meanwhile is on both sides, so that each tells of its own vintages only.
    """
    kept = {o.source: o for o in outcomes if o.vintage and o.moves}
    if not kept:
        return None
    with_them = load(case.catalog, store, at={source: o.vintage for source, o in kept.items()}).observations
    without = load(case.catalog, store, at={source: o.former for source, o in kept.items()}).observations
    moves = verdict_moves(without, with_them, case)
    if not moves:
        return None
    because = {source: o.vintage.path for source, o in kept.items() if o.vintage}
    entry = VerdictsMoved(at=dt.datetime.now(dt.UTC), because=because, moves=moves)
    append(store, entry)
    _LOG.info("verdicts moved", extra={"verdicts": len(moves), "because": sorted(because)})
    return entry


def verdict_moves(before: Observations, after: Observations, case: Case) -> tuple[VerdictMove, ...]:
    """The verdicts that are others with other figures, as of the article and with all that is in hand."""
    found = []
    for name, then, now in (
        ("article", case.then, case.then),
        ("latest", latest(before, case.article.day), latest(after, case.article.day)),
    ):
        old = assess(case.argument, before, case.catalog, then)
        new = assess(case.argument, after, case.catalog, now)
        found += [
            VerdictMove(claim=a.claim.id, as_of=name, before=a.label, after=b.label)
            for a, b in zip(old, new, strict=True)
            if a.label != b.label
        ]
    return tuple(found)
