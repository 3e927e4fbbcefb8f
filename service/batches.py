"""Many claims at once: batches of them, each judged by a worker of any ``concurrent.futures`` executor.

A worker reads the catalog and the bundled figures once and keeps them; what travels is claims and rows of evidence one way
and plain records the other. The records are those of a single process, in the same order.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
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
    argument = case.argument
    rows = ((claim, argument.evidence_of(claim.id), argument.lost_of(claim.id)) for claim in claims)
    own = b"" if executor is None or case.additions is None else pickle.dumps(case.additions)
    batches = (Batch(batch, as_of, robustness, own) for batch in _batched(rows, BATCH))
    if executor is None or len(claims) <= BATCH:
        for batch in batches:
            yield from _judge(batch, case.observations, case.catalog)
        return
    waiting: deque[Any] = deque(executor.submit(judge, batch) for batch in islice(batches, AHEAD))
    while waiting:
        found = waiting.popleft().result()
        waiting.extend(executor.submit(judge, batch) for batch in islice(batches, 1))
        yield from found


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


@lru_cache(maxsize=2)
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
