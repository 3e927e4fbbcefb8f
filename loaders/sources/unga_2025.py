"""Recorded votes of the UN General Assembly from 24 February to 18 December 2025: shares of identical votes.

Computed from a copy of the UN Digital Library's records (reference, iso3, year, share_identical). Kept apart from
:mod:`loaders.sources.unga`: another compiler, and twice as many contested votes as in the years before.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, only, read_table
from loaders.sources.unga import shares


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read shares of identical votes in per cent (``code`` is share_identical), the reference as counterpart."""
    if code != "share_identical":
        raise Changed("the code share_identical", repr(code))
    names = Names(catalog, "unga_2025")
    table = read_table(only(files), ["reference", "iso3", "year", code])
    return shares(table, names.all_of(table["iso3"]), names)
