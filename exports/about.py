"""What every export says of itself: names and version."""

from __future__ import annotations

import tomllib
from functools import cache

from loaders.catalog import ROOT

NAME = "Plumbline"
TITLE = "Plumbline: an argument held against data"
AUTHORS = "The Plumbline authors"


@cache
def version() -> str:
    """The version of the program, from pyproject.toml: it runs from its clone, so the file is always there."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]["version"]
