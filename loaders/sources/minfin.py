"""Ministry of Finance of Russia: the National Wealth Fund.

- ``total``: size on the first of each month (date, amount_blnUSD), from 2008;
- ``liquid``: what of it is money and gold at the central bank (US$ million), from the Ministry's table of its
  structure since October 2022.

The first of a month is dated as the end of the month before. A row that stands twice, word for word, counts once
(August 2025 does in the copy of the first table).
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.parsing import Files, end_of_month_before, numbers, only, read_table, tidy

COLUMNS = {
    "total": ("amount_blnUSD", 1e9),
    "liquid": ("Volume of liquid assets of the Fund, USD mln", 1e6),
}


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read ``total`` or ``liquid`` in US$."""
    if code not in COLUMNS:
        raise Changed("the code total or liquid", repr(code))
    column, factor = COLUMNS[code]
    table = read_table(only(files), ["date", column]).drop_duplicates()
    return tidy("RUS", end_of_month_before(table["date"]), numbers(table[column]) * factor)
