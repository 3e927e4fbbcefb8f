"""Which test executes which line: read once for each file of tests, and kept until that file changes."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import coverage
import pytest

AT_IMPORT = ""
"""The context of what runs while tests are collected."""
OF_FIXTURE = "fixture:"
"""Begins the context of a fixture that several tests share."""


class Recorder:
    """A plugin of pytest that records, for each test, the lines it executes and the seconds of processor it takes.

    Each file of tests runs in a fork of the process that has collected all: what one keeps in memory spares no other
    its lines.
    """

    def __init__(self, root: Path, rooms: Iterable[str], place: Callable[[str], Path], until: float) -> None:
        self._root, self._place, self._until = root, place, until
        self._coverage = coverage.Coverage(data_file=None, source=[str(root / room) for room in rooms])
        self._coverage.start()
        self._within: list[str] = []
        self._seconds: dict[str, float] = {}
        self._fixtures: dict[str, list[str]] = {}
        self._shared: dict[str, float] = {}
        """Seconds that shared fixtures take: each fork sets them up for itself."""
        self._failed = False
        self.faulty: list[str] = []
        """Files of tests that fail as they are, or that there was no time for."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        for file, items in groupby(session.items, lambda item: item.nodeid.split("::")[0]):
            if time.monotonic() > self._until:
                self.faulty.append(f"{file}: no time is left; the same command reads it")
                continue
            pid = os.fork()
            if not pid:
                self._read(file, list(items))
            if os.waitpid(pid, 0)[1]:
                self.faulty.append(f"{file}: fails as it is, so no fault can be told by it")
            else:
                print(file, flush=True)
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef):
        if fixturedef.scope == "function":
            return (yield)
        self._enter(OF_FIXTURE + fixturedef.argname)
        begun = time.process_time()
        try:
            return (yield)
        finally:
            self._shared[fixturedef.argname] = round(time.process_time() - begun, 4)
            self._leave()

    def pytest_runtest_logreport(self, report):
        self._failed |= report.failed

    def _read(self, file: str, items: list[pytest.Item]) -> None:
        for item, following in zip(items, [*items[1:], None], strict=True):
            self._enter(item.nodeid)
            begun = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            self._seconds[item.nodeid] = time.process_time() - begun
            self._fixtures[item.nodeid] = list(item.fixturenames)
            self._leave()
        if not self._failed:
            self._keep(self._place(file))
        os._exit(self._failed)

    def _enter(self, context: str) -> None:
        self._within.append(context)
        self._coverage.switch_context(context)

    def _leave(self) -> None:
        self._within.pop()
        self._coverage.switch_context(self._within[-1] if self._within else AT_IMPORT)

    def _keep(self, place: Path) -> None:
        self._coverage.stop()
        data = self._coverage.get_data()
        lines = {
            str(Path(name).relative_to(self._root)): {
                line: contexts for line, contexts in data.contexts_by_lineno(name).items() if contexts
            }
            for name in data.measured_files()
        }
        shared = {test: [name for name in names if name in self._shared] for test, names in self._fixtures.items()}
        kept = {"seconds": self._seconds, "fixtures": shared, "shared": self._shared, "lines": lines}
        place.write_text(json.dumps(kept))


@dataclass
class Map:
    """Tests by the lines they execute, of all files of tests together."""

    seconds: dict[str, float] = field(default_factory=dict)
    """Of each test if it were the only one: with the fixtures it shares with others."""
    _lines: dict[str, dict[int, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    _at_import: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, kept: Path) -> None:
        """Take in what one file of tests executes."""
        found = json.loads(kept.read_text())
        for test, seconds in found["seconds"].items():
            # The first to use a fixture has paid for it already.
            needed = sum(found["shared"].get(name, 0.0) for name in found["fixtures"][test])
            self.seconds[test] = max(seconds, needed)
        users = defaultdict(list)
        for test, names in found["fixtures"].items():
            for name in names:
                users[OF_FIXTURE + name].append(test)
        for path, lines in found["lines"].items():
            for line, contexts in lines.items():
                for context in contexts:
                    if context == AT_IMPORT:
                        self._at_import[path].add(int(line))
                    elif context.startswith(OF_FIXTURE):
                        self._lines[path][int(line)] |= set(users[context])
                    else:
                        self._lines[path][int(line)].add(context)

    def tests(self, path: str, first: int, last: int) -> list[str]:
        """The tests that execute a line of a span, the fastest first."""
        lines = self._lines.get(path, {})
        found = set().union(*(lines.get(line, set()) for line in range(first, last + 1)))
        return sorted(found & self.seconds.keys(), key=lambda test: (self.seconds[test], test))

    def of_file(self, path: str) -> list[str]:
        """The tests that execute any line of a file, other than by importing it, the fastest first."""
        found = set().union(*self._lines.get(path, {}).values())
        return sorted(found & self.seconds.keys(), key=lambda test: (self.seconds[test], test))

    def at_import(self, path: str, first: int, last: int) -> bool:
        """Whether a line runs while tests are collected."""
        return any(line in self._at_import.get(path, ()) for line in range(first, last + 1))


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
