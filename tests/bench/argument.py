"""How long the whole argument takes at both dates, in a cold process, against a floor measured in the same run.

Run: ``.venv/bin/python tests/bench/argument.py``. The floor is what the checks of the same series need
alone: everything above it is ours (as-of cut, measures, base rates, choices, sentences, weighing). Goal: under 1 s on one core.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def main() -> None:
    start = time.perf_counter()
    from service.opening import open_case

    case = open_case()
    opened = time.perf_counter()
    then, now = case.both_dates()
    assessed = time.perf_counter()
    again = case.both_dates()
    warm = time.perf_counter()
    floor = _floor([f for v in (*again[0], *again[1]) for f in v.findings])
    rows = len(case.argument.evidence.rows)
    print(f"claims {len(now)}, rows of evidence {rows}, as of {then[0].as_of.day} and {now[0].as_of.day}")
    print(f"imports, tables and snapshot  {1e3 * (opened - start):7.0f} ms")
    print(f"both dates, first time        {1e3 * (assessed - opened):7.0f} ms")
    print(f"both dates, again             {1e3 * (warm - assessed):7.0f} ms")
    print(f"floor: the checks only        {1e3 * floor:7.0f} ms; ratio {(warm - assessed) / floor:.1f}")


def _floor(findings) -> float:
    from verdicts.checks import Rule, estimate, judge
    from verdicts.findings import SeriesFinding

    jobs = []
    for finding in findings:
        if isinstance(finding, SeriesFinding):
            row = finding.evidence
            event = getattr(finding.estimate, "event", None)
            if event is not None or not row.event:
                jobs.append((row.check, finding.series, Rule(event, row.ends), row.limit))
    start = time.perf_counter()
    for check, series, rule, limit in jobs:
        judge(check, estimate(check, series, rule), limit)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
