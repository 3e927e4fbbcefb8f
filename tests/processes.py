"""Processes that live, for tests of what is left of one that ended."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TypeVar

import psutil

PATIENCE = 300
"""Seconds after which something hangs, on a slow machine too."""
Found = TypeVar("Found")


def until(condition: Callable[[], Found]) -> Found:
    """Wait for something to be so; what it comes to."""
    end = time.monotonic() + PATIENCE
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def living(pids: Iterable[int]) -> set[int]:
    """Those of some processes that live; one that only waits to be counted does not."""
    found = set()
    for pid in pids:
        with suppress(psutil.Error):
            if psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                found.add(pid)
    return found


def family(pid: int) -> set[int]:
    """A process and those below it, as far as they live."""
    try:
        below = psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return set()
    return living([pid, *(one.pid for one in below)])


def of_session(leader: int) -> set[int]:
    """The processes of a session that live."""
    found = set()
    for pid in psutil.pids():
        with suppress(OSError):
            if os.getsid(pid) == leader:
                found.add(pid)
    return living(found)
