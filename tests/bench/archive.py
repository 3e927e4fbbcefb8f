"""An archive of claims: what a claim costs as archives grow, here and spread over workers, and that all say the same.

Run: ``.venv/bin/python tests/bench/archive.py`` (about four minutes; needs the test extra for Dask). The article's claims are copied under
other ids until there are 100, 1,000 and 10,000. Goal: the cost of a claim does not grow with their number.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import sys
import time
from concurrent.futures import Executor
from contextlib import nullcontext
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

SIZES = (100, 1_000, 10_000)


def grown(argument, size: int):
    """The argument with its claims copied until there are ``size`` of them."""
    claims, evidence = [], []
    for number, claim in enumerate(islice(cycle(argument.claims.rows), size)):
        name = f"{claim.id}-{number}"
        claims.append(claim.model_copy(update={"id": name}))
        rows = argument.evidence_of(claim.id)
        evidence += [row.model_copy(update={"id": f"{row.id}-{number}", "claim": name}) for row in rows]
    tables = {"claims": claims, "evidence": evidence}
    return dataclasses.replace(
        argument,
        **{name: dataclasses.replace(getattr(argument, name), rows=tuple(rows)) for name, rows in tables.items()},
    )


def timed(case, executor: Executor | None) -> tuple[float, str]:
    """Seconds, and a hash of all records in order."""
    from service.batches import records

    said = hashlib.sha256()
    start = time.perf_counter()
    for record in records(case, case.argument.claims.rows, case.now, executor, robustness=True):
        said.update(json.dumps(record, sort_keys=True).encode())
    return time.perf_counter() - start, said.hexdigest()


def main() -> None:
    from distributed import Client, LocalCluster

    from service.opening import open_case
    from terminal.executors import executor

    case = open_case()
    workers = os.cpu_count() or 1
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
        ways = {
            "this process": lambda: nullcontext(None),
            f"{workers} processes": lambda: executor(f"processes:{workers}"),
            f"Dask, {workers} workers": lambda: executor(cluster.scheduler_address),
        }
        print(f"{'claims':>8}  " + "  ".join(f"{name:>24}" for name in ways) + "  the same?")
        for size in SIZES:
            larger = dataclasses.replace(case, argument=grown(case.argument, size))
            cells, said = [], set()
            for way in ways.values():
                with way() as workers_:
                    seconds, hashed = timed(larger, workers_)
                cells.append(f"{seconds:8.2f} s {1e3 * seconds / size:6.2f} ms each")
                said.add(hashed)
            print(
                f"{size:>8,}  " + "  ".join(f"{cell:>24}" for cell in cells) + f"  {'yes' if len(said) == 1 else 'NO'}"
            )


if __name__ == "__main__":
    main()
