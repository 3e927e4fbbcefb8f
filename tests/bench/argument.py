"""How long the whole argument takes at both dates, in a cold process, against a floor measured in the same run.

Run: ``.venv/bin/python tests/bench/argument.py``. The floor is what the intervals of the same series need
alone: everything above it is ours (as-of cut, measures, sentences, weighing). Goal: under 1 s on one core.
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
    then, now = case.verdicts(case.then), case.verdicts(case.now)
    assessed = time.perf_counter()
    again = case.verdicts(case.then), case.verdicts(case.now)
    warm = time.perf_counter()
    floor = _floor([f for v in (*again[0], *again[1]) for f in v.findings])
    rows = len(case.argument.evidence.rows)
    print(f"claims {len(now)}, rows of evidence {rows}, as of {then[0].as_of.day} and {now[0].as_of.day}")
    print(f"imports, tables and snapshot  {1e3 * (opened - start):7.0f} ms")
    print(f"both dates, first time        {1e3 * (assessed - opened):7.0f} ms")
    print(f"both dates, again             {1e3 * (warm - assessed):7.0f} ms")
    print(f"floor: the intervals only     {1e3 * floor:7.0f} ms; ratio {(warm - assessed) / floor:.1f}")


def _floor(findings) -> float:
    from verdicts import intervals
    from verdicts.checks import Step, Trend, falls_after, thin
    from verdicts.findings import SeriesFinding
    from verdicts.periods import ordinals

    jobs = []
    for finding in findings:
        if not isinstance(finding, SeriesFinding) or not isinstance(finding.estimate, (Trend, Step)) or finding.n < 6:
            continue
        dates, values = thin(finding.series)
        if isinstance(finding.estimate, Trend):
            jobs.append((intervals.trend, ordinals(dates, finding.series.frequency), values))
        else:
            after = falls_after(dates, finding.estimate.event, finding.series.frequency)
            jobs.append((intervals.step, values[~after], values[after]))
    start = time.perf_counter()
    for run, *arguments in jobs:
        run(*arguments)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
