"""Puts small faults into the code, one at a time, and says which of them no test sees. See README.md beside this."""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import os
import random
import signal
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
KEPT = ROOT / ".mutation"
sys.path[:0] = [str(HERE), str(ROOT)]
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

SETTINGS = tomllib.loads((HERE / "settings.toml").read_text())
PYTEST = ["-q", "-n", "0", "-p", "no:cacheprovider", "-W", "ignore"]
STATUS = {0: "survived", 1: "killed", 3: "broken"}


def main() -> int:
    options = _options()
    os.chdir(ROOT)
    KEPT.mkdir(exist_ok=True)
    return options.run(options)


def tests_in_use() -> list[Path]:
    left_out = set(SETTINGS["tests"]["left_out"])
    return [p for p in sorted((ROOT / "tests" / "unit").glob("test_*.py")) if p.name not in left_out]


def place_of(path: Path) -> Path:
    """Where is kept what a file of tests executes."""
    from mapping import fingerprint

    return KEPT / f"{path.stem}-{fingerprint(path)}.json"


def record(options: argparse.Namespace) -> int:
    """Read which test executes which line, of each file of tests that has changed since."""
    import pytest
    from mapping import Recorder

    files = [path for path in tests_in_use() if not place_of(path).exists()]
    if not files:
        return 0
    until = time.monotonic() + 60 * options.minutes
    recorder = Recorder(ROOT, SETTINGS["rooms"], lambda file: place_of(ROOT / file), until)
    pytest.main([*PYTEST, *(str(path.relative_to(ROOT)) for path in files)], plugins=[recorder])
    for path in files:
        for old in KEPT.glob(f"{path.stem}-????????????.json"):
            if old != place_of(path):
                old.unlink()
    print(*recorder.faulty, sep="\n")
    return 1 if recorder.faulty else 0


def try_all(options: argparse.Namespace) -> int:
    """Try faults until there are no more, or time is over; what has been tried is not tried again."""
    import pytest
    from mapping import Map
    from mutants import Faults
    from trial import Collected

    files = tests_in_use()
    known = Map()
    for path in files:
        if not place_of(path).exists():
            print("Run first: python tests/mutation/run.py map", file=sys.stderr)
            return 2
        known.add(place_of(path))
    modules = [p for p in _modules() if not options.module or any(p.startswith(m) for m in options.module)]
    faults = {path: Faults(ROOT, path) for path in modules}
    chosen = [(path, number) for path in modules for number in range(len(faults[path]))]
    if options.sample:
        chosen = sorted(random.Random(options.seed).sample(chosen, min(options.sample, len(chosen))))
    # Those last that take seconds each.
    chosen.sort(key=lambda one: faults[one[0]].at_import(one[1]))
    tried = {row["id"]: row for row in _results()}
    until = time.monotonic() + 60 * options.minutes

    def run(collected: Collected) -> None:
        running: dict[int, tuple] = {}
        done = 0
        with (KEPT / "results.jsonl").open("a") as out:

            def settle() -> None:
                nonlocal done
                pid, status = os.wait()
                mutant, tests, begun, passes = running.pop(pid)
                _end(pid)
                code = os.waitstatus_to_exitcode(status)
                result = STATUS.get(code, "took too long" if code in (-signal.SIGALRM, -signal.SIGXCPU) else "killed")
                if result in ("survived", "broken") and len(passes) > 1:
                    start(mutant, passes[1:])
                    return
                said = {
                    "id": mutant.id, "result": result, "path": mutant.path, "function": mutant.function, "line": mutant.lines.first,
                    "before": mutant.before, "after": mutant.after, "tests": len(tests), "seconds": round(time.monotonic() - begun, 2),
                }  # fmt: skip
                out.write(json.dumps(said) + "\n")
                out.flush()
                done += 1
                if result not in ("killed", "took too long"):
                    print(
                        f"{result}: {mutant.path}:{mutant.lines.first} {mutant.before}  ->  {mutant.after}", flush=True
                    )

            def start(mutant, passes: list) -> None:
                tests, afresh = passes[0]
                seconds = SETTINGS["patience"] + 5 * sum(known.seconds[test] for test in tests)
                pid = collected.fork(mutant, tests, int(seconds), afresh=afresh)
                running[pid] = (mutant, tests, time.monotonic(), passes)

            for path, number in chosen:
                if time.monotonic() > until:
                    print("Time is over: the same command tries the rest.")
                    break
                mutant = faults[path][number]
                if mutant is None:
                    continue
                before = tried.get(mutant.id)
                if before and not (options.again and before["result"] not in ("killed", "took too long")):
                    continue
                while len(running) >= options.workers:
                    settle()
                passes = _passes(known, mutant)
                if passes:
                    start(mutant, passes)
                else:
                    said = {"id": mutant.id, "result": "no test", "path": path, "function": mutant.function, "line": mutant.lines.first,
                            "before": mutant.before, "after": mutant.after, "tests": 0, "seconds": 0.0}  # fmt: skip
                    out.write(json.dumps(said) + "\n")
                    print(f"no test: {path}:{mutant.lines.first} {mutant.before}  ->  {mutant.after}", flush=True)
            while running:
                settle()
        print(f"{done} faults tried.")

    pytest.main(
        [*PYTEST, *(str(p.relative_to(ROOT)) for p in files)], plugins=[Collected(ROOT, SETTINGS["rooms"], run)]
    )
    return report(options)


def report(options: argparse.Namespace) -> int:
    """Count what came of the faults of the code as it is, and list those that no test saw and nobody has looked at."""
    with (HERE / "equivalent.csv").open(newline="") as file:
        looked_at = {(row["function"], row["before"], row["after"]) for row in csv.DictReader(file)}
    rows: dict[str, dict] = {}
    for row in _results():
        rows[row["id"]] = row
    counts: dict[str, Counter] = {}
    left = []
    for row in rows.values():
        if options.module and not any(row["path"].startswith(m) for m in options.module):
            continue
        if not (ROOT / row["path"]).exists():
            continue
        result = row["result"]
        if result in ("survived", "no test", "broken") and (row["function"], row["before"], row["after"]) in looked_at:
            result = "equivalent"
        counts.setdefault(row["path"], Counter())[result] += 1
        if result in ("survived", "no test", "broken"):
            left.append(row)
    columns = ("killed", "took too long", "equivalent", "survived", "no test", "broken")
    print(f"{'':36}" + "".join(f"{name:>15}" for name in columns))
    for path in sorted(counts):
        print(f"{path:36}" + "".join(f"{counts[path][name]:>15}" for name in columns))
    total = sum(counts.values(), Counter())
    print(f"{'all':36}" + "".join(f"{total[name]:>15}" for name in columns))
    tried = sum(total.values())
    if options.list:
        for row in sorted(left, key=lambda row: (row["path"], row["line"])):
            print(
                f"{row['result']}: {row['path']}:{row['line']} [{row['function']}] {row['before']}  ->  {row['after']}"
            )
    print(f"{tried} faults, {len(left)} seen by no test ({len(left) / max(tried, 1):.1%}).")
    return 1 if len(left) > SETTINGS["most"] * tried else 0


def _passes(known, mutant) -> list[tuple[list[str], bool]]:
    """The tests to run, in one pass or two: in place, and imported afresh for a line that runs while tests are collected."""
    found = []
    lines = mutant.lines
    if mutant.function and (tests := _affordable(known, known.tests(mutant.path, *lines))):
        found.append((tests, False))
    if not mutant.function or known.at_import(mutant.path, *lines):
        tests = _affordable(known, known.tests(mutant.path, *lines) or known.of_file(mutant.path))
        if tests and not mutant.function or tests and not found:
            found.append((tests, True))
    return found


def _affordable(known, tests: list[str]) -> list[str]:
    """As many of the fastest as take no longer than ``longest`` together."""
    spent, found = 0.0, []
    for test in tests:
        spent += known.seconds[test]
        if spent > SETTINGS["longest"] and found:
            break
        found.append(test)
    return found


def _modules() -> list[str]:
    found = (p.relative_to(ROOT) for room in SETTINGS["rooms"] for p in sorted((ROOT / room).rglob("*.py")))
    return [str(path) for path in found]


def _results() -> list[dict]:
    place = KEPT / "results.jsonl"
    return [json.loads(line) for line in place.read_text().splitlines()] if place.exists() else []


def _end(group: int) -> None:
    """End what a trial has left running."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    for name, run in (("map", record), ("try", try_all), ("report", report)):
        command = commands.add_parser(name, help=run.__doc__)
        command.set_defaults(run=run)
        command.add_argument("module", nargs="*", help="only files whose path begins with this")
        command.add_argument("--minutes", type=float, default=600, help="stop after so long; the same command goes on")
        command.add_argument("--workers", type=int, default=2)
        command.add_argument("--sample", type=int, help="only so many faults, drawn by the seed")
        command.add_argument("--seed", type=int, default=1)
        command.add_argument("--again", action="store_true", help="try once more what no test has seen")
        command.add_argument("--list", action="store_true", help="list what no test has seen")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
