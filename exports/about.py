"""What every export says of itself: names and version."""

from __future__ import annotations

from loaders.version import VERSION

NAME = "Plumbline"
TITLE = "Plumbline: an argument held against data"
AUTHORS = "The Plumbline authors"


def version() -> str:
    """The version of the program."""
    return VERSION
