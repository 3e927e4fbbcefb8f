"""Cases that visitors bring, for as long as they are looked at: each in a private folder, found by an address that holds a secret or the case itself.

None is named to anybody. A folder is removed when its case is given up, when the server ends, and, where a server could not
do that, when the next one begins.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from service.errors import TooManyHeld
from service.private_folder import private_folder

if TYPE_CHECKING:
    from service.sites import Site

BROUGHT, OWN = "visit~", "own~"
"""How the ids of what was sent to this server begin, and of what stands in its own address."""
MOST, MOST_OWN = 12, 48
"""Of each that are held at once. An own one is made again from its address."""
IDLE, BRIEF = 2 * 3600.0, 600.0
"""Seconds after it was last looked at until a case that was sent is given up; and until it may be, where all places are taken
and another comes."""
Make = Callable[[str, Path], "Site"]


class _Brought(NamedTuple):
    site: Site
    seen: float
    """When it was last looked at."""
    client: str
    """Who sent it."""


class HeldCases:
    """What is held. Safe to ask from any thread.

    Parameters
    ----------
    make : callable
        Makes the site of an id and a folder.
    clock : callable
        Seconds that only grow.
    """

    def __init__(self, make: Make, clock: Callable[[], float] = time.monotonic) -> None:
        self._make, self._clock = make, clock
        self._lock = Lock()
        self._brought: OrderedDict[str, _Brought] = OrderedDict()
        self._own: OrderedDict[str, Site] = OrderedDict()
        self._leaving: list[tuple[float, Path]] = []
        """Folders of own cases that made room, with when: a page may be in the middle of one."""
        self._place: Path | None = None

    def hold(self, tables: Mapping[str, bytes], client: str = "") -> Site:
        """Hold a case under a new id.

        Where all places are taken by cases that are being looked at, the oldest of whoever has most of them makes room for
        a ``client`` who has fewer; if nobody has, this raises TooManyHeld.
        """
        with self._lock:
            self._let_go(IDLE)
            if len(self._brought) >= MOST:
                self._let_go(BRIEF, most=1)
            if len(self._brought) >= MOST:
                self._give_way(client)
            site = self._written(f"{BROUGHT}{secrets.token_urlsafe(16)}", tables)
            self._brought[site.id] = _Brought(site, self._clock(), client)
            return site

    def give_up(self, name: str) -> None:
        """Hold a case that was sent no longer; nothing happens where it is not held."""
        with self._lock:
            if held := self._brought.pop(name, None):
                _remove(held.site.folder)

    def of_content(self, packed: str, tables: Mapping[str, bytes]) -> Site:
        """The site of a case that its address says all of."""
        name = f"{OWN}{packed}"
        with self._lock:
            if name not in self._own:
                self._own[name] = self._written(name, tables)
                if len(self._own) > MOST_OWN:
                    _, oldest = self._own.popitem(last=False)
                    self._leaving.append((self._clock(), oldest.folder))
                self._clear_up()
            self._own.move_to_end(name)
            return self._own[name]

    def __contains__(self, name: object) -> bool:
        """Whether one is held; asking does not count as looking at it."""
        return name in self._own or name in self._brought

    def find(self, name: str) -> Site | None:
        """A site that is held, which counts as being looked at; None for one that is not there, or no longer."""
        with self._lock:
            self._let_go(IDLE)
            if name in self._own:
                self._own.move_to_end(name)
                return self._own[name]
            if name not in self._brought:
                return None
            held = self._brought.pop(name)
            self._brought[name] = held._replace(seen=self._clock())
            return held.site

    def close(self) -> None:
        """Give up all of them."""
        with self._lock:
            self._brought.clear()
            self._own.clear()
            self._leaving.clear()
            if self._place:
                _remove(self._place)
                self._place = None

    def _let_go(self, idle: float, most: int = MOST) -> None:
        """Give up those that nobody looked at for so many seconds, the longest left alone first."""
        now = self._clock()
        for name, held in list(self._brought.items())[:most]:
            if now - held.seen >= idle:
                del self._brought[name]
                _remove(held.site.folder)

    def _clear_up(self) -> None:
        """Remove the folders that were left long enough ago."""
        while self._leaving and self._clock() - self._leaving[0][0] >= BRIEF:
            _remove(self._leaving.pop(0)[1])

    def _give_way(self, client: str) -> None:
        """Give up the one longest left alone of whoever has most, if that is more than ``client`` will have. Raises TooManyHeld."""
        of = Counter(held.client for held in self._brought.values())
        most = max(of, key=lambda one: of[one])
        if of[most] <= of[client] + 1:
            raise TooManyHeld
        name = next(name for name, held in self._brought.items() if held.client == most)
        _remove(self._brought.pop(name).site.folder)

    def _written(self, name: str, tables: Mapping[str, bytes]) -> Site:
        folder = Path(tempfile.mkdtemp(dir=self._folder()))
        for file, content in tables.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return self._make(name, folder)

    def _folder(self) -> Path:
        if self._place is None:
            self._place = private_folder()
        return self._place


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
