"""World Bank Commodity Price Data (the Pink Sheet): monthly means of nominal prices.

The sheet "Monthly Prices" of the official workbook as CSV: date (first of the month), a column per commodity. The
European gas price is the Dutch TTF since 2015, and an import price before.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.parsing import Files, month_ends, numbers, only, read_table, tidy

INSTRUMENTS = {"Natural gas, Europe": "TTF", "Natural gas, US": "HENRY-HUB", "Gold": "GOLD"}


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read one column (``code`` is its heading) in the Pink Sheet's unit."""
    if code not in INSTRUMENTS:
        raise Changed(f"the code {', '.join(INSTRUMENTS)}", repr(code))
    table = read_table(only(files), ["date", code])
    return tidy(INSTRUMENTS[code], month_ends(table["date"]), numbers(table[code], missing=["…", ".."]))
