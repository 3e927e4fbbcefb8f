"""One series of FRED (Federal Reserve Bank of St. Louis) as CSV: what two sources are downloaded by.

The columns observation_date (the first day of the period) and one named after the series; all of the series, in its
own frequency. Where there is no value, the cell is empty (in older files, a full stop). An unknown series is
answered by a page, not by a table. No edition and no day of publication is given.

Compared with FRED's help pages and with copies of such files on 2026-11-23, not with the service itself.
"""

from __future__ import annotations

import pandas as pd

from loaders.fetch import Fetch
from loaders.parsing import Files, numbers, require

ADDRESS = "https://fred.stlouisfed.org/graph/fredgraph.csv"
DAY = "observation_date"


def ask(fetch: Fetch, series: str) -> Files:
    """The file of a series."""
    return {f"{series}.csv": fetch.get(ADDRESS, {"id": series})}


def figures(table: pd.DataFrame, series: str) -> tuple[pd.Series, pd.Series]:
    """Days and values of such a table."""
    require(table.columns, [DAY, series])
    return table[DAY], numbers(table[series], missing=["."])
