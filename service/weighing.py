"""Compares the verdicts before and after newer figures, each vintage once, and tells the ledger.

An entry of the ledger names the vintages it compared and those that verdicts rest on since. So whoever was stopped between
bringing figures and comparing them, at whatever moment, leaves nothing untold: the next to look makes up for it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from loaders import vintages, wall_clock
from loaders.dated import Name
from loaders.errors import Busy
from loaders.ledger import VerdictMove, VerdictsMoved, append, weighed
from loaders.load import load
from loaders.observations import Observations
from loaders.store import Store
from verdicts.argument import Claim
from verdicts.case import Case
from verdicts.clock import latest
from verdicts.evidence import Evidence
from verdicts.verdict import Verdict, assess

_LOG = logging.getLogger("plumbline.service")

PATIENCE = 120.0
"""Seconds to wait for another process that compares; it takes up what is there meanwhile."""


Beneath = Mapping[str, Case]
"""Cases beneath the first one, by their ids."""
NONE: Beneath = MappingProxyType({})


def weigh_again(store: Store, case: Case, beneath: Beneath = NONE) -> VerdictsMoved | None:
    """Compare the verdicts with and without the vintages that are yet to be compared, and tell the ledger.

    Parameters
    ----------
    case : Case
        The one at the first page.
    beneath : mapping
        Others, by their ids.

    Returns
    -------
    The entry, if a verdict moved.

    Raises
    ------
    StoreError
        If the store cannot be read or written.
    """
    if not _yet_to_compare(store)[0]:
        return None
    try:
        with store.lock("weighing", timeout=PATIENCE):
            entry = _compared(store, case, beneath)
    except Busy:
        return None
    if entry is None or not entry.moves:
        return None
    _LOG.info("verdicts moved", extra={"verdicts": len(entry.moves), "because": sorted(entry.because)})
    return entry


def _compared(store: Store, case: Case, beneath: Beneath) -> VerdictsMoved | None:
    yet, former, newest = _yet_to_compare(store)
    if not yet:
        return None
    before, after = (load(case.catalog, store, at=at).observations for at in (former, yet))
    moves = [
        move.model_copy(update={"case": name})
        for name, one in {"": case, **beneath}.items()
        for move in verdict_moves(before, after, one)
    ]
    entry = VerdictsMoved(
        at=wall_clock.now(),
        because={source: name.path for source, name in yet.items()},
        against={source: name.path if name else None for source, name in former.items()},
        weighed={source: name.path for source, name in newest.items()},
        moves=tuple(moves),
    )
    append(store, entry)
    return entry


def _yet_to_compare(store: Store) -> tuple[dict[str, Name], dict[str, Name | None], dict[str, Name]]:
    """By source: vintages that are yet to be compared, what with, and the newest vintages of all."""
    known = weighed(store)
    newest = {source: names[-1] for source in store.folders("vintages") if (names := vintages.names(store, source))}
    yet = {source: name for source, name in newest.items() if known.get(source) != name.path}
    return yet, {source: Name(known[source]) if source in known else None for source in yet}, newest


def verdict_moves(before: Observations, after: Observations, case: Case) -> tuple[VerdictMove, ...]:
    """The verdicts that are others with other figures, as of the article and with all that is in hand."""
    touched = _touched(before, after, case)
    found = []
    for name, then, now in (
        ("article", case.then, case.then),
        ("latest", latest(before, case.article.day), latest(after, case.article.day)),
    ):
        # On another day events may have come and windows may have closed: then every claim is asked.
        claims = touched if then.day == now.day else case.argument.claims.rows
        old = assess(case.argument, before, case.catalog, then, claims)
        new = assess(case.argument, after, case.catalog, now, claims)
        found += [
            VerdictMove(claim=a.claim.id, as_of=name, before=a.label, after=b.label, **_certain(b))
            for a, b in zip(old, new, strict=True)
            if a.label != b.label
        ]
    return tuple(found)


def _touched(before: Observations, after: Observations, case: Case) -> tuple[Claim, ...]:
    """The claims of which a test, or another choice of it, looks at an indicator whose figures are not the same."""
    sources = {
        source
        for source in before.editions.keys() | after.editions.keys()
        if before.editions.get(source) != after.editions.get(source)
    }
    others = {
        name
        for name, indicator in case.catalog.indicator.items()
        if before.provenance.get(name) != after.provenance.get(name) or indicator.source in sources
    }
    return tuple(
        claim
        for claim in case.argument.claims.rows
        if any(others & _looked_at(row, case) for row in case.argument.evidence_of(claim.id))
    )


def _looked_at(row: Evidence, case: Case) -> set[str]:
    """The indicators of a row and of its other choices, with those that bound them."""
    columns = (row.options.get(column, (row.value_of(column),)) for column in ("indicator", "versus_indicator"))
    names = {str(name) for values in columns for name in values if name}
    known = [case.catalog.indicator[name] for name in names]
    return names | {bound for one in known for bound in (one.low, one.high) if bound}


def _certain(verdict: Verdict) -> dict[str, Any]:
    """How certain a verdict is, as an entry of the ledger has it."""
    if verdict.certainty is None:
        return {}
    return {"certainty": verdict.certainty.degree, "certainty_reasons": verdict.certainty.reasons}
