"""The one door to observations. What is behind it is the snapshot that comes with the project."""

from __future__ import annotations

from loaders import snapshot


def load() -> snapshot.Snapshot:
    """The bundled observations, and what could not be read of them."""
    return snapshot.load()
