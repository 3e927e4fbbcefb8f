"""From the names a source uses to the entities of the catalog: by explicit tables, never by resemblance.

A name means an entity because it is the entity's id, name or short name, or because ``catalog/entity_names.csv``
says so, for the source or for all (``*``). A row there with an empty entity says the name is left out on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed

MOST_UNKNOWN = 0.1
"""Where more than this part of a source's names is unknown (and more than one), they are others altogether."""

_aside: ContextVar[set[str] | None] = ContextVar("names set aside", default=None)


@contextmanager
def unknown_names(*, set_aside: bool) -> Iterator[set[str]]:
    """The unknown names of what is read meanwhile: their rows have no entity. Without ``set_aside`` they are an error."""
    found: set[str] = set()
    token = _aside.set(found if set_aside else None)
    try:
        yield found
    finally:
        _aside.reset(token)


class Names:
    """The names one source uses.

    Parameters
    ----------
    catalog : Catalog
    source : str
        An id of sources.csv.
    own : bool
        Only the source's own rows count. For sources whose codes look like those of ISO 3166 and are not: for
        Correlates of War, SWZ is Switzerland.
    """

    def __init__(self, catalog: Catalog, source: str, *, own: bool = False):
        self.source = source
        self._entities: dict[str, str] = {}
        if not own:
            for row in catalog.entities.rows:
                for name in (row.short, row.name, row.id):
                    if name:
                        self._entities[name] = row.id
        for scope in ("*",) * (not own) + (source,):
            for alias in catalog.names.rows:
                if alias.source == scope:
                    self._entities[alias.name] = alias.entity

    def known(self, names: pd.Series) -> pd.Series:
        """Entities of the names; those left out or unknown become None.

        For tables of which only a few named rows are wanted: the build reports one that is wanted and absent.
        """
        entities = {name: self._entities.get(name) or None for name in names.unique()}
        return names.map(entities).astype(object).where(lambda found: found.notna(), None)

    def all_of(self, names: pd.Series) -> pd.Series:
        """Entities of the names; those left out become None, and so do unknown ones where :func:`unknown_names` takes note.

        Raises
        ------
        Changed
            If a name is neither known nor left out on purpose: a sum over the table would silently lose it.
        """
        given = names.unique()
        unknown = sorted({name for name in given if name not in self._entities})
        noted = _aside.get()
        if noted is not None and len(unknown) > max(1, MOST_UNKNOWN * len(given)):
            raise Changed(
                "names of states", f"{len(unknown)} of {len(given)} that are unknown here, such as {unknown[0]!r}"
            )
        if noted is not None:
            noted.update(unknown)
        elif unknown:
            raise Changed(
                "names listed in catalog/entity_names.csv",
                f"{', '.join(map(repr, unknown))} (add a row for the source {self.source}; leave the entity empty to leave it out)",
            )
        return self.known(names)
