"""Where retrieved figures are kept: files that are written whole or not at all, shared by any number of processes.

    plumbline-store.json            which layout this is
    vintages/<source>/*.parquet     all that was in hand of a source at one moment; never changed once written
    quarantine/<source>/*.parquet   figures that cannot be right: shown, never used
    ledger/*.json                   what moved, one file an entry; only ever added to
    state/<source>.json             when a source was last asked, and how that went

The place is the user's cache folder, or ``PLUMBLINE_STORE``: a folder or any address fsspec knows (``s3://...``).
A file's name ends in a part of its content's hash, so that a damaged one is known when it is read. A local file is
written beside its place, flushed and renamed; on an object store writing is all or nothing by itself. Locks are files of
this machine: on an object store two machines may download the same at once, which costs time and loses nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import fsspec
from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from loaders.dated import Name, hash_of
from loaders.errors import Busy, StoreError

_LOG = logging.getLogger("plumbline.loaders")

VARIABLE = "PLUMBLINE_STORE"
LAYOUT = "plumbline-store.json"
SCHEMA = 1
SIZE = 500_000_000
"""Bytes of vintages kept; beyond it the oldest go, never the newest of a source."""

Migration = Callable[["Store"], None]
MIGRATIONS: dict[int, Migration] = {}
"""What turns the layout of a schema into the next one, by the number of the older."""

ABANDONED = dt.timedelta(hours=1)
"""A temporary file this old belongs to a process that was killed."""

PATIENCE = 60.0
"""Seconds to wait for another process that makes the store ready."""


class Store:
    """A place for retrieved figures.

    Parameters
    ----------
    place : str or Path
        A folder, or an address that fsspec knows.

    Raises
    ------
    StoreError
        If fsspec knows no such address, lacks the package that does, or cannot reach it.
    """

    def __init__(self, place: str | Path):
        self.place = str(place)
        try:
            self._fs, self._root = fsspec.url_to_fs(self.place)
        except Exception as error:  # each file system's library has errors of its own
            raise StoreError(
                f"The store at {self.place} cannot be used ({_first_line(error)}). Name another place in {VARIABLE}."
            ) from error
        self._root = self._root.rstrip("/")
        self._local = "file" in (self._fs.protocol if isinstance(self._fs.protocol, tuple) else (self._fs.protocol,))

    @classmethod
    def of_user(cls) -> Store:
        """The store that the environment names, else the one in the user's cache folder."""
        return cls(os.environ.get(VARIABLE) or user_cache_path("plumbline", appauthor=False) / "store")

    @cached_property
    def locks(self) -> Path:
        """The folder of locks: in the store itself, or for one elsewhere in this machine's cache folder."""
        if self._local:
            return Path(self._root) / "locks"
        return (
            user_cache_path("plumbline", appauthor=False)
            / "locks"
            / hashlib.sha256(self.place.encode()).hexdigest()[:16]
        )

    def open(self) -> None:
        """Make the store ready to be written to, bringing an older layout up to date.

        Raises
        ------
        StoreError
            If a newer Plumbline wrote it, the place cannot be written to, or another process keeps it busy.
        """
        try:
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
                f"The store at {self.place} cannot be written to ({_first_line(error)}). Name another place in {VARIABLE}."
            ) from error

    def check(self) -> None:
        """Refuse a store whose layout is not known here. Raises StoreError."""
        found = self.schema() or SCHEMA
        if found > SCHEMA:
            raise StoreError(
                f"The store at {self.place} was written by a newer Plumbline (layout {found}, this one knows {SCHEMA}). "
                f"Update Plumbline, or name another place in {VARIABLE}."
            )

    def schema(self) -> int | None:
        """The layout's number; None where there is no store yet.

        Raises
        ------
        StoreError
            If the file that says so is not readable as such.
        """
        try:
            content = self.get(LAYOUT)
        except OSError as error:
            raise StoreError(
                f"The store at {self.place} cannot be read ({error}). Name another place in {VARIABLE}."
            ) from error
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

    def get(self, path: str) -> bytes | None:
        """The content of a file; None if there is none.

        Raises
        ------
        StoreError
            If there is one that cannot be read.
        """
        try:
            content: bytes = self._fs.cat_file(f"{self._root}/{path}")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise self._unreadable(path, error) from error
        return content

    def put(self, path: str, content: bytes) -> None:
        """Write a file whole: whoever reads it meanwhile finds the former content or the new one, never a part.

        Raises
        ------
        StoreError
            If it cannot be written; the former content is as it was.
        """
        try:
            self._put(f"{self._root}/{path}", content)
        except OSError as error:
            raise StoreError(
                f"{path} cannot be written to the store at {self.place} ({error}). What it held is as it was: make room "
                f"there, or name another place in {VARIABLE}."
            ) from error

    def _put(self, target: str, content: bytes) -> None:
        if not self._local:
            self._fs.pipe_file(target, content)
            return
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        beside = Path(f"{target}.{uuid.uuid4().hex}.tmp")
        try:
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        except OSError:
            beside.unlink(missing_ok=True)
            raise

    def put_dated(self, folder: str, at: dt.datetime, content: bytes, suffix: str) -> Name:
        """Write a file named by its moment and hash; the folder's other files are left as they are."""
        name = Name.of(folder, at, content, suffix)
        self.put(name.path, content)
        return name

    def dated(self, folder: str, suffix: str) -> tuple[Name, ...]:
        """The dated files of a folder, oldest first; what others put there is left out."""
        names = (Name(f"{folder}/{file}") for file in self.folders(folder))
        return tuple(name for name in names if name.path.endswith(suffix) and name.ours)

    def folders(self, folder: str) -> tuple[str, ...]:
        """What stands in a folder, by name and in order: its files and folders. Raises StoreError if it cannot be read."""
        try:
            found = self._fs.ls(f"{self._root}/{folder}", detail=False, refresh=True)
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except OSError as error:
            raise self._unreadable(folder, error) from error
        return tuple(sorted(PurePosixPath(str(path).replace(os.sep, "/")).name for path in found))

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
        """A JSON file as a dict; empty where there is none or it cannot be read."""
        try:
            found = json.loads(self.get(path) or b"{}")
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def remove(self, name: Name) -> None:
        with suppress(FileNotFoundError):
            self._fs.rm_file(f"{self._root}/{name.path}")

    def size(self, name: Name) -> int:
        try:
            return self._fs.size(f"{self._root}/{name.path}") or 0
        except FileNotFoundError:
            return 0

    @contextmanager
    def lock(self, what: str, timeout: float = 0) -> Iterator[None]:
        """Hold a lock against all other processes and threads; it is let go when its holder dies.

        Raises
        ------
        Busy
            If another holds it for longer than ``timeout`` seconds.
        """
        self.locks.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.locks / f"{what}.lock").acquire(timeout=timeout):
                yield
        except Timeout:
            raise Busy(what) from None

    def _unreadable(self, path: str, error: OSError) -> StoreError:
        return StoreError(
            f"{path} in the store at {self.place} cannot be read ({error}). See that it may be, or name another place in "
            f"{VARIABLE}."
        )

    def _sweep(self) -> None:
        """Remove what killed processes have left half written."""
        if not self._local:
            return
        old = (dt.datetime.now(dt.UTC) - ABANDONED).timestamp()
        for file in Path(self._root).rglob("*.tmp"):
            with suppress(FileNotFoundError):
                if file.stat().st_mtime < old:
                    file.unlink()


def _first_line(error: Exception) -> str:
    """What an error says, without the pages that some libraries add."""
    return next(iter(str(error).splitlines()), "") or type(error).__name__
