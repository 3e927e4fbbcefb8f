"""Votes in the UN General Assembly: ideal points, and shares of identical votes to 2019.

- ``idealpointfp``: ideal points of Bailey, Strezhnev and Voeten from votes on final passage, by state and year (a
  table of their Stata file; ISO 3166 alpha-3 codes). A few rows of a state's first year have no code and no points.
- ``share_identical``: shares of identical votes with the United States, Russia and China, computed from Voeten's
  roll calls (reference, country, year, share_identical).
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.names import Names
from loaders.parsing import Files, numbers, only, read_table, tidy, year_ends


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read ideal points, or shares of identical votes in per cent with the reference as counterpart."""
    names = Names(catalog, "unga")
    if code == "idealpointfp":
        table = read_table(only(files), ["iso3c", "year", code])
        table = table[table["iso3c"] != ""]
        return tidy(names.all_of(table["iso3c"]), year_ends(table["year"]), numbers(table[code]))
    if code == "share_identical":
        table = read_table(only(files), ["reference", "country", "year", code])
        return shares(table, names.known(table["country"]), names)
    raise Changed("the code idealpointfp or share_identical", repr(code))


def shares(table: pd.DataFrame, entity: pd.Series, names: Names) -> pd.DataFrame:
    """Shares of identical votes (from 0 to 1) by reference and year, as per cent."""
    counterpart = names.all_of(table["reference"])
    other = entity.where(entity != counterpart, None)
    value = numbers(table["share_identical"]) * 100
    return tidy(other, year_ends(table["year"]), value, counterpart=counterpart)
