"""What the interfaces of sources bring and want, for whoever decides whether to ask them: nothing here asks."""

from __future__ import annotations

from collections.abc import Callable

from loaders.catalog import Catalog
from loaders.rows import Indicator

Tell = Callable[[int, int, str], None]
"""Told how many series are done, of how many, and which one is next."""


def silent(done: int, total: int, what: str) -> None:
    """Tells nobody."""


def downloaded(catalog: Catalog, source: str) -> tuple[Indicator, ...]:
    """The indicators that a source's interface brings."""
    return tuple(i for i in catalog.indicator.values() if i.source == source and i.update == "download")
