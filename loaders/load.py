"""The one door to observations. For now what is behind it is the snapshot that comes with the project."""

from __future__ import annotations

from functools import lru_cache

from loaders import snapshot


@lru_cache(maxsize=1)
def load() -> snapshot.Snapshot:
    """The bundled observations and what could not be read of them; read once a process."""
    return snapshot.load()
