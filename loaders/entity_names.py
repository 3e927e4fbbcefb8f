"""From the names a source uses to the entities of the catalog: by explicit tables, never by resemblance.

A name means an entity because it is the entity's id, name or short name, or because ``catalog/entity_names.csv``
says so, for the source or for all (``*``). A row there with an empty entity says the name is left out on purpose.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed


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
        """Entities of the names; those left out become None.

        Raises
        ------
        Changed
            If a name is neither known nor left out on purpose: a sum over the table would silently lose it.
        """
        unknown = sorted({name for name in names.unique() if name not in self._entities})
        if unknown:
            raise Changed(
                "names listed in catalog/entity_names.csv",
                f"{', '.join(map(repr, unknown))} (add a row for the source {self.source}; leave the entity empty to leave it out)",
            )
        return self.known(names)
