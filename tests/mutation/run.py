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
TOO_LONG = (-signal.SIGALRM, -signal.SIGXCPU)
SEEN = ("killed", "took too long")
PYTEST = ["-q", "-n", "0", "-p", "no:cacheprovider", "-W", "ignore"]
STATUS = {0: "survived", 1: "killed", 3: "broken"}


def main() -> int:
    options = _options()
    os.chdir(ROOT)
    KEPT.mkdir(exist_ok=True)
    return options.run(options)


def tests_in_use() -> list[Path]:
    left_out = set(SETTINGS["tests"]["left_out"])
    found = (path for folder in SETTINGS["tests"]["folders"] for path in sorted((ROOT / folder).glob("test_*.py")))
    return [path for path in found if path.name not in left_out]


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
    from trial import Collected

    files = tests_in_use()
    known = Map()
    for path in files:
        if not place_of(path).exists():
            print("Run first: python tests/mutation/run.py map", file=sys.stderr)
            return 2
        known.add(place_of(path))
    run = Trials(options, known).run
    names = [str(path.relative_to(ROOT)) for path in files]
    pytest.main([*PYTEST, *names], plugins=[Collected(ROOT, SETTINGS["rooms"], run)])
    return report(options)


class Trials:
    """The faults to try, several at once, each in a fork or two."""

    def __init__(self, options: argparse.Namespace, known) -> None:
        self._options, self._known = options, known
        self._running: dict[int, tuple] = {}
        self._tried = {row["id"]: row["result"] for row in _results()}
        unseen = {(row["path"], row["line"]) for row in _results() if self._tried[row["id"]] not in SEEN}
        self._unseen = unseen if options.again else None
        """Lines with faults that no test has seen, if only these are asked for."""

    def run(self, collected) -> None:
        from mutants import Faults

        wanted = {path for path, _ in self._unseen} if self._unseen is not None else None
        faults = {path: Faults(ROOT, path) for path in _modules(self._options) if wanted is None or path in wanted}
        until, done = time.monotonic() + 60 * self._options.minutes, 0
        for path, number in self._chosen(faults):
            if time.monotonic() > until:
                print("Time is over: the same command tries the rest.")
                break
            if self._unseen is not None and (path, faults[path].line(number)) not in self._unseen:
                continue
            mutant = faults[path][number]
            if mutant is None or not self._due(mutant.id):
                continue
            while len(self._running) >= self._options.workers:
                self._settle(collected)
            done += 1
            if passes := _passes(self._known, mutant):
                self._start(collected, mutant, passes)
            else:
                self._tell(mutant, "no test", [])
        while self._running:
            self._settle(collected)
        print(f"{done} faults tried.")

    def _chosen(self, faults) -> list[tuple[str, int]]:
        """All faults or a sample of them; those last that take seconds each."""
        found = [(path, number) for path, all_ in faults.items() for number in range(len(all_))]
        if self._options.sample:
            found = sorted(random.Random(self._options.seed).sample(found, min(self._options.sample, len(found))))
        return sorted(found, key=lambda one: faults[one[0]].at_import(one[1]))

    def _due(self, fault: str) -> bool:
        if self._options.again:
            return self._tried.get(fault, "killed") not in SEEN
        return fault not in self._tried

    def _start(self, collected, mutant, passes: list[tuple[list[str], bool]]) -> None:
        tests, afresh = passes[0]
        seconds = SETTINGS["patience"] + 5 * sum(self._known.seconds[test] for test in tests)
        pid = collected.fork(mutant, tests, int(seconds), afresh=afresh)
        self._running[pid] = (mutant, passes)

    def _settle(self, collected) -> None:
        """Wait for one fork; where it has seen nothing and another way is left, begin that."""
        pid, status = os.wait()
        mutant, passes = self._running.pop(pid)
        _end(pid)
        code = os.waitstatus_to_exitcode(status)
        result = STATUS.get(code, "took too long" if code in TOO_LONG else "killed")
        if result not in SEEN and len(passes) > 1:
            self._start(collected, mutant, passes[1:])
        else:
            self._tell(mutant, result, passes[0][0])

    def _tell(self, mutant, result: str, tests: list[str]) -> None:
        said = {
            "id": mutant.id, "result": result, "path": mutant.path, "function": mutant.function, "line": mutant.lines.first,
            "before": mutant.before, "after": mutant.after, "tests": len(tests),
        }  # fmt: skip
        with (KEPT / "results.jsonl").open("a") as out:
            out.write(json.dumps(said) + "\n")
        if result not in SEEN:
            print(f"{result}: {_place(said)}", flush=True)


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
        if result not in SEEN and (row["function"], row["before"], row["after"]) in looked_at:
            result = "equivalent"
        counts.setdefault(row["path"], Counter())[result] += 1
        if result not in (*SEEN, "equivalent"):
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


def _place(row: dict) -> str:
    return f"{row['path']}:{row['line']} [{row['function']}] {row['before']}  ->  {row['after']}"


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


def _modules(options: argparse.Namespace) -> list[str]:
    """The files asked for."""
    found = [str(p.relative_to(ROOT)) for room in SETTINGS["rooms"] for p in sorted((ROOT / room).rglob("*.py"))]
    return [path for path in found if not options.module or path.startswith(tuple(options.module))]


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
        command.add_argument("--again", action="store_true", help="only what no test has seen, once more")
        command.add_argument("--list", action="store_true", help="list what no test has seen")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
