"""Many claims at once, of one case or of many: batches of them, each judged by a worker of any ``concurrent.futures`` executor.

A worker reads the catalog and the bundled figures once and keeps them; what travels is claims and rows of evidence one way
and plain records the other. The records are those of a single process, in the same order.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from loaders.additions import Additions
from loaders.catalog import Catalog, read_catalog
from loaders.load import load
from loaders.observations import Observations
from verdicts.argument import Claim
from verdicts.case import Case
from verdicts.clock import AsOf, Knowledge
from verdicts.evidence import Evidence
from verdicts.left_out import LostTest
from verdicts.verdict import judged

BATCH = 100
"""Claims a task: some tenths of a second of work, so that handing it over costs little beside it."""
AHEAD = 64
"""Tasks handed over before the first answer is awaited: enough to keep many workers busy, and memory bounded."""


class Batch(NamedTuple):
    """What a worker needs to know."""

    claims: tuple[tuple[Claim, tuple[Evidence, ...], tuple[LostTest, ...]], ...]
    as_of: AsOf
    robustness: bool
    own: bytes = b""
    """What the case has brought itself, beside what a worker has: :class:`loaders.additions.Additions`, pickled once for all batches."""


class Asked(NamedTuple):
    """Some claims of a case, as of a day."""

    case: Case
    claims: Sequence[Claim]
    as_of: AsOf


def records(
    case: Case,
    claims: Sequence[Claim],
    as_of: AsOf,
    executor: Executor | None = None,
    *,
    robustness: bool = False,
) -> Iterator[dict[str, Any]]:
    """The record of each claim's verdict, with that of its multiverse under ``robustness`` if asked, in order.

    Without an executor, or for a single batch, the work is done here. What a worker raises is raised here.
    """
    found = records_of([Asked(case, claims, as_of)], executor if len(claims) > BATCH else None, robustness=robustness)
    return (record for _, record in found)


def records_of(
    asked: Iterable[Asked], executor: Executor | None = None, *, robustness: bool = False
) -> Iterator[tuple[Asked, dict[str, Any]]]:
    """The records of many cases, each with what it is of, in order; batches of all of them are under way at once.

    ``asked`` may be a generator: cases are opened as their turn comes. Without an executor the work is done here.
    """
    if executor is None:
        for one in asked:
            for batch in _batches(one, robustness, b""):
                yield from ((one, record) for record in _judge(batch, one.case.observations, one.case.catalog))
        return
    batches = ((one, batch) for one in asked for batch in _batches(one, robustness, _own(one.case)))
    waiting: deque[Any] = deque()
    for one, batch in batches:
        waiting.append((one, executor.submit(judge, batch)))
        if len(waiting) > AHEAD:
            yield from _told(*waiting.popleft())
    while waiting:
        yield from _told(*waiting.popleft())


def _told(one: Asked, future: Future[list[dict[str, Any]]]) -> Iterator[tuple[Asked, dict[str, Any]]]:
    return ((one, record) for record in future.result())


def _batches(one: Asked, robustness: bool, own: bytes) -> Iterator[Batch]:
    argument = one.case.argument
    rows = ((claim, argument.evidence_of(claim.id), argument.lost_of(claim.id)) for claim in one.claims)
    return (Batch(batch, one.as_of, robustness, own) for batch in _batched(rows, BATCH))


def _own(case: Case) -> bytes:
    """What a case has brought itself, as it travels to workers."""
    return b"" if case.additions is None else pickle.dumps(case.additions)


def judge(batch: Batch) -> list[dict[str, Any]]:
    """The work of one task, by a worker with figures of its own."""
    return _judge(batch, *_figures(batch.own))


def _judge(batch: Batch, observations: Observations, catalog: Catalog) -> list[dict[str, Any]]:
    return [_record(*one, batch, observations, catalog) for one in batch.claims]


def _record(
    claim: Claim,
    rows: tuple[Evidence, ...],
    lost: tuple[LostTest, ...],
    batch: Batch,
    observations: Observations,
    catalog: Catalog,
) -> dict[str, Any]:
    verdict = judged(claim, rows, Knowledge(observations, catalog, batch.as_of), lost)
    record = verdict.record()
    if batch.robustness:
        record["robustness"] = verdict.multiverse.record()
    return record


@lru_cache(maxsize=8)
def _figures(own: bytes = b"") -> tuple[Observations, Catalog]:
    """Figures and catalog, read once by each process; with what a case has brought."""
    if not own:
        catalog = read_catalog()
        return load(catalog).observations, catalog
    observations, catalog = _figures()
    additions: Additions = pickle.loads(own)
    return additions.observations(observations), additions.to(catalog)


def _batched(items: Iterable[Any], size: int) -> Iterator[tuple[Any, ...]]:
    items = iter(items)
    while batch := tuple(islice(items, size)):
        yield batch
