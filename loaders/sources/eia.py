"""Brent spot price of the US Energy Information Administration, by month.

A table of the EIA's series (Date: any day of the month; Price: US$ a barrel). Only full months are published.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.parsing import Files, month_ends, numbers, only, read_table, tidy


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read monthly prices (``code`` is brent)."""
    if code != "brent":
        raise Changed("the code brent", repr(code))
    table = read_table(only(files), ["Date", "Price"])
    return tidy("BRENT", month_ends(table["Date"]), numbers(table["Price"]))
