"""Between some work and those who wait for it: that nobody does any more, and how far it is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from exports.rendering import HowFar


class GivenUp(Exception):
    """Some work was told to stop, and stopped."""


class Stop:
    """One piece of work is told by it to stop, and says to it how far it is. Safe to use from any thread."""

    def __init__(self) -> None:
        self.how_far = HowFar(0, 0)
        self._lock = threading.Lock()
        self._told = False
        self._call: Callable[[], None] | None = None

    @property
    def told(self) -> bool:
        return self._told

    def say(self, how_far: HowFar) -> None:
        """Of the work: how far it is."""
        self.how_far = how_far

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
