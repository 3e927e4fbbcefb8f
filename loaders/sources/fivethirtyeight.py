"""FiveThirtyEight's table of Pew's question on confidence in the US president, to 2017.

The original CSV (TRUMPWORLD-pres.csv): a row per year, a column per surveyed country, empty where not asked. The
column avg, the mean over whichever countries were asked that year, is left out.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, numbers, only, read_table, tidy, year_ends


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read the share in per cent (``code`` is TRUMPWORLD-pres); the counterpart is USA."""
    if code != "TRUMPWORLD-pres":
        raise Changed("the code TRUMPWORLD-pres", repr(code))
    table = read_table(only(files), ["year", "avg"]).drop(columns="avg")
    rows = table.melt("year", var_name="country", value_name="cell")
    entity = Names(catalog, "fivethirtyeight").all_of(rows["country"])
    return tidy(entity, year_ends(rows["year"]), numbers(rows["cell"]), counterpart="USA")
