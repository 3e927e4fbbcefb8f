"""US Federal Reserve: exchange rates and the broad dollar index, as FRED gives them out.

FRED's own CSV (observation_date, and a column named after the series; "." where there is none), or the same as date
and close. Monthly means of daily values; a last month whose days do not reach its end is left out.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.parsing import Files, monthly_means, numbers, only, read_table, require, tidy

CURRENCIES = {"DEXUSEU": "EUR", "DEXCHUS": "CNY", "DTWEXBGS": "USD"}


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read monthly means of one series (``code`` is FRED's), in its unit."""
    if code not in CURRENCIES:
        raise Changed(f"the code {', '.join(CURRENCIES)}", repr(code))
    table = read_table(only(files), [])
    day, value = ("observation_date", code) if "observation_date" in table.columns else ("date", "close")
    require(table.columns, [day, value])
    means = monthly_means(table[day], numbers(table[value], missing=["."]), digits=4)
    return tidy(CURRENCIES[code], means["date"], means["value"])
