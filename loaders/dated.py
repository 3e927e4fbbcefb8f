"""Names of dated files: each carries its moment and the beginning of its content's hash."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from pathlib import PurePosixPath
from typing import NamedTuple

STAMP = "%Y%m%dT%H%M%S%fZ"
DATED = re.compile(r"[0-9]{8}T[0-9]{12}Z-[0-9a-f]{16}")
"""The stem of a dated file; what is named otherwise is somebody else's."""
LAST = dt.datetime(9000, 1, 1, tzinfo=dt.UTC)
"""No clock is that far ahead, and there must be a moment after each."""


class Name(NamedTuple):
    """A dated file whose name carries its moment and the beginning of its content's hash."""

    path: str
    """Within the store, with forward slashes."""

    @classmethod
    def of(cls, folder: str, at: dt.datetime, content: bytes, suffix: str) -> Name:
        """The name of a content of that moment (of any time zone)."""
        return cls(f"{folder}/{at.astimezone(dt.UTC).strftime(STAMP)}-{hash_of(content)}{suffix}")

    @property
    def at(self) -> dt.datetime:
        """The moment in the name. Files of a folder are in the order of their moments, whatever clocks said: see
        :meth:`loaders.store.Store.put_dated`. Raises ValueError for a name that is not :attr:`ours`."""
        return dt.datetime.strptime(self.stem.partition("-")[0], STAMP).replace(tzinfo=dt.UTC)

    @property
    def stem(self) -> str:
        return PurePosixPath(self.path).stem

    @property
    def hash(self) -> str:
        return self.stem.rpartition("-")[2]

    @property
    def ours(self) -> bool:
        """Whether it is made like our own names."""
        try:
            return DATED.fullmatch(self.stem) is not None and self.at < LAST
        except ValueError:
            return False


def hash_of(content: bytes) -> str:
    """What stands in a dated file's name."""
    return hashlib.sha256(content).hexdigest()[:16]
