"""Federal Customs Service of Russia: goods trade with its main partners, 2006 to 2021.

Read from a monthly table (date, flow, partner, usd_million) made from the Service's workbook. Years are the sum of
twelve months; a year that lacks one is left out. Russia stopped publishing trade by partner in 2022.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, numbers, only, read_table, tidy, year_ends


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read ``export`` or ``import`` of RUS by partner and year, in US$."""
    table = read_table(only(files), ["date", "flow", "partner", "usd_million"])
    table = table[table["flow"] == code]
    if table.empty:
        raise Changed(f"rows of the flow {code}", "none")
    months = pd.DataFrame(
        {
            "partner": Names(catalog, "customs_russia").all_of(table["partner"]),
            "year": table["date"].str[:4],
            "value": numbers(table["usd_million"]) * 1e6,
        }
    ).dropna(subset="value")
    years = months.groupby(["partner", "year"], as_index=False)["value"].agg(["sum", "count"])
    years = years[years["count"] == 12]
    return tidy("RUS", year_ends(years["year"]), years["sum"], counterpart=years["partner"])
