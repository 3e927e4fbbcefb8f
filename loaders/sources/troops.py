"""Troop data of Allen, Flynn and Machain Martinez: US active-duty troops abroad by host and year, from DMDC reports.

The authors' CSV (countryname, year, iso3c, troops_ad ...). Rotating forces are not in the reports; Afghanistan,
Iraq and Syria come from secondary sources. Hosts without an ISO code, most of them bases and dissolved states, are
left out.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, numbers, only, read_table, tidy, year_ends


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read persons of the USA stationed in each host (``code`` is troops_ad)."""
    if code != "troops_ad":
        raise Changed("the code troops_ad", repr(code))
    table = read_table(only(files), ["iso3c", "year", code])
    host = Names(catalog, "troops").known(table["iso3c"])
    value = numbers(table[code], missing=["NA"])
    return tidy("USA", year_ends(table["year"]), value, counterpart=host, add_up=True)
