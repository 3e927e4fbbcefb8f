"""Robert Shiller's S&P 500: monthly means of daily closes, without dividends.

A table of his workbook (Date: first of the month; SP500). In the newest months the other columns are still empty; the
index itself is there.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.parsing import Files, month_ends, numbers, only, read_table, tidy


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read one column (``code`` is SP500)."""
    table = read_table(only(files), ["Date", code])
    return tidy("SP500", month_ends(table["Date"]), numbers(table[code]))
