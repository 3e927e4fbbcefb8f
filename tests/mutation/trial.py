"""A fault on trial: the tests that execute it, in a fork of a process that has everything imported and collected."""

from __future__ import annotations

import gc
import importlib
import importlib.abc
import importlib.util
import os
import resource
import signal
import sys
import types
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import settings

WAITING = 20
"""How many times its seconds of processor a trial may take by the clock: others may work on the machine."""
KILLED, SURVIVED, BROKEN = 1, 0, 3
"""What a fork exits with; one that is killed for taking too long has killed the fault as well."""


class Collected:
    """A plugin of pytest that collects and then, in place of running tests, hands over to ``run``."""

    def __init__(self, root: Path, rooms: Sequence[str], run) -> None:
        self._root, self._rooms, self._run = root, rooms, run
        self._functions: dict[tuple[str, str], list[types.FunctionType]] = defaultdict(list)
        self._on_trial = False
        self.items: dict[str, pytest.Item] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session):
        # The same examples each time, and none of those that fail on a fault kept.
        settings.register_profile("mutation", settings.get_profile("untimed"), database=None, derandomize=True)
        settings.load_profile("mutation")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        self.items = {item.nodeid: item for item in session.items}
        # What is imported when it is first needed has to be there to be changed.
        for room in self._rooms:
            for path in sorted((self._root / room).rglob("*.py")):
                importlib.import_module(".".join(path.relative_to(self._root).with_suffix("").parts))
        for found in gc.get_objects():
            if isinstance(found, types.FunctionType):
                path = Path(found.__code__.co_filename)
                if path.is_relative_to(self._root) and path.relative_to(self._root).parts[0] in self._rooms:
                    key = (str(path.relative_to(self._root)), found.__code__.co_qualname)
                    self._functions[key].append(found)
        gc.collect()
        gc.freeze()
        self._run(self)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, call):
        """End a trial where a test fails, without a report that nobody reads."""
        if self._on_trial and call.excinfo and not isinstance(call.excinfo.value, pytest.skip.Exception):
            os._exit(KILLED)

    def fork(self, mutant, tests: Sequence[str], seconds: int, *, afresh: bool) -> int:
        """Begin a trial; the process's number. ``afresh`` imports everything again: for what runs at import."""
        pid = os.fork()
        if pid:
            return pid
        try:
            os.setpgid(0, 0)
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, WAITING * seconds)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
            resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
            self._on_trial = True
            status = self._afresh(mutant, tests) if afresh else self._in_place(mutant, tests)
        except BaseException:  # noqa: BLE001 - the fork ends here, whatever it was
            status = BROKEN
        os._exit(status)

    def _in_place(self, mutant, tests: Sequence[str]) -> int:
        """Give the function that has the fault its code, whoever holds it."""
        changed = dict(_functions_of(compile(mutant.code, str(self._root / mutant.path), "exec")))
        code = changed.get(mutant.function)
        holders = self._functions[mutant.path, mutant.function]
        if code is None or not holders:
            return BROKEN
        for function in holders:
            function.__code__ = code
        items = [self.items[test] for test in tests if test in self.items]
        if not items:
            return BROKEN
        for item, following in zip(items, [*items[1:], None], strict=True):
            try:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            except BaseException:  # noqa: BLE001 - a fault may make the code leave the process
                return KILLED
        return SURVIVED

    def _afresh(self, mutant, tests: Sequence[str]) -> int:
        """Forget what was imported of the project, and import it with the fault."""
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None) or ""
            if file.startswith(f"{self._root}/") and f"{self._root}/.venv" not in file and "mutation" not in file:
                del sys.modules[name]
        sys.meta_path.insert(0, _Finder(self._root / mutant.path, mutant.code))
        wanted = [test for test in tests if test in self.items]
        arguments = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", *dict.fromkeys(t.split("::")[0] for t in wanted)]
        status = pytest.main(arguments, plugins=[_Chosen(wanted)])
        return SURVIVED if status == pytest.ExitCode.OK else KILLED


class _Chosen:
    """A plugin that keeps the tests chosen, in their order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._place = {test: i for i, test in enumerate(tests)}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session):
        settings.load_profile("mutation")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        items[:] = sorted((i for i in items if i.nodeid in self._place), key=lambda item: self._place[item.nodeid])


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Finds one file with other content."""

    def __init__(self, path: Path, code: str) -> None:
        self._path, self._code = path, code

    def find_spec(self, fullname, path, target=None):
        for place in path or sys.path:
            for found in (
                Path(place) / f"{fullname.rpartition('.')[2]}.py",
                Path(place) / fullname.rpartition(".")[2] / "__init__.py",
            ):
                if found == self._path:
                    return importlib.util.spec_from_file_location(fullname, self._path, loader=self)
        return None

    def get_filename(self, fullname):
        return str(self._path)

    def get_data(self, path):
        return self._code.encode()


def _functions_of(code: types.CodeType):
    """The functions and methods of a file by their names, without those inside functions."""
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            if constant.co_flags & 0x2:  # CO_NEWLOCALS: a function; the body of a class has none.
                yield constant.co_qualname, constant
            else:
                yield from _functions_of(constant)
