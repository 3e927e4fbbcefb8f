"""How fast the multiverse is, against the plain path in the same run, with the same verdicts.

Run: ``.venv/bin/python tests/bench/multiverse.py``. One core. The plain path builds each specification's rows and judges them one
at a time with ``find`` and ``weigh``: all specifications of the claims that have at most 1,000, and 40 of each larger claim, drawn with a
fixed seed. Goals: 20,000 specifications a second, 30 times the plain path.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

import numpy as np

SMALL, DRAWN = 1_000, 40


def main() -> None:
    from service.opening import open_case

    case = open_case()
    case.verdicts(case.now)
    start = time.perf_counter()
    everything = case.multiverses(case.now)
    labels = [m.labels_of(m.sample(m.size)) for m in everything if m.tests]
    summaries = [
        (m.robustness, m.influences, m.pivotal_choices, m.strongest_for, m.strongest_against) for m in everything
    ]
    fast = time.perf_counter() - start
    specifications, rows = sum(map(len, labels)), sum(len(f.all) for m in everything for f in m.tests)

    open_ = [m for m in everything if m.tests]
    picked = [m.sample(m.size if m.size <= SMALL else DRAWN) for m in open_]
    expected = [m.labels_of(p) for m, p in zip(open_, picked, strict=True)]
    start = time.perf_counter()
    found = [plain(m, p, case) for m, p in zip(open_, picked, strict=True)]
    slow = time.perf_counter() - start
    tried = sum(map(len, picked))

    print(f"claims {len(summaries)}, specifications {specifications:,}, of {rows:,} specifications of single rows")
    print(f"multiverse   {fast:6.2f} s  {specifications / fast:12,.0f} specifications a second")
    print(f"             {'':6}    {rows / fast:12,.0f} specifications of single rows a second")
    print(f"plain path   {slow:6.2f} s  {tried / slow:12,.0f} specifications a second ({tried:,} tried)")
    print(f"ratio        {(specifications / fast) / (tried / slow):,.0f}")
    print(f"same verdict on all that were tried: {'yes' if found == expected else 'NO'}")


def plain(multiverse, picked: np.ndarray, case) -> list[str]:
    from verdicts.clock import Knowledge
    from verdicts.evidence import PUBLICATION
    from verdicts.findings import find
    from verdicts.verdict import weigh

    now, found = Knowledge(case.observations, case.catalog, case.now), []
    for specification in picked:
        chosen = [test.all[i] for test, i in zip(multiverse.tests, specification, strict=True)]
        findings = [
            find(one.row, now.at_publication if PUBLICATION in one.changes else now, multiverse.claim.kind)
            for one in chosen
        ]
        found.append(weigh(multiverse.claim, findings, case.now).label)
    return found


if __name__ == "__main__":
    main()
