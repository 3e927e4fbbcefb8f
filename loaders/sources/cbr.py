"""Bank of Russia: official exchange rate, key rate, international reserves.

- ``USDRUB``: official rate, roubles for a US dollar, by day it is in force (date, close): monthly means.
- ``key_rate``: per cent a year, by day (date, key_rate_pct): monthly means.
- ``reserves``, ``reserves_gold``: US$ million on the first of each month (date, total_mln_usd, gold_mln_usd): the
  end of the month before. In one file or several: months that two of them have must be equal, for only then is one the
  other continued.

A last month whose days do not reach its end is left out of the means. From 13 June 2024 the rate is set from
over-the-counter trades, the exchange being under sanctions.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.monthly import monthly_means
from loaders.parsing import Files, end_of_month_before, numbers, only, read_table, tidy

MEANS = {"USDRUB": ("RUB", "close"), "key_rate": ("RUS", "key_rate_pct")}
STOCKS = {"reserves": "total_mln_usd", "reserves_gold": "gold_mln_usd"}


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read one of the series above."""
    if code in MEANS:
        entity, column = MEANS[code]
        table = read_table(only(files), ["date", column])
        means = monthly_means(table["date"], numbers(table[column]), digits=4)
        return tidy(entity, means["date"], means["value"])
    if code in STOCKS:
        tables = [read_table(content, ["date", STOCKS[code]]) for content in files.values()]
        table = pd.concat(tables, ignore_index=True)[["date", STOCKS[code]]].drop_duplicates()
        return tidy("RUS", end_of_month_before(table["date"]), numbers(table[STOCKS[code]]) * 1e6)
    raise Changed(f"the code {', '.join([*MEANS, *STOCKS])}", repr(code))
