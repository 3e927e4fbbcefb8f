"""What every export says of itself and of the article: names, version, and the words for both."""

from __future__ import annotations

from loaders.version import VERSION

NAME = "Plumbline"
TITLE = "Plumbline: an argument held against data"
AUTHORS = "The Plumbline authors"
ARTICLE_AUTHOR = "Fateh Sami"
ARTICLE_ABOUT = "An opinion article on U.S.-Russia relations under Trump's return"
"""In our words: the project states neither the title nor the address of the article."""


def version() -> str:
    """The version of the program."""
    return VERSION
