"""Russia Fossil Tracker of CREA: estimated revenue from fossil fuel exports a day, by destination and month.

Read from a monthly table made from CREA's interface (date: first of the month; destination_region; euros a day for
oil, gas, coal and all). The last month is still running when the table is taken, and left out.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, month_ends, numbers, only, read_table, tidy


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read revenue in EUR a day, all fuels (``code`` is total), of RUS from each destination."""
    if code != "total":
        raise Changed("the code total", repr(code))
    table = read_table(only(files), ["date", "destination_region", "total_eur_per_day"])
    table = table[table["date"] < table["date"].max()]
    destination = Names(catalog, "crea").all_of(table["destination_region"])
    return tidy("RUS", month_ends(table["date"]), numbers(table["total_eur_per_day"]), counterpart=destination)
