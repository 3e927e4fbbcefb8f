"""Pew Research Center, Global Attitudes: adults with a favourable view of a country, by surveyed country and year.

Weighted shares computed from the survey's microdata (object, iso3, year, pct_favorable). The countries surveyed
change from year to year; some questions were not asked every year. The date is the end of the survey's year.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, numbers, only, read_table, tidy, year_ends


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read the share in per cent (``code`` is pct_favorable); the country viewed is the counterpart."""
    if code != "pct_favorable":
        raise Changed("the code pct_favorable", repr(code))
    table = read_table(only(files), ["object", "iso3", "year", code])
    names = Names(catalog, "pew")
    entity, viewed = names.known(table["iso3"]), names.known(table["object"])
    return tidy(entity, year_ends(table["year"]), numbers(table[code]), counterpart=viewed)
