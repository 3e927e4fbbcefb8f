"""Says to some work that nobody waits for it any more."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class GivenUp(Exception):
    """Some work was told to stop, and stopped."""


class Stop:
    """One piece of work is told by it. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told = False
        self._call: Callable[[], None] | None = None

    @property
    def told(self) -> bool:
        return self._told

    def tell(self) -> None:
        """Have the work stop."""
        with self._lock:
            self._told = True
            if self._call:
                self._call()

    def check(self) -> None:
        """Raise GivenUp once the work is to stop."""
        if self._told:
            raise GivenUp

    @contextmanager
    def calling(self, call: Callable[[], None]) -> Iterator[None]:
        """For as long as the block lasts: who tells it calls this, which is not to wait for anything. Raises GivenUp."""
        with self._lock:
            self.check()
            self._call = call
        try:
            yield
        finally:
            with self._lock:
                self._call = None
