"""Where retrieved figures are kept: files that are written whole or not at all, shared by any number of processes.

    plumbline-store.json            which layout this is
    vintages/<source>/*.parquet     all that was in hand of a source at one moment; never changed once written
    quarantine/<source>/*.parquet   figures that cannot be right: shown, never used
    ledger/*.json                   what moved, one file an entry; only ever added to
    state/<source>.json             when a source was last asked, and how that went

The place is the user's cache folder, or ``PLUMBLINE_STORE``: a folder or any address fsspec knows (``s3://...``).
A file's name ends in a part of its content's hash, so that a damaged one is known when it is read.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from loaders.dated import DATED, Name, hash_of
from loaders.errors import Busy, StoreError
from loaders.files import LEFT_BY_SYSTEMS
from loaders.place import VARIABLE as VARIABLE
from loaders.place import Place, first_line, user_folder

_LOG = logging.getLogger("plumbline.loaders")

LAYOUT = "plumbline-store.json"
SCHEMA = 1
SIZE = 500_000_000
"""Bytes of vintages kept; beyond it the oldest go, never the newest of a source."""

Migration = Callable[["Store"], None]
MIGRATIONS: dict[int, Migration] = {}
"""What turns the layout of a schema into the next one, by the number of the older."""

OWN = (LAYOUT, "vintages", "quarantine", "ledger", "state", "locks")
"""What a store has at its top. A folder that holds anything else, and no layout, is somebody else's."""
TEMPORARY = re.compile(rf"({re.escape(LAYOUT)}|[a-z0-9_]+\.json|{DATED.pattern}\.(json|parquet))\.[0-9a-f]{{32}}\.tmp")
"""A file of ours that is being written, or was when its process was killed."""
ABANDONED = dt.timedelta(hours=1)
"""A temporary file this old belongs to a process that was killed."""

PATIENCE = 60.0
"""Seconds to wait for another process that makes the store ready."""


class Store(Place):
    """A place for retrieved figures."""

    @classmethod
    def of_user(cls) -> Store:
        """The store that the environment names, else the one in the user's cache folder."""
        return cls(os.environ.get(VARIABLE) or user_folder() / "store")

    def open(self) -> None:
        """Make the store ready to be written to, bringing an older layout up to date.

        Raises
        ------
        StoreError
            If a newer Plumbline wrote it, the place cannot be written to, or another process keeps it busy.
        """
        try:
            if self.schema() is None:
                self._refuse_foreign()
            with self.lock("store", timeout=PATIENCE):
                found = self.schema()
                if found is None:
                    self.put(LAYOUT, json.dumps({"schema": SCHEMA}).encode())
                    _LOG.info("store made", extra={"place": self.place, "schema": SCHEMA})
                    return
                self.check()
                for schema in range(found, SCHEMA):
                    MIGRATIONS[schema](self)
                    self.put(LAYOUT, json.dumps({"schema": schema + 1}).encode())
                    _LOG.info("store migrated", extra={"place": self.place, "schema": schema + 1})
                self._sweep()
                _LOG.debug("store opened", extra={"place": self.place, "schema": SCHEMA})
        except Busy:
            raise StoreError(f"The store at {self.place} is kept busy by another process. Try again later.") from None
        except StoreError:
            raise
        except Exception as error:  # each file system's library has errors of its own
            raise StoreError(
                f"The store at {self.place} cannot be written to ({first_line(error)}). Name another place in {VARIABLE}."
            ) from error

    def check(self) -> None:
        """Refuse what is no store, and one whose layout is not known here. Raises StoreError."""
        found = self.schema()
        if found is None:
            self._refuse_foreign()
        elif found > SCHEMA:
            raise StoreError(
                f"The store at {self.place} was written by a newer Plumbline (layout {found}, this one knows {SCHEMA}). "
                f"Update Plumbline, or name another place in {VARIABLE}."
            )
        for name in OWN:
            if name != LAYOUT and self._local and Path(self._root, name).is_file():
                raise StoreError(f"{name} in the store at {self.place} is a file, no folder. Move it away.")

    def schema(self) -> int | None:
        """The layout's number; None where there is no store yet.

        Raises
        ------
        StoreError
            If the file that says so is not readable as such.
        """
        content = self.get(LAYOUT)
        if content is None:
            return None
        try:
            found = int(json.loads(content)["schema"])
            if found < 1:
                raise ValueError(found)
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise StoreError(
                f"{LAYOUT} at {self.place} is damaged. Move that folder away; a new one is made."
            ) from error
        return found

    def put_dated(self, folder: str, at: dt.datetime, content: bytes, suffix: str) -> Name:
        """Write a file named by its moment and hash; the folder's other files are left as they are.

        Names sort in the order of writing: where the newest one bears a later moment, because a clock was ahead or is
        behind, the new name bears the moment after that.
        """
        for newest in self.dated(folder, suffix)[-1:]:
            at = max(at, newest.at + dt.timedelta(microseconds=1))
        name = Name.of(folder, at, content, suffix)
        self.put(name.path, content)
        return name

    def dated(self, folder: str, suffix: str) -> tuple[Name, ...]:
        """The dated files of a folder, oldest first; what others put there is left out. Raises StoreError."""
        names = (Name(f"{folder}/{file}") for file in self.folders(folder))
        return tuple(name for name in names if name.path.endswith(suffix) and name.ours)

    def read_dated(self, name: Name) -> bytes:
        """The content of a dated file.

        Raises
        ------
        StoreError
            If it is gone, or not what was written.
        """
        content = self.get(name.path)
        if content is None or hash_of(content) != name.hash:
            raise StoreError(f"{name.path} in the store is {'missing' if content is None else 'damaged'}.")
        return content

    def record(self, path: str) -> dict[str, Any]:
        """A JSON file as a dict; empty where there is none, or none that is JSON. Raises StoreError if it cannot be read."""
        try:
            found = json.loads(self.get(path) or b"{}")
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _refuse_foreign(self) -> None:
        """Raise StoreError for a folder that holds something and was never a store: it is somebody's."""
        if self._local and Path(self._root).is_file():
            raise StoreError(f"{self.place} is a file, no folder. Name another place in {VARIABLE}.")
        known = {*OWN, *LEFT_BY_SYSTEMS}
        foreign = [name for name in self.folders("") if name not in known and not TEMPORARY.fullmatch(name)]
        if foreign:
            raise StoreError(
                f"{self.place} is no store: it holds {foreign[0]}"
                f"{f' and {len(foreign) - 1} more' if len(foreign) > 1 else ''}, and no {LAYOUT}. Nothing there was touched. "
                f"Name an empty folder in {VARIABLE}."
            )

    def _sweep(self) -> None:
        """Remove what killed processes of ours have left half written, and nothing else."""
        if not self._local:
            return
        old = time.time() - ABANDONED.total_seconds()
        dated = [f"{kind}/{source}" for kind in ("vintages", "quarantine") for source in self.folders(kind)]
        for folder in ("", "ledger", "state", *dated):
            place = Path(self._root, folder)
            for file in () if place.is_symlink() or not place.is_dir() else place.iterdir():
                with suppress(FileNotFoundError):
                    if TEMPORARY.fullmatch(file.name) and file.lstat().st_mtime < old:
                        file.unlink()
