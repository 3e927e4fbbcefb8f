"""A place for files: a folder, or any address that fsspec knows. A file there is written whole or not at all.

A local file is written beside its place, flushed and renamed; on an object store writing is all or nothing by itself. Locks
are files of this machine: on an object store two machines may do the same work at once, which costs time and loses nothing.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path, PurePosixPath

import fsspec
from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from loaders.dated import Name
from loaders.errors import Busy, StoreError

VARIABLE = "PLUMBLINE_STORE"


def user_folder() -> Path:
    """This user's folder for what programs keep and may lose."""
    return user_cache_path("plumbline", appauthor=False)


class Place:
    """A folder or an address that holds files.

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
                f"The store at {self.place} cannot be used ({first_line(error)}). Name another place in {VARIABLE}."
            ) from error
        self._root = self._root.rstrip("/")
        self._local = "file" in (self._fs.protocol if isinstance(self._fs.protocol, tuple) else (self._fs.protocol,))

    @cached_property
    def locks(self) -> Path:
        """The folder of locks: in the store itself, or for one elsewhere in this machine's cache folder."""
        if self._local:
            return Path(self._root) / "locks"
        return user_folder() / "locks" / hashlib.sha256(self.place.encode()).hexdigest()[:16]

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
        except Exception as error:  # each file system's library has errors of its own
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
        except Exception as error:  # each file system's library has errors of its own
            raise StoreError(
                f"{path} cannot be written to the store at {self.place} ({first_line(error)}). What it held is as it "
                f"was: make room there, or name another place in {VARIABLE}."
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

    def folders(self, folder: str) -> tuple[str, ...]:
        """What stands in a folder, by name and in order: its files and folders. Raises StoreError if it cannot be read."""
        try:
            found = self._fs.ls(f"{self._root}/{folder}".rstrip("/"), detail=False, refresh=True)
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except Exception as error:  # each file system's library has errors of its own
            raise self._unreadable(folder, error) from error
        return tuple(sorted(PurePosixPath(str(path).replace(os.sep, "/")).name for path in found))

    def remove(self, name: Name) -> None:
        """Remove a file, if it is there."""
        with suppress(FileNotFoundError):
            self._fs.rm_file(f"{self._root}/{name.path}")

    def size(self, name: Name) -> int:
        """Bytes of a file; 0 where there is none."""
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
        StoreError
            If there can be no locks.
        """
        lock = FileLock(self.locks / f"{what}.lock")
        try:
            self.locks.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=timeout)
        except Timeout:
            raise Busy(what) from None
        except (OSError, NotImplementedError) as error:  # the latter where a file system knows no locks
            raise StoreError(
                f"The store at {self.place} cannot be locked ({first_line(error)}). Name another place in {VARIABLE}."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _unreadable(self, path: str, error: Exception) -> StoreError:
        what = f"{path} in the store at {self.place}" if path else f"The store at {self.place}"
        return StoreError(
            f"{what} cannot be read ({first_line(error)}). See that it may be, or name another place in {VARIABLE}."
        )


def first_line(error: Exception) -> str:
    """What an error says, without the pages that some libraries add."""
    return next(iter(str(error).splitlines()), "") or type(error).__name__
