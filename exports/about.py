"""What every export says of itself and of the article: names, version, and the words for both."""

from __future__ import annotations

import tomllib
from functools import cache

from loaders.catalog import ROOT

NAME = "Plumbline"
TITLE = "Plumbline: an argument held against data"
AUTHORS = "The Plumbline authors"
ARTICLE_AUTHOR = "Fateh Sami"
ARTICLE_ABOUT = "An opinion article on U.S.-Russia relations under Trump's return"
"""In our words: the project states neither the title nor the address of the article."""


@cache
def version() -> str:
    """The version of the program, from pyproject.toml: it runs from its clone, so the file is always there."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]["version"]
